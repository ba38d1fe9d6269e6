"""Every free-text question that ships: what people type for a right answer is right, what is wrong is refused."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from orchestra_tui.base import yaml
from orchestra_tui.base.files import read_text
from orchestra_tui.base.paths import shipped
from orchestra_tui.quiz.bank import Bank
from orchestra_tui.quiz.types import AnyQuestion
from orchestra_tui.quiz.verdict import Outcome

CORPUS = Path(__file__).parent / "corpus"
TYPED = {"short", "cloze", "command", "number"}
LEAST = 5


def shipped_questions() -> Iterator[tuple[str, AnyQuestion]]:
    for folder in sorted((shipped() / "content").glob("*/quiz")):
        yield from Bank(folder).all()


def corpus(section: str) -> dict[str, Any]:
    path = CORPUS / f"{section}.yaml"
    value = yaml.parse(read_text(path), path).value
    assert isinstance(value, dict)
    return value


QUESTIONS = {question.id: (section, question) for section, question in shipped_questions() if question.type in TYPED}
typed = pytest.mark.parametrize("id", QUESTIONS)


def outcomes(id: str, which: str) -> dict[str, Outcome]:
    """The answers of the corpus to a question, each with what becomes of it."""
    section, question = QUESTIONS[id]
    return {str(answer): question.grade(answer).outcome for answer in corpus(section)[id][which]}


@typed
def test_right_answers_are_accepted(id: str) -> None:
    found = outcomes(id, "accepted")
    assert len(found) >= LEAST
    assert {answer: outcome for answer, outcome in found.items() if outcome is not Outcome.RIGHT} == {}


@typed
def test_wrong_answers_are_refused(id: str) -> None:
    found = outcomes(id, "refused")
    assert sum(outcome.final for outcome in found.values()) >= LEAST
    taken = {Outcome.RIGHT, Outcome.TYPO}
    assert {answer: outcome for answer, outcome in found.items() if outcome in taken} == {}


def test_there_is_a_corpus_for_each_and_for_no_other() -> None:
    named = {id for path in CORPUS.glob("*.yaml") for id in corpus(path.stem)}
    assert named == set(QUESTIONS)
    assert QUESTIONS
