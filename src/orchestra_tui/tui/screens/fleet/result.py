"""The page after a run."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType

from orchestra_tui.base.errors import OrchestraError
from orchestra_tui.tui import places
from orchestra_tui.tui.bindings import bindings
from orchestra_tui.tui.looks import Looks
from orchestra_tui.tui.screens.fleet.result_rows import Home, Look, Other, Standing, result_rows
from orchestra_tui.tui.screens.frame import Frame
from orchestra_tui.tui.widgets.board import Board
from orchestra_tui.tui.widgets.rows import RowList
from orchestra_tui.tui.wishes import Begin, Read, Watch
from orchestra_tui.tutor.fleet import reached
from orchestra_tui.tutor.repertoire import Listed, repertoire, upcoming

if TYPE_CHECKING:
    from orchestra_tui.tui.screens.fleet.ending import Ending
    from orchestra_tui.tutor.quiz import Quiz


class FleetResult(Frame):
    """What was said beside what came, the goals, the price, and what to do now; every row of that can be opened."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("fleet-result")
    CSS_PATH = ["../frame.tcss", "fleet.tcss"]
    AUTO_FOCUS = "Board"
    place = places.FLEET
    context = "fleet-result"
    owns = ("fleet-result",)

    def __init__(self, looks: Looks, dashboard: Ending) -> None:
        super().__init__(looks)
        self.dashboard = dashboard
        self.board = Board(looks, id="board")
        self._following: Listed | None = None

    def compose(self) -> ComposeResult:
        """Lines above and below, the rows in between."""
        self.fit(self.app.size)
        yield self.title_bar
        yield self.board
        yield self.status
        yield self.key_bar

    async def furnish(self) -> None:
        """Show the rows once the journal has said what comes next."""
        self.board.moved = self.refresh_keys
        self.refresh_keys()
        self.look_again()

    def look_again(self) -> None:
        """See what comes next."""
        name, reading = self._scenario, self.dashboard.stage.source.section

        def work(quiz: Quiz) -> Listed | None:
            return upcoming(repertoire(quiz.course, quiz.journal, quiz.language), reading, name)

        self.examine(work, self._show)

    @property
    def _scenario(self) -> str:
        attempt = self.dashboard.attempt
        return attempt.ready.prepared.entry.name if attempt and not attempt.ready.own else ""

    def _show(self, following: Listed | None) -> None:
        self._following = following
        self.draw()

    def draw(self) -> None:
        """Draw everything, as it is known now."""
        found = self._standing()
        self.board.show(lambda width: result_rows(found, width))

    def _standing(self) -> Standing:
        dashboard = self.dashboard
        stage, attempt = dashboard.stage, dashboard.attempt
        source, course = stage.source, self.orchestra.course
        scenario = attempt.ready.prepared.scenario if attempt else source.scenario
        title = ""
        if source.section is not None:
            try:
                title = course.section(str(source.section)).title
            except OrchestraError:
                title = source.section.section
        others = dashboard.offered
        return Standing(
            stage=stage,
            name=self._scenario or str(source.path),
            metric=scenario.head.question.metric if scenario and source.scenario else None,
            goals=reached(scenario, stage.takes[0].recording.metrics) if scenario else (),
            title=title,
            questions=source.section is not None and places.has_questions(course, source.section),
            others=None if others is None else tuple(what.text for what in others),
            following=self._following,
        )

    @on(RowList.Chosen)
    def choose(self, event: RowList.Chosen) -> None:
        """Do what the row says."""
        value, dashboard = self.chosen(event, self.board), self.dashboard
        match value:
            case Read():
                self.orchestra.open_passage(value.ref, value.anchor)
            case Begin():
                self.orchestra.begin(value, back=places.FLEET)
            case Watch():
                self.orchestra.show_run(value)
            case Other():
                self.app.pop_screen()
                if dashboard.offered:
                    dashboard.try_other(dashboard.offered[value.number])
            case Look():
                self.app.pop_screen()
                dashboard.show_take(value.take)
            case Home():
                self.app.pop_screen()
                self.app.pop_screen()

    def action_back(self) -> None:
        """Back to the run."""
        self.app.pop_screen()
