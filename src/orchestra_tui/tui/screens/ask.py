"""Asking for one line of text."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input

from orchestra_tui.tui.bindings import bindings


class Ask(ModalScreen[str | None]):
    """A title and a field; gives what was typed, or None when left. With `anew`, typing replaces what stands there."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("ask")
    CSS_PATH = "picker.tcss"
    AUTO_FOCUS = "Input"

    def __init__(self, title: str, text: str = "", *, anew: bool = False) -> None:
        super().__init__()
        self._words, self._text, self._anew = title, text, anew

    def compose(self) -> ComposeResult:
        """The field in a box."""
        with Vertical(id="box") as box:
            box.border_title = self._words.replace("[", "\\[")
            field = Input(self._text, id="query", select_on_focus=self._anew)
            field.cursor_blink = False
            yield field

    @on(Input.Submitted)
    def submitted(self, event: Input.Submitted) -> None:
        """Give what was typed."""
        self.dismiss(event.value.strip() or None)

    def action_close(self) -> None:
        """Leave without an answer."""
        self.dismiss(None)
