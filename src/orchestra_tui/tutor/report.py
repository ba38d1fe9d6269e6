"""What the learner knows, as far as their answers show: by section and kind, by topic, by how sure they were."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from orchestra_tui.course.model import SectionRef
from orchestra_tui.journal.answers import Answered
from orchestra_tui.journal.reading import load
from orchestra_tui.journal.review import Review, due, forecast
from orchestra_tui.quiz.model import KINDS
from orchestra_tui.tutor.quiz import Asked, Quiz

WEAK = 0.7
"""A topic whose last answers score less than this, 0..1, is weak."""
DAYS = 14
"""Days of the forecast."""
SURE = 3


@dataclass(frozen=True, slots=True)
class Tally:
    """Some questions: how many there are, how many were answered, and the sum of their last scores."""

    questions: int = 0
    answered: int = 0
    points: float = 0.0

    @property
    def score(self) -> float | None:
        """The mean of the last scores, 0..1; None if nothing was answered."""
        return self.points / self.answered if self.answered else None


@dataclass(frozen=True, slots=True)
class Topic:
    """An objective of a section with its tally."""

    ref: SectionRef
    objective: str
    tally: Tally


@dataclass(frozen=True, slots=True)
class Level:
    """The answers given with one confidence (1-3): how many, and the mean of their scores 0..1."""

    confidence: int
    answers: int
    score: float


class Next(StrEnum):
    """What to do now."""

    RESUME = "resume"
    REVIEW = "review"
    READ = "read"
    CHECK = "check"
    REREAD = "reread"
    EXAM = "exam"
    REST = "rest"


@dataclass(frozen=True, slots=True)
class NextStep:
    """The one next step; `ref` where it is about a section, `count` where it is about questions."""

    what: Next
    ref: SectionRef | None = None
    count: int = 0


@dataclass(frozen=True, slots=True)
class Report:
    """Everything the place of progress shows.

    `weak` topics stand weakest first; `surprises` are the questions whose last answer was sure and wrong, latest first;
    `due` counts today's reviews, `forecast` those of the next DAYS days, today first.
    """

    matrix: Mapping[tuple[SectionRef, str], Tally]
    topics: tuple[Topic, ...]
    weak: tuple[Topic, ...]
    levels: tuple[Level, ...]
    surprises: tuple[Asked, ...]
    total: Tally
    due: int
    forecast: tuple[int, ...]
    next: NextStep

    @property
    def sections(self) -> tuple[SectionRef, ...]:
        """The sections that have questions, in the order of the course."""
        return tuple(dict.fromkeys(ref for ref, _kind in self.matrix))

    def section(self, ref: SectionRef) -> Tally:
        """The tally of a whole section."""
        return _sum(self.matrix[key] for key in self.matrix if key[0] == ref)


@dataclass(frozen=True, slots=True)
class Standing:
    """Where the learner stands apart from answers: what is read, whether a sitting waits, the present time."""

    read: Collection[SectionRef]
    unread: Sequence[SectionRef]
    waiting: int
    now_ms: int
    utc_offset_min: int


def take_stock(quiz: Quiz, now_ms: int, utc_offset_min: int) -> Report:
    """The report over a whole course and its learner's journal; reads every question file and the theory.

    Raises OrchestraError where a question file is not as it should be.
    """
    refs = [
        section.ref
        for module in quiz.course.modules
        for section in module.each()
        if section.document.kind == "theory" or quiz.has(section.ref)
    ]
    marked = load(quiz.journal, quiz.course.id).read
    read = {ref for ref in refs if str(ref) in marked}
    sitting = quiz.unfinished()
    standing = Standing(
        read=read,
        unread=[ref for ref in refs if ref not in read],
        waiting=len(sitting.left) if sitting else 0,
        now_ms=now_ms,
        utc_offset_min=utc_offset_min,
    )
    return report(quiz.questions(quiz.sections()), quiz.answers(), quiz.reviews(now_ms), standing)


def report(
    asked: Sequence[Asked], answers: Sequence[Answered], reviews: Sequence[Review], standing: Standing
) -> Report:  # fmt: skip
    """The report over these questions of the course; answers to questions that are gone do not count."""
    last = {answered.question: answered for answered in answers}
    matrix: dict[tuple[SectionRef, str], Tally] = {
        (ref, kind): Tally() for ref in dict.fromkeys(a.ref for a in asked) for kind in KINDS
    }
    topics: dict[tuple[SectionRef, str], Tally] = {}
    for one in asked:
        tally = _tally(last.get(one.question.id))
        key = (one.ref, one.question.kind)
        matrix[key] = _sum((matrix[key], tally))
        topic = (one.ref, one.question.objective)
        topics[topic] = _sum((topics.get(topic, Tally()), tally))
    listed = tuple(Topic(ref, objective, tally) for (ref, objective), tally in topics.items())
    weak = sorted((t for t in listed if (t.tally.score or 0) < WEAK and t.tally.answered), key=_weakness)
    wrong = [a for a in last.values() if a.confidence == SURE and a.score < 1]
    by_id = {one.question.id: one for one in asked}
    surprises = [by_id[a.question] for a in sorted(wrong, key=lambda a: -a.utc_ms) if a.question in by_id]
    today = len(due(reviews, standing.now_ms, standing.utc_offset_min))
    return Report(
        matrix=matrix,
        topics=listed,
        weak=tuple(weak),
        levels=_levels(answers),
        surprises=tuple(surprises),
        total=_sum(matrix.values()),
        due=today,
        forecast=forecast(reviews, standing.now_ms, standing.utc_offset_min, DAYS),
        next=_next(matrix, weak, standing, today),
    )


def _tally(answered: Answered | None) -> Tally:
    return Tally(1, 1, answered.score) if answered else Tally(1)


def _sum(tallies: Iterable[Tally]) -> Tally:
    listed = list(tallies)
    return Tally(sum(t.questions for t in listed), sum(t.answered for t in listed), sum(t.points for t in listed))


def _weakness(topic: Topic) -> tuple[float, int]:
    return topic.tally.score or 0.0, -topic.tally.answered


def _levels(answers: Iterable[Answered]) -> tuple[Level, ...]:
    by_level: dict[int, list[float]] = {1: [], 2: [], 3: []}
    for answered in answers:
        if answered.confidence:
            by_level[answered.confidence].append(answered.score)
    return tuple(Level(c, len(scores), sum(scores) / len(scores)) for c, scores in by_level.items() if scores)


def _next(
    matrix: Mapping[tuple[SectionRef, str], Tally], weak: Sequence[Topic], standing: Standing, today: int
) -> NextStep:
    """An open sitting first, then what is due, then reading and checking in turn, then what is weak, then the exam."""
    sections = {ref: _sum(matrix[key] for key in matrix if key[0] == ref) for ref, _kind in matrix}
    unchecked = next((ref for ref, tally in sections.items() if ref in standing.read and not tally.answered), None)
    if standing.waiting:
        return NextStep(Next.RESUME, count=standing.waiting)
    if today:
        return NextStep(Next.REVIEW, count=today)
    if unchecked:
        return NextStep(Next.CHECK, unchecked)
    if standing.unread:
        return NextStep(Next.READ, standing.unread[0])
    if weak:
        return NextStep(Next.REREAD, weak[0].ref, weak[0].tally.questions)
    if any(tally.answered < tally.questions for tally in sections.values()):
        return NextStep(Next.EXAM)
    return NextStep(Next.REST)
