"""A list of options with a cursor: what single, multiple, truefalse, order and match have in common."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, NamedTuple

from rich.style import Style
from textual import events
from textual.binding import BindingType

from orchestra_tui.course.layout import Line, Role, Run, Runs
from orchestra_tui.quiz.types import AnyQuestion
from orchestra_tui.tui.bindings import bindings
from orchestra_tui.tui.fragments import BLANK, set_text
from orchestra_tui.tui.looks import Looks
from orchestra_tui.tui.widgets.block import Block
from orchestra_tui.tui.widgets.questions.box import Box

PICKED, FREE = "●", "○"


class Row(NamedTuple):
    """A row to draw: what hangs on its left, and its Markdown text."""

    lead: Runs
    text: str


class Options(Box, Block, can_focus=True, inherit_bindings=False):
    """Rows that may take several lines each; the row under the cursor stands out."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("options")

    def __init__(self, question: AnyQuestion, order: tuple[str, ...], looks: Looks) -> None:
        super().__init__(question, order, looks)
        self._owners: tuple[int | None, ...] = ()
        self.cursor = 0
        self.texts = {option.id: option.text for option in question.options()}

    def rows(self) -> Sequence[Row]:
        """The rows that the cursor goes through."""
        raise NotImplementedError

    def below(self, width: int) -> Sequence[tuple[int | None, Line]]:
        """Lines under the rows, each with a number of its own from `len(rows)` on where the mouse can do something."""
        return ()

    def typeset(self, width: int) -> Sequence[Line]:
        """The rows one below another; with air between them if one of them needs several lines."""
        laid = [set_text(row.text, width, row.lead) for row in self.rows()]
        airy = any(len(lines) > 1 for lines in laid)
        placed: list[tuple[int | None, Line]] = []
        for number, lines in enumerate(laid):
            if placed and airy:
                placed.append((None, BLANK))
            placed += [(number, line) for line in lines]
        placed += self.below(width)
        self._owners = tuple(owner for owner, _line in placed)
        return tuple(line for _owner, line in placed)

    def owner(self, line: int) -> int | None:
        """The number of the row that a line belongs to."""
        return self._owners[line] if line < len(self._owners) else None

    def ground(self, number: int) -> Style | None:
        """The row under the cursor, while the list has the focus."""
        here = self.has_focus and self.owner(number) == self.cursor
        return self.looks.named("cursor") if here else None

    def changed(self) -> None:
        """Something was picked or moved."""
        self.relay()
        self.edited()

    def on_focus(self) -> None:
        """The cursor appears."""
        self.refresh()

    def on_blur(self) -> None:
        """The cursor goes."""
        self.refresh()

    def on_click(self, event: events.Click) -> None:
        """Do what a click on a row does."""
        spot = self.line_under(event)
        number = self.owner(spot[0]) if spot else None
        if number is not None and not self.text_selection:
            event.stop()
            self.clicked(number)

    def clicked(self, number: int) -> None:
        """A row was clicked."""
        self.go(number)
        self.pick(number)

    def pick(self, number: int) -> None:
        """Pick a row."""
        raise NotImplementedError

    def go(self, number: int) -> None:
        """Put the cursor on a row, around the ends, and bring it into sight."""
        self.cursor = number % max(1, len(self.rows()))
        self.refresh()
        lines = [line for line, owner in enumerate(self._owners) if owner == self.cursor]
        if lines:
            self.look(lines[0], len(lines))

    def action_move(self, step: int) -> None:
        """The cursor by rows."""
        self.go(self.cursor + step)

    def action_digit(self, digit: str) -> None:
        """Pick the row of this number."""
        number = int(digit) - 1
        if number < len(self.rows()):
            self.go(number)
            self.pick(number)


def numbered(number: int, sign: str, *, picked: bool, role: Role = Role.BULLET) -> Runs:
    """What hangs on the left of an option: its number, and whether it is picked."""
    return (Run(f" {number} ", Role.MUTED), Run(f"{sign} ", role if picked else Role.MUTED))
