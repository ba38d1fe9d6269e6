"""A few whole pictures: sizes and themes where a change should be looked at by a person.

After looking: `pytest tests/tui/snapshots --snapshot-update`.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from orchestra_tui.tui.screens.fleet.screen import DashboardScreen
from tests.tui.fleet.theatre_hand import FILES, stage_of, to
from tests.tui.stage import make_app, settled

PICTURES = {
    "dark-80x24": ((80, 24), "orchestra-dark", ["escape"]),
    "light-120x36": ((120, 36), "orchestra-light", ["escape", "tab"]),
    "search-120x36": ((120, 36), "orchestra-dark", ["escape", "slash", *"agent"]),
    "outline-light-80x24": ((80, 24), "orchestra-light", ["escape", "o"]),
    "list-over-text-40x12": ((40, 12), "orchestra-dark", ["escape", "s"]),
    "help-80x24": ((80, 24), "orchestra-dark", ["escape", "f1"]),
}


@pytest.mark.parametrize("name", PICTURES)
def test_picture(snap_compare: Callable[..., bool], tmp_path: Path, name: str) -> None:
    size, theme, keys = PICTURES[name]
    app = make_app(tmp_path, theme=theme)

    async def prepare(pilot: Any) -> None:
        await settled(pilot)
        await pilot.press(*keys)
        await settled(pilot)

    assert snap_compare(app, terminal_size=size, run_before=prepare)
    app.put_away()


FLEETS = {
    "dark-40x12": ((40, 12), "orchestra-dark"),
    "light-80x24": ((80, 24), "orchestra-light"),
    "dark-120x36": ((120, 36), "orchestra-dark"),
    "ansi-200x60": ((200, 60), "ansi-dark"),
}


@pytest.mark.parametrize("name", FLEETS)
def test_picture_of_the_fleet(snap_compare: Callable[..., bool], tmp_path: Path, name: str) -> None:
    size, theme = FLEETS[name]
    app = make_app(tmp_path, files=FILES, theme=theme)

    async def prepare(pilot: Any) -> None:
        await settled(pilot)
        await pilot.press("escape")
        app.action_place("fleet")
        await settled(pilot)
        screen = DashboardScreen(app.looks(), stage_of())
        await app.push_screen(screen)
        await settled(pilot)
        await to(pilot, screen, 140)
        screen.hush()
        await settled(pilot)

    assert snap_compare(app, terminal_size=size, run_before=prepare)
    app.put_away()
