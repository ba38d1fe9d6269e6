"""Asking for a file to watch: what is wrong with it is said below the field, and the field stays."""

from __future__ import annotations

from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.message import Message
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from orchestra_tui.base.errors import OrchestraError
from orchestra_tui.base.i18n import _
from orchestra_tui.course.course import Course
from orchestra_tui.tui.bindings import bindings
from orchestra_tui.tutor.playing.loading import Ready, load


class AskFile(ModalScreen[Ready | None]):
    """Gives a run that is ready, or None when left."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("ask")
    CSS_PATH = ["../picker.tcss", "fleet.tcss"]
    AUTO_FOCUS = "Input"

    class Loaded(Message):
        """The file was read, or why it was not."""

        def __init__(self, text: str, found: Ready | OrchestraError) -> None:
            super().__init__()
            self.text = text
            self.found = found

    def __init__(self, course: Course, language: str) -> None:
        super().__init__()
        self.course = course
        self.language = language

    def compose(self) -> ComposeResult:
        """The field, and what is to be said about it."""
        with Vertical(id="box") as box:
            box.border_title = _("A scenario (YAML) or a log: its path").replace("[", "\\[")
            field = Input(id="query", select_on_focus=False)
            field.cursor_blink = False
            yield field
            yield Static(id="fault", markup=False)

    @on(Input.Submitted)
    def submitted(self, event: Input.Submitted) -> None:
        """Read the file."""
        event.stop()
        if event.value.strip():
            self.query_one("#fault", Static).update(_("Reading…"))
            self._load(event.value.strip())

    @on(Input.Changed)
    def typed(self, event: Input.Changed) -> None:
        """What was wrong with another path does not matter any more."""
        event.stop()
        self.workers.cancel_group(self, "load")
        self.query_one("#fault", Static).update("")

    @work(thread=True, exclusive=True, group="load", exit_on_error=False)
    def _load(self, text: str) -> None:
        found: Ready | OrchestraError
        try:
            found = load(self.course, text, language=self.language)
        except OrchestraError as fault:
            found = fault
        self.post_message(self.Loaded(text, found))

    @on(Loaded)
    def loaded(self, event: Loaded) -> None:
        """Give it, or say why not."""
        event.stop()
        if event.text != self.query_one(Input).value.strip() or not self.is_current:
            return
        if isinstance(event.found, OrchestraError):
            self.query_one("#fault", Static).update(str(event.found))
        else:
            self.dismiss(event.found)

    def action_close(self) -> None:
        """Leave without a file."""
        self.dismiss(None)
