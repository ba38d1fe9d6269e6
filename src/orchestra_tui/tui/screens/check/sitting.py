"""The screen of a sitting: everything together, with its clock and its eye on the files."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual.binding import BindingType

from orchestra_tui.base.i18n import _
from orchestra_tui.course.model import SectionRef
from orchestra_tui.tui.bindings import bindings
from orchestra_tui.tui.screens.check.extras import Extras
from orchestra_tui.tui.screens.check.page import Phase
from orchestra_tui.tui.screens.check.session import Session, loaded
from orchestra_tui.tui.screens.watching import Watching
from orchestra_tui.tutor.quiz import Quiz


class SittingScreen(Extras, Watching):
    """Questions, one after another."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("sitting")
    CSS_PATH = ["../frame.tcss", "check.tcss"]
    owns = ("sitting",)

    async def furnish(self) -> None:
        """Show the first question that is open; an exam has its clock."""
        await super().furnish()
        if self.session.sitting.limit_ms is not None and not self.looking:
            self.set_interval(1.0, self.tick)
        if self.session.resumed and self.session.verdicts and not self.looking:
            self.say(_("You go on where you left off."))

    def tick(self) -> None:
        """A second has gone by."""
        if self.ended or self.app.screen is not self:
            return
        self.refresh_head()
        if (self.left_ms or 0) <= 0:
            self.end(late=True)

    def refresh_keys(self) -> None:
        """Bring the key bar up to date; what is heard, but not to the point, does not stand there."""
        super().refresh_keys()
        asking = self.phase is Phase.ASKING
        beside = {"hand-in"} if not (asking and self.silent) else set()
        beside |= {"next-question"} if not asking else set()
        beside |= {"passage"} if self.phase is not Phase.JUDGED else set()
        self.key_bar.show([key for key in self.key_bar.keys if key.command not in beside])

    def on_screen_resume(self) -> None:
        """The question is in front of the learner again: its time goes on."""
        if self.phase in (Phase.ASKING, Phase.SURE):
            self.stopwatch.start(self.current)

    def on_screen_suspend(self) -> None:
        """The learner is elsewhere: the time stands."""
        self.stopwatch.stop()

    # Files that change

    def watched(self) -> Sequence[SectionRef]:
        """The sections that are asked about."""
        return self.session.refs

    def refetch(self) -> Callable[[Quiz], Session]:
        """Fetch the questions of the sitting, and judge again what was answered."""
        sitting = self.session.sitting
        return lambda quiz: loaded(quiz, sitting)

    async def renew(self, found: Session) -> None:
        """The same question again, with what stood in its answer; if it is gone, the one that took its place."""
        if self.phase is Phase.SAVING:
            return
        id = self.current
        self.keep_draft()
        found.sitting = self.session.sitting
        self.session = found
        if not found.ids:
            self.app.pop_screen()
            return
        if id not in found.asked and self.box:
            await self.box.remove()
            self.box = None
        self.at = found.ids.index(id) if id in found.asked else min(self.at, len(found.ids) - 1)
        await self.show(self.at)
        self.say(_("The questions were read again."))
