"""A small course and the app on it, for tests that press keys."""

from __future__ import annotations

import html
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, cast

from textual.pilot import Pilot

from orchestra_tui.base import settings
from orchestra_tui.base.paths import home
from orchestra_tui.tui.app import OrchestraApp
from orchestra_tui.tui.opening import opening
from orchestra_tui.tui.screens.reader import ReaderScreen
from orchestra_tui.tutor.library import open_library
from orchestra_tui.tutor.options import Options

LONG = " ".join(f"word{number}" for number in range(400))

THEORY = f"""# The module

<!-- section: first -->
## First things

An agent works here. See [the second](#second-things), [a site](https://example.org/page), [nothing](gone.md)
and a footnote[^1]. Agents like ёлки.

```python
def one():
    return 1
```

Some text between.

```bash
echo two
echo three
```

<details><summary>An answer</summary>

The hidden words.

</details>

{LONG}

### A heading below

{LONG}

[^1]: The text of the footnote.

<!-- section: second -->
## Second things

Short, with an agent.

<!-- section: third -->
## Third things

The end. {LONG}
"""

GLOSSARY = """version: 1
terms:
  - id: agent
    term: agent
    also: [worker]
    section: second
    text: Somebody who does the work.
  - id: fleet
    term: fleet
    section: third
    text: Many agents.
"""


def write_course(folder: Path, files: dict[str, str] | None = None) -> Path:
    """A course of one module in `folder`, or of the given files."""
    files = files or {"course/module/theory.md": THEORY, "content/module/glossary.yaml": GLOSSARY}
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return folder


def make_app(tmp_path: Path, *, files: dict[str, str] | None = None, theme: str = "", wishes: str = "") -> OrchestraApp:
    """The app on a small course; `wishes` is the text of the settings file."""
    folder = tmp_path / "a course"
    if not folder.exists():
        write_course(folder, files)
    places = home(tmp_path / "learner")
    if wishes:
        places.settings.parent.mkdir(parents=True, exist_ok=True)
        places.settings.write_text(wishes, "utf-8")
    chosen, faults = settings.load(places.settings)
    options = Options(
        home=places, settings=chosen, course=folder, course_language="en", language="en", theme=theme, faults=faults
    )
    course = open_library(options)
    return OrchestraApp(options, course, opening(course, places))


@asynccontextmanager
async def reading(
    tmp_path: Path, size: tuple[int, int] = (100, 30), hook: Any = None, **made: Any
) -> AsyncIterator[tuple[Pilot[int], ReaderScreen]]:
    """The reader in a headless terminal, once the journal is read and the text prepared; closed as a learner would."""
    app = make_app(tmp_path, **made)
    async with app.run_test(size=size, message_hook=hook, notifications=True) as pilot:
        await settled(pilot)
        yield pilot, cast("ReaderScreen", app.screen_stack[0])
    app.put_away()


async def settled(pilot: Pilot[Any]) -> None:
    """Workers, the writing thread and the messages they send are done."""
    app = cast("OrchestraApp", pilot.app)
    for _ in range(3):
        await pilot.pause()
        await app.workers.wait_for_complete()
        app.desk.settle()
    await pilot.pause()


def shown(pilot: Pilot[Any]) -> str:
    """What the terminal shows, line by line, read out of Textual's own picture of it."""
    rows: dict[float, list[tuple[int, str]]] = {}
    for left, top, text in _CELL.findall(pilot.app.export_screenshot()):
        rows.setdefault(float(top), []).append((round(float(left) / 12.2), html.unescape(text).replace("\xa0", " ")))
    lines = []
    for _top, pieces in sorted(rows.items()):
        line = ""
        for column, text in sorted(pieces):
            line = line.ljust(column) + text
        lines.append(line.rstrip())
    return "\n".join(lines)


_CELL = re.compile(r'<text class="[^"]*-r\d+" x="([\d.]+)" y="([\d.]+)"[^>]*>([^<]*)</text>')
