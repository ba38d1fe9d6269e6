"""What a learner types in line mode: commands, answers as JSON or as people type them."""

from __future__ import annotations

import sys
from contextlib import suppress
from enum import Enum
from typing import TYPE_CHECKING, NamedTuple

from orchestra_tui.base.text import fold
from orchestra_tui.cli import output

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from orchestra_tui.quiz.model import Invalid, Question
    from orchestra_tui.quiz.verdict import Verdict

    Grade = Callable[[object], Verdict]

_LONGEST = 20_000
"""Characters of a typed line that are looked at; the rest of it is passed over."""


class Command(Enum):
    """What can be asked for instead of answering; each is said by a letter, its Russian neighbour, or a word."""

    HELP = "? , help помощь справка"
    HINT = "h р hint подсказка"
    SKIP = "s ы skip пропустить"
    PASSAGE = "t е text passage текст раздел"
    LEAVE = "q й quit exit выход выйти"
    BELIEVE = "!"


_BY_WORD = {word: command for command in Command for word in command.value.split()}


class Said(NamedTuple):
    """A command and what follows it: the reason for `!`, nothing for the others."""

    command: Command
    rest: str = ""


class Meant(NamedTuple):
    """An answer with how sure the learner is (1-3), None if they did not say."""

    answer: object
    confidence: int | None = None


class Ear:
    """Reads lines from stdin; on a terminal with a prompt and line editing."""

    def __init__(self) -> None:
        self.interactive = output.is_terminal(sys.stdin) and output.is_terminal(sys.stdout)
        if self.interactive:
            with suppress(ImportError):
                import readline  # noqa: F401 - gives input() its editing

    def line(self, prompt: str = "> ") -> str | None:
        """The next line without its end; None at the end of stdin."""
        if self.interactive:
            try:
                return input(prompt)
            except EOFError:
                output.write("\n")
                return None
        if sys.stdin is None:
            return None
        try:
            text = sys.stdin.readline(_LONGEST)
            rest = text
            while rest and not rest.endswith("\n"):
                rest = sys.stdin.readline(_LONGEST)
        except (OSError, ValueError):
            return None
        return text.rstrip("\r\n") if text else None

    def agrees(self, prompt: str) -> bool:
        """Whether a person does not say no."""
        return fold(self.line(prompt) or "") not in _NO


_NO = {"n", "no", "н", "нет"}


def command(line: str, question: Question, grade: Grade) -> Said | None:
    """The command that a line is, if it is one; a whole word that answers a question without options is an answer."""
    text = line.strip()
    if text.startswith("!"):
        return Said(Command.BELIEVE, text[1:].strip())
    word = fold(text)
    found = _BY_WORD.get(word)
    if found and len(word) > 1 and not question.options() and grade(text).score == 1:
        return None
    return Said(found) if found else None


def understood(line: str, question: Question, order: Sequence[str], grade: Grade) -> Meant | Invalid:
    """The answer in a line: the JSON form of the question's type, `{"answer": …, "confidence": …}`, or as typed."""
    from orchestra_tui.quiz.model import Invalid

    value = _json(line)
    confidence: int | None = None
    if isinstance(value, dict) and "answer" in value and set(value) <= {"answer", "confidence"} and _no(grade(value)):
        confidence = sure(str(value.get("confidence")))
        value = value["answer"]
        line = value if isinstance(value, str) else line
    if value is not None and not _no(grade(value)):
        return Meant(value, confidence)
    parsed = question.parse(line, order)
    return parsed if isinstance(parsed, Invalid) else Meant(parsed, confidence)


def sure(text: str) -> int | None:
    """How sure somebody is who says this: 1, 2 or 3; None for anything else."""
    text = text.strip()
    return int(text) if text in {"1", "2", "3"} else None


def _no(verdict: Verdict) -> bool:
    from orchestra_tui.quiz.verdict import Outcome

    return verdict.outcome is Outcome.INVALID


def _json(line: str) -> object:
    import json

    try:
        return json.loads(line, parse_constant=_refused)
    except (ValueError, RecursionError):
        return None


def _refused(name: str) -> None:
    raise ValueError(name)
