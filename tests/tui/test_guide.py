"""The first start and every later one."""

from __future__ import annotations

from pathlib import Path

from orchestra_tui.tui.screens.reader.guide import FLEET, STEPS
from tests.tui.stage import reading, settled, shown


async def test_the_tour_walks_through_and_never_returns_by_itself(tmp_path: Path) -> None:
    async with reading(tmp_path) as (pilot, reader):
        steps = [ids for _text, ids in STEPS if FLEET not in ids]  # this course has none
        for number in range(1, len(steps) + 1):
            assert f"{number}/{len(steps)}  " in shown(pilot)
            assert reader.current.ref.section == "first"
            await pilot.press("right")
        assert not reader.strip.display
        assert reader.desk.reading.tour_seen
        await pilot.press("right")
        assert reader.current.ref.section == "second"
    (tmp_path / "learner" / "state" / "resume.json").unlink()
    async with reading(tmp_path) as (pilot, reader):
        assert not reader.strip.display
        reader.action_start_tour()
        await pilot.pause()
        assert "1/5  space reads on" in shown(pilot)


async def test_esc_ends_the_tour_but_closes_what_is_open_first(tmp_path: Path) -> None:
    async with reading(tmp_path) as (pilot, reader):
        await pilot.press("tab")
        assert reader.page.picked
        await pilot.press("escape")
        assert not reader.page.picked
        assert reader.strip.display
        await pilot.press("escape")
        assert not reader.strip.display


async def test_the_text_is_usable_while_the_tour_is_there(tmp_path: Path) -> None:
    async with reading(tmp_path) as (pilot, reader):
        await pilot.press("pagedown", "n")
        assert reader.current.ref.section == "second"
        assert reader.strip.display


async def test_coming_back_says_where_and_how_long_and_then_is_quiet(tmp_path: Path) -> None:
    async with reading(tmp_path) as (pilot, _reader):
        await pilot.press("n", "q")
    async with reading(tmp_path) as (pilot, reader):
        await settled(pilot)
        assert "Where you left off: Second things · " in shown(pilot)
        assert "min left in the module" in shown(pilot)
        await pilot.press("shift+tab")
        assert not reader.strip.display
