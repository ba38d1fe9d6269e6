"""A class from its learners' exports: who answered how much of which section, and how well."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from orchestra_tui.course.model import SectionRef
from orchestra_tui.journal.answers import Answered, answers
from orchestra_tui.journal.row import Row
from orchestra_tui.tutor.quiz import Asked


@dataclass(frozen=True, slots=True)
class Line:
    """What a learner knows of a section: `score` is the mean of the last answers 0..1, `last_ms` when that was.

    Both are None where nothing was answered.
    """

    learner: str
    ref: SectionRef
    questions: int
    answered: int
    score: float | None
    last_ms: int | None


def class_lines(
    journals: Mapping[str, Iterable[Row]], asked: Sequence[Asked], course: str
) -> tuple[Line, ...]:  # fmt: skip
    """A line for each learner and each section of the course that has questions; learners in the order given."""
    lines = []
    for learner, rows in journals.items():
        last = last_answers(answers(row for row in rows if row.course == course))
        for ref in dict.fromkeys(one.ref for one in asked):
            ids = [one.question.id for one in asked if one.ref == ref]
            given = [last[id] for id in ids if id in last]
            score = sum(one.score for one in given) / len(given) if given else None
            lines.append(Line(learner, ref, len(ids), len(given), score, max((a.utc_ms for a in given), default=None)))
    return tuple(lines)


def last_answers(given: Iterable[Answered]) -> dict[str, Answered]:
    """The last answer to each question; `given` stand oldest first."""
    return {answered.question: answered for answered in given}
