"""Draws the README's pictures from the app itself: `make pictures`."""

from __future__ import annotations

import asyncio
import re
import tempfile
from dataclasses import dataclass
from pathlib import Path

from orchestra_tui.base import i18n
from orchestra_tui.base.paths import home
from orchestra_tui.base.settings import Settings
from orchestra_tui.course.course import open_course
from orchestra_tui.tui.app import OrchestraApp
from orchestra_tui.tui.opening import opening
from orchestra_tui.tutor.options import Options

FOLDER = Path(__file__).resolve().parent.parent / "pictures"


@dataclass(frozen=True)
class Scene:
    """A picture: the size of the terminal, the theme (empty: the default), the keys pressed before it is taken."""

    name: str
    size: tuple[int, int]
    keys: tuple[str, ...]
    theme: str = ""


SCENES = (
    Scene("reader", (120, 36), ("escape", "n", "n")),
    Scene("reader-light", (80, 24), ("escape", "n", "n", "n", "n"), "orchestra-light"),
    Scene("search", (100, 30), ("escape", "ctrl+p", *"конфликт")),
    Scene("question", (100, 30), ("escape", "n", "n", "c")),
)


async def draw(scene: Scene, folder: Path) -> str:
    """The picture of one scene as SVG."""
    options = Options(home(folder), Settings(), language="ru", theme=scene.theme)
    course = open_course()
    app = OrchestraApp(options, course, opening(course, options.home))
    async with app.run_test(size=scene.size) as pilot:
        await pilot.pause(1)
        for key in scene.keys:
            await pilot.press(key)
            await pilot.pause(0.15)
        await pilot.pause(1)
        svg = app.export_screenshot(title="orchestra-tutorial")
    return re.sub(r"\s*@font-face \{.*?\}", "", svg, flags=re.DOTALL)


def main() -> None:
    """Draws every scene."""
    i18n.use("ru")
    FOLDER.mkdir(exist_ok=True)
    for scene in SCENES:
        with tempfile.TemporaryDirectory() as folder:
            svg = asyncio.run(draw(scene, Path(folder)))
        (FOLDER / f"{scene.name}.svg").write_text(svg, encoding="utf-8")


if __name__ == "__main__":
    main()
