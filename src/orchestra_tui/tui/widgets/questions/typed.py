"""An answer in one line: what short, number and command have in common, and any type that has no widget of its own."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.widget import Widget
from textual.widgets import Input, Static

from orchestra_tui.base.i18n import _
from orchestra_tui.course.layout import Line, Role, Run
from orchestra_tui.quiz.model import Invalid
from orchestra_tui.quiz.types import AnyQuestion
from orchestra_tui.tui.bindings import bindings
from orchestra_tui.tui.fragments import set_plain
from orchestra_tui.tui.looks import Looks
from orchestra_tui.tui.widgets.block import Prose
from orchestra_tui.tui.widgets.questions.box import Box

LONGEST = 500
"""Characters that a field takes; a longer answer is none."""


class AnswerField(Input):
    """The field; letters typed into it command nothing."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("field")
    DEFAULT_CSS = """
    AnswerField {
        height: 1;
        border: none;
        padding: 0 1;
        background: $panel;
        color: $foreground;
    }
    """

    def __init__(self) -> None:
        super().__init__(compact=True, max_length=LONGEST, select_on_focus=False)
        self.cursor_blink = False

    @property
    def box(self) -> TypedBox:
        """The box the field is in."""
        return next(node for node in self.ancestors if isinstance(node, TypedBox))

    def action_answer(self) -> None:
        """Give the answer."""
        self.box.action_answer()

    def action_recall(self, step: int) -> None:
        """Back to what was typed before, or forward again."""
        self.box.recall(step)


class TypedBox(Box):
    """A field with what was tried before; `sign` stands left of it."""

    DEFAULT_CSS = """
    TypedBox {
        layout: vertical;
    }
    TypedBox Horizontal {
        height: 1;
    }
    TypedBox .sign {
        width: 3;
        color: $accent;
        text-style: bold;
    }
    """
    context = "field"
    sign = "›"

    def __init__(self, question: AnyQuestion, order: tuple[str, ...], looks: Looks) -> None:
        super().__init__(question, order, looks)
        self.field = AnswerField()
        self.above = Prose(looks)
        self.tries: list[str] = []
        self._at = 0

    def compose(self) -> ComposeResult:
        """What is listed, if anything, and the field."""
        listed = self.listed()
        if listed:
            self.above.say(lambda width: _plain_lines(listed, width))
            yield self.above
        with Horizontal():
            yield Static(f" {self.sign} ", classes="sign", markup=False)
            yield self.field

    def listed(self) -> Sequence[str]:
        """What stands above the field; for a type that has no widget of its own, its line mode."""
        return ()

    @property
    def how(self) -> str:
        """Type it."""
        return _("Type your answer.")

    @property
    def answer(self) -> object:
        """The text as typed, None for none."""
        return self.field.value.strip() or None

    @property
    def entry(self) -> Widget:
        """The field."""
        return self.field

    def restore(self, answer: object) -> None:
        """Put this text into the field."""
        if isinstance(answer, str):
            self.field.value = answer
            self.field.cursor_position = len(answer)

    def tried(self, answer: object) -> None:
        """Keep it: the up arrow brings it back."""
        if isinstance(answer, str) and answer not in self.tries[-1:]:
            self.tries.append(answer)
        self._at = len(self.tries)

    def recall(self, step: int) -> None:
        """Show an earlier try, or a later one; past the last, an empty field."""
        if self.tries:
            self._at = max(0, min(self._at + step, len(self.tries)))
            self.restore(self.tries[self._at] if self._at < len(self.tries) else "")

    @on(Input.Changed)
    def typed(self, event: Input.Changed) -> None:
        """The answer is another one."""
        event.stop()
        self.edited()

    def on_click(self, event: events.Click) -> None:
        """A click beside the field means the field."""
        self.field.focus()

    def set_looks(self, looks: Looks) -> None:
        """Draw in other colours."""
        self.above.set_looks(looks)
        super().set_looks(looks)


class LineBox(TypedBox):
    """Any question in its line mode: what it prints, and a line that answers it."""

    def listed(self) -> Sequence[str]:
        """What line mode prints."""
        return self.question.lines(self.order)  # type: ignore[no-any-return]

    @property
    def draft(self) -> object:
        """The line as it is typed."""
        return self.field.value

    @property
    def answer(self) -> object:
        """What the line stands for, None for nothing."""
        parsed = self.question.parse(self.field.value, self.order)
        return None if isinstance(parsed, Invalid) else parsed

    def restore(self, answer: object) -> None:
        """A draft is a line that was typed."""
        if isinstance(answer, str):
            super().restore(answer)


BOX = LineBox


def _plain_lines(texts: Sequence[str], width: int) -> Sequence[Line]:
    return [line for text in texts for line in set_plain(text, width, (Run(" "),), role=Role.BODY)]
