"""Choosing from a list by typing: the palette, the outline, bookmarks, terms and themes are all this one screen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.message import Message
from textual.screen import ModalScreen
from textual.widgets import Input, Static
from textual.worker import get_current_worker

from orchestra_tui.base.i18n import _
from orchestra_tui.tui.bindings import bindings
from orchestra_tui.tui.looks import Looks
from orchestra_tui.tui.offers import Choice, Offer
from orchestra_tui.tui.widgets.choices import Choices
from orchestra_tui.tui.widgets.rows import RowList

LIMIT = 200
PAUSE = 0.15
"""Seconds of not typing before a slow search begins."""


class Picker(ModalScreen[object]):
    """Type, move, choose. Gives the value of the choice, or None when left."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("picker")
    CSS_PATH = "picker.tcss"
    AUTO_FOCUS = "Input"

    class Searched(Message):
        """The slow search has found something, or is done."""

        def __init__(self, query: str, found: tuple[Choice, ...]) -> None:
            super().__init__()
            self.query = query
            self.found = found

    def __init__(self, looks: Looks, offer: Offer) -> None:
        super().__init__()
        self.offer = offer
        self.choices = Choices(looks, id="choices")
        self._quick: Sequence[Choice] = ()
        self._late: tuple[Choice, ...] = ()

    def compose(self) -> ComposeResult:
        """A field, a list, and what the current choice is about."""
        with Vertical(id="box", classes="-detail" if self.offer.detail else None) as box:
            box.border_title = self.offer.title.replace("[", "\\[")
            field = Input(placeholder=_("Type to search"), id="query", select_on_focus=False)
            field.cursor_blink = False
            yield field
            yield self.choices
            if self.offer.detail:
                yield Static(id="detail", markup=False)

    def on_mount(self) -> None:
        """Everything is offered until something is typed."""
        self.choices.moved = self._moved
        self._look("", self.offer.cursor)

    @on(Input.Changed)
    def typed(self, event: Input.Changed) -> None:
        """Offer what fits."""
        event.stop()
        self._look(event.value)

    def _look(self, query: str, cursor: int = 0) -> None:
        self._quick, self._late = self.offer.find(query)[:LIMIT], ()
        self._fill(cursor)
        if self.offer.search:
            self.workers.cancel_group(self, "search")
            if len(query.strip()) > 1:
                self.set_timer(PAUSE, lambda: self._search_if_still(query))

    def _search_if_still(self, query: str) -> None:
        if self.is_current and self.query_one(Input).value == query:
            self._search(query)

    @work(thread=True, exclusive=True, group="search", exit_on_error=False)
    def _search(self, query: str) -> None:
        assert self.offer.search
        worker = get_current_worker()
        found: list[Choice] = []
        for choice in self.offer.search(query):
            if worker.is_cancelled or len(found) >= LIMIT:
                break
            found.append(choice)
        if not worker.is_cancelled:
            self.post_message(self.Searched(query, tuple(found)))

    @on(Searched)
    def searched(self, event: Searched) -> None:
        """Put what the slow search found below the rest."""
        if event.query == self.query_one(Input).value:
            self._late = event.found
            self._fill(self.choices.cursor)

    def _fill(self, cursor: int) -> None:
        rows = [*self._quick, *self._late]
        self.choices.set_rows(rows or [Choice(self.offer.empty or _("Nothing found"))], cursor)

    def _moved(self) -> None:
        """Show what the cursor is on."""
        choice = self.choices.row
        if self.offer.detail:
            self.query_one("#detail", Static).update(choice.detail if choice else "")
        if self.offer.preview and choice and choice.value is not None:
            self.offer.preview(choice.value)

    @on(Input.Submitted)
    @on(RowList.Chosen)
    def choose(self) -> None:
        """Take the current choice."""
        choice = self.choices.row
        if choice and choice.value is not None:
            self.dismiss(choice.value)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Removing needs something that can be removed."""
        return action != "remove" or self.offer.remove is not None

    def set_looks(self, looks: Looks) -> None:
        """Draw in other colours."""
        self.choices.set_looks(looks)

    def action_move(self, step: int) -> None:
        """The cursor by entries, around the ends."""
        self.choices.go((self.choices.cursor + step) % max(1, len(self.choices.rows)))

    def action_leaf(self, pages: int) -> None:
        """The cursor by pages."""
        self.choices.action_leaf(pages)

    def action_remove(self) -> None:
        """Remove the current entry."""
        choice = self.choices.row
        if self.offer.remove and choice and choice.value is not None:
            self.offer.remove(choice.value)
            self._look(self.query_one(Input).value, self.choices.cursor)

    def action_close(self) -> None:
        """Leave without choosing."""
        self.dismiss(None)
