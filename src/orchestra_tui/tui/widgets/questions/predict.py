"""What a run of the fleet will do: a number, or one of several."""

from __future__ import annotations

from orchestra_tui.quiz.types import AnyQuestion
from orchestra_tui.quiz.types.predict import Predict
from orchestra_tui.tui.looks import Looks
from orchestra_tui.tui.widgets.questions.box import Box
from orchestra_tui.tui.widgets.questions.number import NumberBox
from orchestra_tui.tui.widgets.questions.single import SingleBox


class PredictedNumber(NumberBox):
    """The value of a metric."""

    @property
    def unit(self) -> str:
        """The unit of the metric."""
        return str(self.question.ask.unit)


def BOX(question: AnyQuestion, order: tuple[str, ...], looks: Looks) -> Box:  # noqa: N802 — stands where types have a class
    """The widget that the form of the question asks for."""
    number = isinstance(question, Predict) and question.ask.form == "number"
    return (PredictedNumber if number else SingleBox)(question, order, looks)
