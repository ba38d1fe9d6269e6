"""Fields to type into: the search field and the note."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import BindingType
from textual.widgets import Input, TextArea

from orchestra_tui.base.i18n import _
from orchestra_tui.tui.bindings import bindings


class FindField(Input):
    """One line at the bottom; what is typed is searched at once."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("find")
    DEFAULT_CSS = """
    FindField {
        height: 1;
        border: none;
        padding: 0 1;
        background: $panel;
        &.-textual-compact {
            padding: 0 1;
        }
    }
    """

    def __init__(self, text: str = "") -> None:
        super().__init__(text, placeholder=_("Find in this section"), id="find", compact=True)
        self.cursor_blink = False


class NoteField(TextArea):
    """A few lines at the bottom for the learner's own words."""

    DEFAULT_CSS = """
    NoteField {
        height: 40%;
        min-height: 5;
        border: round $border;
        border-title-color: $foreground;
        background: $surface;
    }
    """

    def __init__(self, text: str, title: str) -> None:
        super().__init__(text, id="note", soft_wrap=True, show_line_numbers=False)
        self.cursor_blink = False
        self.border_title = title.replace("[", "\\[")
