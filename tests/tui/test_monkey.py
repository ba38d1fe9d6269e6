"""Keys and clicks at random: whatever is pressed, the reader stands."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from orchestra_tui.tui.commands import CHAINS, TYPING, built_in, heard_in
from tests.tui.stage import reading, settled, shown

LEAVING = {"q", "й", "ctrl+q", "ctrl+c"}


def keys() -> list[str]:
    found = {
        key
        for context in CHAINS
        for command in heard_in(context)
        for key in built_in()[command.id]
        if context not in TYPING or len(key) > 1
    }
    return sorted({*found, *"abcабв12 [", "f12", "ctrl+z"} - LEAVING)


@pytest.mark.parametrize("seed", [1, 2, 3])
async def test_a_monkey_reads(tmp_path: Path, seed: int) -> None:
    draw = random.Random(seed)
    sizes = [(40, 12), (80, 24), (120, 36)]
    async with reading(tmp_path, size=draw.choice(sizes)) as (pilot, reader):
        reader.app.open_url = lambda *_, **__: None  # type: ignore[method-assign]
        for _ in range(60):
            act = draw.random()
            if act < 0.86:
                await pilot.press(draw.choice(keys()))
            elif act < 0.97:
                size = pilot.app.size
                await pilot.click(offset=(draw.randrange(size.width), draw.randrange(size.height)))
            else:
                await pilot.resize_terminal(*draw.choice(sizes))
            if pilot.app.return_code is not None:
                break
        await settled(pilot)
        assert pilot.app.return_code in (None, 0)
        if pilot.app.return_code is None:
            assert shown(pilot).strip()
        assert not reader.options.home.log.exists()
