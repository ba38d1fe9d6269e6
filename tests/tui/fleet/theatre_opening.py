"""A small course with scenarios and the app on it, for tests of the way into a run and out of it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, TypeVar, cast

from textual.pilot import Pilot
from textual.screen import Screen

from orchestra_tui.journal.runs import FLEET_RUN, FleetRun, fleet_runs
from orchestra_tui.tui.app import OrchestraApp
from orchestra_tui.tui.screens.fleet.ask_file import AskFile
from orchestra_tui.tui.screens.fleet.opening import OpeningScreen
from orchestra_tui.tui.screens.fleet.result import FleetResult
from orchestra_tui.tui.screens.fleet.screen import DashboardScreen
from orchestra_tui.tui.screens.fleet.start import FleetStart
from orchestra_tui.tui.screens.reader import ReaderScreen
from tests.tui.quiz_stage import ROLES
from tests.tui.stage import make_app, settled
from tests.tutor.fleets import THEORY, scenario

S = TypeVar("S", bound=Screen[Any])

FILES = {
    "course/course.yaml": "id: fleets\ntitle: Fleets\nlanguage: en\n",
    "course/m/theory.md": THEORY + "\n<!-- section: three -->\n## Section three\n\nText.\n",
    "content/m/module.yaml": (
        "version: 1\ntitle: Module\nobjectives:\n"
        "  - {id: m.roles, section: one, text: Tell apart.}\n  - {id: m.writing, section: one, text: Say who.}\n"
    ),
    "content/m/quiz/one.yaml": ROLES.replace("section: roles", "section: one"),
    "content/m/scenarios/zero.yaml": scenario("Zero", "two"),
    "content/m/scenarios/small.yaml": scenario(),
    "content/m/scenarios/also.yaml": scenario("Also", "two"),
}


@asynccontextmanager
async def playing(
    tmp_path: Path, size: tuple[int, int] = (80, 24), files: dict[str, str] | None = None, **made: Any
) -> AsyncIterator[tuple[Pilot[int], OrchestraApp]]:
    """The app on the course, with the text open and the tour put away; closed as a learner would."""
    app = make_app(tmp_path, files={**FILES, **(files or {})}, **made)
    async with app.run_test(size=size, notifications=True) as pilot:
        await settled(pilot)
        await pilot.press("escape")
        yield pilot, app
    app.put_away()


async def press(pilot: Pilot[Any], *keys: str) -> None:
    """Press keys, and wait for what comes of them."""
    await pilot.press(*keys)
    await settled(pilot)


def now(app: OrchestraApp, kind: type[S]) -> S:
    """The screen on top, which is of this kind."""
    assert isinstance(app.screen, kind), app.screen
    return app.screen


async def to_fleet(pilot: Pilot[Any]) -> FleetStart:
    """The first page of the place."""
    await press(pilot, "f4")
    return now(cast("OrchestraApp", pilot.app), FleetStart)


async def to_question(pilot: Pilot[Any]) -> OpeningScreen:
    """The page before the first scenario."""
    await to_fleet(pilot)
    await press(pilot, "enter")
    return now(cast("OrchestraApp", pilot.app), OpeningScreen)


async def to_run(pilot: Pilot[Any], *typed: str) -> DashboardScreen:
    """The first scenario on the screen, after this was typed as its prediction."""
    await to_question(pilot)
    await press(pilot, *typed, "enter")
    return now(cast("OrchestraApp", pilot.app), DashboardScreen)


async def to_end(pilot: Pilot[Any], *typed: str) -> FleetResult:
    """The result of the first scenario."""
    await to_run(pilot, *typed)
    await press(pilot, "}")
    await press(pilot, "R")
    return now(cast("OrchestraApp", pilot.app), FleetResult)


async def open_file(pilot: Pilot[Any], text: str) -> None:
    """Ask for a file, and give this as its path."""
    await press(pilot, "o")
    ask = now(cast("OrchestraApp", pilot.app), AskFile)
    ask.query_one("#query").value = text  # type: ignore[attr-defined]
    await press(pilot, "enter")


def runs(app: OrchestraApp) -> tuple[FleetRun, ...]:
    """What the journal knows of runs by now."""
    app.desk.settle()
    return fleet_runs(app.desk.with_journal(lambda journal: list(journal.rows(FLEET_RUN, app.course.id))).result())


def reader(app: OrchestraApp) -> ReaderScreen:
    """The text, wherever the learner is."""
    return cast("ReaderScreen", app.reader)


async def to_row(pilot: Pilot[Any], words: str) -> None:
    """Put the cursor on the row with these words."""
    board = pilot.app.screen.query_one("#board")
    number = next(n for n, row in enumerate(board.rows) if row.value is not None and words in _text(row))  # type: ignore[attr-defined]
    board.go(number)  # type: ignore[attr-defined]
    await pilot.pause()


def _text(row: Any) -> str:
    return "".join(text for text, _ink in (*row.left, *row.right))


def told(app: OrchestraApp) -> list[str]:
    """The notices that are shown."""
    return [notice.message for notice in app._notifications]
