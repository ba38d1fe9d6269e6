"""What came of a sitting, and what to do now."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType

from orchestra_tui.base.i18n import _
from orchestra_tui.tui import places
from orchestra_tui.tui.bindings import bindings
from orchestra_tui.tui.looks import Looks
from orchestra_tui.tui.screens.check.result_rows import LOOK, result_rows
from orchestra_tui.tui.screens.check.session import Session
from orchestra_tui.tui.screens.frame import Frame
from orchestra_tui.tui.shelf import Shelf
from orchestra_tui.tui.widgets.board import Board, BoardRow
from orchestra_tui.tui.widgets.rows import RowList
from orchestra_tui.tui.wishes import Begin, Choose, Read


class ResultScreen(Frame):
    """The score, the next step, and every question to look back at; `back` is the place to leave to."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("result")
    CSS_PATH = ["../frame.tcss", "check.tcss"]
    AUTO_FOCUS = "Board"
    place = places.CHECK
    context = "result"
    owns = ("result",)

    def __init__(self, looks: Looks, session: Session, back: str, *, late: bool) -> None:
        super().__init__(looks)
        self.session = session
        self.back = back
        self.late = late
        self.board = Board(looks, id="board")

    def compose(self) -> ComposeResult:
        """Lines above and below, the rows in between."""
        self.fit(self.app.size)
        yield self.title_bar
        yield self.board
        yield self.status
        yield self.key_bar

    async def furnish(self) -> None:
        """Show the rows."""
        following = self._following()
        home = {places.THEORY: _("Back to the text"), places.PROGRESS: _("Back to progress")}.get(
            self.back, _("All sections")
        )

        def rows(width: int) -> list[BoardRow]:
            return result_rows(self.session, width, late=self.late, following=following, home=home)

        self.board.show(rows)
        self.refresh_keys()

    def _following(self) -> Read | None:
        """After the check of a section, the section that follows it."""
        if self.session.sitting.mode.value not in ("check", "pretest") or len(self.session.refs) != 1:
            return None
        section = Shelf(self.orchestra.course).step(self.orchestra.course.section(str(self.session.refs[0])), 1)
        return Read(section.ref) if section else None

    @on(RowList.Chosen)
    def choose(self, event: RowList.Chosen) -> None:
        """Do what the row says."""
        value = self.chosen(event, self.board)
        if isinstance(value, Begin):
            self.orchestra.begin(value, back=self.back, replace=True)
        elif isinstance(value, Read):
            self.app.pop_screen()
            self.orchestra.open_section(value)
        elif isinstance(value, Choose):
            self.action_back()
        elif isinstance(value, tuple) and value[0] == LOOK:
            self._look_back(int(value[1]))

    def _look_back(self, number: int) -> None:
        from orchestra_tui.tui.screens.check.sitting import SittingScreen

        self.app.push_screen(SittingScreen(self.looks, self.session, number, back=self.back, looking=True))

    def action_back(self) -> None:
        """Where the learner came from."""
        self.app.pop_screen()
        self.orchestra.action_place(self.back)
