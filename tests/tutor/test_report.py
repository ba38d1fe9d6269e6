"""What the learner knows follows from their last answers; there is always one next step."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from orchestra_tui.course.course import open_course
from orchestra_tui.course.model import SectionRef
from orchestra_tui.journal.answers import Answered
from orchestra_tui.journal.events import read_row
from orchestra_tui.journal.store import Journal
from orchestra_tui.quiz.model import KINDS
from orchestra_tui.quiz.sitting import Mode
from orchestra_tui.tutor.quiz import Asked, Quiz
from orchestra_tui.tutor.report import DAYS, Next, NextStep, Report, Standing, Tally, report, take_stock
from tests.tutor.school import DAY, NOW, build, right, wrong

ONE, TWO, THREE = (SectionRef("m", name) for name in ("one", "two", "three"))
STANDING = Standing(read=(), unread=(ONE, TWO, THREE), waiting=0, now_ms=NOW, utc_offset_min=0)


@pytest.fixture
def quiz(tmp_path: Path) -> Iterator[Quiz]:
    with Journal.open(None, clock=lambda: datetime.fromtimestamp(NOW / 1000, UTC)) as journal:
        yield Quiz(open_course(build(tmp_path)), journal)


@pytest.fixture
def asked(quiz: Quiz) -> tuple[Asked, ...]:
    return quiz.questions(quiz.sections())


def given(id: str, score: float, at: int = 0, confidence: int | None = None) -> Answered:
    section = f"m/{id.partition('.')[0]}"
    return Answered(NOW + at, 0, id, section, 1, None, score, "", confidence, 0, 0, "check", f"s{at}")


def test_the_matrix_counts_last_answers_by_section_and_kind(asked: tuple[Asked, ...]) -> None:
    answers = [given("one.q0", 0.0), given("one.q0", 1.0, 5), given("one.q1", 0.5), given("gone.q0", 0.0)]
    found = report(asked, answers, (), STANDING)
    assert found.sections == (ONE, TWO, THREE)
    assert found.matrix[ONE, KINDS[0]] == Tally(2, 1, 1.0)
    assert found.matrix[ONE, KINDS[1]].score == 0.5
    assert found.matrix[TWO, KINDS[2]].score is None
    assert found.section(ONE) == Tally(6, 2, 1.5)
    assert found.total == Tally(18, 2, 1.5)


def test_weak_topics_stand_weakest_first(asked: tuple[Asked, ...]) -> None:
    answers = [given("one.q0", 0.0), given("one.q1", 1.0), given("two.q1", 0.5), given("three.q0", 0.7)]
    weak = report(asked, answers, (), STANDING).weak
    assert [(topic.ref, topic.objective) for topic in weak] == [(ONE, "one.o0"), (TWO, "two.o1")]


def test_calibration_and_surprises(asked: tuple[Asked, ...]) -> None:
    answers = [
        given("one.q0", 0.0, 1, 3), given("one.q1", 1.0, 2, 3), given("two.q0", 0.0, 3, 3), given("two.q1", 0.0, 4, 1),
        given("three.q0", 0.0, 5, 3), given("three.q0", 1.0, 6, 3),
    ]  # fmt: skip
    found = report(asked, answers, (), STANDING)
    assert [(level.confidence, level.answers, level.score) for level in found.levels] == [(1, 1, 0.0), (3, 5, 0.4)]
    assert [one.question.id for one in found.surprises] == ["two.q0", "one.q0"]


def step(quiz: Quiz, now_ms: int = NOW) -> NextStep:
    return take_stock(quiz, now_ms, 0).next


def ask(quiz: Quiz, mode: Mode, ref: SectionRef, *, good: bool = True, finish: bool = True) -> None:
    sitting = quiz.begin(mode, [ref], seed=1)
    for id in sitting.questions if finish else sitting.questions[:1]:
        sitting, _verdict = quiz.answer(sitting, id, right(id) if good else wrong(id))
    if finish:
        quiz.finish(sitting)


def test_there_is_always_one_next_step(quiz: Quiz) -> None:
    assert step(quiz) == NextStep(Next.READ, ONE)
    quiz.journal.append(*read_row("m/one"), quiz.course.id)
    assert step(quiz) == NextStep(Next.CHECK, ONE)
    ask(quiz, Mode.CHECK, ONE, finish=False)
    assert step(quiz) == NextStep(Next.RESUME, count=3)
    ask(quiz, Mode.CHECK, ONE, good=False)
    assert step(quiz) == NextStep(Next.READ, TWO)
    assert step(quiz, NOW + 2 * DAY).what is Next.REVIEW
    for name in ("two", "three"):
        quiz.journal.append(*read_row(f"m/{name}"), quiz.course.id)
        ask(quiz, Mode.CHECK, SectionRef("m", name))
    assert step(quiz) == NextStep(Next.REREAD, ONE, 3)
    ask(quiz, Mode.PRACTICE, ONE)
    assert step(quiz) == NextStep(Next.EXAM)
    for ref in (TWO, THREE):
        ask(quiz, Mode.PRACTICE, ref)
    assert step(quiz) == NextStep(Next.REST)


def test_due_and_forecast_come_from_the_journal(quiz: Quiz) -> None:
    ask(quiz, Mode.PRACTICE, ONE, good=False)
    now = take_stock(quiz, NOW, 0)
    assert (now.due, len(now.forecast), sum(now.forecast)) == (0, DAYS, 6)
    assert now.forecast[1] == 6
    later = take_stock(quiz, NOW + 3 * DAY, 0)
    assert (later.due, later.forecast[0]) == (6, 6)


def test_a_report_of_nothing(quiz: Quiz) -> None:
    empty: Report = report((), (), (), replace(STANDING, unread=()))
    assert (empty.total.score, empty.weak, empty.next.what) == (None, (), Next.REST)
