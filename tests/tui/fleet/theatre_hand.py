"""The dashboard on a shipped scenario in a small course, for tests that conduct."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import lru_cache
from pathlib import Path
from typing import Any, cast

from textual.pilot import Pilot

from orchestra_tui.course.model import SectionRef
from orchestra_tui.fleet.model import AgentState
from orchestra_tui.fleet.simulation.scenario import Scenario, read
from orchestra_tui.tui.app import OrchestraApp
from orchestra_tui.tui.screens.fleet.screen import DashboardScreen
from orchestra_tui.tutor.playing.recording import Recording
from orchestra_tui.tutor.playing.stage import Source, Stage
from orchestra_tui.tutor.playing.takes import Take, play
from tests.tui.stage import make_app, settled

SCENARIOS = Path(__file__).parents[3] / "content" / "module-7-orchestration" / "scenarios"
CRITIC, SHIFT = "swap-critic", "night-shift"
ROLES = SectionRef("module", "roles")

THEORY = """# The module

<!-- section: roles -->
## Roles

An architect plans.

### Critic Swap

A stronger model takes over. {long}

<!-- section: last -->
## The last word

Nothing.
""".replace("{long}", " ".join(f"word{number}" for number in range(900)))
RULES = """
version: 1
rules:
  swap.same-failure: roles#critic-swap
  work.turn: last
"""
FILES = {
    "course/module/theory.md": THEORY,
    "content/module/rules.yaml": RULES,
    "content/module/scenarios/swap-critic.yaml": (SCENARIOS / "swap-critic.yaml").read_text("utf-8"),
}


@lru_cache
def scenario(name: str) -> Scenario:
    """A shipped scenario."""
    return read(SCENARIOS / f"{name}.yaml")


@lru_cache
def recorded(name: str) -> Recording:
    """Its run under its own seed."""
    one = scenario(name)
    return play(one.plan, one.params, one.head.seed, title=one.head.title)


def stage_of(name: str = CRITIC, *, log: bool = False) -> Stage:
    """A scenario on stage; with `log` as a log that was recorded elsewhere."""
    one = scenario(name)
    source = Source(one.head.title, SCENARIOS / f"{name}.yaml", one.head.seed, None if log else one, ROLES)
    return Stage(source, [Take(1, recorded(name))])


@asynccontextmanager
async def conducting(
    tmp_path: Path, name: str = CRITIC, *, size: tuple[int, int] = (120, 36), log: bool = False, **made: Any
) -> AsyncIterator[tuple[Pilot[int], DashboardScreen]]:
    """The dashboard at the start of a run; closed as a learner would."""
    app = make_app(tmp_path, files=FILES, **made)
    async with app.run_test(size=size, notifications=True) as pilot:
        await settled(pilot)
        await pilot.press("escape")
        app.action_place("fleet")
        await settled(pilot)
        screen = DashboardScreen(app.looks(), stage_of(name, log=log))
        await app.push_screen(screen)
        await settled(pilot)
        yield pilot, screen
    app.put_away()


async def press(pilot: Pilot[Any], *keys: str) -> None:
    """Press keys one after another, each when the one before is done."""
    for key in keys:
        await pilot.press(key)
        await settled(pilot)


async def to(pilot: Pilot[Any], screen: DashboardScreen, n: int) -> None:
    """The moment right after an event."""
    screen.go_to(n)
    await settled(pilot)


async def point_at(pilot: Pilot[Any], screen: DashboardScreen, key: object, panel: str = "agents") -> None:
    """Put the cursor of a panel on a row, by keys."""
    screen.look_at(panel)
    await settled(pilot)
    await pilot.press("home")
    while screen.panel.chosen != key:
        before = screen.panel.chosen
        await pilot.press("down")
        assert screen.panel.chosen != before, f"{key} is not in {panel}"
    await settled(pilot)


def busy(screen: DashboardScreen) -> str:
    """An agent that builds something at the moment shown."""
    state = screen.stage.state
    return next(a.name for a in state.agents.values() if a.job == "build" and a.state is AgentState.WORKING)


def app_of(pilot: Pilot[Any]) -> OrchestraApp:
    """The app by its own type."""
    return cast("OrchestraApp", pilot.app)
