"""What every answer widget has: an answer, a draft that can be put back, and a word on how to use it."""

from __future__ import annotations

from typing import Any, ClassVar

from textual.message import Message
from textual.widget import Widget

from orchestra_tui.quiz.types import AnyQuestion
from orchestra_tui.tui.looks import Looks


class Box(Widget, inherit_bindings=False):
    """The part of a page where a question is answered; one subclass for each type, called `BOX` in its module."""

    DEFAULT_CSS = """
    Box {
        height: auto;
        width: 1fr;
        background: $background;
    }
    """
    context: ClassVar[str] = "options"
    """What has the focus here, as a key of `commands.CHAINS`."""

    class Given(Message):
        """The learner gives the answer."""

    class Edited(Message):
        """The answer is another one now."""

    def __init__(self, question: AnyQuestion, order: tuple[str, ...], looks: Looks) -> None:
        super().__init__()
        self.question: Any = question
        self.order = order
        self.looks = looks

    @property
    def how(self) -> str:
        """One line that says what to do."""
        raise NotImplementedError

    @property
    def answer(self) -> object:
        """The answer as it stands, in the JSON form of its type; None as long as there is none."""
        raise NotImplementedError

    @property
    def draft(self) -> object:
        """What `restore` puts back: the answer, unless a type says otherwise."""
        return self.answer

    @property
    def entry(self) -> Widget:
        """What takes the focus."""
        return self

    def restore(self, answer: object) -> None:
        """Put an answer back as far as it fits the question; anything else is passed over."""
        raise NotImplementedError

    def tried(self, answer: object) -> None:
        """The learner gave this and it was sent back: a slip, or no answer at all."""

    def set_looks(self, looks: Looks) -> None:
        """Draw in other colours."""
        self.looks = looks
        self.refresh()

    def edited(self) -> None:
        """Tell that the answer is another one."""
        self.post_message(self.Edited())

    def action_answer(self) -> None:
        """Give the answer."""
        self.post_message(self.Given())
