"""The places of checking and progress at every size and in every look, their keys, and what they cost the start."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from rich.cells import cell_len
from textual.screen import Screen
from textual.widget import Widget

from orchestra_tui.tui.commands import CHAINS, heard_in, in_place
from orchestra_tui.tui.commands_asking import CHAINS as OURS
from orchestra_tui.tui.placing import Placing
from orchestra_tui.tui.screens.check.page import Told
from orchestra_tui.tui.screens.check.result import ResultScreen
from orchestra_tui.tui.screens.check.sitting import SittingScreen
from orchestra_tui.tui.screens.check.start import StartScreen
from orchestra_tui.tui.screens.frame import Frame
from orchestra_tui.tui.screens.places import PlacesScreen
from orchestra_tui.tui.screens.progress.screen import ProgressScreen
from orchestra_tui.tui.widgets.block import Block
from orchestra_tui.tui.widgets.board import Board
from orchestra_tui.tui.widgets.questions.cloze import ClozeBox
from orchestra_tui.tui.widgets.questions.match import MatchBox
from orchestra_tui.tui.widgets.questions.multiple import MultipleBox
from orchestra_tui.tui.widgets.questions.options import Options
from orchestra_tui.tui.widgets.questions.order import OrderBox
from orchestra_tui.tui.widgets.questions.typed import AnswerField
from orchestra_tui.tui.widgets.sure import Sure
from tests.tui.quiz_stage import ISOLATION, begin, learning, press, type_in
from tests.tui.stage import shown

OWNERS: dict[str, type[Widget] | type[Placing]] = {
    "app": Placing, "go": PlacesScreen, "frame": Frame, "start": StartScreen, "progress": ProgressScreen,
    "sitting": SittingScreen, "result": ResultScreen, "board": Board, "options": Options, "multiple": MultipleBox,
    "order": OrderBox, "match": MatchBox, "field": AnswerField, "gaps": ClozeBox, "reason": SittingScreen,
    "sure": Sure, "verdict": Told,
}  # fmt: skip


@pytest.mark.parametrize("place", sorted({place for chain in OURS.values() for place in chain}))
def test_every_command_has_somebody_who_does_it(place: str) -> None:
    for command in in_place(place):
        name = command.action.partition("(")[0]
        owner = SittingScreen if name.startswith("screen.") else OWNERS[place]
        if place == "app" and command.id in {"theme", "help", "quit"}:
            continue
        assert callable(getattr(owner, f"action_{name.removeprefix('screen.')}", None)), command.id
        if place not in ("app", "reason"):
            keys = {binding for each in OWNERS[place].__mro__ for binding in _keys(each)}
            assert set(command.keys) <= keys, command.id


def _keys(owner: type) -> set[str]:
    return {binding.key for binding in owner.__dict__.get("BINDINGS", [])}


@pytest.mark.parametrize("context", OURS)
def test_every_context_can_be_left_helped_and_quit(context: str) -> None:
    if CHAINS[context][-1] == "app":
        keys = {key for command in heard_in(context) for key in command.keys}
        assert {"escape", "f1", "ctrl+q", "f2", "f3", "f4", "f6"} <= keys


async def through(pilot: Any, app: Any, check: Any) -> None:
    """Every screen of the two places, with `check` said at each."""
    await press(pilot, "f3")
    check("start")
    for name, keys in (("single", "2"), ("multiple", "12"), ("order", "J"), ("match", "ab"), ("cloze", "xy")):
        screen = await begin(pilot, f"isolation.{name}", ref=ISOLATION)
        await press(pilot, *keys)
        check(name)
        if name in ("single", "match", "order"):
            await press(pilot, "enter")
            check(f"{name} sure")
            await press(pilot, "3")
            check(f"{name} verdict")
            await press(pilot, "pagedown")
        assert screen.is_current
    screen = await begin(pilot, "isolation.command", ref=ISOLATION)
    await type_in(pilot, "git branch feat/api")
    await press(pilot, "enter", "enter")
    check("command verdict")
    await press(pilot, "enter")
    check("result")
    await press(pilot, "f6")
    check("progress")
    await press(pilot, "end")
    check("progress end")
    await press(pilot, "g")
    check("places")
    await press(pilot, "escape", "f1")
    check("help")
    await press(pilot, "escape")
    assert app.screen.context == "progress"


LOOKS = [
    ((40, 12), "orchestra-dark"), ((80, 24), "orchestra-light"), ((160, 50), "orchestra-dark"), ((60, 16), "ansi-dark"),
]  # fmt: skip


@pytest.mark.parametrize(("size", "theme"), LOOKS)
async def test_every_screen_fits_in_every_size_and_theme(tmp_path: Path, size: tuple[int, int], theme: str) -> None:
    async with learning(tmp_path, size=size, theme=theme) as (pilot, app):
        seen: dict[str, str] = {}

        def check(name: str) -> None:
            seen[name] = shown(pilot)
            for block in app.screen.query(Block):
                if block.size.width:
                    assert max((cell_len(line.text) for line in block.lines), default=0) <= block.size.width, name
            assert app.screen.max_scroll_x == 0, name

        await through(pilot, app, check)
        assert "Sections" in seen["start"]
        assert "1/1" in seen["single"]
        assert "How sure are you?" in seen["single sure"]
        assert "3 sure" in seen["single sure"]
        assert any(word in seen["single verdict"] for word in ("Right", "Not right"))
        assert "Read: " in seen["progress"]
        assert "sections read: 0 of 2" in seen["progress end"]
        assert "Theory" in seen["places"]
        assert len(set(seen.values())) >= len(seen) - 1


async def test_without_colours_everything_is_told_by_signs_and_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with learning(tmp_path) as (pilot, app):
        seen: dict[str, str] = {}
        await through(pilot, app, lambda name: seen.update({name: shown(pilot)}))
        assert "●" in seen["single"]
        assert "☑" in seen["multiple"]
        assert "✗ Not right" in seen["command verdict"]


async def test_a_theme_chosen_in_one_place_is_seen_in_all(tmp_path: Path) -> None:
    async with learning(tmp_path) as (pilot, app):
        await begin(pilot, "roles.second")
        await press(pilot, "f6")
        await press(pilot, "t", *"orchestra-light", "enter")
        assert app.theme == "orchestra-light"
        looks = app.looks()
        for screen in app.every_screen:
            assert screen.looks.dark is looks.dark is False, screen  # type: ignore[attr-defined]
        for screen in (app.get_screen_stack("check")[-1], app.get_screen_stack("theory")[0]):
            blocks = [widget for widget in screen.query("*") if hasattr(widget, "looks")]
            assert blocks
            assert all(widget.looks.dark is False for widget in blocks)  # type: ignore[attr-defined]


async def test_places_by_their_letters_tabs_and_russian_neighbours(tmp_path: Path) -> None:
    async with learning(tmp_path) as (pilot, app):
        kinds: list[type[Screen[Any]]] = []
        for keys in ("g c", "g p", "g t", "п с", "п з", "п е", "f3", "f6", "f2"):
            await press(pilot, *keys.split())
            kinds.append(type(app.screen))
        names = [kind.__name__ for kind in kinds]
        assert names == ["StartScreen", "ProgressScreen", "ReaderScreen"] * 3
        for column, name in ((9, "StartScreen"), (16, "ProgressScreen"), (2, "ReaderScreen")):
            await pilot.click(offset=(column, 0))
            await press(pilot)
            assert type(app.screen).__name__ == name
        await press(pilot, "g", "escape")
        assert type(app.screen).__name__ == "ReaderScreen"


PROGRAM = """
import asyncio, sys
from pathlib import Path

opened = []
sys.addaudithook(lambda event, args: opened.append(str(args[0])) if event == "open" else None)

from orchestra_tui.tui.screens.reader.screen import ReaderScreen
from tests.tui.stage import make_app, settled

at_first = set()
furnish = ReaderScreen._furnish

def furnished(self):
    at_first.update(sys.modules)
    return furnish(self)

ReaderScreen._furnish = furnished

def asked():
    return [path for path in opened if "/quiz/" in path and path.endswith(".yaml") and "a course" in path]

async def main():
    app = make_app(Path(sys.argv[1]))
    async with app.run_test(size=(100, 30)) as pilot:
        await settled(pilot)
        heavy = at_first & {"msgspec", "yaml", "sqlite3", "fsrs", "orchestra_tui.tutor.quiz"}
        assert at_first, "the reader was never furnished"
        assert not heavy, heavy
        await pilot.press("escape", "n", "p", "end", "home")
        await settled(pilot)
        assert not asked(), asked()
        assert "orchestra_tui.tui.screens.check.sitting" not in sys.modules
        await pilot.press("n", "c")
        await settled(pilot)
        await settled(pilot)
        files = {Path(path).name for path in asked()}
        assert files == {"roles.yaml"}, files
    app.put_away()

asyncio.run(main())
print("done")
"""


async def test_opening_the_tutorial_reads_no_question_and_a_check_reads_one_file(tmp_path: Path) -> None:
    async with learning(tmp_path):
        pass
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(tmp_path)],
        capture_output=True,
        text=True,
        check=False,
        cwd=Path(__file__).parents[2],
    )
    assert done.stdout == "done\n", done.stderr[-2000:]
