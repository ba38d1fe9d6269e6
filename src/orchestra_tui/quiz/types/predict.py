"""`predict`: say what a run of the fleet will do; the answer is computed, never written down."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from orchestra_tui.base.i18n import _
from orchestra_tui.quiz.model import (
    Answer,
    Ask,
    Choice,
    Fault,
    Invalid,
    Option,
    Part,
    Question,
    Sim,
    choice_feedback,
    listed,
)
from orchestra_tui.quiz.numbers import read
from orchestra_tui.quiz.types.choices import numbered, picked
from orchestra_tui.quiz.types.number import Misread, grade_number, in_unit
from orchestra_tui.quiz.types.short import LONGEST
from orchestra_tui.quiz.types.single import repeated_ids
from orchestra_tui.quiz.verdict import Compared, Verdict, invalid, scored

_FAR = 10**15
"""No run comes to such a number; neither does anything that is not finite."""


class Predict(Question, frozen=True, kw_only=True, tag="predict"):
    """The value of a metric in a run: a number as typed, or the id of one of `choices`.

    The truth comes from an AnswerSource and is handed to `grade`; for the form `choice` it is the id of the right one.
    `misconceptions` are wrong numbers that people really reach.
    """

    sim: Sim
    ask: Ask
    choices: tuple[Choice, ...] = ()
    misconceptions: tuple[Misread, ...] = ()

    def options(self) -> tuple[Option, ...]:
        return tuple(Option(c.id, c.text, c.pin) for c in self.choices)

    def key(self) -> Answer:
        return None

    def grade(self, answer: Answer, truth: Answer = None) -> Verdict:
        if truth is None:
            return invalid(_("The run cannot be computed here"))
        if self.ask.form == "number":
            if isinstance(truth, bool) or not isinstance(truth, int | float) or not -_FAR < truth < _FAR:
                return invalid(_("The run cannot be computed here"))
            return grade_number(answer, float(truth), self.ask.tolerance, self.ask.unit, self.misconceptions)
        chosen = next((c for c in self.choices if c.id == answer), None)
        if chosen is None:
            return invalid(_("Pick one of the options"))
        right = chosen.id == truth
        feedback = tuple(
            f if f.option != truth else type(f)(f.option, f.text, f.chosen, correct=True, why=f.why)
            for f in choice_feedback(self.choices, {chosen.id})
        )
        return scored(float(right), (Compared(self.show(truth), chosen.text, right),), feedback)

    def lines(self, order: Sequence[str]) -> tuple[str, ...]:
        if self.ask.form == "number":
            return (
                _("Type a number, in {unit}.").format(unit=self.ask.unit) if self.ask.unit else _("Type a number."),
            )
        return (*numbered(self.options(), order), _("Type the number of one option."))

    def parse(self, line: str, order: Sequence[str]) -> Answer | Invalid:
        if self.ask.form == "number":
            return line.strip() if read(line[:LONGEST]) else Invalid(_("Type one number, for example 15 or 1.5"))
        ids = picked(line, order)
        if isinstance(ids, Invalid):
            return ids
        return ids[0] if len(ids) == 1 else Invalid(_("Only one option is right: type one number"))

    def show(self, answer: Answer) -> str:
        if isinstance(answer, int | float) and not isinstance(answer, bool):
            return in_unit(float(answer), self.ask.unit)
        return next((c.text for c in self.choices if c.id == answer), str(answer))

    def parts(self) -> Iterator[Part]:
        yield from listed("choices", self.choices)

    def faults(self) -> Iterator[Fault]:
        if self.ask.form == "choice" and len(self.choices) < 2:
            yield Fault(("choices",), _("A choice needs at least two options"))
        if self.ask.form == "number" and self.choices:
            yield Fault(("choices",), _("A number has no options"))
        yield from repeated_ids("choices", [c.id for c in self.choices])

    @classmethod
    def example(cls) -> dict[str, object]:
        return {
            "sim": {"scenario": "parallel-feature", "seed": 1},
            "ask": {"metric": "makespan", "form": "number", "unit": "min", "tolerance": "15%"},
        }
