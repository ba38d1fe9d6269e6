"""The first page of the fleet: its scenarios."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType

from orchestra_tui.tui import places
from orchestra_tui.tui.bindings import bindings
from orchestra_tui.tui.looks import Looks
from orchestra_tui.tui.screens.frame import Frame
from orchestra_tui.tui.widgets.board import Board, BoardRow
from orchestra_tui.tui.widgets.rows import RowList


class FleetStart(Frame):
    """What can be watched."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("fleet-start")
    CSS_PATH = ["../frame.tcss", "fleet.tcss"]
    AUTO_FOCUS = "Board"
    place = places.FLEET
    context = "fleet-start"
    owns = ("fleet-start",)

    def __init__(self, looks: Looks) -> None:
        super().__init__(looks)
        self.board = Board(looks, id="board")

    def compose(self) -> ComposeResult:
        """Lines above and below, the rows in between."""
        self.fit(self.app.size)
        yield self.title_bar
        yield self.board
        yield self.status
        yield self.key_bar

    async def furnish(self) -> None:
        """The scenarios."""
        files = [
            file
            for module in self.orchestra.course.modules
            if module.content
            for file in sorted((module.content / "scenarios").glob("*.yaml"))
        ]
        self.board.show(lambda _width: [BoardRow(((f" {file.stem}", "foreground"),), (), file) for file in files])
        self.refresh_keys()

    @on(RowList.Chosen)
    def choose(self, event: RowList.Chosen) -> None:
        """Open the scenario."""
        from orchestra_tui.fleet.simulation.scenario import read
        from orchestra_tui.tui.screens.fleet.screen import DashboardScreen
        from orchestra_tui.tutor.playing.stage import Source, Stage
        from orchestra_tui.tutor.playing.takes import Take, play

        event.stop()
        path = self.board.rows[event.number].value
        one = read(path)  # type: ignore[arg-type]
        recording = play(one.plan, one.params, one.head.seed, title=one.head.title)
        source = Source(one.head.title, path, one.head.seed, one)  # type: ignore[arg-type]
        self.app.push_screen(DashboardScreen(self.looks, Stage(source, [Take(1, recording)])))
