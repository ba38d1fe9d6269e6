"""When to ask again: FSRS cards replayed from the answers, never stored."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from orchestra_tui.journal.answers import CRAM, Answered

if TYPE_CHECKING:
    from fsrs import Card, Rating, Scheduler

RETENTION = 0.9
"""The chance of still knowing at which a question falls due."""
QUICK_MS = 20_000
"""An answer within this time counts as quick."""
PASSED = 0.5
"""A partial answer of this score or more is hard-won, below it is forgotten."""
SURE = 3
_LAST_MS = 4_102_444_800_000
"""The year 2100; a clock set beyond it is taken for it."""
_REVISED = 0.5
"""What is left of a card's stability when its question was given another key."""


@dataclass(frozen=True, slots=True)
class Review:
    """The review dates of one question: `due` and `last` in utc ms, `chance` of knowing it, `stability` in days."""

    question: str
    section: str
    due: int
    last: int
    chance: float
    stability: float
    lapses: int


def reviews(
    answers: Iterable[Answered], now_ms: int, *, revs: Mapping[str, int] | None = None, target_ms: int | None = None
) -> tuple[Review, ...]:
    """The review of every question answered, most urgent first.

    `revs` are the questions' present revisions: one newer than the last answer makes a question due now. `target_ms`,
    the day when all must be known, caps the intervals. Answers crammed leave the dates alone.
    """
    by_question: dict[str, list[Answered]] = {}
    for answered in answers:
        if answered.mode != CRAM:
            by_question.setdefault(answered.question, []).append(answered)
    scheduler = _scheduler(now_ms, target_ms)
    found = [_replayed(scheduler, kept, now_ms, (revs or {}).get(id)) for id, kept in by_question.items()]
    return tuple(sorted(found, key=lambda review: (review.due, review.chance, review.question)))


def _scheduler(now_ms: int, target_ms: int | None) -> Scheduler:
    from fsrs import Scheduler

    days = 36_500 if target_ms is None or target_ms <= now_ms else max(1, (target_ms - now_ms) // 86_400_000)
    return Scheduler(
        desired_retention=RETENTION,
        learning_steps=(),
        relearning_steps=(),
        maximum_interval=days,
        enable_fuzzing=False,
    )


def _replayed(scheduler: Scheduler, answers: list[Answered], now_ms: int, rev: int | None) -> Review:
    from fsrs import Card, Rating

    card = Card(card_id=1)
    lapses, easy_before, known_rev = 0, False, answers[0].rev
    for answered in answers:
        if answered.rev > known_rev:
            _shorten(card)
            known_rev = answered.rev
        rating, easy_before = _rating(answered, easy_before)
        lapses += rating is Rating.Again
        card, _log = scheduler.review_card(card, rating, _time(answered.utc_ms))
    last = answers[-1]
    due = round(card.due.timestamp() * 1000)
    if rev is not None and rev > known_rev:
        _shorten(card)
        due = min(due, now_ms)
    chance = scheduler.get_card_retrievability(card, _time(max(now_ms, last.utc_ms)))
    return Review(last.question, last.section, due, last.utc_ms, chance, card.stability or 0.0, lapses)


def _rating(answered: Answered, easy_before: bool) -> tuple[Rating, bool]:
    """FSRS's rating of an answer, and whether it was right, sure and quick; only two such in a row are easy."""
    from fsrs import Rating

    if answered.score < PASSED:
        return Rating.Again, False
    if answered.score < 1 or answered.hints or answered.confidence == 1:
        return Rating.Hard, False
    easy = answered.confidence == SURE and 0 < answered.ms <= QUICK_MS
    return (Rating.Easy if easy and easy_before else Rating.Good), easy


def _shorten(card: Card) -> None:
    if card.stability is not None:
        card.stability *= _REVISED


def _time(utc_ms: int) -> datetime:
    return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=min(max(utc_ms, 0), _LAST_MS))


def due(found: Iterable[Review], now_ms: int, utc_offset_min: int) -> tuple[Review, ...]:
    """The reviews that fall due before the learner's present day ends, in the order given."""
    offset = utc_offset_min * 60_000
    day_end = ((now_ms + offset) // 86_400_000 + 1) * 86_400_000 - offset
    return tuple(review for review in found if review.due < day_end)


def forecast(found: Iterable[Review], now_ms: int, utc_offset_min: int, days: int) -> tuple[int, ...]:
    """How many reviews fall due on each of the next `days` days of the learner, today (and what is late) first."""
    offset = utc_offset_min * 60_000
    today = (now_ms + offset) // 86_400_000
    counts = [0] * days
    for review in found:
        day = max(0, (review.due + offset) // 86_400_000 - today)
        if day < days:
            counts[day] += 1
    return tuple(counts)
