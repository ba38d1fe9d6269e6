"""The rows that answering makes, and the answers and sittings derived from them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from orchestra_tui.journal.events import Event
from orchestra_tui.journal.row import Body, Row

SITTING = "sitting"
ANSWER = "answer"
APPEAL = "appeal"
SITTING_END = "sitting-end"
TARGET = "target"
KINDS = (SITTING, ANSWER, APPEAL, SITTING_END, TARGET)

CRAM = "cram"
"""The mode whose answers leave the review dates alone."""


@dataclass(frozen=True, slots=True)
class Answered:
    """An answer as it was committed; `score` is 0..1, `confidence` 1-3 or None, `ms` the time it took."""

    utc_ms: int
    utc_offset_min: int
    question: str
    section: str
    rev: int
    answer: object
    score: float
    outcome: str
    confidence: int | None
    hints: int
    ms: int
    mode: str
    sitting: str

    @property
    def day(self) -> int:
        """The learner's own day of the answer, counted from 1970-01-01."""
        return (self.utc_ms + self.utc_offset_min * 60_000) // 86_400_000


@dataclass(frozen=True, slots=True)
class Started:
    """A sitting as it was begun; `limit_ms` is the time of an exam, `ended` whether it was brought to its end."""

    id: str
    utc_ms: int
    mode: str
    seed: int
    questions: tuple[str, ...]
    title: str
    limit_ms: int | None
    ended: bool = False


@dataclass(frozen=True, slots=True)
class Appeal:
    """ "I believe this is right": an answer for the authors to look at."""

    utc_ms: int
    question: str
    answer: object
    text: str


def sitting_row(start: Started) -> Event:
    """A sitting begins."""
    body: Body = {
        "mode": start.mode,
        "seed": start.seed,
        "questions": list(start.questions),
        "title": start.title,
        "limit_ms": start.limit_ms,
    }
    return SITTING, start.id, body


def answer_row(answered: Answered) -> Event:
    """A question was answered; the times come from the row itself."""
    fields = ("section", "rev", "answer", "score", "outcome", "confidence", "hints", "ms", "mode", "sitting")
    return ANSWER, answered.question, {name: getattr(answered, name) for name in fields}


def appeal_row(question: str, answer: object, text: str) -> Event:
    """The learner believes that an answer is right; `text` is their reason, or empty."""
    return APPEAL, question, {"answer": answer, "text": text}


def sitting_end_row(sitting: str, score: float) -> Event:
    """A sitting is over, with its score 0..1."""
    return SITTING_END, sitting, {"score": score}


def target_row(day: date | None) -> Event:
    """The day by which the learner wants to know everything is now `day`; None takes it back."""
    return TARGET, "", {"day": day.isoformat() if day else ""}


def target(rows: Iterable[Row]) -> date | None:
    """The day by which everything must be known, as last said in these rows. A malformed one counts as none."""
    said = [row for row in rows if row.kind == TARGET]
    last = max(said, key=lambda row: row.key, default=None)
    try:
        return date.fromisoformat(_text(last.body, "day")) if last else None
    except ValueError:
        return None


def answers(rows: Iterable[Row]) -> tuple[Answered, ...]:
    """The answers among the rows, oldest first; in one sitting a question counts once. Malformed rows are skipped."""
    found: dict[tuple[str, str], Answered] = {}
    for row in sorted((row for row in rows if row.kind == ANSWER), key=lambda row: row.key):
        if answered := _answered(row):
            found.setdefault((answered.sitting or row.id, answered.question), answered)
    return tuple(found.values())


def sittings(rows: Iterable[Row]) -> tuple[Started, ...]:
    """The sittings among the rows, oldest first. Malformed rows are skipped."""
    rows = sorted((row for row in rows if row.kind in {SITTING, SITTING_END}), key=lambda row: row.key)
    ended = {row.subject for row in rows if row.kind == SITTING_END}
    found: dict[str, Started] = {}
    for row in rows:
        if row.kind == SITTING and (start := _started(row, row.subject in ended)):
            found.setdefault(start.id, start)
    return tuple(found.values())


def appeals(rows: Iterable[Row]) -> tuple[Appeal, ...]:
    """The appeals among the rows, oldest first."""
    kept = sorted((row for row in rows if row.kind == APPEAL), key=lambda row: row.key)
    return tuple(Appeal(row.utc_ms, row.subject, row.body.get("answer"), _text(row.body, "text")) for row in kept)


def _answered(row: Row) -> Answered | None:
    score, confidence = row.body.get("score"), row.body.get("confidence")
    if isinstance(score, bool) or not isinstance(score, int | float) or not 0 <= score <= 1 or not row.subject:
        return None
    sure = confidence if isinstance(confidence, int) and confidence in {1, 2, 3} else None
    return Answered(
        utc_ms=row.utc_ms,
        utc_offset_min=row.utc_offset_min,
        question=row.subject,
        section=_text(row.body, "section"),
        rev=max(1, _whole(row.body, "rev")),
        answer=row.body.get("answer"),
        score=float(score),
        outcome=_text(row.body, "outcome"),
        confidence=sure,
        hints=_whole(row.body, "hints"),
        ms=_whole(row.body, "ms"),
        mode=_text(row.body, "mode"),
        sitting=_text(row.body, "sitting"),
    )


def _started(row: Row, ended: bool) -> Started | None:
    questions, limit = row.body.get("questions"), row.body.get("limit_ms")
    if not isinstance(questions, list) or not all(isinstance(id, str) for id in questions) or not questions:
        return None
    mode, seed, title = _text(row.body, "mode"), _whole(row.body, "seed"), _text(row.body, "title")
    limit_ms = limit if isinstance(limit, int) and not isinstance(limit, bool) and limit > 0 else None
    return Started(row.subject, row.utc_ms, mode, seed, tuple(questions), title, limit_ms, ended)


def _text(body: Mapping[str, object], name: str) -> str:
    value = body.get(name)
    return value if isinstance(value, str) else ""


def _whole(body: Mapping[str, object], name: str) -> int:
    value = body.get(name)
    return value if isinstance(value, int) and not isinstance(value, bool) and value >= 0 else 0
