"""`predict`: say what a run of the fleet will do; the answer is computed, never written down."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

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
    listed,
)
from orchestra_tui.quiz.numbers import read, unit_of
from orchestra_tui.quiz.types.choices import numbered, picked
from orchestra_tui.quiz.types.number import Misread, grade_number, in_unit
from orchestra_tui.quiz.types.short import LONGEST
from orchestra_tui.quiz.types.single import repeated_ids
from orchestra_tui.quiz.verdict import Compared, Feedback, Outcome, Verdict, invalid, scored

_FAR = 10**15
"""No run comes to such a number; neither does anything that is not finite."""


class Range(Choice, frozen=True, kw_only=True):
    """An option that holds for some values: from `at_least` on (without it, from nothing), `below` not included.

    Which one is right is computed, so `correct` has no place here.
    """

    at_least: float | None = None
    below: float | None = None

    def holds(self, value: float) -> bool:
        """Whether a value is one of its own."""
        return (self.at_least is None or value >= self.at_least) and (self.below is None or value < self.below)


class Predict(Question, frozen=True, kw_only=True, tag="predict"):
    """The value of a metric in a run: a number as typed, or the id of the one of `choices` in whose range it lies.

    The truth is the value in the unit asked for; it comes from an AnswerSource and is handed to `grade`.
    `misconceptions` are wrong numbers that people really reach.
    """

    sim: Sim
    ask: Ask
    choices: tuple[Range, ...] = ()
    misconceptions: tuple[Misread, ...] = ()

    def options(self) -> tuple[Option, ...]:
        return tuple(Option(c.id, c.text, c.pin) for c in self.choices)

    def key(self) -> Answer:
        return None

    def grade(self, answer: Answer, truth: Answer = None) -> Verdict:
        if isinstance(truth, bool) or not isinstance(truth, int | float) or not -_FAR < truth < _FAR:
            return invalid(_("The run cannot be computed here"))
        value = float(truth)
        if self.ask.form == "number":
            verdict = grade_number(answer, value, self.ask.tolerance, self.ask.unit, self.misconceptions)
            return self._told(verdict, value) if verdict.outcome is Outcome.RIGHT else verdict
        chosen = next((c for c in self.choices if c.id == answer), None)
        right = next((c for c in self.choices if c.holds(value)), None)
        if right is None:
            return invalid(_("The run cannot be computed here"))
        if chosen is None:
            return invalid(_("Pick one of the options"))
        feedback = tuple(
            Feedback(c.id, c.text, chosen=c is chosen, correct=c is right, why=c.why) for c in self.choices
        )
        compared = Compared(right.text, chosen.text, chosen is right)
        return self._told(scored(float(chosen is right), (compared,), feedback), value)

    def _told(self, verdict: Verdict, value: float) -> Verdict:
        """With what the run really came to."""
        return replace(verdict, note=_("In the run: {value}").format(value=in_unit(value, self.ask.unit)))

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
        if self.ask.unit and unit_of(self.ask.unit) is None:
            yield Fault(("ask", "unit"), _('The unit "{unit}" is not known').format(unit=self.ask.unit))
        if self.ask.form == "choice":
            yield from self._range_faults()
        elif self.choices:
            yield Fault(("choices",), _("A number has no options"))
        yield from repeated_ids("choices", [c.id for c in self.choices])

    def _range_faults(self) -> Iterator[Fault]:
        """Every value lies in one range, and in one only."""
        if len(self.choices) < 2:
            yield Fault(("choices",), _("A choice needs at least two options"))
            return
        for index, choice in enumerate(self.choices):
            if choice.correct:
                yield Fault(("choices", index, "correct"), _("Which option is right is computed: delete this"))
        order = sorted(range(len(self.choices)), key=lambda n: (self.choices[n].at_least or 0, n))
        for here, following in pairwise(order):
            end, start = self.choices[here].below, self.choices[following].at_least
            if end is None or end != start:
                message = _('"{one}" must end (below) where "{other}" begins (at_least)')
                ids = {"one": self.choices[here].id, "other": self.choices[following].id}
                yield Fault(("choices", here), message.format(**ids))
        first, last = self.choices[order[0]], self.choices[order[-1]]
        if first.at_least is not None:
            yield Fault(("choices", order[0], "at_least"), _("The lowest option begins at nothing: delete at_least"))
        if last.below is not None:
            yield Fault(("choices", order[-1], "below"), _("The highest option has no end: delete below"))

    @classmethod
    def example(cls) -> dict[str, object]:
        return {
            "sim": {"scenario": "parallel-feature", "seed": 1},
            "ask": {"metric": "makespan", "form": "number", "unit": "min", "tolerance": "15%"},
        }
