"""All right options of several."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import BindingType

from orchestra_tui.base.i18n import _
from orchestra_tui.quiz.types import AnyQuestion
from orchestra_tui.tui.bindings import bindings
from orchestra_tui.tui.looks import Looks
from orchestra_tui.tui.widgets.questions.options import Options, Row, numbered

TICKED, EMPTY = "☑", "☐"


class MultipleBox(Options):
    """Options to tick."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("multiple")
    context = "multiple"

    def __init__(self, question: AnyQuestion, order: tuple[str, ...], looks: Looks) -> None:
        super().__init__(question, order, looks)
        self.ticked: set[str] = set()

    @property
    def how(self) -> str:
        """Several may be right."""
        return _("Select all that apply.")

    @property
    def answer(self) -> object:
        """The ids of the options that are ticked, None for none."""
        return sorted(self.ticked) or None

    def restore(self, answer: object) -> None:
        """Tick these."""
        if isinstance(answer, list | tuple):
            self.ticked = {id for id in self.order if id in answer}
            self.relay()

    def rows(self) -> Sequence[Row]:
        """The options in the order of this sitting."""
        return [
            Row(numbered(number, TICKED if id in self.ticked else EMPTY, picked=id in self.ticked), self.texts[id])
            for number, id in enumerate(self.order, 1)
        ]

    def pick(self, number: int) -> None:
        """Tick it, or take the tick away."""
        self.ticked ^= {self.order[number]}
        self.changed()

    def action_tick(self) -> None:
        """Tick what the cursor is on, or not."""
        self.pick(self.cursor)


BOX = MultipleBox
