"""Keys and clicks at random on the way into runs and out of them: nothing breaks, and the journal tells the truth."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from orchestra_tui.journal.runs import ENDED
from orchestra_tui.tui.commands import built_in, heard_in
from orchestra_tui.tui.screens.fleet.ask_file import AskFile
from orchestra_tui.tui.screens.fleet.opening import OpeningScreen
from orchestra_tui.tui.screens.fleet.screen import DashboardScreen
from tests.tui.fleet.theatre_opening import playing, press, runs
from tests.tui.stage import settled, shown

LEAVING = {"q", "й", "ctrl+q", "ctrl+c"}
SIZES = [(40, 12), (80, 24), (120, 36)]
ACTS = 120


def likely(draw: random.Random, screen: Any) -> str:
    """A key that means something here; a run is mostly taken to its end or left."""
    if isinstance(screen, AskFile):
        return draw.choice(["escape", "enter", "z", "e", "r", "o"])
    if isinstance(screen, OpeningScreen):
        return draw.choice(["enter", "enter", "escape", "5", "m", "ч", "down", "pagedown", "f2"])
    if isinstance(screen, DashboardScreen) and draw.random() < 0.7:
        return draw.choice(["}", "R", "escape", "t", "space", "d"])
    context = getattr(screen, "context", "fleet-start")
    keys = sorted({key for command in heard_in(context) for key in built_in()[command.id]} - LEAVING)
    return draw.choice([*keys, "enter", "f4"])


async def play_about(tmp_path: Path, seed: int, acts: int) -> None:
    draw = random.Random(seed)
    pressed: list[str] = []
    async with playing(tmp_path, size=draw.choice(SIZES)) as (pilot, app):
        app.open_url = lambda *_, **__: None  # type: ignore[method-assign]
        await press(pilot, "f4")
        for number in range(acts):
            act = draw.random()
            if act < 0.88:
                pressed.append(likely(draw, app.screen))
                await pilot.press(pressed[-1])
            elif act < 0.98:
                spot = (draw.randrange(app.size.width), draw.randrange(app.size.height))
                pressed.append(f"click {spot}")
                await pilot.click(offset=spot)
            else:
                size = draw.choice(SIZES)
                pressed.append(f"size {size}")
                await pilot.resize_terminal(*size)
            assert app.return_code is None, pressed[-20:]
            if number % 10 == 9:
                await settled(pilot)
                check(pilot)
        await settled(pilot)
        check(pilot)
        found = runs(app)
    assert len({run.id for run in found}) == len(found)
    for run in found:
        assert (run.value is not None) == (run.state == ENDED), pressed


def check(pilot: Pilot[int]) -> None:
    """What must be so whatever was pressed."""
    app = pilot.app
    stack = [type(screen).__name__ for screen in app.screen_stack]
    assert stack.count("OpeningScreen") + stack.count("DashboardScreen") <= 1, stack
    assert shown(pilot).strip()


@pytest.mark.parametrize("seed", range(1, 2))
async def test_a_monkey_watches(tmp_path: Path, seed: int) -> None:
    await play_about(tmp_path, seed, ACTS)


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(100, 120))
async def test_a_monkey_watches_long(tmp_path: Path, seed: int) -> None:
    await play_about(tmp_path, seed, 20 * ACTS)
