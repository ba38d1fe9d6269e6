"""The place that shows what is known, what is weak and what is due."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType

from orchestra_tui.course.model import SectionRef
from orchestra_tui.tui import places
from orchestra_tui.tui.bindings import bindings
from orchestra_tui.tui.looks import Looks
from orchestra_tui.tui.screens.progress.rows import progress_rows
from orchestra_tui.tui.screens.watching import Watching
from orchestra_tui.tui.survey import Survey, survey
from orchestra_tui.tui.widgets.board import Board
from orchestra_tui.tui.widgets.rows import RowList
from orchestra_tui.tui.wishes import About, Begin, Read, Resume, Watch
from orchestra_tui.tutor.quiz import Quiz


class ProgressScreen(Watching):
    """The next step on top, then pictures; every row about questions can be opened, read and repeated."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("progress")
    CSS_PATH = ["../frame.tcss", "progress.tcss"]
    AUTO_FOCUS = "Board"
    place = places.PROGRESS
    context = "progress"
    owns = ("progress",)

    def __init__(self, looks: Looks) -> None:
        super().__init__(looks)
        self.board = Board(looks, id="board")
        self.survey: Survey | None = None

    def compose(self) -> ComposeResult:
        """Lines above and below, the rows in between."""
        self.fit(self.app.size)
        yield self.title_bar
        yield self.board
        yield self.status
        yield self.key_bar

    async def furnish(self) -> None:
        """The rows come once the learner is here."""
        self.board.moved = self.refresh_keys
        self.refresh_keys()

    def on_screen_resume(self) -> None:
        """The learner is here, again or for the first time: see how things stand now."""
        self.examine(self.refetch(), self._show)

    def _show(self, found: Survey) -> None:
        self.survey = found
        self.orchestra.show_due(found.report.due)
        today = self.orchestra.examiner.clock().date()
        self.board.show(lambda width: progress_rows(found, today, width))
        self.refresh_keys()

    def watched(self) -> Sequence[SectionRef]:
        """Every section with questions."""
        return self.survey.report.sections if self.survey else ()

    def refetch(self) -> Callable[[Quiz], Survey]:
        """How things stand."""
        return survey(self.orchestra.desk.reading, self.orchestra.examiner.now(), fleet=True)

    async def renew(self, found: Any) -> None:  # noqa: ANN401 — a survey
        """Show how things stand now."""
        self._show(found)

    # Rows

    @property
    def about(self) -> About | None:
        """What the row under the cursor is about."""
        value = self.board.row.value if self.board.row else None
        return value if isinstance(value, About) else None

    def holds(self, condition: str) -> bool:
        """Whether a command's condition holds."""
        if condition in ("section", "questions"):
            return self.about is not None
        return super().holds(condition)

    @on(RowList.Chosen)
    def choose(self, event: RowList.Chosen) -> None:
        """Do what the row says."""
        value = self.chosen(event, self.board)
        if isinstance(value, About):
            self.orchestra.begin(value.enter, back=places.PROGRESS)
        elif isinstance(value, Begin | Resume):
            self.orchestra.begin(value, back=places.PROGRESS)
        elif isinstance(value, Read):
            self.orchestra.open_section(value)
        elif isinstance(value, Watch):
            self.orchestra.show_run(value, back=places.PROGRESS)

    def action_repeat(self) -> None:
        """The questions that the row is about."""
        if self.about:
            wish = Begin("practice", (self.about.ref,), self.about.only, title=self.about.title)
            self.orchestra.begin(wish, back=places.PROGRESS)

    def action_read(self) -> None:
        """The text that the row is about."""
        if self.about:
            self.orchestra.open_section(Read(self.about.ref, self.about.anchor))

    def action_export(self) -> None:
        """Write progress to a file."""
        from orchestra_tui.tui.screens.progress.export import export

        if self.survey:
            export(self, self.survey)

    def action_back(self) -> None:
        """To the text."""
        self.orchestra.action_place(places.THEORY)
