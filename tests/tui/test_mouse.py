"""What the mouse can do in the reader: everything the keys can that has a place on the screen."""

from __future__ import annotations

from pathlib import Path

from textual.pilot import Pilot

from orchestra_tui.tui.screens.reader import ReaderScreen
from orchestra_tui.tui.widgets.spans import Target
from tests.tui.stage import reading, shown


def spot(reader: ReaderScreen, target: Target) -> tuple[int, int]:
    """The cell of the screen where a target begins."""
    page, part = reader.page, target.parts[0]
    return page.content_region.x + page.margin + part.start, page.content_region.y + part.line - page.top


async def click_row(pilot: Pilot[int], reader: ReaderScreen, number: int) -> None:
    region = reader.tree_list.region
    await pilot.click(offset=(region.x + 8, region.y + number + reader.tree_list.air))


async def test_a_link_shows_its_address_and_is_followed(tmp_path: Path) -> None:
    async with reading(tmp_path) as (pilot, reader):
        link = next(target for target in reader.page.targets if target.href == "#second-things")
        await pilot.hover(offset=spot(reader, link))
        assert "→ #second-things" in shown(pilot)
        await pilot.click(offset=spot(reader, link))
        assert reader.current.ref.section == "second"


async def test_a_fold_opens_and_closes(tmp_path: Path) -> None:
    async with reading(tmp_path, size=(100, 40)) as (pilot, reader):
        fold = next(target for target in reader.page.targets if target.fold is not None)
        await pilot.click(offset=spot(reader, fold))
        assert any("The hidden words." in line.text for line in reader.page.lines)
        await pilot.click(offset=spot(reader, fold))
        assert not any("The hidden words." in line.text for line in reader.page.lines)


async def test_a_section_is_opened_from_the_list(tmp_path: Path) -> None:
    async with reading(tmp_path) as (pilot, reader):
        await click_row(pilot, reader, 2)
        assert reader.current.ref.section == "third"
        assert reader.focused is reader.page


async def test_the_words_of_the_key_bar_are_buttons(tmp_path: Path) -> None:
    async with reading(tmp_path) as (pilot, reader):
        await pilot.press("escape")
        bar = reader.key_bar
        columns = {key.command: column for column, key in bar.fitting()}
        await pilot.click(offset=(bar.region.x + columns["next-section"], bar.region.y))
        assert reader.current.ref.section == "second"
        await pilot.click(offset=(bar.region.x + columns["outline"] + 3, bar.region.y))
        assert "Outline" in shown(pilot)


async def test_a_choice_is_taken_by_a_click(tmp_path: Path) -> None:
    async with reading(tmp_path) as (pilot, reader):
        await pilot.press("o")
        choices = pilot.app.screen.query_one("#choices")
        last = len(choices.rows) - 1  # type: ignore[attr-defined]
        await pilot.click(offset=(choices.region.x + 8, choices.region.y + last))
        assert reader.current.ref.section == "third"
