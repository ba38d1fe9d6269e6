"""Items to put in order."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import events
from textual.binding import BindingType

from orchestra_tui.base.i18n import _
from orchestra_tui.course.layout import Role, Run
from orchestra_tui.quiz.types import AnyQuestion
from orchestra_tui.tui.bindings import bindings
from orchestra_tui.tui.looks import Looks
from orchestra_tui.tui.widgets.questions.options import Options, Row

HANDLE, HELD = "·", "↕"


class OrderBox(Options):
    """Items that are carried up and down: with shift and an arrow, taken and put, dragged, or clicked and clicked."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("order")
    ALLOW_SELECT = False
    context = "order"

    def __init__(self, question: AnyQuestion, order: tuple[str, ...], looks: Looks) -> None:
        super().__init__(question, order, looks)
        self.items = list(order)
        self.held = False
        self._dragged = False

    @property
    def how(self) -> str:
        """What comes first stands on top."""
        return _("Put the items in order, the first on top.")

    @property
    def answer(self) -> object:
        """The ids as they stand."""
        return list(self.items)

    def restore(self, answer: object) -> None:
        """Put the items in this order."""
        if isinstance(answer, list | tuple) and sorted(map(str, answer)) == sorted(self.order):
            self.items = [str(id) for id in answer]
            self.relay()

    def rows(self) -> Sequence[Row]:
        """The items as they stand, numbered anew."""
        rows = []
        for number, id in enumerate(self.items):
            held = self.held and number == self.cursor
            lead = (Run(f" {number + 1} ", Role.BULLET), Run(f"{HELD if held else HANDLE} ", Role.MUTED))
            rows.append(Row(lead, self.texts[id]))
        return rows

    def carry(self, to: int) -> None:
        """Put the item under the cursor there; those in between make room."""
        to = max(0, min(to, len(self.items) - 1))
        if to != self.cursor:
            self.items.insert(to, self.items.pop(self.cursor))
            self.cursor = to
            self.changed()
            self.go(to)

    def pick(self, number: int) -> None:
        """Take the item that the cursor is on, or put it down."""
        self.held = not self.held
        self.relay()

    def action_grab(self) -> None:
        """Take the item, or put it down."""
        self.pick(self.cursor)

    def action_carry(self, step: int) -> None:
        """The item changes places with its neighbour."""
        self.carry(self.cursor + step)

    def action_move(self, step: int) -> None:
        """The cursor by items; an item that is held goes with it."""
        if self.held:
            self.carry(self.cursor + step)
        else:
            super().action_move(step)

    def action_digit(self, digit: str) -> None:
        """The item goes to this place."""
        if int(digit) <= len(self.items):
            self.carry(int(digit) - 1)

    def action_answer(self) -> None:
        """Put down what is held; the order stands."""
        self.held = False
        self.relay()
        super().action_answer()

    # The mouse

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Take the item under the mouse, unless one is held already: then this is where it goes."""
        spot = self.line_under(event)
        number = self.owner(spot[0]) if spot else None
        if number is None:
            return
        event.stop()
        if self.held:
            self.carry(number)
            self.held = False
            self.relay()
            return
        self._dragged = False
        self.go(number)
        self.held = True
        self.relay()
        self.capture_mouse()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """An item that is dragged follows."""
        if self.held and self.app.mouse_captured is self:
            number = self._under(event.get_content_offset_capture(self).y)
            if number != self.cursor:
                self._dragged = True
                self.carry(number)

    def _under(self, line: int) -> int:
        if line < 0:
            return 0
        return next((own for at in range(line, -1, -1) if (own := self.owner(at)) is not None), self.cursor)

    def on_mouse_up(self, event: events.MouseUp) -> None:
        """Put down what was dragged; an item that was only clicked stays taken."""
        if self.app.mouse_captured is self:
            self.release_mouse()
            if self._dragged:
                self.held = False
                self.relay()

    def clicked(self, number: int) -> None:
        """Done when the button went down."""


BOX = OrderBox
