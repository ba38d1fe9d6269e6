"""From an answer to its verdict, and on to the next question."""

from __future__ import annotations

from textual import on

from orchestra_tui.base.errors import OrchestraError
from orchestra_tui.base.i18n import _
from orchestra_tui.journal.events import read_row
from orchestra_tui.quiz.sitting import Sitting
from orchestra_tui.quiz.types.predict import Predict
from orchestra_tui.quiz.verdict import Verdict
from orchestra_tui.tui.screens.check.heads import next_open
from orchestra_tui.tui.screens.check.page import Phase, SittingPage
from orchestra_tui.tui.screens.check.prompts import note_lines
from orchestra_tui.tui.widgets.questions import Box
from orchestra_tui.tui.widgets.sure import Sure
from orchestra_tui.tutor.quiz import passed


class Answering(SittingPage):
    """A slip or no answer at all is sent back and costs nothing; what counts is written down before it is judged."""

    @on(Box.Given)
    def given(self, event: Box.Given) -> None:
        """The learner gives the answer: ask how sure, unless there is nothing to be sure of."""
        event.stop()
        if self.phase is not Phase.ASKING or self.box is None:
            return
        question, answer = self.asked.question, self.box.answer
        verdict = None if isinstance(question, Predict) else question.grade(answer)
        if verdict is not None and not verdict.outcome.final:
            self._send_back(answer, verdict)
        elif self.orchestra.asks_sure:
            self.phase = Phase.SURE
            self.note.say(None)
            self.sure.display = True
            key = self.orchestra.keymap.first("ask-sure")
            self.sure.start(_("{key} stops asking this.").format(key=key))
            self.sure.focus(scroll_visible=False)
        else:
            self.commit(None)

    def _send_back(self, answer: object, verdict: Verdict) -> None:
        assert self.box
        self.box.tried(answer)
        self.sent_back = (answer,)
        note = verdict.note
        self.note.say(lambda width: note_lines(note, width))
        self.note.look(0, 3)
        self.refresh_keys()

    @on(Box.Edited)
    def edited(self, event: Box.Edited) -> None:
        """The answer is another one: what was said about the last try is over."""
        event.stop()
        if self.phase is Phase.SURE:
            self._back_to_answer()
        if self.sent_back and self.box and self.box.answer != self.sent_back[0]:
            self.sent_back = None
            self.note.say(None)
            self.refresh_keys()

    @on(Sure.Undone)
    def undone(self, event: Sure.Undone) -> None:
        """The answer can be changed again."""
        event.stop()
        self._back_to_answer()

    def _back_to_answer(self) -> None:
        self.sure.display = False
        self.phase = Phase.ASKING
        if self.box:
            self.box.entry.focus(scroll_visible=False)

    @on(Sure.Said)
    def said(self, event: Sure.Said) -> None:
        """How sure is said: the answer counts now."""
        event.stop()
        if self.phase is Phase.SURE:
            self.commit(event.step)

    def commit(self, sure: int | None) -> None:
        """Write the answer down; only then is it judged."""
        assert self.box
        self.phase = Phase.SAVING
        sitting, id, answer = self.session.sitting, self.current, self.box.answer
        hints, ms = self.hints.get(id, 0), self.stopwatch.ms(id)
        self.stopwatch.stop()
        self.session.answers[id] = answer
        self.examine(
            lambda quiz: quiz.answer(sitting, id, answer, confidence=sure, hints=hints, ms=ms),
            lambda found: self._judge(id, *found),
        )

    def refused(self, fault: OrchestraError) -> None:
        """The answer did not count: it can be given again."""
        super().refused(fault)
        if self.phase is Phase.SAVING:
            self._back_to_answer()

    def _judge(self, id: str, sitting: Sitting, verdict: Verdict) -> None:
        """The answer is written down: tell its verdict, or go on in silence."""
        if not verdict.outcome.final:
            self._back_to_answer()
            self._send_back(self.session.answers.pop(id), verdict)
            return
        self.session.sitting = sitting
        self.session.verdicts[id] = verdict
        if id != self.current:
            return
        self.call_later(self._told)

    async def _told(self) -> None:
        if self.silent:
            await self.action_go_on()
            return
        if self.box:
            await self.box.remove()
            self.box = None
        self.sure.display = False
        self.how.say(None)
        self.note.say(None)
        self.tell_verdict(fresh=True)
        self.refresh_head()
        self.refresh_status()
        self.refresh_keys()

    @property
    def closed(self) -> set[str]:
        """The questions that need no answer any more, or can have none here."""
        asked = self.session.asked.values()
        beyond = {one.question.id for one in asked if isinstance(one.question, Predict)}
        return {*self.session.verdicts, *(beyond if not self.orchestra.examiner.simulates else ())}

    async def action_go_on(self) -> None:
        """The next question that is open; after the last, what came of it."""
        ids = self.session.ids
        if self.looking:
            if self.at + 1 < len(ids):
                await self.show(self.at + 1)
            else:
                self.app.pop_screen()
            return
        following = next_open(ids, self.at, self.closed)
        if following is None:
            self.end()
        else:
            await self.show(following)

    async def action_read_on(self) -> None:
        """A page down; at the end, on."""
        if self.sheet.at_end:
            await self.action_go_on()
        else:
            self.sheet.leaf(1)

    async def action_turn(self, step: int) -> None:
        """The question before or after, answered or not."""
        at = self.at + step
        if self.phase is Phase.SAVING:
            return
        if 0 <= at < len(self.session.ids):
            await self.show(at)
        elif step > 0 and not self.looking:
            await self.action_go_on()
        else:
            self.say(_("This is the first question.") if step < 0 else _("This is the last question."))

    def end(self, *, late: bool = False) -> None:
        """The sitting is over: write that down, and show what came of it."""
        if self.phase is Phase.SAVING or self.ended:
            return
        self.ended = True
        self.stopwatch.stop()
        sitting = self.session.sitting
        self.examine(lambda quiz: quiz.finish(sitting), lambda _nothing: self._show_result(late=late))

    def _show_result(self, *, late: bool) -> None:
        from orchestra_tui.tui.screens.check.result import ResultScreen

        if passed(self.session.sitting):
            for ref in self.session.refs:
                self.orchestra.desk.knows(read_row(str(ref)))
        self.orchestra.count_due()
        self.app.switch_screen(ResultScreen(self.looks, self.session, self.back, late=late))
