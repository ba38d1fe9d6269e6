"""Asking: what counts is recorded first, what is left in the middle waits, what is due comes mixed and in time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from orchestra_tui.base.errors import OrchestraError
from orchestra_tui.course.course import open_course
from orchestra_tui.course.model import SectionRef
from orchestra_tui.journal import reading
from orchestra_tui.journal.answers import ANSWER, SITTING, appeals
from orchestra_tui.journal.store import Journal
from orchestra_tui.quiz.sitting import Mode, Sitting
from orchestra_tui.quiz.verdict import Outcome
from orchestra_tui.tutor import quiz as tutor
from orchestra_tui.tutor.quiz import Quiz
from tests.tutor.school import DAY, NOW, build, right, wrong

ONE, TWO, THREE = (SectionRef("m", name) for name in ("one", "two", "three"))


class Clock:
    """A clock that stands still until it is told."""

    def __init__(self) -> None:
        self.now = datetime.fromtimestamp(NOW / 1000, UTC)

    def __call__(self) -> datetime:
        return self.now

    @property
    def ms(self) -> int:
        return round(self.now.timestamp() * 1000)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def quiz(tmp_path: Path, clock: Clock) -> Iterator[Quiz]:
    with Journal.open(tmp_path / "journal.sqlite", clock=clock) as journal:
        yield Quiz(open_course(build(tmp_path / "school")), journal)


def answer_all(quiz: Quiz, sitting: Sitting, *, good: bool = True, count: int | None = None) -> Sitting:
    for id in sitting.left[:count]:
        sitting, _verdict = quiz.answer(sitting, id, right(id) if good else wrong(id), confidence=2, ms=30_000)
    return sitting


def count(quiz: Quiz, kind: str) -> int:
    return sum(1 for _ in quiz.journal.rows(kind))


def test_sections_are_known_without_reading_questions(quiz: Quiz) -> None:
    assert quiz.sections() == (ONE, TWO, THREE)
    assert quiz.has(ONE)
    assert not quiz.has(SectionRef("m", "four"))
    assert not any(bank._sheets for bank in quiz._banks.values())


def test_a_check_is_short_and_asks_first_what_was_not_asked(quiz: Quiz) -> None:
    first = answer_all(quiz, quiz.begin(Mode.CHECK, [ONE], seed=1))
    second = quiz.begin(Mode.CHECK, [ONE], seed=1)
    assert len(first.questions) == len(second.questions) == tutor.CHECK
    assert set(first.questions) | set(second.questions) == {f"one.q{n}" for n in range(6)}


def test_an_answer_is_in_the_journal_before_its_verdict(quiz: Quiz, monkeypatch: pytest.MonkeyPatch) -> None:
    sitting = quiz.begin(Mode.CHECK, [ONE], seed=1)
    id = sitting.current
    assert id

    def full(*args: object, **kwargs: object) -> None:
        raise OrchestraError("no room")

    monkeypatch.setattr(quiz.journal, "append", full)
    with pytest.raises(OrchestraError):
        quiz.answer(sitting, id, right(id))
    monkeypatch.undo()
    after, verdict = quiz.answer(sitting, id, right(id), confidence=3, hints=1, ms=7)
    (kept,) = quiz.answers()
    assert verdict.outcome is Outcome.RIGHT
    assert (kept.question, kept.answer, kept.score, kept.confidence, kept.hints, kept.ms, kept.mode, kept.sitting) == (
        id, right(id), 1.0, 3, 1, 7, "check", sitting.id,
    )  # fmt: skip
    assert after.current != id


def test_what_is_no_answer_costs_nothing(quiz: Quiz) -> None:
    sitting = quiz.begin(Mode.CHECK, [ONE], seed=1)
    id = sitting.current
    assert id
    for given in (None, "nothing", ["yes-0"]):
        after, verdict = quiz.answer(sitting, id, given)
        assert after == sitting
        assert verdict.outcome is Outcome.INVALID
    assert count(quiz, ANSWER) == 0


def test_a_question_is_answered_once_in_a_sitting_and_only_if_it_is_in_it(quiz: Quiz) -> None:
    sitting = answer_all(quiz, quiz.begin(Mode.CHECK, [ONE], seed=1), count=1)
    id = sitting.questions[0]
    again, verdict = quiz.answer(sitting, id, wrong(id))
    assert again == sitting
    assert verdict.outcome is Outcome.WRONG
    quiz.answer(sitting, "two.q0", "yes-0")
    assert count(quiz, ANSWER) == 1


@pytest.mark.parametrize("mode", [Mode.CHECK, Mode.PRACTICE, Mode.PRETEST, Mode.EXAM, Mode.CRAM])
def test_a_sitting_resumes_where_it_was_left(quiz: Quiz, mode: Mode) -> None:
    left = answer_all(quiz, quiz.begin(mode, [ONE], seed=5, count=4, title="Раздел"), count=2)
    found = Quiz(quiz.course, quiz.journal).unfinished()
    assert found == left
    assert found.current == left.questions[2]
    question = quiz.question(left.questions[2]).question
    assert found.order(question) == left.order(question)
    quiz.finish(answer_all(quiz, found))
    assert quiz.unfinished() is None


def test_several_sittings_may_wait(quiz: Quiz) -> None:
    one = quiz.begin(Mode.CHECK, [ONE], seed=1)
    exam = quiz.begin(Mode.EXAM, [ONE, TWO], seed=2, count=3)
    two = quiz.begin(Mode.CHECK, [TWO], seed=3)
    quiz.finish(answer_all(quiz, two))
    assert list(quiz.waiting()) == [exam, one]
    assert list(quiz.waiting(Mode.CHECK)) == [one]
    assert list(quiz.waiting(Mode.EXAM, [ONE])) == []
    anew = quiz.begin(Mode.CHECK, [ONE], seed=9)
    assert list(quiz.waiting(Mode.CHECK)) == [anew]


def test_a_sitting_goes_on_without_questions_that_are_gone(quiz: Quiz, tmp_path: Path) -> None:
    sitting = answer_all(quiz, quiz.begin(Mode.PRACTICE, [ONE], seed=1), count=1)
    file = tmp_path / "school/content/m/quiz/one.yaml"
    gone = sitting.questions[2]
    file.write_text(file.read_text().replace(f"id: {gone}", "id: one.q99"))
    resumed = Quiz(quiz.course, quiz.journal).unfinished()
    assert resumed
    assert resumed.questions == tuple(id for id in sitting.questions if id != gone)
    assert len(resumed.given) == 1


def test_a_pretest_that_is_passed_makes_its_section_read(quiz: Quiz) -> None:
    failed = answer_all(quiz, quiz.begin(Mode.PRETEST, [ONE], seed=1), good=False)
    quiz.finish(failed)
    passed = answer_all(quiz, quiz.begin(Mode.PRETEST, [TWO], seed=1))
    quiz.finish(passed)
    assert len(passed.questions) == tutor.PRETEST
    assert (tutor.passed(failed), tutor.passed(passed)) == (False, True)
    assert reading.load(quiz.journal, quiz.course.id).read == {"m/two"}


def test_an_exam_depends_on_its_seed_alone(quiz: Quiz) -> None:
    first = quiz.begin(Mode.EXAM, quiz.sections(), seed=7, count=9)
    answer_all(quiz, first, count=5)
    again = quiz.begin(Mode.EXAM, quiz.sections(), seed=7, count=9)
    other = quiz.begin(Mode.EXAM, quiz.sections(), seed=8, count=9)
    assert again.questions == first.questions != other.questions
    assert again.limit_ms == 9 * tutor.EXAM_MS
    assert {id.partition(".")[0] for id in first.questions} == {"one", "two", "three"}
    question = quiz.question(first.questions[0]).question
    assert first.order(question) == again.order(question)


def test_a_review_asks_what_is_due_mixed_and_at_most_twenty(tmp_path: Path, clock: Clock) -> None:
    course = open_course(build(tmp_path / "big", tuple(f"s{n}" for n in range(5)), questions=6))
    with Journal.open(None, clock=clock) as journal:
        quiz = Quiz(course, journal)
        answer_all(quiz, quiz.begin(Mode.PRACTICE, quiz.sections(), seed=1), good=False)
        assert quiz.due(clock.ms, 0) == ()
        with pytest.raises(OrchestraError):
            quiz.begin_review(clock.ms, 0, seed=1)
        clock.now += timedelta(days=1)
        assert len(quiz.due(clock.ms, 0)) == 30
        review = quiz.begin_review(clock.ms, 0, seed=1)
        assert len(review.questions) == tutor.REVIEW
        objectives = [quiz.question(id).question.objective for id in review.questions]
        assert all(one != other for one, other in pairwise(objectives))
        only = frozenset({"s1.q0", "s1.q1"})
        assert set(quiz.begin_review(clock.ms, 0, seed=1, only=only).questions) == only
        quiz.finish(answer_all(quiz, review))
        assert len(quiz.due(clock.ms, 0)) == 10


def test_cramming_leaves_the_dates_alone(quiz: Quiz, clock: Clock) -> None:
    answer_all(quiz, quiz.begin(Mode.CHECK, [ONE], seed=1))
    before = quiz.reviews(clock.ms)
    clock.now += timedelta(hours=1)
    answer_all(quiz, quiz.begin(Mode.CRAM, [ONE], seed=2), good=False)
    assert [one.due for one in quiz.reviews(clock.ms)] == [one.due for one in before]


def test_the_target_day_caps_the_gaps(quiz: Quiz, clock: Clock) -> None:
    for _ in range(3):
        answer_all(quiz, quiz.begin(Mode.CHECK, [ONE], seed=1, only=frozenset({"one.q0"})))
        clock.now += timedelta(milliseconds=quiz.reviews(clock.ms)[0].due - clock.ms)
    answer_all(quiz, quiz.begin(Mode.CHECK, [ONE], seed=1, only=frozenset({"one.q0"})))
    free = quiz.reviews(clock.ms)[0].due - clock.ms
    day = clock.now.date() + timedelta(days=9)
    quiz.aim(day)
    assert quiz.target_ms() == (day - date(1970, 1, 1)).days * DAY + DAY
    capped = quiz.reviews(clock.ms)[0].due - clock.ms
    assert free > 20 * DAY
    assert capped <= 10 * DAY
    quiz.aim(None)
    assert quiz.target_ms() is None
    assert quiz.reviews(clock.ms)[0].due - clock.ms == free


def test_questions_that_are_not_for_review_are_never_due(quiz: Quiz, tmp_path: Path, clock: Clock) -> None:
    file = tmp_path / "school/content/m/quiz/one.yaml"
    file.write_text(file.read_text().replace("    kind:", "    review: false\n    kind:"))
    answer_all(quiz, quiz.begin(Mode.PRACTICE, [ONE, TWO], seed=1))
    assert {one.question.partition(".")[0] for one in quiz.reviews(clock.ms)} == {"two"}


def test_an_appeal_is_kept_with_its_reason(quiz: Quiz) -> None:
    quiz.appeal("one.q0", "no-0", "ведь так в тексте")
    (kept,) = appeals(quiz.journal.rows())
    assert (kept.question, kept.answer, kept.text) == ("one.q0", "no-0", "ведь так в тексте")


def test_nothing_to_ask_is_said(quiz: Quiz) -> None:
    with pytest.raises(OrchestraError, match="nothing to ask"):
        quiz.begin(Mode.CHECK, [ONE], seed=1, only=frozenset())
    with pytest.raises(OrchestraError, match=r"no question \"one\.q77\""):
        quiz.question("one.q77")
    assert count(quiz, SITTING) == 0


def test_rows_of_another_program_do_no_harm(quiz: Quiz) -> None:
    course = quiz.course.id
    quiz.journal.append(SITTING, "x", {"mode": "duel", "questions": ["one.q0"]}, course)
    quiz.journal.append(SITTING, "y", {"mode": "check", "questions": ["gone.q0"]}, course)
    quiz.journal.append(ANSWER, "one.q0", {"score": 0.5, "outcome": "typo", "sitting": "z"}, course)
    quiz.journal.append(SITTING, "z", {"mode": "check", "questions": ["one.q0", "one.q1"], "seed": "?"}, course)
    found = quiz.unfinished()
    assert found
    assert (found.id, found.given[0].outcome) == ("z", Outcome.WRONG)
