"""`order`: items to put in order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Annotated

from msgspec import Meta

from orchestra_tui.base.i18n import _
from orchestra_tui.quiz.model import Answer, Fault, Id, Invalid, Option, Part, Question, Strict, Text, listed
from orchestra_tui.quiz.types.choices import numbered, picked
from orchestra_tui.quiz.types.single import repeated_ids
from orchestra_tui.quiz.verdict import Compared, Feedback, Verdict, invalid, scored


class Step(Strict, frozen=True, kw_only=True):
    """An item in its right place, and why it stands there."""

    id: Id
    text: Text
    why: Text


class Order(Question, frozen=True, kw_only=True, tag="order"):
    """Items to put in order; the answer is the list of all their ids.

    `items` stand in the right order, `also` names further right ones. The score is the share of neighbours that follow
    each other as in the nearest right order.
    """

    items: Annotated[tuple[Step, ...], Meta(min_length=3, max_length=9)]
    also: tuple[tuple[Id, ...], ...] = ()

    def options(self) -> tuple[Option, ...]:
        return tuple(Option(step.id, step.text) for step in self.items)

    def key(self) -> Answer:
        return [step.id for step in self.items]

    def grade(self, answer: Answer, truth: Answer = None) -> Verdict:
        ids = [step.id for step in self.items]
        if not isinstance(answer, list | tuple) or not all(isinstance(id, str) for id in answer):
            return invalid(_("Put all items in order"))
        given = list(answer)
        if sorted(given) != sorted(ids):
            return invalid(_("Put all items in order"))
        best = max((ids, *map(list, self.also)), key=lambda order: (given == order, _neighbours(given, order)))
        score = 1.0 if given == best else min(_neighbours(given, best), 1 - 1 / len(ids))
        text = {step.id: step.text for step in self.items}
        compared = tuple(
            Compared(text[want], text[got], want == got, str(place))
            for place, (want, got) in enumerate(zip(best, given, strict=True), 1)
        )
        why = {step.id: step.why for step in self.items}
        feedback = tuple(
            Feedback(id, text[id], chosen=True, correct=given.index(id) == place, why=why[id])
            for place, id in enumerate(best)
        )
        return scored(score, compared, feedback)

    def lines(self, order: Sequence[str]) -> tuple[str, ...]:
        return (*numbered(self.options(), order), _("Type the numbers in the right order."))

    def parse(self, line: str, order: Sequence[str]) -> Answer | Invalid:
        ids = picked(line, order)
        if isinstance(ids, Invalid):
            return ids
        return ids if sorted(ids) == sorted(order) else Invalid(_("Type every number once, in the right order"))

    def show(self, answer: Answer) -> str:
        text = {step.id: step.text for step in self.items}
        return " → ".join(text.get(str(id), str(id)) for id in answer) if isinstance(answer, list | tuple) else "—"

    def parts(self) -> Iterator[Part]:
        yield from listed("items", self.items)

    def faults(self) -> Iterator[Fault]:
        ids = [step.id for step in self.items]
        yield from repeated_ids("items", ids)
        for index, other in enumerate(self.also):
            if sorted(other) != sorted(ids):
                yield Fault(("also", index), _("A further order must hold every item once"))

    @classmethod
    def example(cls) -> dict[str, object]:
        names = (("first", _("What is done first")), ("then", _("What is done then")), ("last", _("What is done last")))
        return {"items": [{"id": id, "text": text, "why": _("Why it stands here")} for id, text in names]}


def _neighbours(given: Sequence[str], wanted: Sequence[str]) -> float:
    """The share of neighbours in `wanted` that are neighbours in `given`, 0..1."""
    pairs = set(pairwise(given))
    return sum(pair in pairs for pair in pairwise(wanted)) / (len(wanted) - 1)
