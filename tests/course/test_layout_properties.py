"""What holds for any blocks at any width."""

from __future__ import annotations

from collections import Counter
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from orchestra_tui.base.text import visible
from orchestra_tui.course import model
from orchestra_tui.course.layout import Line, Role, Run, at_source, cells, codes, follow, layout, locate, place_of, walk
from orchestra_tui.course.layout.code import shown
from orchestra_tui.course.layout.inline import tidy
from orchestra_tui.course.model import Mark, Place, Span

ODD = "\x1b\x07\x00\t\u202e\u2066\xa0\u202f\xad\u200b\u200d\ufe0f\u0301\u20e3漢字「。🙂👍\U0001f3fd🇷☑—–`|<>&/-."
CHARS = st.one_of(
    st.sampled_from("абвгде ёжз иклмн о прст уя abc def ghi 123  "), st.sampled_from(ODD), st.characters()
)
TEXT = st.text(CHARS, max_size=60)
WORDS = st.lists(
    st.sampled_from(
        [*"аивксуоя—", "агент", "worktree", "параллельность", "https://example.org/a/very/long/path", "漢字漢字"]
    ),
    max_size=25,
).map(" ".join)
MARKS = st.sampled_from([Mark.PLAIN, Mark.PLAIN, Mark.CODE, Mark.STRONG, Mark.EMPHASIS | Mark.CODE, Mark.STRIKE])


@st.composite
def spans(draw: Any) -> model.Spans:
    found = []
    for text in draw(st.lists(st.one_of(TEXT, WORDS, st.just("\n")), max_size=5)):
        kind = draw(st.integers(0, 9))
        if kind == 0 and text != "\n":
            found.append(Span(text, Mark.LINK, draw(st.sampled_from(["#a", "b.md", "https://example.org"]))))
        elif kind == 1:
            found.append(Span(draw(st.sampled_from(["", "схема"])), Mark.IMAGE, "картинка.png"))
        elif kind == 2:
            found.append(Span("[x]", Mark.FOOTNOTE, draw(st.sampled_from(["1", "long-label-of-a-note"]))))
        else:
            found.append(Span(text, Mark.PLAIN if text == "\n" else draw(MARKS)))
    return tuple(found)


@st.composite
def tables(draw: Any) -> model.Table:
    columns = draw(st.integers(1, 7))
    row = st.tuples(*[spans()] * columns)
    aligns = draw(st.tuples(*[st.sampled_from(["", "left", "right", "center"])] * columns))
    return model.Table(7, aligns, draw(row), tuple(draw(st.lists(row, max_size=3))))


CODE_TEXT = st.one_of(TEXT, st.lists(TEXT, max_size=4).map("\n".join), st.just("    if x:\n\treturn " + "y + " * 40))
LEAVES = st.one_of(
    st.builds(model.Paragraph, st.just(3), spans()),
    st.builds(model.Paragraph, st.just(3), st.tuples(WORDS.map(Span))),
    st.builds(model.Heading, st.just(2), st.integers(1, 6), spans(), st.just("slug")),
    st.builds(model.Code, st.just(4), CODE_TEXT, st.sampled_from(["", "python", "неизвестно"])),
    st.builds(model.Raw, st.just(5), CODE_TEXT),
    st.builds(model.Rule, st.just(6)),
    tables(),
)


def containers(inner: st.SearchStrategy[model.Block]) -> st.SearchStrategy[model.Block]:
    blocks = st.lists(inner, max_size=3).map(tuple)
    items = st.lists(st.builds(model.Item, st.just(9), blocks, st.sampled_from([None, None, True, False])), max_size=4)
    return st.one_of(
        st.builds(model.Quote, st.just(10), blocks),
        st.builds(model.Alert, st.just(11), st.sampled_from(["note", "warning", "странно\x1b"]), blocks),
        st.builds(
            model.Items, st.just(12), items.map(tuple), st.sampled_from([None, None, 1, 9, 999999998]), st.booleans()
        ),
        st.builds(model.Fold, st.just(13), spans(), blocks, st.booleans()),
        st.builds(model.Footnote, st.just(14), st.sampled_from(["1", "a-long-label-of-a-note\x1b"]), blocks),
    )


BLOCKS = st.lists(st.recursive(LEAVES, containers, max_leaves=12), max_size=6).map(tuple)
WIDTHS = st.integers(12, 90)


def said(block: model.Block) -> str:
    """The characters a block itself must show, those of the blocks inside it left out."""
    match block:
        case model.Paragraph(spans=spans) | model.Heading(spans=spans) | model.Fold(summary=spans):
            return "".join(tidy(span.text) for span in spans if span.mark is not Mark.FOOTNOTE)
        case model.Code(text=text) | model.Raw(text=text):
            return shown(text)
        case model.Table(header=header, rows=rows):
            heads = [header] if not rows else []
            return "".join(tidy(s.text) for row in (*heads, *rows) for cell in row for s in cell if not s.mark & 64)
        case model.Footnote(label=label):
            return visible(label)
    return ""


def apart(text: str) -> int:
    """The cells in a terminal that joins nothing."""
    return sum(map(cell_len, text))


def letters(text: str) -> Counter[str]:
    return Counter(char for char in text if char.isalnum())


def opened(blocks: tuple[model.Block, ...]) -> frozenset[int]:
    """The folds to turn so that all are open."""
    folds = [block for block in walk(blocks) if isinstance(block, model.Fold)]
    return frozenset(number for number, fold in enumerate(folds) if not fold.opened)


def colour(code: str, language: str) -> tuple[tuple[Run, ...], ...]:
    return tuple(tuple(Run(char, Role.NAME) for char in row) for row in code.split("\n"))


@settings(max_examples=150, deadline=None)
@given(BLOCKS, WIDTHS, st.booleans())
def test_no_line_is_wider_than_the_width_and_none_ends_in_a_space(blocks, width, addresses):
    for measure in (cell_len, cells, apart):
        for line in layout(blocks, width, measure=measure, opened=opened(blocks), addresses=addresses):
            assert sum(measure(run.text) for run in line.runs) <= width
            assert measure(line.text) <= width
            assert line.text == line.text.rstrip()
            assert visible(line.text, keep="") == line.text
            assert all(run.text for run in line.runs)


@settings(max_examples=150, deadline=None)
@given(BLOCKS, WIDTHS)
def test_no_letter_is_lost(blocks, width):
    wanted = sum((letters(said(block)) for block in walk(blocks)), Counter())
    lines = layout(blocks, width, opened=opened(blocks))
    assert wanted <= letters("".join(line.text for line in lines))


@settings(max_examples=100, deadline=None)
@given(BLOCKS, WIDTHS, WIDTHS)
def test_places_lead_back_to_their_lines_and_to_the_same_block_at_another_width(blocks, width, other):
    lines, others = layout(blocks, width), layout(blocks, other)
    assert layout(blocks, width) == lines
    assert {line.block for line in lines} == {line.block for line in others}
    for number, line in enumerate(lines):
        place = place_of(lines, number)
        assert locate(lines, place) == number
        if any(char.isalnum() for char in line.text[line.indent :]):
            assert follow(lines, number, lines) == number
        assert others[locate(others, place)].block == line.block
        assert others[follow(lines, number, others)].block == line.block
        assert lines[at_source(lines, line.source)].source == line.source


@settings(max_examples=100, deadline=None)
@given(BLOCKS, WIDTHS)
def test_colours_move_nothing_and_code_blocks_keep_their_numbers(blocks, width):
    plain, coloured = layout(blocks, width), layout(blocks, width, highlight=colour)
    assert [(line.text, *line[1:]) for line in plain] == [(line.text, *line[1:]) for line in coloured]
    known = codes(blocks)
    for line in plain:
        if line.code is not None:
            assert letters(line.text[line.indent :]) <= letters(
                known[line.code].language + shown(known[line.code].text)
            )
    assert sorted(
        {line.code for line in layout(blocks, width, opened=opened(blocks)) if line.code is not None}
    ) == list(range(len(known)))


@settings(max_examples=100, deadline=None)
@given(WORDS, st.integers(14, 60))
def test_no_line_of_prose_begins_with_a_dash(words, width):
    block = model.Paragraph(1, (Span("слово " + words),))
    assert not any(line.text.startswith(("—", "–")) for line in layout((block,), width))


@given(st.integers(-3, 10), st.integers(-3, 10))
def test_any_place_is_somewhere(block, line):
    blocks = (model.Paragraph(1, (Span("один два три четыре"),)), model.Paragraph(2, ()), model.Rule(3))
    lines: tuple[Line, ...] = layout(blocks, 12)
    assert 0 <= locate(lines, Place(block, line)) < len(lines)
    assert locate((), Place(block, line)) == 0
    assert place_of((), block) == Place()
