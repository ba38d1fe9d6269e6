"""What all questions share; each type adds its own in `types/`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Annotated, Literal, Protocol

import msgspec
from msgspec import Meta

from orchestra_tui.quiz.verdict import Feedback, Verdict

Id = Annotated[str, Meta(pattern=r"^[a-z0-9]+(?:[.-][a-z0-9]+)*$", max_length=64, description="Lower case, digits, dots, hyphens; never reused.")]  # fmt: skip # noqa: E501
Text = Annotated[str, Meta(min_length=1, pattern=r"\S", description="Markdown.")]
Kind = Literal["recall", "apply", "why", "diagnose"]
KINDS: tuple[Kind, ...] = ("recall", "apply", "why", "diagnose")
Answer = object
"""An answer in the JSON form of its type; anything else is graded INVALID, never an exception."""


class Strict(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A part of a question's YAML; unknown keys are refused."""


class Identified(Protocol):
    """Something in a list with an id of its own."""

    @property
    def id(self) -> str:
        """Its id."""


class Choice(Strict, frozen=True, kw_only=True):
    """An option to pick; `pin` keeps it at the end when options are shuffled ("none of these")."""

    id: Id
    text: Text
    why: Text
    correct: bool = False
    pin: bool = False


class Rejected(Strict, frozen=True, kw_only=True):
    """A wrong answer that people really give, and why it is wrong."""

    text: Text
    why: Text


@dataclass(frozen=True, slots=True)
class Option:
    """Something that is shown in a list and may be shuffled, unless it is pinned."""

    id: str
    text: str
    pin: bool = False


@dataclass(frozen=True, slots=True)
class Invalid:
    """A typed line that is no answer, and what was expected instead."""

    reason: str


@dataclass(frozen=True, slots=True)
class Fault:
    """What only one type can get wrong in its YAML: the path from the question down, and one line."""

    path: tuple[str | int, ...]
    message: str


Part = tuple[tuple[str | int, ...], str]
"""Where an id stands in a question's YAML, and the id."""


def listed(name: str, items: Sequence[Identified]) -> Iterator[Part]:
    """The ids of a list of the question."""
    return (((name, index, "id"), item.id) for index, item in enumerate(items))


class Question(Strict, frozen=True, kw_only=True, tag_field="type"):
    """A question: `prompt` and `exhibit` before the answer, `hints` on request, `explain` after it, success included.

    `id` is unique in the course and never reused; `rev` is raised when the key changes. `anchor` is a heading's slug in
    the section, where "to the passage" leads; without it, the section's top.
    """

    id: Id
    objective: Id
    kind: Kind
    prompt: Text
    explain: Text
    rev: Annotated[int, Meta(ge=1)] = 1
    exhibit: str = ""
    hints: tuple[Text, ...] = ()
    anchor: str = ""
    review: bool = True

    @property
    def type(self) -> str:
        """The name of the question's type, as in YAML."""
        return str(self.__struct_config__.tag)

    def options(self) -> tuple[Option, ...]:
        """What is listed and may be shuffled; empty for typed answers."""
        return ()

    def key(self) -> Answer:
        """The right answer in the type's JSON form; None where it is computed elsewhere."""
        raise NotImplementedError

    def grade(self, answer: Answer, truth: Answer = None) -> Verdict:
        """The verdict on any value whatever; `truth` is the computed answer of a type that carries none."""
        raise NotImplementedError

    def lines(self, order: Sequence[str]) -> tuple[str, ...]:
        """What line mode prints below the prompt; numbers refer to `order`, ids of options."""
        raise NotImplementedError

    def parse(self, line: str, order: Sequence[str]) -> Answer | Invalid:
        """The answer that a typed line stands for."""
        raise NotImplementedError

    def show(self, answer: Answer) -> str:
        """An answer in words."""
        raise NotImplementedError

    def parts(self) -> Iterator[Part]:
        """Every id inside this question that an answer may name, with its path: kept for good, like the question's."""
        yield from ()

    def faults(self) -> Iterator[Fault]:
        """What is wrong with this question beyond its schema."""
        yield from ()

    @classmethod
    def example(cls) -> dict[str, object]:
        """What a new question of this type has beyond the common keys: valid as it is, for its author to fill in."""
        raise NotImplementedError


Settings = dict[str, bool | int | float | str]
"""Values of a scenario by path, as `fleet run --set` takes them: a text is YAML, `[]` an empty list."""


class Sim(Strict, frozen=True, kw_only=True):
    """A run of the fleet whose outcome is asked for; `set` has values by path, texts as after `--set path=`."""

    scenario: Text
    seed: int = 1
    set: Settings = msgspec.field(default_factory=dict)


class Ask(Strict, frozen=True, kw_only=True):
    """What is asked about a run: a metric in a `unit`, answered as a number or by choosing a range of it.

    `against` compares two runs: the same scenario and seed with these settings instead (`{}`: as it ships). What is
    asked is then how many times the second run's value the first one's is.
    """

    metric: Text
    form: Literal["number", "choice"] = "number"
    tolerance: Annotated[str, Meta(pattern=r"^\d+(\.\d+)?%?$")] = "10%"
    unit: str = ""
    against: Settings | None = None


class AnswerSource(Protocol):
    """Computes the answer of a `predict` question; the fleet's simulator is one."""

    def __call__(self, sim: Sim, ask: Ask) -> float | None:
        """The value of `ask.metric` in the run `sim`, in `ask.unit`; None where it cannot be computed."""


def choice_feedback(choices: Sequence[Choice], chosen: set[str]) -> tuple[Feedback, ...]:
    """A word on every choice."""
    return tuple(Feedback(c.id, c.text, c.id in chosen, c.correct, c.why) for c in choices)
