"""What grading says: a score, what was compared, a word on every option."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Outcome(StrEnum):
    """How an answer was taken; TYPO and INVALID cost nothing, the learner answers again."""

    RIGHT = "right"
    PARTIAL = "partial"
    WRONG = "wrong"
    TYPO = "typo"
    INVALID = "invalid"

    @property
    def final(self) -> bool:
        """Whether the answer counts."""
        return self not in {Outcome.TYPO, Outcome.INVALID}


@dataclass(frozen=True, slots=True)
class Compared:
    """One comparison as it was made: `what` names the part (a gap, a pair, or nothing), in the learner's words."""

    expected: str
    got: str
    ok: bool
    what: str = ""


@dataclass(frozen=True, slots=True)
class Feedback:
    """One option after the verdict: was it chosen, was it right, and why."""

    option: str
    text: str
    chosen: bool
    correct: bool
    why: str = ""


@dataclass(frozen=True, slots=True)
class Verdict:
    """The result of grading one answer; `score` is 0..1.

    `note` is a word on the whole: why a typo, why not an answer, what a run that was predicted really came to.
    """

    score: float
    outcome: Outcome
    compared: tuple[Compared, ...] = ()
    feedback: tuple[Feedback, ...] = ()
    note: str = ""


def scored(score: float, compared: tuple[Compared, ...] = (), feedback: tuple[Feedback, ...] = ()) -> Verdict:
    """The verdict of a final answer with `score` 0..1."""
    outcome = Outcome.RIGHT if score >= 1 else Outcome.PARTIAL if score > 0 else Outcome.WRONG
    return Verdict(min(1.0, max(0.0, score)), outcome, compared, feedback)


def invalid(note: str) -> Verdict:
    """The verdict of what is no answer at all."""
    return Verdict(0.0, Outcome.INVALID, note=note)
