"""Answers and sittings are read back from rows, whatever else stands there."""

from __future__ import annotations

from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from orchestra_tui.journal import answers as a
from orchestra_tui.journal.events import Event
from orchestra_tui.journal.row import Row

START = a.Started("s1", 5, "check", 7, ("q1", "q2"), "Изоляция", None)


def row(number: int, event: Event, ms: int = 5) -> Row:
    kind, subject, body = event
    return Row(str(UUID(int=number)), ms, 180, "course", kind, subject, 1, body)


def answered(question: str = "q1", score: float = 1.0, ms: int = 5) -> a.Answered:
    return a.Answered(ms, 180, question, "isolation", 1, ["x"], score, "right", 3, 0, 900, "check", "s1")


def test_what_goes_in_comes_out() -> None:
    rows = [
        row(1, a.sitting_row(START)),
        row(2, a.answer_row(answered())),
        row(3, a.appeal_row("q1", "да", "ведь так")),
    ]
    assert a.answers(rows) == (answered(),)
    assert a.sittings(rows) == (START,)
    assert [(x.question, x.answer, x.text) for x in a.appeals(rows)] == [("q1", "да", "ведь так")]


def test_in_one_sitting_a_question_counts_once() -> None:
    rows = [row(2, a.answer_row(answered(score=0.0)), ms=9), row(1, a.answer_row(answered()), ms=5)]
    assert [x.score for x in a.answers(rows)] == [1.0]


def test_an_ended_sitting_is_ended() -> None:
    rows = [row(1, a.sitting_row(START)), row(2, a.sitting_end_row("s1", 0.5))]
    assert [s.ended for s in a.sittings(rows)] == [True]


def test_the_day_is_the_learners_own() -> None:
    late = a.Answered(86_400_000 - 1, 180, "q", "", 1, None, 1, "", None, 0, 0, "", "")
    assert late.day == 1


BODIES = st.dictionaries(
    st.sampled_from(["score", "rev", "confidence", "hints", "ms", "questions", "seed", "limit_ms", "mode"]),
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=3) | st.lists(st.integers(), max_size=2),
)


@given(st.lists(st.tuples(st.sampled_from(a.KINDS), BODIES), max_size=5))
def test_malformed_rows_are_skipped(found: list[tuple[str, dict[str, object]]]) -> None:
    rows = [row(number, (kind, "x", body)) for number, (kind, body) in enumerate(found)]
    for one in a.answers(rows):
        assert 0 <= one.score <= 1
        assert one.confidence in {None, 1, 2, 3}
    a.sittings(rows)
    a.appeals(rows)
