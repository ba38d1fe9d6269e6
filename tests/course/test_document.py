"""Where sections start, what they are called, and which lines they are on."""

from __future__ import annotations

from pathlib import Path

import pytest

from orchestra_tui.base.text import slug
from orchestra_tui.course.document import Document
from orchestra_tui.course.model import Heading
from orchestra_tui.course.slugs import Slugger
from tests.course.shown import every


@pytest.fixture
def read(tmp_path):
    def read(source: str, name: str = "theory.md") -> Document:
        path = tmp_path / name
        path.write_bytes(source.encode())
        return Document(path, "m")

    return read


SECTIONS = {
    "ids from comments and headings": (
        "# T\n\n<!-- section: own-id -->\n## A\n\n## Сдвиг роли: от А к Б!\n",
        ["own-id", "сдвиг-роли-от-а-к-б"],
    ),
    "blank lines below the comment": ("<!-- section: x -->\n\n\n## A\n", ["x"]),
    "a comment elsewhere is only a comment": ("<!-- section: x -->\n\ntext\n\n## A\n", ["a"]),
    "an id that cannot be typed is only a comment": ("<!-- section: x/y z -->\n## A\n", ["a"]),
    "a comment right below text": ("## A\ntext\n<!-- section: x -->\n## B\n", ["a", "x"]),
    "repeats": ("## a\n## a\n## a\n", ["a", "a-1", "a-2"]),
    "repeats beside a heading of that name": ("## a\n## a-1\n## a\n", ["a", "a-1", "a-2"]),
    "a repeat that takes a later name": ("## a\n## a\n## a-1\n", ["a", "a-1", "a-1-1"]),
    "an author's id is kept": ("## A\n\n<!-- section: a -->\n## B\n", ["a-1", "a"]),
    "underlined headings": ("A\n---\n\nB b\n-\n", ["a", "b-b"]),
    "a heading of two lines": ("A\nb\n---\n", ["a-b"]),
    "marks in headings": ("## `git` **b** [c](d) ![e](f)\n", ["git-b-c-e"]),
    "headings without letters": ("##\n\n## !!!\n", ["section", "section-1"]),
    "not at the top level": (
        "## a\n\n> ## b\n\n- ## c\n\n```\n## d\n```\n\n    ## e\n\n\\## f\n\n<div>\n## g\n</div>\n",
        ["a"],
    ),
    "not in a fold that is closed again": (
        "## a\n\n<details>\n\n## b\n\n<details>\n\n## c\n\n</details>\n\n</details>\n\n## d\n",
        ["a", "d"],
    ),
    "in a fold that never ends": ("## a\n\n<details>\n\n## b\n", ["a", "b"]),
    "other levels are no sections": ("# a\n\n### b\n", ["theory"]),
    "no heading at all": ("text", ["theory"]),
    "an empty file": ("", ["theory"]),
}


@pytest.mark.parametrize(("source", "ids"), SECTIONS.values(), ids=SECTIONS)
def test_sections(read, source, ids):
    document = read(source)
    assert [section.ref.section for section in document.sections] == ids
    assert document.introduction + "".join(section.source for section in document.sections) == source


def test_a_section_owns_its_comment_and_knows_its_lines(read):
    document = read("\ufeff# Title\r\n\r\nintro\r\n\r\n<!-- section: x -->\r\n## A *b*\r\n\r\ntext\r\n### C\r\n## D")
    first, second = document.sections
    assert (first.line, second.line) == (5, 10)
    assert first.source == "<!-- section: x -->\r\n## A *b*\r\n\r\ntext\r\n### C\r\n"
    assert second.source == "## D"
    assert (first.title, second.title, document.title) == ("A b", "D", "Title")
    assert [block.line for block in first.blocks] == [6, 8, 9]
    assert document.introduction == "\ufeff# Title\r\n\r\nintro\r\n\r\n"
    assert [block.line for block in document.introduction_blocks] == [1, 3]


def test_anchors_are_numbered_over_the_whole_document(read):
    document = read("# A\n\n## A\n\n> ### A\n\n## B\n\n### A-1\n")
    blocks = [*document.introduction_blocks, *(block for section in document.sections for block in section.blocks)]
    slugs = [block.slug for block in every(blocks) if isinstance(block, Heading)]
    assert slugs == ["a", "a-1", "a-2", "b", "a-1-1"]
    assert [section.anchors for section in document.sections] == [("a-1", "a-2"), ("b", "a-1-1")]


def test_definitions_and_notes_work_across_sections_in_any_order(read):
    document = read("## A\n\n[x][r][^n]\n\n## B\n\n[^n]: note\n\n## C\n\n[r]: u.md\n")
    last, first = document.sections[1].blocks, document.sections[0].blocks
    assert [(span.text, span.href) for span in first[1].spans] == [("x", "u.md"), ("[n]", "n")]
    assert last[1].label == "n"
    assert document.sections[0].words == 2


FRONT = {
    "keys": ("---\ntitle: 'Своё имя'\ntags:\n  - a\n# c\n---\ntext\n", "Своё имя", "text\n"),
    "ended by dots, after a mark": ("\ufeff---\r\ntitle: Имя\r\n...\r\ntext", "Имя", "text"),
    "a heading is a better title": ("---\ntitle: x\n---\n# Y\n", "Y", "# Y\n"),
    "block title": ("---\ntitle: >\n  x\n---\ntext", "Theory", "text"),
    "prose between rules": ("---\n\nкто: я\n\n***\n", "Theory", "---\n\nкто: я\n\n***\n"),
    "prose that looks like a key at first": (
        "---\nитак: да\nэто не ключ\n***\n---\n",
        "Theory",
        "---\nитак: да\nэто не ключ\n***\n---\n",
    ),
    "no end": ("---\ntitle: x\n", "Theory", "---\ntitle: x\n"),
}


@pytest.mark.parametrize(("source", "title", "shown"), FRONT.values(), ids=FRONT)
def test_front_matter_is_metadata(read, source, title, shown):
    document = read(source)
    (section,) = document.sections
    assert (document.title, section.source) == (title, shown)
    assert document.introduction + section.source == source


def test_front_matter_above_sections_stays_in_the_introduction(read):
    document = read("---\ntitle: t\n---\n\n## A\n")
    assert document.introduction == "---\ntitle: t\n---\n\n"
    assert document.introduction_blocks == ()
    assert document.sections[0].blocks[0].line == 5


def test_a_file_without_sections_is_named_after_itself(read):
    document = read("# Большая глава\n\ntext", "02-глава_два.md")
    (section,) = document.sections
    assert (str(section.ref), section.title, section.line) == ("m/02-глава_два", "Большая глава", 1)
    assert read("text", "02-глава_два.md").sections[0].title == "02 глава два"


def test_nothing_is_read_before_it_is_asked_for(tmp_path):
    document = Document(Path(tmp_path / "no.md"), "m", name="my-file")
    assert (document.loaded, document.heading, document.title) == (False, "", "My file")


def test_slugger_is_unique_whatever_comes():
    number = Slugger()
    names = ["a", "a", "a-1", "a-1", "a", "", "", "-1", slug("Ёж — это ёж"), "a-2-1", "a-2"]
    assert [number(name) for name in names] == [
        "a", "a-1", "a-1-1", "a-1-2", "a-2", "", "-1", "-1-1", "ёж--это-ёж", "a-2-1", "a-2-2",
    ]  # fmt: skip
