"""`number`: a number, with a unit and a tolerance."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Annotated

from msgspec import Meta

from orchestra_tui.base.i18n import _
from orchestra_tui.quiz.model import Answer, Fault, Invalid, Question, Strict, Text
from orchestra_tui.quiz.numbers import exact, read, tolerance_of, unit_of
from orchestra_tui.quiz.types.short import LONGEST
from orchestra_tui.quiz.verdict import Compared, Feedback, Verdict, invalid, scored

_LONG = 14
Tolerance = Annotated[str, Meta(pattern=r"^\d+(\.\d+)?%?$", description="An amount, or a percentage of the value.")]


class Misread(Strict, frozen=True, kw_only=True):
    """A wrong value that people really reach, and the mistake behind it."""

    value: float
    why: Text


class NumberQuestion(Question, frozen=True, kw_only=True, tag="number"):
    """A number; the answer is the text as typed. A number without a unit is taken to be in `unit`."""

    value: float
    tolerance: Tolerance = "0"
    unit: str = ""
    reject: tuple[Misread, ...] = ()

    def key(self) -> Answer:
        return in_unit(self.value, self.unit)

    def grade(self, answer: Answer, truth: Answer = None) -> Verdict:
        return grade_number(answer, self.value, self.tolerance, self.unit, self.reject)

    def lines(self, order: Sequence[str]) -> tuple[str, ...]:
        return (_("Type a number, in {unit}.").format(unit=self.unit) if self.unit else _("Type a number."),)

    def parse(self, line: str, order: Sequence[str]) -> Answer | Invalid:
        return line.strip() if read(line[:LONGEST]) else Invalid(_("Type one number, for example 15 or 1.5"))

    def show(self, answer: Answer) -> str:
        return str(answer)

    def faults(self) -> Iterator[Fault]:
        if self.unit and unit_of(self.unit) is None:
            yield Fault(("unit",), _('The unit "{unit}" is not known').format(unit=self.unit))
        for index, misread in enumerate(self.reject):
            wanted = exact(self.value)
            if abs(exact(misread.value) - wanted) <= tolerance_of(self.tolerance, wanted):
                yield Fault(("reject", index, "value"), _("This value is within the tolerance of the right one"))

    @classmethod
    def example(cls) -> dict[str, object]:
        return {
            "value": 40,
            "unit": "min",
            "tolerance": "10%",
            "reject": [{"value": 320, "why": _("The mistake that leads here")}],
        }


def in_unit(value: float, unit: str) -> str:
    """A value with its unit, as people write it; one that was computed and has many digits is rounded."""
    number = format(Decimal(repr(float(value))), "f")
    number = f"{value:.4f}" if len(number) > _LONG else number
    number = number.rstrip("0").rstrip(".") if "." in number else number
    return f"${number}" if unit == "$" else f"{number} {unit}".strip()


def grade_number(answer: Answer, value: float, tolerance: str, unit: str, known: Sequence[Misread] = ()) -> Verdict:
    """The verdict on a typed number: right within the tolerance, in any unit of the same quantity."""
    quantity, size = unit_of(unit) or ("", Fraction(1))
    number = read(answer[:LONGEST], quantity) if isinstance(answer, str) else None
    if number is None or not isinstance(answer, str):
        return invalid(_("Type one number, for example 15 or 1.5"))
    if number.quantity not in {None, quantity}:
        return invalid(_("Another unit is asked for: {unit}").format(unit=unit or "—"))
    wanted = exact(value) * size
    values = number.values if number.quantity is not None else tuple(v * size for v in number.values)
    margin = tolerance_of(tolerance, exact(value)) * size
    right = any(abs(v - wanted) <= margin for v in values)
    expected = in_unit(value, unit) + (f" ± {tolerance}" if tolerance not in {"0", "0%"} else "")
    feedback = tuple(
        Feedback(str(m.value), in_unit(m.value, unit), chosen=True, correct=False, why=m.why)
        for m in known
        if not right and any(abs(v - exact(m.value) * size) <= abs(exact(m.value) * size) / 100 for v in values)
    )
    return scored(float(right), (Compared(expected, answer.strip(), right),), feedback)
