"""Finding one's way in a laid-out text."""

from __future__ import annotations

import pytest

from orchestra_tui.course.layout import Line, Link, at_source, codes, follow, headings, layout, links, locate, place_of
from orchestra_tui.course.model import Code, Fold, Heading, Mark, Place, Quote, Table
from tests.course.drawing import item, items, p, row, s

CHAPTER = (
    Heading(1, 2, (s("Изоляция"),), "изоляция"),
    p(*["слово "] * 60, line=3),
    items(item(p("один", line=5), Code(6, "раз\nдва", "sh")), item(p("два", line=10))),
    p(line=12),
    p("конец", line=14),
)


def text_at(lines: tuple[Line, ...], number: int) -> str:
    return lines[number].text.strip()


def test_a_place_is_a_block_and_a_line_in_it_and_blank_lines_end_a_block():
    lines = layout(CHAPTER, 40)
    assert [(line.block, line.place) for line in lines[:4]] == [(0, 0), (0, 1), (0, 2), (1, 0)]
    assert [line.place for line in lines if line.block == 1] == list(range(11))
    assert lines[-1].block == 4
    assert not any(line.block == 3 for line in lines)


@pytest.mark.parametrize(
    ("place", "found"),
    [
        (Place(), "Изоляция"),
        (Place(1, 2), "слово слово слово слово слово слово"),
        (Place(2, 0), "• один"),
        (Place(3, 5), "конец"),
        (Place(4, 90), "конец"),
        (Place(9, 0), "конец"),
        (Place(-1, -1), "Изоляция"),
    ],
)
def test_a_place_is_found_again_or_the_nearest_to_it(place, found):
    lines = layout(CHAPTER, 40)
    assert text_at(lines, locate(lines, place)) == found


def test_a_line_beyond_the_ends_has_the_place_of_the_nearest():
    lines = layout(CHAPTER, 40)
    assert place_of(lines, -5) == Place(0, 0)
    assert place_of(lines, 10_000) == Place(4, 0)


def test_the_same_words_are_on_top_at_another_width():
    numbered = (p(*[f"слово{number} " for number in range(200)]), p("конец"))
    wide, narrow = layout(numbered, 76), layout(numbered, 30)
    for number, line in enumerate(wide[:-2]):
        first = line.text.split()[0]
        assert first in narrow[follow(wide, number, narrow)].text.split()
    assert text_at(narrow, follow(wide, len(wide) - 1, narrow)) == "конец"
    assert follow(wide, 3, ()) == follow((), 3, wide) == 0


@pytest.mark.parametrize(
    ("source", "found"),
    [
        (0, "Изоляция"),
        (1, "Изоляция"),
        (4, "слово " * 6),
        (5, "• один"),
        (7, "раз"),
        (8, "два"),
        (10, "• два"),
        (99, "конец"),
    ],
)
def test_a_line_of_the_file_is_found_on_the_page(source, found):
    lines = layout(CHAPTER, 40)
    assert text_at(lines, at_source(lines, source)) == found.strip()


def test_code_blocks_are_numbered_in_document_order_closed_folds_included():
    blocks = (
        Quote(1, (Code(1, "в цитате"),)),
        Fold(2, (), (items(item(Code(3, "в списке"))), Fold(4, (), (Code(5, "глубоко"),)))),
        Code(6, "\tпоследний\x1b", "sh"),
    )
    assert [code.text for code in codes(blocks)] == ["в цитате", "в списке", "глубоко", "\tпоследний\x1b"]
    assert [line.code for line in layout(blocks, 40)] == [0, None, None, None, 3, 3]


def test_headings_are_listed_with_their_anchors_wherever_they_stand():
    blocks = (Heading(1, 2, (s("а"),), "а"), Quote(3, (Heading(3, 3, (s("б"),), "б"),)))
    assert [(heading.level, heading.slug, heading.line) for heading in headings(blocks)] == [(2, "а", 1), (3, "б", 3)]


def test_a_link_over_several_lines_and_looks_is_one_link():
    href = "https://git-scm.com"
    blocks = (
        Quote(1, (p("см. ", s("документацию про ", Mark.LINK, href), s("git", Mark.LINK | Mark.CODE, href), "."),)),
        p(s("раз", Mark.LINK, "a.md"), s("два", Mark.LINK, "b.md"), " ", s("три", Mark.LINK, "b.md")),
        p(s("схема", Mark.IMAGE, "a.png"), s("[1]", Mark.FOOTNOTE, "1")),
    )
    lines = layout(blocks, 20)
    assert [line.text for line in lines[:2]] == ["▎ см. документацию", "▎ про git."]
    assert links(lines) == (
        Link(href, "документацию про git", ((0, 6, 18), (1, 2, 9))),
        Link("a.md", "раз", ((3, 0, 3),)),
        Link("b.md", "два", ((3, 3, 6),)),
        Link("b.md", "три", ((3, 7, 10),)),
    )


def test_the_same_link_in_two_blocks_or_cells_is_two_links():
    link = s("тут", Mark.LINK, "a.md")
    table = Table(1, ("", ""), row("", ""), (row((link,), (link,)),))
    blocks = (p(link), p(link), table, items(item(p(link, line=7)), item(p(link, line=8))))
    assert [found.parts for found in links(layout(blocks, 40))] == [
        ((0, 0, 3),),
        ((2, 0, 3),),
        ((4, 0, 3),),
        ((4, 6, 9),),
        ((6, 2, 5),),
        ((7, 2, 5),),
    ]
