"""Draws the README's pictures from the app itself: `make pictures`."""

from __future__ import annotations

import asyncio
import re
import tempfile
from dataclasses import dataclass
from pathlib import Path

from textual.pilot import Pilot

from film import film
from orchestra_tui.base import i18n
from orchestra_tui.base.paths import home
from orchestra_tui.base.settings import Settings
from orchestra_tui.course.course import open_course
from orchestra_tui.tui.app import OrchestraApp
from orchestra_tui.tui.opening import opening
from orchestra_tui.tutor.options import Options

OPEN = ("f4", *("down",) * 6, "enter", "escape")
"""From the text to the dashboard of `swap-critic`, without a prediction."""
FOLDER = Path(__file__).resolve().parent.parent / "pictures"


@dataclass(frozen=True)
class Scene:
    """A picture: the size of the terminal, the theme (empty: the default), the keys pressed before it is taken."""

    name: str
    size: tuple[int, int]
    keys: tuple[str, ...]
    theme: str = ""


@dataclass(frozen=True)
class Film:
    """Pictures one after another: keys pressed before each, and for how many seconds it is seen."""

    name: str
    size: tuple[int, int]
    way: tuple[str, ...]
    shots: tuple[tuple[tuple[str, ...], float], ...]


SCENES = (
    Scene("reader", (120, 36), ("escape", "n", "n")),
    Scene("reader-light", (80, 24), ("escape", "n", "n", "n", "n"), "orchestra-light"),
    Scene("search", (100, 30), ("escape", "ctrl+p", *"конфликт")),
    Scene("question", (100, 30), ("escape", "n", "n", "c")),
    Scene("fleet-light", (80, 24), ("escape", *OPEN, *("]",) * 2), "orchestra-light"),
)
FILMS = (
    Film(
        "fleet",
        (120, 34),
        ("escape", *OPEN),
        (
            ((), 2.0),
            *((("d",) * 4, 0.8),) * 3,
            (("]",), 2.5),
            (("tab", "tab", "tab", "tab", "enter"), 6.0),
            (("escape", "d", "d", "d"), 1.0),
            (("]",), 1.5),
            (("]",), 1.5),
            (("}",), 1.5),
            (("R",), 5.0),
        ),
    ),
)


def _app(folder: Path, theme: str) -> OrchestraApp:
    options = Options(home(folder), Settings(), language="ru", theme=theme)
    course = open_course()
    return OrchestraApp(options, course, opening(course, options.home))


def _picture(app: OrchestraApp) -> str:
    svg = app.export_screenshot(title="orchestra-tutorial")
    return re.sub(r"\s*@font-face \{.*?\}", "", svg, flags=re.DOTALL)


async def _press(pilot: Pilot[int], keys: tuple[str, ...]) -> None:
    for key in keys:
        await pilot.press(key)
        await pilot.pause(1.0 if key in {"enter", "escape", "f4"} else 0.15)


async def draw(scene: Scene, folder: Path) -> str:
    """The picture of one scene as SVG."""
    app = _app(folder, scene.theme)
    async with app.run_test(size=scene.size) as pilot:
        await pilot.pause(1)
        await _press(pilot, scene.keys)
        await pilot.pause(1)
        return _picture(app)


async def shoot(reel: Film, folder: Path) -> str:
    """A film as one animated SVG."""
    app = _app(folder, "")
    shots = []
    async with app.run_test(size=reel.size) as pilot:
        await pilot.pause(1)
        await _press(pilot, reel.way)
        await pilot.pause(1)
        for keys, seconds in reel.shots:
            await _press(pilot, keys)
            shots.append((_picture(app), seconds))
    return film(shots)


def main() -> None:
    """Draws every scene and shoots every film."""
    i18n.use("ru")
    FOLDER.mkdir(exist_ok=True)
    for made, name in ((draw, SCENES), (shoot, FILMS)):
        for one in name:
            with tempfile.TemporaryDirectory() as folder:
                svg = asyncio.run(made(one, Path(folder)))  # type: ignore[operator]
            (FOLDER / f"{one.name}.svg").write_text(svg, encoding="utf-8")


if __name__ == "__main__":
    main()
