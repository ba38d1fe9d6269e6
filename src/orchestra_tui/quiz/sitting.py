"""A sitting: some questions in a fixed order, answered one after another; derived from its start and its answers."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from orchestra_tui.quiz.model import Option, Question
from orchestra_tui.quiz.verdict import Outcome


class Mode(StrEnum):
    """Why questions are asked; it decides what is shown and what counts."""

    CHECK = "check"
    PRACTICE = "practice"
    PRETEST = "pretest"
    EXAM = "exam"
    REVIEW = "review"
    CRAM = "cram"

    @property
    def silent(self) -> bool:
        """Whether verdicts wait for the end and hints are not given."""
        return self is Mode.EXAM

    @property
    def scheduled(self) -> bool:
        """Whether answers move review dates."""
        return self is not Mode.CRAM


@dataclass(frozen=True, slots=True)
class Given:
    """An answer that counts: the question, its score 0..1, and how sure the learner was (1-3, None if not asked)."""

    question: str
    score: float
    outcome: Outcome
    confidence: int | None = None
    hints: int = 0
    ms: int = 0


@dataclass(frozen=True, slots=True)
class Sitting:
    """The start of a sitting and the answers so far, in the order given; `limit_ms` is the time of an exam, if any."""

    id: str
    mode: Mode
    seed: int
    questions: tuple[str, ...]
    title: str = ""
    limit_ms: int | None = None
    given: tuple[Given, ...] = field(default=())

    @property
    def answered(self) -> frozenset[str]:
        """The questions with an answer that counts."""
        return frozenset(given.question for given in self.given)

    @property
    def left(self) -> tuple[str, ...]:
        """The questions still to answer, in order."""
        answered = self.answered
        return tuple(question for question in self.questions if question not in answered)

    @property
    def current(self) -> str | None:
        """The next question to answer; None when all are answered."""
        return next(iter(self.left), None)

    @property
    def score(self) -> float:
        """The sum of scores over the number of questions, 0..1; what is not answered scores nothing."""
        return sum(given.score for given in self.given) / max(1, len(self.questions))

    @property
    def spent_ms(self) -> int:
        """The time that the answers took."""
        return sum(given.ms for given in self.given)

    def answer(self, given: Given) -> Sitting:
        """The sitting with one more answer; a question counts once, its first answer stays."""
        if given.question in self.answered or given.question not in self.questions or not given.outcome.final:
            return self
        return Sitting(
            self.id, self.mode, self.seed, self.questions, self.title, self.limit_ms, (*self.given, given)
        )  # fmt: skip

    def order(self, question: Question) -> tuple[str, ...]:
        """The ids of a question's options as this sitting shows them: shuffled by its seed, pinned ones last."""
        return shuffled(question.options(), f"{self.seed}/{question.id}")


def shuffled(options: Sequence[Option], seed: str) -> tuple[str, ...]:
    """The options' ids in an order that depends on `seed` alone; pinned ones keep their order at the end."""
    free = [option.id for option in options if not option.pin]
    random.Random(seed).shuffle(free)
    return (*free, *(option.id for option in options if option.pin))
