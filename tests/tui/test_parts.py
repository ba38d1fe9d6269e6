"""The small pure pieces: spans, painting, selecting, fitting, matching, the way back, the log of failures."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.style import Style
from textual.geometry import Offset
from textual.selection import Selection

from orchestra_tui.course.layout import Line, Role, Run, layout
from orchestra_tui.course.model import Mark, Paragraph, Place, Span
from orchestra_tui.course.search import Query
from orchestra_tui.tui import failure, themes
from orchestra_tui.tui.looks import Looks
from orchestra_tui.tui.matching import score
from orchestra_tui.tui.offers import Choice, by_typing
from orchestra_tui.tui.trail import LONGEST, Spot, Trail
from orchestra_tui.tui.widgets.choices import _around
from orchestra_tui.tui.widgets.fit import cut, fit
from orchestra_tui.tui.widgets.paint import Over, paint
from orchestra_tui.tui.widgets.selecting import selected_text
from orchestra_tui.tui.widgets.spans import Part, at, hits, targets

LOOKS = Looks({**themes.DARK.to_color_system().generate(), **themes.DARK.variables}, dark=True, ansi=False)


def wrapped(text: str, width: int = 24) -> tuple[Line, ...]:
    return layout([Paragraph(1, (Span(text),))], width)


def blocks_of(tmp_path: Path, source: str, width: int) -> tuple[Line, ...]:
    from orchestra_tui.course.course import open_course

    (tmp_path / "x.md").write_text(source, "utf-8")
    section = open_course(tmp_path).modules[0].sections[0]
    return layout(section.blocks, width)


# Spans


def test_a_link_over_several_lines_is_one_target(tmp_path: Path) -> None:
    lines = blocks_of(tmp_path, "Before [a link of many words that wraps](x.md) and [another](y.md).\n", 20)
    found = targets(lines)
    assert [target.href for target in found] == ["x.md", "y.md"]
    assert len(found[0].parts) > 1
    part = found[0].parts[1]
    assert at(found, part.line, part.start) is found[0]
    assert at(found, 0, 0) is None


def test_two_links_to_one_address_are_two_targets_unless_they_touch(tmp_path: Path) -> None:
    lines = blocks_of(tmp_path, "[one](x.md) between [two](x.md).\n\n[three](x.md)\n", 60)
    assert [target.href for target in targets(lines)] == ["x.md"] * 3


def test_footnotes_and_folds_are_targets_in_reading_order(tmp_path: Path) -> None:
    source = "A[^n].\n\n<details><summary>Sum</summary>\n\nIn.\n\n</details>\n\n[^n]: Note.\n"
    found = targets(blocks_of(tmp_path, source, 40))
    assert [(target.footnote, target.fold) for target in found][:2] == [(True, None), (False, 0)]


def test_hits_go_over_the_ends_of_lines_but_not_of_paragraphs() -> None:
    lines = wrapped("one two three four five six seven eight nine ten")
    query = Query("five six")
    found = hits(lines, query.spans)
    assert len(found) == 1
    words = " ".join(lines[part.line].text[part.start : part.stop] for part in found[0])
    assert words.split() == ["five", "six"]
    two = (*wrapped("it ends with five"), *[line._replace(block=1) for line in wrapped("six begins it")])
    assert hits(two, query.spans) == []


@given(st.text(alphabet="абвё ёжик -", min_size=1, max_size=80), st.integers(14, 40))
def test_hits_cover_what_was_found_and_nothing_else(text: str, width: int) -> None:
    lines = wrapped(text, width)
    for parts in hits(lines, Query("ёжик").spans):
        found = "".join(lines[part.line].text[part.start : part.stop] for part in parts)
        assert found.replace(" ", "").replace("ё", "е").startswith("ежик")
        for part in parts:
            assert 0 <= part.start < part.stop <= len(lines[part.line].text)


# Painting


def test_layers_cut_runs_and_later_ones_lie_on_top() -> None:
    red, bold = Style(color="red"), Style(bold=True)
    segments = paint((Run("abcdef"), Run("ghi", Role.BODY, Mark.STRONG)), LOOKS, [Over(1, 5, bold), Over(2, 8, red)])
    assert "".join(segment.text for segment in segments) == "abcdefghi"
    styles = {segment.text: segment.style for segment in segments}
    assert styles["b"]
    assert styles["b"].bold
    assert styles["cde"]
    assert styles["cde"].color == red.color
    assert styles["cde"].bold


@given(
    st.lists(st.text(min_size=1, max_size=6), max_size=5),
    st.lists(st.tuples(st.integers(-2, 30), st.integers(-2, 30)), max_size=4),
)
def test_painting_never_changes_a_character(texts: list[str], spans: list[tuple[int, int]]) -> None:
    over = [Over(start, stop, Style(bold=True)) for start, stop in spans]
    segments = paint(tuple(Run(text) for text in texts), LOOKS, over)
    assert "".join(segment.text for segment in segments) == "".join(texts)
    assert all(segment.text for segment in segments)


# Selecting


def select(lines: tuple[Line, ...], start: tuple[int, int], end: tuple[int, int], margin: int = 0) -> str:
    return selected_text(lines, Selection.from_offsets(Offset(*start), Offset(*end)), margin)


def test_a_selection_joins_what_only_the_width_broke() -> None:
    lines = wrapped("one two three four five six seven eight nine ten", 18)
    assert len(lines) > 2
    assert select(lines, (0, 0), (200, len(lines) - 1)) == "one two three four five six seven eight nine ten"
    assert select(lines, (6, 0), (9, 0), margin=2) == "two"
    assert selected_text(lines, Selection(None, None), 0).startswith("one two")


def test_a_selection_of_code_is_the_code(tmp_path: Path) -> None:
    code = "def f():\n    return 'a very long line of code that has to be continued'"
    source = f"Text.\n\n```python\n{code}\n```\n\n- item one\n- item two\n"
    lines = blocks_of(tmp_path, source, 30)
    text = selected_text(lines, Selection(None, None), 0)
    assert code in text
    assert "• item one\n• item two" in text
    assert text.startswith("Text.\n\n")


# Fitting and choosing


@given(st.text(max_size=30), st.integers(0, 40))
def test_fitting_is_exact_in_cells(text: str, width: int) -> None:
    text = "".join(char for char in text if char.isprintable())
    assert cell_len(fit(text, width)) == width
    assert cell_len(cut(text, width)) <= max(width, 0)


def test_a_long_title_is_cut_so_that_its_match_is_seen() -> None:
    row = Choice("a" * 200 + " needle " + "b" * 50, 1, spans=((201, 207),))
    title, spans = _around(row, 60)
    assert len(title) == 60
    assert title[spans[0][0] : spans[0][1]] == "needle"


@pytest.mark.parametrize(
    ("query", "texts", "better"),
    [
        ("мони", ("Мониторинг",), ("Про мониторинг",)),
        ("елка", ("Ёлка",), ("Про что-то с ёлка",)),
        ("next", ("Next section",), ("Text", "next")),
        ("loop", ("Ralph Loop",), ("blooper",)),
        ("nse", ("Next section end",), ("nothing such as this",)),
    ],
)
def test_matching_prefers_beginnings(query: str, texts: tuple[str, ...], better: tuple[str, ...]) -> None:
    assert score(query, *texts) > 0
    assert score(query, *texts) >= score(query, *better)


def test_matching_wants_every_word() -> None:
    assert score("next section", "Next section")
    assert not score("next nothing", "Next section")
    assert score("section all", "Next section", "goes over all of it")
    assert not score("qq", "Next section")
    found = by_typing([Choice("One", 1), Choice("Two", 2), Choice("only text")])
    assert [choice.title for choice in found("")] == ["One", "Two", "only text"]
    assert [choice.title for choice in found("tw")] == ["Two"]


# The way back


def test_the_way_back_is_as_in_a_browser() -> None:
    trail = Trail()
    a, b, c = (Spot(name, Place()) for name in "abc")
    assert not trail.can(-1)
    assert trail.go(-1, a) is None
    trail.leave(a)
    trail.leave(b)
    assert trail.go(-1, c) == b
    assert trail.go(-1, b) == a
    assert not trail.can(-1)
    assert trail.go(1, a) == b
    trail.leave(b)
    assert not trail.can(1)
    for _ in range(LONGEST * 2):
        trail.leave(a)
    steps = 0
    while trail.go(-1, a):
        steps += 1
    assert steps <= LONGEST + 1


# Failures


def test_the_log_keeps_the_newest_and_never_raises(tmp_path: Path) -> None:
    log = tmp_path / "deep" / "log.txt"
    assert failure.record(log, "first")
    assert failure.record(log, ZeroDivisionError("second"))
    assert "first" in log.read_text("utf-8")
    assert "ZeroDivisionError: second" in log.read_text("utf-8")
    assert failure.record(log, "x" * failure.LIMIT * 2)
    assert len(log.read_text("utf-8")) == failure.LIMIT
    (tmp_path / "file").write_text("", "utf-8")
    assert not failure.record(tmp_path / "file" / "log.txt", "third")


def test_parts_of_a_line_are_plain_data() -> None:
    assert Part(1, 2, 3) == (1, 2, 3)
