"""The dashboard on a recorded run, without the way to it, for tests of its panels."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import cache
from pathlib import Path
from typing import Any, cast

from textual.pilot import Pilot

from orchestra_tui.tui.app import OrchestraApp
from orchestra_tui.tui.screens.fleet.screen import DashboardScreen
from orchestra_tui.tutor.playing.recording import Recording
from orchestra_tui.tutor.playing.stage import Source, Stage
from orchestra_tui.tutor.playing.takes import Take, play
from tests.fleet.fleets import SCENARIOS, scenario
from tests.tui.stage import make_app, settled

SIZES = ((40, 12), (80, 24), (120, 36), (200, 60))


@cache
def recorded(name: str) -> Recording:
    """A shipped scenario, played with its own seed."""
    one = scenario(name)
    return play(one.plan, one.params, one.head.seed, title=one.head.title)


@asynccontextmanager
async def on_stage(
    tmp_path: Path, name: str, size: tuple[int, int] = (120, 36), recording: Recording | None = None, **made: Any
) -> AsyncIterator[tuple[Pilot[Any], DashboardScreen]]:
    """The dashboard at the start of a run of this scenario."""
    app: OrchestraApp = make_app(tmp_path, **made)
    async with app.run_test(size=size) as pilot:
        await settled(pilot)
        one = scenario(name)
        source = Source(one.head.title, SCENARIOS / f"{name}.yaml", one.head.seed, one)
        stage = Stage(source, [Take(1, recording or recorded(name))])
        app.push_screen(DashboardScreen(app.looks(), stage))
        await settled(pilot)
        yield pilot, cast("DashboardScreen", app.screen)
    app.put_away()
