"""Numbers for authors and teachers, worked out by hand."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given as such
from hypothesis import strategies as st

from orchestra_tui.course.course import open_course
from orchestra_tui.journal.answers import Answered, Appeal, answer_row
from orchestra_tui.journal.row import Row
from orchestra_tui.journal.store import Journal
from orchestra_tui.tutor.classes import class_lines
from orchestra_tui.tutor.quiz import Quiz
from orchestra_tui.tutor.statistics import behaviours, by_sitting
from tests.tutor.school import build


def given(
    question: str, score: float, *, answer: object = "a", ms: int = 0, at: int = 0, sitting: str = "s"
) -> Answered:
    return Answered(at, 0, question, "m/one", 1, answer, score, "", None, 0, ms, "check", sitting)


def row(number: int, answered: Answered, course: str = "school") -> Row:
    kind, subject, body = answer_row(answered)
    return Row(f"00000000-0000-0000-0000-{number:012}", answered.utc_ms, 0, course, kind, subject, 1, body)


def test_difficulty_times_mistakes_and_appeals() -> None:
    groups = {
        "anna": [given("q", 0, answer="x", ms=4000), given("q", 1, answer="key")],
        "boris": [given("q", 0, answer="x", ms=8000)],
        "vera": [given("q", 1, answer="key", ms=6000)],
        "gleb": [given("q", 0.5, answer=["y"])],
    }
    (found,) = behaviours(groups, [Appeal(0, "q", "x", ""), Appeal(0, "other", "x", "")])
    assert (found.asked, found.right, found.difficulty, found.seconds) == (4, 1, 0.625, 6.0)
    assert (found.wrong, found.wrong_count, found.appeals) == ("x", 2, 1)
    assert found.discrimination is None


def test_discrimination_is_the_correlation_with_the_rest() -> None:
    scores = [(1, 1, 1), (1, 1, 0), (1, 0, 1), (0, 0, 0), (0, 0, 1)]
    groups = {f"l{n}": [given(q, score) for q, score in zip("qrs", each, strict=True)] for n, each in enumerate(scores)}
    found = {each.question: each.discrimination for each in behaviours(groups)}
    # q: 1 1 1 0 0 against the rest 1 .5 .5 0 .5
    assert found["q"] == pytest.approx(0.645497, abs=1e-6)


def test_a_question_that_all_get_right_tells_nothing() -> None:
    groups = {str(n): [given("q", 1), given("r", n % 2)] for n in range(8)}
    assert [each.discrimination for each in behaviours(groups)] == [None, None]


def test_one_learner_is_grouped_by_sitting() -> None:
    assert {name: len(each) for name, each in by_sitting([given("q", 1), given("q", 0, sitting="t")]).items()} == {
        "s": 1,
        "t": 1,
    }


@such(
    st.dictionaries(
        st.text(max_size=2),
        st.lists(st.tuples(st.sampled_from("abc"), st.floats(0, 1), st.none() | st.lists(st.integers())), max_size=5),
        max_size=8,
    )
)
def test_any_answers_have_a_behaviour(groups: dict[str, list[tuple[str, float, object]]]) -> None:
    made = {name: [given(q, score, answer=answer) for q, score, answer in each] for name, each in groups.items()}
    for found in behaviours(made):
        assert -1e-9 <= found.difficulty <= 1 + 1e-9
        assert found.discrimination is None or -1 - 1e-6 <= found.discrimination <= 1 + 1e-6
        assert found.right + found.wrong_count <= found.asked


def test_a_class_has_a_line_for_each_learner_and_section(tmp_path: Path) -> None:
    with Journal.open(None) as journal:
        quiz = Quiz(open_course(build(tmp_path, ("one", "two"), questions=3)), journal)
        asked = quiz.questions(quiz.sections())
    journals = {
        "anna": [
            row(1, given("one.q0", 0, at=5)),
            row(2, given("one.q0", 1, at=9, sitting="t")),
            row(3, given("x", 1)),
        ],
        "boris": [row(4, given("two.q1", 0.5, at=7)), row(5, given("one.q0", 1), course="other")],
    }
    found = [
        (line.learner, line.ref.section, line.questions, line.answered, line.score, line.last_ms)
        for line in class_lines(journals, asked, "school")
    ]
    assert found == [
        ("anna", "one", 3, 1, 1.0, 9),
        ("anna", "two", 3, 0, None, None),
        ("boris", "one", 3, 0, None, None),
        ("boris", "two", 3, 1, 0.5, 7),
    ]
