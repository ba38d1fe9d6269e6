"""The first page of the place where questions are asked."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType

from orchestra_tui.base.i18n import _
from orchestra_tui.course.model import SectionRef
from orchestra_tui.tui import places
from orchestra_tui.tui.bindings import bindings
from orchestra_tui.tui.looks import Looks
from orchestra_tui.tui.screens.check.start_rows import start_rows
from orchestra_tui.tui.screens.watching import Watching
from orchestra_tui.tui.survey import Survey, survey
from orchestra_tui.tui.widgets.board import Board
from orchestra_tui.tui.widgets.rows import RowList
from orchestra_tui.tui.wishes import Begin, Choose, Read, Resume
from orchestra_tui.tutor.quiz import Quiz


class StartScreen(Watching):
    """What to do next, the sections, other ways to be asked."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("start")
    CSS_PATH = ["../frame.tcss", "check.tcss"]
    AUTO_FOCUS = "Board"
    place = places.CHECK
    context = "start"
    owns = ("start",)

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
        if self.app.screen is self:
            self.survey_again()

    def survey_again(self) -> None:
        """See how things stand now."""
        self.examine(self.refetch(), self._show)

    def _show(self, found: Survey) -> None:
        self.survey = found
        self.orchestra.show_due(found.report.due)
        today = self.orchestra.examiner.clock().date()
        self.board.show(lambda width: start_rows(found, today, width))
        self.refresh_status()
        self.refresh_keys()

    # Files that change

    def watched(self) -> Sequence[SectionRef]:
        """Every section with questions."""
        return self.survey.report.sections if self.survey else ()

    def refetch(self) -> Callable[[Quiz], Survey]:
        """How things stand."""
        return survey(self.orchestra.desk.reading, self.orchestra.examiner.now())

    async def renew(self, found: Any) -> None:  # noqa: ANN401 — a survey
        """Show how things stand now."""
        self._show(found)
        self.say(_("The questions were read again."))

    # Rows

    @property
    def section(self) -> SectionRef | None:
        """The section that the cursor is on."""
        value = self.board.row.value if self.board.row else None
        return value.refs[0] if isinstance(value, Begin) and value.mode == "check" and value.refs else None

    def holds(self, condition: str) -> bool:
        """Whether a command's condition holds."""
        return self.section is not None if condition == "section" else super().holds(condition)

    @on(RowList.Chosen)
    def choose(self, event: RowList.Chosen) -> None:
        """Do what the row says."""
        self.wish(self.chosen(event, self.board))

    def wish(self, value: object) -> None:
        """Do what a row or a list was chosen for."""
        if isinstance(value, Begin | Resume):
            self.orchestra.begin(value)
        elif isinstance(value, Read):
            self.orchestra.open_section(value)
        elif isinstance(value, Choose) and self.survey:
            self._offer(value.what, self.survey)

    def _offer(self, what: str, found: Survey) -> None:
        from orchestra_tui.tui.screens.check.offers import aim, offer_of
        from orchestra_tui.tui.screens.picker import Picker

        today = self.orchestra.examiner.clock().date()

        def chosen(value: object) -> None:
            if what == "target" and value is not None:
                self.examine(aim(value), lambda _nothing: self.survey_again())
            else:
                self.wish(value)

        self.app.push_screen(Picker(self.looks, offer_of(what, found, today)), chosen)

    def _in_mode(self, mode: str) -> None:
        if self.section:
            self.orchestra.begin(Begin(mode, (self.section,)))

    def action_practise(self) -> None:
        """All questions of the section."""
        self._in_mode("practice")

    def action_pretest(self) -> None:
        """Test out of the section."""
        self._in_mode("pretest")

    def action_read(self) -> None:
        """The text of the section."""
        if self.section:
            self.orchestra.open_section(Read(self.section))

    def action_back(self) -> None:
        """To the text."""
        self.orchestra.action_place(places.THEORY)
