"""Keys and clicks at random on the dashboard: whatever is pressed, the stage holds together."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.screen import Screen

from orchestra_tui.tui.commands import CHAINS, TYPING, built_in, heard_in
from orchestra_tui.tui.screens.ask import Ask
from orchestra_tui.tui.screens.fleet.base import FleetBase
from orchestra_tui.tui.screens.fleet.screen import DashboardScreen
from orchestra_tui.tui.screens.fleet.takes import TakesScreen
from orchestra_tui.tui.screens.fleet.why import WhyScreen
from orchestra_tui.tui.screens.help import HelpScreen
from orchestra_tui.tui.screens.picker import Picker
from orchestra_tui.tui.widgets.fleet.panel import Panel
from tests.tui.fleet.theatre_hand import conducting, stage_of
from tests.tui.stage import settled, shown

LEAVING = {"q", "й", "ctrl+q", "ctrl+c"}
PLACES = ("panel", "fleet-why", "fleet-takes", "fleet-story", "fleet-result")
"""Contexts whose keys are pressed."""
SIZES = [(40, 12), (80, 24), (120, 36), (200, 60)]
SCENARIOS = ["swap-critic", "night-shift", "zombie", "too-parallel", "swap-error"]
ACTS = 200
MOST_TAKES = 12


def keys() -> list[str]:
    assert set(PLACES) <= set(CHAINS)
    found = {key for context in PLACES if context not in TYPING for key in heard(context)}
    return sorted({*found, "f12", "ё"} - LEAVING)


def heard(context: str) -> list[str]:
    return sorted({key for command in heard_in(context) for key in built_in()[command.id]} - LEAVING)


def likely(draw: random.Random, screen: Screen[Any]) -> str:
    """A key to press: mostly one that means something where the monkey is, and it does not sit in lists for long."""
    if draw.random() < 0.1:
        return draw.choice(keys())
    if isinstance(screen, Picker):
        return draw.choice(["enter", "enter", "down", "down", "up", "escape", "а", "e"])
    if isinstance(screen, Ask):
        return draw.choice(["enter", "enter", "escape", "0", "5", "m", "backspace"])
    if isinstance(screen, HelpScreen):
        return draw.choice(["escape", "space"])
    return draw.choice(heard(getattr(screen, "context", "panel")))


def check(pilot: Pilot[int], screen: DashboardScreen) -> None:
    """What must be so whatever was pressed."""
    stage = screen.stage
    player, recording = stage.player, stage.recording
    assert player.recording is recording
    assert 0 <= player.n <= recording.count
    assert recording.time(player.n) <= player.at
    assert player.n == recording.count or player.at <= recording.time(player.n + 1)
    assert stage.state.n == player.n
    assert 1 <= stage.number <= len(stage.takes)
    assert [take.number for take in stage.takes] == list(range(1, len(stage.takes) + 1))
    assert all(take.parent < take.number for take in stage.takes)
    for take in stage.takes:
        if take.parent:
            parent = stage.takes[take.parent - 1].recording
            assert parent.hashes[: take.shared] == take.recording.hashes[: take.shared]
    if pilot.app.screen is screen:
        focused = screen.focused
        assert focused is None or isinstance(focused, Panel)
        if isinstance(focused, Panel):
            assert focused.has_class("-shown"), "the panel with the focus is on the screen"


async def play_about(tmp_path: Path, seed: int, acts: int) -> None:
    draw = random.Random(seed)
    pressed: list[str] = []
    name = SCENARIOS[seed % len(SCENARIOS)]
    async with conducting(tmp_path, name, size=draw.choice(SIZES)) as (pilot, first):
        app, screen = pilot.app, first
        app.open_url = lambda *_, **__: None  # type: ignore[method-assign]
        app.action_quit = stay  # type: ignore[method-assign]
        for number in range(acts):
            act = draw.random()
            if act < 0.88:
                pressed.append(likely(draw, app.screen))
                await pilot.press(pressed[-1])
            elif act < 0.98:
                spot = (draw.randrange(app.size.width), draw.randrange(app.size.height))
                pressed.append(f"click {spot}")
                await pilot.click(offset=spot, times=draw.choice([1, 1, 2]))
            else:
                size = draw.choice(SIZES)
                pressed.append(f"size {size}")
                await pilot.resize_terminal(*size)
            assert app.return_code is None, pressed[-20:]
            if number % 10 == 9:
                await settled(pilot)
                check(pilot, screen)
            if len(screen.stage.takes) > MOST_TAKES:
                screen.stage.remove(len(screen.stage.takes))
                screen.changed()
            screen = await back_to_the_fleet(pilot, screen, name)
        await settled(pilot)
        check(pilot, screen)
        assert shown(pilot).strip()


async def stay() -> None:
    """A click on the key that quits does not end the play."""


async def back_to_the_fleet(pilot: Pilot[int], screen: DashboardScreen, name: str) -> DashboardScreen:
    """The monkey stays at the fleet: where it left the place, it is led back; where it left the run, one is opened."""
    app = pilot.app
    if app.current_mode != "fleet":
        while len(app.screen_stack) > 1:
            app.pop_screen()
        await app.switch_mode("fleet")
        await pilot.pause()
    if not any(isinstance(each, FleetBase) for each in app.screen_stack):
        while len(app.screen_stack) > 1:
            app.pop_screen()
        screen = DashboardScreen(screen.looks, stage_of(name))
        await app.push_screen(screen)
        await pilot.pause()
    return screen


@pytest.mark.parametrize("seed", range(1, 6))
async def test_a_monkey_conducts(tmp_path: Path, seed: int) -> None:
    await play_about(tmp_path, seed, ACTS)


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(100, 120))
async def test_a_monkey_conducts_for_long(tmp_path: Path, seed: int) -> None:
    await play_about(tmp_path, seed, 1_000)


def test_the_monkey_knows_the_keys_of_every_page_of_the_fleet() -> None:
    known = keys()
    for context in (DashboardScreen.context, WhyScreen.context, TakesScreen.context):
        for command in heard_in(context):
            assert set(built_in()[command.id]) - LEAVING <= set(known), command.id
