"""How sure the learner is, asked before the verdict: three steps in a row."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from rich.cells import cell_len
from rich.style import Style
from textual import events
from textual.binding import BindingType
from textual.message import Message

from orchestra_tui.base.i18n import N_, _
from orchestra_tui.course.layout import Line, Role, Run
from orchestra_tui.course.model import Mark
from orchestra_tui.tui.bindings import bindings
from orchestra_tui.tui.fragments import set_plain
from orchestra_tui.tui.looks import Looks
from orchestra_tui.tui.widgets.block import Block
from orchestra_tui.tui.widgets.paint import Over

STEPS = (N_("guess"), N_("think so"), N_("sure"))


class Sure(Block, can_focus=True, inherit_bindings=False):
    """Three steps; a digit or a click answers at once, enter answers with the step picked or with none."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("sure")
    ALLOW_SELECT = False
    context = "sure"

    class Said(Message):
        """The learner is so sure (1-3), or does not say."""

        def __init__(self, step: int | None) -> None:
            super().__init__()
            self.step = step

    class Undone(Message):
        """The learner wants to change the answer first."""

    def __init__(self, looks: Looks, id: str | None = None) -> None:
        super().__init__(id=id)
        self.looks = looks
        self.step: int | None = None
        self._hint = ""
        self._chips: tuple[tuple[int, int, int], ...] = ()

    def start(self, hint: str = "") -> None:
        """Nothing is said yet; `hint` stands below the steps."""
        self.step, self._hint = None, hint
        self.relay()
        self.look(0, len(STEPS) + 2)

    def typeset(self, width: int) -> Sequence[Line]:
        """The question, and the steps side by side or, where that is too wide, one below another."""
        lines = [*set_plain(_("How sure are you?"), width, mark=Mark.STRONG)]
        chips, column, runs = [], 0, []
        names = [f" {number} {_(name)} " for number, name in enumerate(STEPS, 1)]
        taken = sum(cell_len(name) for name in names)
        gap = next((gap for gap in (2, 1) if taken + gap * (len(names) - 1) <= width), None)
        for name in names:
            chips.append((len(lines), column, column + len(name)))
            runs.append(Run(name, Role.BODY))
            if gap is not None:
                runs.append(Run(" " * gap))
                column += len(name) + gap
            else:
                lines.append(Line(tuple(runs), 0, 0, 1))
                runs = []
        if runs:
            lines.append(Line(tuple(runs), 0, 0, 1))
        self._chips = tuple(chips)
        return [*lines, *(set_plain(self._hint, width, role=Role.MUTED) if self._hint else ())]

    def overs(self, number: int) -> Sequence[Over]:
        """Each step is a chip, the one picked stands out."""
        over = []
        for step, (line, start, stop) in enumerate(self._chips, 1):
            if line == number:
                picked = step == self.step
                style = self.looks.named("target") if picked else self.looks.named("bar")
                over.append(Over(start, stop, style + Style(bold=picked or None)))
                over.append(Over(start + 1, start + 2, Style(bold=True)))
        return over

    def on_click(self, event: events.Click) -> None:
        """A click on a step answers."""
        spot = self.line_under(event)
        for step, (line, start, stop) in enumerate(self._chips, 1):
            if spot and spot[0] == line and start <= spot[1] < stop:
                event.stop()
                self.action_digit(str(step))

    def action_digit(self, digit: str) -> None:
        """So sure."""
        self.step = int(digit)
        self.action_answer()

    def action_move(self, step: int) -> None:
        """One step surer or less."""
        self.step = max(1, min((self.step or 0) + step, len(STEPS))) if self.step else (1 if step > 0 else len(STEPS))
        self.refresh()

    def action_answer(self) -> None:
        """Answer with what is picked."""
        self.post_message(self.Said(self.step))

    def action_undo(self) -> None:
        """Back to the answer."""
        self.post_message(self.Undone())
