"""What else can be done with a question: a hint, the passage, an objection, leaving."""

from __future__ import annotations

from textual import on
from textual.widgets import Input

from orchestra_tui.base.i18n import _
from orchestra_tui.tui.screens.check.answering import Answering
from orchestra_tui.tui.screens.check.page import Phase
from orchestra_tui.tui.screens.check.prompts import exhibit_code


class ReasonField(Input):
    """Why the learner believes to be right; may stay empty."""

    def __init__(self) -> None:
        super().__init__(placeholder=_("Why? One line for the authors"), id="reason", compact=True, max_length=500)
        self.cursor_blink = False


class Extras(Answering):
    """Commands of a sitting that do not answer."""

    _objected: tuple[str, object] | None = None

    def holds(self, condition: str) -> bool:
        """Whether a command's condition holds."""
        if condition == "hints":
            open_still = self.phase in (Phase.ASKING, Phase.SURE) and not self.silent
            return open_still and self.hints.get(self.current, 0) < len(self.asked.question.hints)
        return {
            "asked": True,
            "judged": self.phase is Phase.JUDGED,
            "lost": self._lost is not None,
            "exhibit": bool(exhibit_code(self.asked.question)),
            "open": not self.ended,
            "sure": self.phase is Phase.SURE,
        }.get(condition, super().holds(condition))

    # Hints

    def action_hint(self) -> None:
        """One more hint."""
        self.hints[self.current] = self.hints.get(self.current, 0) + 1
        self.show_hints()
        self.hinted.look(len(self.hinted.lines) - 1)
        self.refresh_status()
        self.refresh_keys()

    # The text

    def action_passage(self) -> None:
        """The text that the question is about, with the way back to this very question."""
        if self.phase is not Phase.JUDGED:
            self.say(_("The text opens once you have answered."))
            return
        self.orchestra.open_passage(self.asked.ref, self.asked.question.anchor)

    # Objections

    @property
    def _lost(self) -> object:
        """The answer that was not taken as right, None if there is none."""
        if self.sent_back:
            return self.sent_back[0]
        verdict = self.session.verdicts.get(self.current)
        told = self.phase is Phase.JUDGED and verdict is not None and verdict.score < 1
        return self.session.answers.get(self.current) if told else None

    def action_appeal(self) -> None:
        """Note that the learner believes the answer is right; once more asks for the reason."""
        if self._objected == (self.current, self._lost):
            self._ask_reason()
            return
        self._objected = (self.current, self._lost)
        self._object("")

    def _object(self, reason: str) -> None:
        id, answer = self._objected or ("", None)
        key = self.orchestra.keymap.first("appeal")

        def noted(_nothing: None) -> None:
            if reason:
                self.say(_("Noted with your reason. It goes with your journal when you export it."))
            else:
                self.say(_("Noted: you believe this is right. {key} adds a reason.").format(key=key))

        self.examine(lambda quiz: quiz.appeal(id, answer, reason), noted)

    def _ask_reason(self) -> None:
        field = ReasonField()
        self.mount(field, before=self.key_bar)
        self.call_after_refresh(field.focus)

    def action_send(self) -> None:
        """Note the reason."""
        field = self.query_one(ReasonField)
        if field.value.strip():
            self._object(field.value.strip())
        self._end_reason()

    @on(Input.Submitted, "#reason")
    def reason_given(self, event: Input.Submitted) -> None:
        """Note the reason."""
        event.stop()
        self.action_send()

    def _end_reason(self) -> None:
        self.query(ReasonField).remove()
        target = self.box.entry if self.box else self.told
        target.focus(scroll_visible=False)

    # The rest

    def action_ask_sure(self) -> None:
        """Whether to ask how sure the learner is, from now on."""
        on_now = not self.orchestra.asks_sure
        self.orchestra.set_asks_sure(on_now)
        self.say(_("You are asked how sure you are.") if on_now else _("You are not asked how sure you are."))
        if not on_now and self.phase is Phase.SURE:
            self.commit(None)

    def action_copy_exhibit(self) -> None:
        """Copy the code of the question."""
        self.copy(exhibit_code(self.asked.question))

    def action_line(self, step: int) -> None:
        """The page by lines."""
        self.sheet.line(step)

    def action_leaf(self, pages: float) -> None:
        """The page by pages."""
        self.sheet.leaf(pages)

    def action_hand_in(self) -> None:
        """End here, whatever is open."""
        self.end()

    def action_leave(self) -> None:
        """Back to where the learner came from; everything waits as it is."""
        if self.query(ReasonField):
            self._end_reason()
        else:
            self.app.pop_screen()
            if not self.looking:
                self.orchestra.action_place(self.back)
