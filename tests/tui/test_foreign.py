"""Courses nobody here wrote: many modules, books, broken files, names that would like to be markup."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from orchestra_tui.base.errors import OrchestraError
from tests.tui.stage import make_app, reading, settled, shown

WEIRD = "[b]bold[/b] [/x] [red]$x \x1b[31mred\x07 \u202eevil"

BOOK = {f"book/{number:02}-part.md": f"# Part {number}\n\nText of part {number}.\n" for number in range(1, 31)}

MODULES = {
    "course/1-first/theory/01-a.md": "# Theory one\n\n## A one\n\nText.\n\n## A two\n\nText.\n",
    "course/1-first/theory/02-b.md": "## B one\n\nText.\n\n## B two\n\nText.\n",
    "course/1-first/practice/task.md": "# Task\n\nDo it. [Back](../theory/01-a.md#a-two)\n",
    "course/2-second/README.md": "# Second\n\n## Only\n\nText.\n",
    "course/3-empty/theory.md": "",
    "course/4-broken/theory.md": "# Broken\n\n## Half\n\nbytes \udcff\n",
    "course/5-last/theory.md": "# Last\n\n## The end\n\nText.\n",
}


def write(folder: Path, files: dict[str, str]) -> dict[str, str]:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode("utf-8", "surrogateescape"))
    return files


async def walk(tmp_path: Path, files: dict[str, str], key: str) -> list[str]:
    """The ids of the sections that a key leads through."""
    write(tmp_path / "a course", files)
    seen = []
    async with reading(tmp_path) as (pilot, reader):
        await pilot.press("escape")
        while not seen or seen[-1] != str(reader.current.ref):
            seen.append(str(reader.current.ref))
            await pilot.press(key)
    return seen


async def test_next_goes_through_documents_modules_and_further_reading(tmp_path: Path) -> None:
    seen = await walk(tmp_path, MODULES, "n")
    assert [ref.split("/")[0] for ref in dict.fromkeys(seen)] == sorted(ref.split("/")[0] for ref in seen)
    assert [ref.split("/")[1] for ref in seen][:5] == ["a-one", "a-two", "b-one", "b-two", "task"]
    assert seen[-1] == "5-last/the-end"


async def test_the_list_unfolds_modules_and_reads_them_only_then(tmp_path: Path) -> None:
    write(tmp_path / "a course", MODULES)
    async with reading(tmp_path, size=(120, 40)) as (pilot, reader):
        titles = [row.title for row in reader.tree_list.rows]
        assert "A one" in titles
        assert "Only" not in titles
        assert not reader.course.modules[1].documents[0].loaded
        await pilot.press("s", "G", "k", "k", "k")
        row = reader.tree_list.row
        assert row
        assert row.folder
        await pilot.press("enter")
        assert any(row.title == "Only" for row in reader.tree_list.rows)
        assert reader.focused is reader.tree_list


async def test_a_book_of_files_opens_and_moves(tmp_path: Path) -> None:
    write(tmp_path / "a course", BOOK)
    async with reading(tmp_path, size=(120, 40)) as (pilot, reader):
        assert "Text of part 1." in shown(pilot)
        await pilot.press("escape", "n", "n")
        assert "Text of part 3." in shown(pilot)
        loaded = sum(document.loaded for module in reader.course.modules for document in module.documents)
        assert loaded <= 6


async def test_what_cannot_be_read_is_a_notice_and_the_rest_goes_on(tmp_path: Path) -> None:
    write(tmp_path / "a course", MODULES)
    (tmp_path / "a course/course/2-second/README.md").unlink()
    (tmp_path / "a course/course/2-second/README.md").mkdir()
    async with reading(tmp_path, size=(120, 40)) as (pilot, reader):
        await pilot.press("escape", *["n"] * 9)
        await settled(pilot)
        assert reader.current.ref.module == "5-last"
        notices = " ".join(shown(pilot).split())
        assert "not a regular file" in notices or "2-second" in notices
        assert "UTF-8" in notices


async def test_an_empty_section_says_that_it_is_empty(tmp_path: Path) -> None:
    write(tmp_path / "a course", {"course/one/theory.md": "", "course/two/theory.md": "## Two\n"})
    async with reading(tmp_path) as (pilot, _reader):
        assert "There is nothing in this section yet." in shown(pilot)


async def test_markup_and_escapes_in_every_text_are_shown_as_they_are(tmp_path: Path) -> None:
    write(
        tmp_path / "a course",
        {
            "course/one/theory.md": f"# {WEIRD}\n\n## {WEIRD}\n\nSee {WEIRD} and [a link](http://x/[b]y[/x]).\n\n"
            f"### {WEIRD}\n\nText.\n",
            "content/one/glossary.yaml": "version: 1\nterms:\n  - {id: t, term: '[/x]see', section: a, "
            "text: '[red]what[/] [/x]'}\n  - {id: u, term: text, section: nowhere, text: '[/y]'}\n",
        },
    )
    async with reading(tmp_path, size=(120, 40)) as (pilot, reader):
        picture = shown(pilot)
        assert "\x1b" not in picture
        assert "[b]bold[/b] [/x] [red]$x \\x1b[31mred\\x07 \\u202eevil" in picture
        for key in ("o", "ctrl+p", "I", "i", "apostrophe"):
            await pilot.press("escape", key)
            assert "\x1b" not in shown(pilot)
        await pilot.press("escape", "m", "apostrophe", "enter", "tab", "enter", "escape")
        await pilot.press("escape", "e", *"[/x]", "escape")
        assert "✎ [/x]" in shown(pilot)
        reader.say("[/x] [b]")
        await pilot.pause()
        assert "[/x] [b]" in shown(pilot)


async def test_a_broken_glossary_is_told_and_costs_nothing_else(tmp_path: Path) -> None:
    write(
        tmp_path / "a course",
        {"course/one/theory.md": "## One\n\nText.\n", "content/one/glossary.yaml": "terms: [\n"},
    )
    async with reading(tmp_path, size=(120, 40)) as (pilot, _reader):
        await pilot.press("escape", "I")
        await settled(pilot)
        assert "glossary.yaml" in shown(pilot)
        await pilot.press("escape", "ctrl+p")
        assert "Everything" in shown(pilot)


async def test_a_remembered_place_that_is_gone_opens_the_beginning(tmp_path: Path) -> None:
    async with reading(tmp_path) as (pilot, _reader):
        await pilot.press("n", "q")
    theory = tmp_path / "a course/course/module/theory.md"
    theory.write_text(theory.read_text("utf-8").replace("section: second", "section: renamed"), "utf-8")
    async with reading(tmp_path) as (_pilot, reader):
        assert reader.current.ref.section == "first"


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
async def test_an_unreadable_file(tmp_path: Path) -> None:
    write(tmp_path / "a course", MODULES)
    (tmp_path / "a course/course/2-second/README.md").chmod(0)
    async with reading(tmp_path) as (pilot, reader):
        await pilot.press("escape", *["n"] * 6)
        assert reader.current.ref.module == "4-broken"


async def test_a_changed_file_is_shown_anew_where_one_is(tmp_path: Path) -> None:
    async with reading(tmp_path) as (pilot, reader):
        await pilot.press("escape", "pagedown")
        place = reader.page.place
        reader.renewing.look()
        theory = reader.current.path
        theory.write_text(theory.read_text("utf-8").replace("Some text between.", "Quite another text."), "utf-8")
        reader.renewing.look()
        await settled(pilot)
        assert any("Quite another text." in line.text for line in reader.page.lines)
        assert reader.page.place == place
        assert "The file has changed" in shown(pilot)
        theory.write_text("## All new\n\nNothing else.\n", "utf-8")
        reader.renewing.look()
        await settled(pilot)
        assert "There is no section" in shown(pilot).replace("\n", " ")
        assert any("Quite another text." in line.text for line in reader.page.lines)


def test_nothing_to_read_at_all_is_an_error_before_any_screen(tmp_path: Path) -> None:
    (tmp_path / "a course/course/one/theory.md").mkdir(parents=True)
    with pytest.raises(OrchestraError):
        make_app(tmp_path)


async def test_a_long_module_lists_its_times_without_a_redraw_for_each(tmp_path: Path) -> None:
    text = "\n".join(f"## Section {number}\n\nText.\n" for number in range(300))
    write(tmp_path / "a course", {"course/one/theory.md": text})
    async with reading(tmp_path, size=(120, 40)) as (_pilot, reader):
        assert all(row.minutes for row in reader.tree_list.rows)
        assert len(reader.tree_list.rows) == 300
