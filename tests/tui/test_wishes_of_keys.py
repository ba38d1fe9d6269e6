"""The learner's keymap, from the settings file to the key that is pressed."""

from __future__ import annotations

from pathlib import Path

from tests.tui.stage import reading, shown


async def test_own_keys_work_old_ones_do_not(tmp_path: Path) -> None:
    wishes = '[keymap]\nnext-section = "v, f5"\nbookmark = "l"\n'
    async with reading(tmp_path, wishes=wishes) as (pilot, reader):
        await pilot.press("escape", "n", "right")
        assert reader.current.ref.section == "first"
        await pilot.press("v")
        assert reader.current.ref.section == "second"
        await pilot.press("p", "м")
        assert reader.current.ref.section == "second"
        await pilot.press("f5")
        assert reader.current.ref.section == "third"
        await pilot.press("д")
        assert len(reader.desk.reading.bookmarks) == 1
        assert "v next" in shown(pilot).splitlines()[-1]
        await pilot.press("slash", *"word", "enter", "n")
        assert reader.page.hit == 1, "the key that covers another is still there"


async def test_faults_are_notices_and_the_rest_works(tmp_path: Path) -> None:
    wishes = '[keymap]\nnext-sektion = "v"\nnote = "n"\noutline = "z"\n'
    async with reading(tmp_path, wishes=wishes, size=(120, 36)) as (pilot, reader):
        picture = shown(pilot)
        assert "next-sektion" in picture
        assert "Did you mean" in picture
        assert "is meant to be both" in picture.replace("\n", " ")
        await pilot.press("escape", "n")
        assert reader.current.ref.section == "second"
        await pilot.press("z")
        assert "Outline" in shown(pilot)
