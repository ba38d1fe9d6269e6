"""The page of takes: go from one to another, look at two side by side, throw one away."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType

from orchestra_tui.base.i18n import _
from orchestra_tui.tui import places
from orchestra_tui.tui.bindings import bindings
from orchestra_tui.tui.looks import Looks
from orchestra_tui.tui.screens.fleet.takes_rows import TakeRow, takes_rows
from orchestra_tui.tui.screens.frame import Frame
from orchestra_tui.tui.widgets.board import Board, BoardRow
from orchestra_tui.tui.widgets.rows import RowList
from orchestra_tui.tutor.playing.stage import Stage


class TakesScreen(Frame):
    """The cursor's take is compared with the one it came from, or with the one that was marked.

    `switch` shows a take in the fleet, `changed` is called when the stage shows another recording without that.
    """

    BINDINGS: ClassVar[list[BindingType]] = bindings("fleet-takes")
    CSS_PATH = ["../frame.tcss", "fleet.tcss"]
    AUTO_FOCUS = "Board"
    place = places.FLEET
    context = "fleet-takes"
    owns = ("fleet-takes",)

    def __init__(self, looks: Looks, stage: Stage, switch: Callable[[int], None]) -> None:
        super().__init__(looks)
        self.stage = stage
        self.board = Board(looks, id="board")
        self.marked = 0
        """The take that the others are compared with; 0 for the one that each came from."""
        self._switch = switch
        self._shown = 0

    def compose(self) -> ComposeResult:
        """Lines above and below, the rows in between."""
        self.fit(self.app.size)
        yield self.title_bar
        yield self.board
        yield self.status
        yield self.key_bar

    async def furnish(self) -> None:
        """The takes, the cursor on the one that is shown."""
        self.board.moved = self._moved
        self._draw(self.stage.number)
        self.call_after_refresh(self._point_at, self.stage.number)

    @property
    def number(self) -> int:
        """The take under the cursor."""
        row = self.board.row
        return row.value.number if row and isinstance(row.value, TakeRow) else self.stage.number

    def base(self, number: int) -> int:
        """The take that another is compared with."""
        return self.marked or self.stage.takes[number - 1].parent or 1

    def _point_at(self, number: int) -> None:
        places = (n for n, row in enumerate(self.board.rows) if row.value == TakeRow(number))
        self.board.go(next(places, 0))

    def _draw(self, number: int) -> None:
        self._shown = number
        base = self.base(number)

        def rows(width: int) -> list[BoardRow]:
            return takes_rows(self.stage, width, number, base)

        self.board.show(rows)
        self.refresh_keys()

    def _moved(self) -> None:
        if self.number != self._shown and self.number <= len(self.stage.takes):
            self._draw(self.number)

    def holds(self, condition: str) -> bool:
        """Whether a command's condition holds."""
        if condition == "take-fork":
            return self.number > 1
        return super().holds(condition)

    @on(RowList.Chosen)
    def choose(self, event: RowList.Chosen) -> None:
        """Show the take in the fleet."""
        value = self.chosen(event, self.board)
        if isinstance(value, TakeRow):
            self.app.pop_screen()
            self._switch(value.number)

    def action_mark(self) -> None:
        """Compare the others with this one, or each with its own again."""
        self.marked = 0 if self.marked == self.number else self.number
        self._draw(self.number)

    def action_remove(self) -> None:
        """Throw the take away."""
        gone = self.number
        if gone == 1:
            self.say(_("The original stays."))
            return
        heir = self.stage.takes[gone - 1].parent or 1
        shown = self.stage.take
        self.stage.remove(gone)
        self.marked = 0
        if self.stage.take is not shown:
            self._switch(self.stage.number)
        self._draw(heir)
        self._point_at(heir)
        self.say(_("Take {n} is gone.").format(n=gone))

    def action_back(self) -> None:
        """Back to the fleet."""
        self.app.pop_screen()
