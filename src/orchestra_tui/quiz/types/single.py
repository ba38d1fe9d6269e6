"""`single`: one right option of several."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Annotated

from msgspec import Meta

from orchestra_tui.base.i18n import _
from orchestra_tui.quiz.model import Answer, Choice, Fault, Invalid, Option, Part, Question, choice_feedback, listed
from orchestra_tui.quiz.types.choices import example_choices, numbered, picked
from orchestra_tui.quiz.verdict import Compared, Verdict, invalid, scored


class Single(Question, frozen=True, kw_only=True, tag="single"):
    """One right option of several; the answer is its id."""

    choices: Annotated[tuple[Choice, ...], Meta(min_length=2, max_length=9)]

    def options(self) -> tuple[Option, ...]:
        return tuple(Option(c.id, c.text, c.pin) for c in self.choices)

    def key(self) -> Answer:
        return next((c.id for c in self.choices if c.correct), None)

    def grade(self, answer: Answer, truth: Answer = None) -> Verdict:
        chosen = next((c for c in self.choices if c.id == answer), None)
        if chosen is None:
            return invalid(_("Pick one of the options"))
        compared = Compared(self.show(self.key()), chosen.text, chosen.correct)
        return scored(float(chosen.correct), (compared,), choice_feedback(self.choices, {chosen.id}))

    def lines(self, order: Sequence[str]) -> tuple[str, ...]:
        return (*numbered(self.options(), order), _("Type the number of one option."))

    def parse(self, line: str, order: Sequence[str]) -> Answer | Invalid:
        ids = picked(line, order)
        if isinstance(ids, Invalid):
            return ids
        return ids[0] if len(ids) == 1 else Invalid(_("Only one option is right: type one number"))

    def show(self, answer: Answer) -> str:
        return next((c.text for c in self.choices if c.id == answer), str(answer))

    def parts(self) -> Iterator[Part]:
        yield from listed("choices", self.choices)

    def faults(self) -> Iterator[Fault]:
        if sum(c.correct for c in self.choices) != 1:
            yield Fault(("choices",), _("Exactly one choice must be correct"))
        yield from repeated_ids("choices", [c.id for c in self.choices])

    @classmethod
    def example(cls) -> dict[str, object]:
        return {"choices": example_choices(1, 2)}


def repeated_ids(name: str, ids: Sequence[str]) -> Iterator[Fault]:
    """A fault for each id that stands in the list `name` a second time."""
    for index, id in enumerate(ids):
        if id in ids[:index]:
            yield Fault((name, index, "id"), _('The id "{id}" is used twice').format(id=id))
