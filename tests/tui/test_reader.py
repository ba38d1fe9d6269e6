"""Every command of the reader, by its key, on a small course."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from textual.widgets import Input, TextArea

from orchestra_tui.journal import resume
from orchestra_tui.tui.commands import BY_ID
from orchestra_tui.tui.screens.help import HelpScreen
from orchestra_tui.tui.screens.picker import Picker
from orchestra_tui.tui.widgets.page import Page
from tests.tui.stage import reading, settled, shown


async def test_the_text_its_frame_and_where_one_is(tmp_path: Path) -> None:
    async with reading(tmp_path) as (pilot, reader):
        picture = shown(pilot)
        assert "First things" in picture
        assert "An agent works here." in picture
        assert "The module" in picture.splitlines()[0]
        assert "0 of 3 read" in picture
        assert "section 1 of 3" in picture
        assert "Second things" in picture  # in the list
        assert reader.focused is reader.page


async def test_lines_pages_and_ends(tmp_path: Path) -> None:
    async with reading(tmp_path) as (pilot, reader):
        page = reader.page
        tops = []
        for key in ("j", "down", "k", "up", "pagedown", "b", "ctrl+d", "ctrl+u", "end", "G", "home"):
            await pilot.press(key)
            tops.append(page.top)
        height = page.size.height
        assert tops[:4] == [1, 2, 1, 0]
        assert tops[4] == height - 2
        assert tops[5] == 0
        assert tops[6] == round((height - 2) / 2)
        assert tops[7] == 0
        assert tops[8] == tops[9] == len(page.lines) - height
        assert tops[10] == 0


async def test_reading_on_goes_through_the_section_and_into_the_next(tmp_path: Path) -> None:
    async with reading(tmp_path) as (pilot, reader):
        presses = 0
        while reader.current.ref.section == "first":
            await pilot.press("space")
            presses += 1
            assert presses < 20
        assert presses > 2
        assert reader.current.ref.section == "second"
        assert reader.page.top == 0


@pytest.mark.parametrize(
    ("keys", "section"),
    [("n", "second"), ("n right", "third"), ("n n n", "third"), ("n p", "first"), ("n left", "first"), ("l", "second"),
     ("l h", "first"), ("p", "first"), ("т", "second"), ("т з", "first"), ("д", "second")],
)  # fmt: skip
async def test_sections_one_after_the_other(tmp_path: Path, keys: str, section: str) -> None:
    async with reading(tmp_path) as (pilot, reader):
        await pilot.press("escape", *keys.split())
        assert reader.current.ref.section == section


async def test_at_either_end_it_says_so(tmp_path: Path) -> None:
    async with reading(tmp_path) as (pilot, _reader):
        await pilot.press("escape", "p")
        assert "This is the first section." in shown(pilot)
        await pilot.press("n", "n", "n")
        assert "This is the last section." in shown(pilot)


async def test_searching_marks_counts_and_goes_around(tmp_path: Path) -> None:
    async with reading(tmp_path) as (pilot, reader):
        await pilot.press("slash", *"AGENT")
        assert [len(parts) for parts in reader.page.hits] == [1, 1]
        assert "hit 1 of 2" in shown(pilot)
        await pilot.press("down")
        assert reader.page.hit == 1
        await pilot.press("up", "enter")
        assert not reader.query(Input)
        assert reader.focused is reader.page
        await pilot.press("n")
        assert reader.page.hit == 1
        await pilot.press("т")
        assert reader.page.hit == 0
        await pilot.press("N")
        assert reader.page.hit == 1
        assert reader.current.ref.section == "first"
        await pilot.press("escape", "n")
        assert not reader.page.hits
        assert reader.current.ref.section == "second"


async def test_searching_for_nothing_there_says_so_and_esc_closes(tmp_path: Path) -> None:
    async with reading(tmp_path) as (pilot, reader):
        await pilot.press(".", *"qqq")  # the key of / on the Russian layout
        assert "nothing found" in shown(pilot)
        await pilot.press("escape")
        assert not reader.query(Input)
        assert not reader.page.searching


async def test_letters_are_inert_while_typing(tmp_path: Path) -> None:
    async with reading(tmp_path) as (pilot, reader):
        await pilot.press("slash", "n", "q", "d", "m")
        assert reader.query_one(Input).value == "nqdm"
        assert reader.current.ref.section == "first"
        assert not reader.desk.reading.bookmarks


async def test_picking_and_following_links(tmp_path: Path) -> None:
    async with reading(tmp_path) as (pilot, reader):
        await pilot.press("tab")
        assert "→ #second-things" in shown(pilot)
        await pilot.press("enter")
        assert reader.current.ref.section == "second"
        await pilot.press("left_square_bracket")
        assert reader.current.ref.section == "first"
        await pilot.press("right_square_bracket")
        assert reader.current.ref.section == "second"
        await pilot.press("х")
        assert reader.current.ref.section == "first"


async def test_a_link_outside_is_shown_and_opened_only_when_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    async with reading(tmp_path) as (pilot, reader):
        monkeypatch.setattr(reader.app, "open_url", opened.append)
        await pilot.press("tab", "tab")
        assert "→ https://example.org/page" in shown(pilot)
        await pilot.press("enter")
        assert isinstance(pilot.app.screen, Picker)
        assert not opened
        await pilot.press("enter")
        assert opened == ["https://example.org/page"]


async def test_a_link_to_nothing_is_said_in_a_line(tmp_path: Path) -> None:
    async with reading(tmp_path) as (pilot, reader):
        await pilot.press("tab", "tab", "tab", "enter")
        assert "There is no file “gone.md”." in shown(pilot)
        assert reader.current.ref.section == "first"


async def test_a_footnote_and_back(tmp_path: Path) -> None:
    async with reading(tmp_path) as (pilot, reader):
        await pilot.press("tab", "tab", "tab", "tab", "enter")
        assert any("The text of the footnote." in line.text for line in reader.page.visible_lines())
        await pilot.press("backspace")
        assert reader.page.top == 0


async def test_folds_open_and_close(tmp_path: Path) -> None:
    async with reading(tmp_path) as (pilot, reader):

        def text() -> str:
            return "\n".join(line.text for line in reader.page.lines)

        assert "The hidden words." not in text()
        await pilot.press("x")
        assert "The hidden words." in text()
        await pilot.press("ч")
        assert "The hidden words." not in text()
        await pilot.press("shift+tab", "enter")
        assert "The hidden words." in text()


async def test_copying_code_goes_to_the_clipboard_and_to_a_file(tmp_path: Path) -> None:
    async with reading(tmp_path) as (pilot, reader):
        file = reader.options.home.state / "copied.txt"
        await pilot.press("y")
        await settled(pilot)
        assert pilot.app.clipboard == "def one():\n    return 1"
        assert file.read_text("utf-8") == "def one():\n    return 1\n"
        picture = shown(pilot)
        assert "2 lines: to the clipboard (OSC 52) and to" in picture
        await pilot.press("н")
        await settled(pilot)
        assert pilot.app.clipboard == "echo two\necho three"
        await pilot.press("n", "y")
        assert "There is no code on the screen." in shown(pilot)


async def test_selecting_with_the_mouse_copies_words_as_written(tmp_path: Path) -> None:
    async with reading(tmp_path) as (pilot, reader):
        page = reader.page
        first = next(number for number, line in enumerate(page.lines) if line.text.startswith("An agent"))
        y = first + page.region.y - reader.page.scroll_offset.y + page.gutter.top
        await pilot.mouse_down(offset=(page.region.x + page.margin, y))
        await pilot.hover(offset=(page.region.x + page.margin + 8, y + 1))
        await pilot.mouse_up(offset=(page.region.x + page.margin + 8, y + 1))
        await pilot.pause()
        selected = reader.get_selected_text()
        assert selected is not None
        assert selected.startswith("An agent works here. See the second")
        assert "\n" not in selected
        await pilot.press("ctrl+c")
        assert pilot.app.clipboard == selected
        await pilot.press("escape")
        assert not reader.selections
        await pilot.press("ctrl+c")
        assert "Nothing is selected." in shown(pilot)


async def test_bookmarks_are_set_listed_visited_and_removed(tmp_path: Path) -> None:
    async with reading(tmp_path) as (pilot, reader):
        await pilot.press("pagedown", "m")
        place = reader.page.place
        assert "◆" in shown(pilot)
        await pilot.press("n", "apostrophe")
        assert isinstance(pilot.app.screen, Picker)
        await pilot.press("enter")
        assert reader.current.ref.section == "first"
        assert reader.page.place == place
        await pilot.press("'", "delete")
        assert not reader.desk.reading.bookmarks
        assert "No bookmarks" in shown(pilot)
        await pilot.press("escape", "ь", "m")
        assert not reader.desk.reading.bookmarks


async def test_a_note_is_kept_by_closing_and_shown_in_the_list(tmp_path: Path) -> None:
    async with reading(tmp_path) as (pilot, reader):
        await pilot.press("e", *"my [b]", "enter", "q")
        assert reader.query_one(TextArea).text == "my [b]\nq"
        await pilot.press("escape")
        await settled(pilot)
        assert not reader.query(TextArea)
        assert "✎" in shown(pilot)
        assert "my [b]" in shown(pilot)
        await pilot.press("у")
        assert reader.query_one(TextArea).text == "my [b]\nq"
    async with reading(tmp_path) as (pilot, reader):
        assert reader.desk.reading.notes["module/first"].text == "my [b]\nq"


async def test_marking_as_read_by_hand(tmp_path: Path) -> None:
    async with reading(tmp_path) as (pilot, reader):
        await pilot.press("d")
        assert "1 of 3 read" in shown(pilot)
        assert "✓" in shown(pilot)
        await pilot.press("в")
        assert "0 of 3 read" in shown(pilot)
        assert reader.desk.reading.read == frozenset()


async def test_a_section_counts_as_read_when_its_end_was_seen_for_a_while(tmp_path: Path) -> None:
    async with reading(tmp_path) as (pilot, reader):
        now = [1000.0]
        reader.clock = lambda: now[0]
        await pilot.press("n")  # a section that fits on the screen
        await settled(pilot)
        reader.check_read()
        assert not reader.desk.reading.read
        now[0] += 60
        reader.check_read()
        assert reader.desk.reading.read == {"module/second"}
        await pilot.press("n")
        now[0] += 600
        reader.check_read()
        assert "module/third" not in reader.desk.reading.read, "its end was not seen"
        await pilot.press("end")
        assert "module/third" in reader.desk.reading.read


async def test_outline_leads_to_headings(tmp_path: Path) -> None:
    async with reading(tmp_path) as (pilot, reader):
        await pilot.press("o")
        assert "A heading below" in shown(pilot)
        await pilot.press(*"heading", "enter")
        assert any("A heading below" in line.text for line in reader.page.visible_lines())
        assert reader.page.top > 0
        await pilot.press("[")
        assert reader.page.top == 0


async def test_the_palette_finds_commands_sections_terms_and_words(tmp_path: Path) -> None:
    async with reading(tmp_path) as (pilot, reader):
        await pilot.press("ctrl+p", *"wider", "enter")
        await settled(pilot)
        assert reader.page.column == 84
        await pilot.press(":", *"third", "enter")
        assert reader.current.ref.section == "third"
        await pilot.press("Ж", *"worker")
        assert "Somebody who does the work." in shown(pilot)
        await pilot.press("enter")
        assert reader.current.ref.section == "second"
        await pilot.press("ctrl+p", *"hidden")
        for _ in range(40):
            await asyncio.sleep(0.05)
            await settled(pilot)
            if "The hidden words" in shown(pilot):
                break
        await pilot.press("enter")
        assert reader.current.ref.section == "first"


async def test_terms_on_the_screen_and_the_glossary(tmp_path: Path) -> None:
    async with reading(tmp_path) as (pilot, reader):
        await pilot.press("i")
        assert "Somebody who does the work." in shown(pilot)
        assert "Many agents." not in shown(pilot)
        await pilot.press("enter")
        assert reader.current.ref.section == "second"
        await pilot.press("Ш", *"fleet")
        assert "Many agents." in shown(pilot)
        await pilot.press("escape")
        assert reader.current.ref.section == "second"


async def test_the_list_of_sections(tmp_path: Path) -> None:
    async with reading(tmp_path) as (pilot, reader):
        await pilot.press("s")
        assert reader.focused is reader.tree_list
        assert reader.tree_list.region.width == 34
        assert reader.page.region.width == 100 - 34
        await pilot.press("j", "down", "k", "enter")
        assert reader.current.ref.section == "second"
        assert reader.focused is reader.page
        await pilot.press("s", "end", "space")
        assert reader.current.ref.section == "third"
        await pilot.press("s", "home", "tab")
        assert reader.focused is reader.page
        assert reader.current.ref.section == "third"
        await pilot.press("ctrl+b")
        assert not reader.tree_list.display
        await pilot.press("ctrl+b")
        assert reader.tree_list.display


async def test_the_list_lies_over_the_text_where_it_is_narrow(tmp_path: Path) -> None:
    async with reading(tmp_path, size=(60, 20)) as (pilot, reader):
        assert not reader.tree_list.display
        width = reader.page.size.width
        await pilot.press("s")
        assert reader.tree_list.display
        assert reader.page.size.width == width
        await pilot.press("escape")
        assert not reader.tree_list.display
        await pilot.press("ы", "j", "enter")
        assert reader.current.ref.section == "second"
        assert not reader.tree_list.display


async def test_width_of_the_text_is_kept_in_the_settings(tmp_path: Path) -> None:
    async with reading(tmp_path, size=(160, 30)) as (pilot, reader):
        await pilot.press("w")
        assert reader.page.measure == 96
        await pilot.press("w", "plus", "plus", "minus")
        await settled(pilot)
        assert reader.page.measure == 68
        assert "width = 68" in reader.options.home.settings.read_text("utf-8")
    async with reading(tmp_path, size=(160, 30)) as (_pilot, reader):
        assert reader.page.measure == 68


async def test_themes_are_seen_while_choosing_and_kept_when_chosen(tmp_path: Path) -> None:
    async with reading(tmp_path) as (pilot, reader):
        app = pilot.app
        await pilot.press("t", "down")
        assert app.theme == "orchestra-light"
        await pilot.press("escape")
        assert app.theme == "orchestra-dark"
        await pilot.press("е", *"nord", "enter")
        await settled(pilot)
        assert app.theme == "nord"
        assert 'theme = "nord"' in reader.options.home.settings.read_text("utf-8")
        await pilot.pause()
        assert reader.page.looks.colour("paper").hex.lower() == "#2e3440"


async def test_help_lists_every_key_of_the_place(tmp_path: Path) -> None:
    async with reading(tmp_path) as (pilot, _reader):
        await pilot.press("comma")
        help_screen = pilot.app.screen
        assert isinstance(help_screen, HelpScreen)
        text = "\n".join(line.text for line in help_screen.column.lines)
        for command in BY_ID.values():
            if command.place in ("page", "reader", "app") and command.keys:
                assert command.title in text
        await pilot.press("end", "q")
        assert not isinstance(pilot.app.screen, HelpScreen)
        await pilot.press("f1", "escape", "question_mark", "f1")
        assert not isinstance(pilot.app.screen, HelpScreen)


async def test_the_section_just_entered_is_kept_however_the_program_ends(tmp_path: Path) -> None:
    async with reading(tmp_path) as (pilot, reader):
        await pilot.press("n")
        await settled(pilot)
        spot = resume.load(reader.options.home.resume, reader.course.id)
        assert spot is not None
        assert spot.section == str(reader.current.ref)
        assert spot.section.endswith("/second")


@pytest.mark.parametrize("key", ["q", "ctrl+q", "й"])
async def test_leaving_keeps_the_place(tmp_path: Path, key: str) -> None:
    async with reading(tmp_path) as (pilot, reader):
        await pilot.press("n", "n", "pagedown")
        place, folder = reader.page.place, reader.options.home
        await pilot.press(key)
        assert pilot.app.return_code == 0
    spot = resume.load(folder.resume, reader.course.id)
    assert spot is not None
    assert (spot.section, spot.block, spot.line) == ("module/third", place.block, place.line)
    async with reading(tmp_path) as (pilot, reader):
        assert reader.current.ref.section == "third"
        assert reader.page.place == place
        assert "Where you left off: Third things" in shown(pilot)
        await pilot.press("j")
        assert "Where you left off" not in shown(pilot)


async def test_messages_say_what_the_page_asks_for(tmp_path: Path) -> None:
    heard: list[object] = []

    def hook(message: object) -> None:
        if isinstance(message, Page.Finished | Page.Followed | Page.Found | Page.Picked) and message not in heard:
            heard.append(message)

    async with reading(tmp_path, hook=hook) as (pilot, _reader):
        await pilot.press("tab", "enter", "space")
    assert [type(message).__name__ for message in heard] == ["Picked", "Followed", "Finished"]


async def test_a_link_to_a_heading_that_is_gone_opens_the_file_and_says_so(tmp_path: Path) -> None:
    files = {
        "course/a/theory.md": "# A\n\n## One\n\nSee [b](../b/theory.md#gone).\n",
        "course/b/theory.md": "## Two\n\nHere.\n",
    }
    async with reading(tmp_path, files=files) as (pilot, reader):
        await pilot.press("tab", "enter")
        await settled(pilot)
        assert reader.current.title == "Two"
        assert "gone" in shown(pilot)
        await pilot.press("left_square_bracket")
        await settled(pilot)
        assert reader.current.title == "One"


async def test_a_remark_is_over_with_its_section(tmp_path: Path) -> None:
    async with reading(tmp_path) as (pilot, _reader):
        await pilot.press("p")
        await pilot.pause()
        assert "This is the first section." in shown(pilot)
        await pilot.press("n")
        await settled(pilot)
        assert "This is the first section." not in shown(pilot)
