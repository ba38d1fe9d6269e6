"""The reader at every size: the text is there, nothing is clipped away, the place stays."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.events import MouseScrollDown

from tests.tui.stage import reading, settled, shown

SIZES = [(40, 12), (80, 24), (120, 36), (160, 50)]


@pytest.mark.parametrize("size", SIZES)
async def test_text_and_keys_at_every_size(tmp_path: Path, size: tuple[int, int]) -> None:
    async with reading(tmp_path, size=size) as (pilot, reader):
        picture = shown(pilot).splitlines()
        assert any("First things" in line for line in picture)
        assert any("agent works here" in line for line in picture)
        assert "help" in picture[-1]
        assert "quit" in picture[-1]
        assert max(len(line) for line in picture) <= size[0]
        assert reader.tree_list.display == (size[0] >= 90)
        assert reader.title_bar.display == (size[1] >= 18)
        assert reader.page.size.height >= size[1] - 6


@pytest.mark.parametrize("size", SIZES)
async def test_everything_that_opens_fits(tmp_path: Path, size: tuple[int, int]) -> None:
    async with reading(tmp_path, size=size) as (pilot, _reader):
        await pilot.press("escape")
        for keys, word in (
            ("o", "Outline"), ("ctrl+p", "Everything, by name"), ("I", "Glossary: 2 terms"), ("t", "orchestra-light"),
            ("?", "Keys"), ("e", "Note"), ("slash", "close"), ("s", "First things"),
        ):  # fmt: skip
            await pilot.press(keys)
            picture = shown(pilot)
            assert word in picture, keys
            assert max(len(line) for line in picture.splitlines()) <= size[0]
            await pilot.press("escape")


async def test_the_place_stays_across_widths_and_comes_back_exactly(tmp_path: Path) -> None:
    async with reading(tmp_path, size=(120, 36)) as (pilot, reader):
        for _ in range(9):
            await pilot.press("down")
        top, words = reader.page.top, reader.page.visible_lines()[0].text.split()[:2]
        for size in ((60, 20), (40, 12), (160, 50), (80, 24)):
            await pilot.resize_terminal(*size)
            await settled(pilot)
            if reader.page.size.height < len(reader.page.lines):
                assert words[0] in " ".join(line.text for line in reader.page.visible_lines()[:2])
        await pilot.resize_terminal(120, 36)
        await settled(pilot)
        assert reader.page.top == top


async def test_where_the_wheel_went_is_the_place_too(tmp_path: Path) -> None:
    async with reading(tmp_path, size=(120, 36)) as (pilot, reader):
        for _ in range(4):
            reader.page.post_message(
                MouseScrollDown(
                    reader.page, 1, 1, 0, 0, 0, shift=False, meta=False, ctrl=False, screen_x=60, screen_y=9
                )
            )
            await pilot.pause()
        top = reader.page.top
        assert top > 0
        await pilot.resize_terminal(60, 20)
        await settled(pilot)
        await pilot.resize_terminal(120, 36)
        await settled(pilot)
        assert reader.page.top == top


async def test_width_changes_keep_the_place_too(tmp_path: Path) -> None:
    async with reading(tmp_path, size=(120, 36)) as (pilot, reader):
        await pilot.press(*["j"] * 9)
        top = reader.page.top
        await pilot.press("minus", "minus", "minus", "plus", "plus", "plus")
        assert reader.page.column == 80
        assert reader.page.top == top


async def test_the_page_never_jumps_when_what_comes_later_has_come(tmp_path: Path) -> None:
    frames: list[tuple[int, tuple[str, ...]]] = []
    async with reading(tmp_path, size=(80, 24)) as (pilot, reader):
        await pilot.press("escape")

        def look() -> None:
            frames.append((reader.page.top, tuple(line.text for line in reader.page.visible_lines())))

        await pilot.press("n")
        look()
        await pilot.press("p")
        look()
        await settled(pilot)
        look()
    assert frames[1] == frames[2]


async def test_few_widgets_in_all(tmp_path: Path) -> None:
    async with reading(tmp_path, size=(160, 50)) as (_pilot, reader):
        assert len(reader.walk_children()) <= 12
