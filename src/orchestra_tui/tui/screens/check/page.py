"""The page of a sitting: one question, its answer widget, and what is said about it."""

from __future__ import annotations

from enum import Enum, auto
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical

from orchestra_tui.base.i18n import _
from orchestra_tui.quiz.types.predict import Predict
from orchestra_tui.tui import places
from orchestra_tui.tui.bindings import bindings
from orchestra_tui.tui.looks import Looks
from orchestra_tui.tui.screens.check import heads
from orchestra_tui.tui.screens.check.prompts import closed_lines, hint_lines, how_lines, noted_lines, prompt_lines
from orchestra_tui.tui.screens.check.session import Session
from orchestra_tui.tui.screens.check.stopwatch import Stopwatch
from orchestra_tui.tui.screens.check.verdicts import open_lines, verdict_lines
from orchestra_tui.tui.screens.frame import Frame
from orchestra_tui.tui.widgets.bars import Bar
from orchestra_tui.tui.widgets.block import Prose
from orchestra_tui.tui.widgets.questions import Box, box_for
from orchestra_tui.tui.widgets.sheet import Sheet
from orchestra_tui.tui.widgets.sure import Sure
from orchestra_tui.tutor.quiz import Asked


class Phase(Enum):
    """How far the question in front of the learner is."""

    ASKING = auto()
    SURE = auto()
    SAVING = auto()
    JUDGED = auto()
    NOTED = auto()
    """Answered in silence: the verdict comes at the end."""
    CLOSED = auto()
    """Cannot be answered here, or not any more."""


class Told(Prose, can_focus=True):
    """What is said once a question is answered; the keys that go on are heard here."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("verdict")
    context = "verdict"

    async def on_click(self, event: events.Click) -> None:
        """A click on the link leads to the passage."""
        spot = self.line_under(event)
        if spot and any(run.href for run in self.lines[spot[0]].runs) and not self.text_selection:
            event.stop()
            await self.screen.run_action("passage")


class SittingPage(Frame):
    """Shows the questions of a session; `back` is the place to leave to.

    `looking` back, nothing is asked any more and every verdict is told.
    """

    place = places.CHECK

    def __init__(
        self,
        looks: Looks,
        session: Session,
        at: int | None = None,
        *,
        back: str = places.CHECK,
        looking: bool = False,
    ) -> None:
        super().__init__(looks)
        self.session = session
        self.back = back
        self.looking = looking
        self.ended = looking
        self.at = at if at is not None else heads.next_open(session.ids, -1, session.verdicts) or 0
        self.phase = Phase.ASKING
        self.box: Box | None = None
        self.hints: dict[str, int] = {}
        self.drafts: dict[str, object] = {}
        self.sent_back: tuple[object] | None = None
        """The last try, if it was a slip or no answer at all."""
        self.stopwatch = Stopwatch()
        self.head = Bar(looks, ground="tree", id="head")
        self.sheet = Sheet(id="sheet")
        self.column = Vertical(id="column")
        self.prompt, self.how = Prose(looks, "prompt"), Prose(looks, "how")
        self.note, self.hinted = Prose(looks, "note"), Prose(looks, "hints")
        self.sure, self.told = Sure(looks, "sure"), Told(looks, "verdict")

    def compose(self) -> ComposeResult:
        """Lines above and below, the question in between."""
        self.fit(self.app.size)
        yield self.title_bar
        yield self.head
        with self.sheet, self.column:
            yield from (self.prompt, self.how, self.note, self.hinted, self.sure, self.told)
        yield self.status
        yield self.key_bar

    async def furnish(self) -> None:
        """Show the first question that is open."""
        self.column.styles.max_width = self.orchestra.options.settings.width + 4
        await self.show(self.at)

    # What is in front of the learner

    @property
    def asked(self) -> Asked:
        """The question that is shown, with its section."""
        return self.session.asked[self.current]

    @property
    def current(self) -> str:
        """The id of the question that is shown."""
        return self.session.ids[self.at]

    @property
    def silent(self) -> bool:
        """Whether verdicts have to wait."""
        return self.session.sitting.mode.silent and not self.looking

    @property
    def title_of_section(self) -> str:
        """What the section of the question is called."""
        return self.session.titles.get(self.asked.ref, self.asked.ref.section)

    @property
    def context(self) -> str:
        """What has the focus, as a key of `commands.CHAINS`."""
        focused = self.focused
        if focused is not None and focused.id == "reason":
            return "reason"
        if self.box is not None and focused is self.box.entry:
            return self.box.context
        return "sure" if focused is self.sure else "verdict"

    async def show(self, at: int) -> None:
        """Show a question: to be answered, or with what was said about its answer."""
        self.keep_draft()
        self.at, self.sent_back = at, None
        self.stopwatch.stop()
        if self.box:
            await self.box.remove()
            self.box = None
        for prose in (self.note, self.told, self.how):
            prose.say(None)
        self.sure.display = False
        question = self.asked.question
        self.prompt.say(lambda width: prompt_lines(question, width))
        self.show_hints()
        if self.current in self.session.verdicts or self.looking:
            self.tell_verdict(fresh=False)
        elif isinstance(question, Predict) and not self.orchestra.examiner.simulates:
            self._close()
        else:
            await self._ask()
        self.refresh_head()
        self.refresh_status()
        self.refresh_keys()

    async def _ask(self) -> None:
        """Put the answer widget there, with what stood in it before."""
        question = self.asked.question
        order = self.session.sitting.order(question)
        self.box = box = box_for(question, order, self.looks)
        self.phase = Phase.ASKING
        await self.column.mount(box, after=self.how)
        if self.current in self.drafts:
            box.restore(self.drafts[self.current])
        self.how.say(lambda width: how_lines(box.how, width))
        box.entry.focus(scroll_visible=False)
        self.sheet.scroll_to(y=0, animate=False, force=True)
        self.stopwatch.start(self.current)

    def keep_draft(self) -> None:
        """Remember what stands in the answer widget."""
        if self.box is not None and self.current not in self.session.verdicts:
            self.drafts[self.current] = self.box.draft

    def _close(self) -> None:
        self.phase = Phase.CLOSED
        self.told.say(lambda width: closed_lines(_("This question is for the fleet, which is not here yet."), width))
        self.told.focus(scroll_visible=False)

    def show_hints(self) -> None:
        """Show the hints given so far."""
        count, question = self.hints.get(self.current, 0), self.asked.question
        self.hinted.say((lambda width: hint_lines(question, count, width)) if count else None)

    def tell_verdict(self, *, fresh: bool) -> None:
        """Tell what came of the answer, or only that it is noted; a `fresh` verdict is brought into sight."""
        question, id = self.asked.question, self.current
        verdict = self.session.verdicts.get(id)
        order, title = self.session.sitting.order(question), self.title_of_section
        self.phase = Phase.NOTED if self.silent else Phase.JUDGED
        if self.silent:
            answer = question.show(self.session.answers[id])
            self.told.say(lambda width: noted_lines(answer, width))
        elif verdict is None:
            self.told.say(lambda width: open_lines(question, title, width))
        else:
            self.told.say(lambda width: verdict_lines(question, verdict, order, title, width))
        self.told.focus(scroll_visible=False)
        if fresh:
            self.sheet.show_from(self.told)
        else:
            self.sheet.scroll_to(y=0, animate=False, force=True)

    # The lines around

    @property
    def left_ms(self) -> int | None:
        """The time left of an exam, None without a limit."""
        limit = self.session.sitting.limit_ms
        if limit is None or self.looking:
            return None
        sitting = self.session.sitting
        return limit - sitting.spent_ms - self.stopwatch.open_ms(sitting.answered)

    def refresh_head(self) -> None:
        """Bring the line above the question up to date."""
        right = heads.head_right(self.session, self.at, self.left_ms, silent=self.silent)
        self.head.show(heads.head_left(self.session, self.at), right)

    def standing(self) -> list[tuple[str, str]]:
        """How many hints there are."""
        total, given = len(self.asked.question.hints), self.hints.get(self.current, 0)
        if self.silent:
            return [(_("Verdicts come at the end."), "muted")]
        if total and self.phase is Phase.ASKING:
            return [(_("hints: {given} of {total}").format(given=given, total=total), "muted")]
        return []
