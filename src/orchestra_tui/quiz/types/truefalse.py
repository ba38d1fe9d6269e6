"""`truefalse`: a statement to agree with or not."""

from __future__ import annotations

from collections.abc import Sequence

from orchestra_tui.base.i18n import _
from orchestra_tui.base.text import fold
from orchestra_tui.quiz.model import Answer, Invalid, Option, Question, Text
from orchestra_tui.quiz.verdict import Compared, Feedback, Verdict, invalid, scored

_TRUE = {"1", "true", "t", "yes", "y", "да", "д", "верно", "правда"}
_FALSE = {"2", "0", "false", "f", "no", "n", "нет", "н", "неверно", "неправда"}


class TrueFalse(Question, frozen=True, kw_only=True, tag="truefalse"):
    """A statement; the answer is true or false."""

    correct: bool
    why_true: Text
    why_false: Text

    def options(self) -> tuple[Option, ...]:
        return (Option("true", _("True"), pin=True), Option("false", _("False"), pin=True))

    def key(self) -> Answer:
        return self.correct

    def grade(self, answer: Answer, truth: Answer = None) -> Verdict:
        if not isinstance(answer, bool):
            return invalid(_("Answer true or false"))
        feedback = (
            Feedback("true", _("True"), answer, self.correct, self.why_true),
            Feedback("false", _("False"), not answer, not self.correct, self.why_false),
        )
        right = answer == self.correct
        return scored(float(right), (Compared(self.show(self.correct), self.show(answer), right),), feedback)

    def lines(self, order: Sequence[str]) -> tuple[str, ...]:
        return (f"1) {_('True')}", f"2) {_('False')}")

    def parse(self, line: str, order: Sequence[str]) -> Answer | Invalid:
        word = fold(line).rstrip(".)!")
        if word in _TRUE | _FALSE:
            return word in _TRUE
        return Invalid(_("Answer true or false"))

    def show(self, answer: Answer) -> str:
        return _("True") if answer is True else _("False") if answer is False else str(answer)

    @classmethod
    def example(cls) -> dict[str, object]:
        return {"correct": False, "why_true": _("Why people believe it"), "why_false": _("What really happens")}
