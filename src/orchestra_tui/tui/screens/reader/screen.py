"""The reader: a section on the page, the list of sections beside it, one line above and two below."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.geometry import Size

from orchestra_tui.base.i18n import _
from orchestra_tui.tui.bindings import bindings
from orchestra_tui.tui.commands import BY_ID, heard_in
from orchestra_tui.tui.screens.reader.going import Going
from orchestra_tui.tui.widgets.bars import Key, KeyBar

WIDE = 90
"""Columns from which the list of sections has a place of its own."""
TALL = 18
"""Rows from which the title line is shown."""


class ReaderScreen(Going):
    """Where the course is read."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("reader")
    CSS_PATH = "reader.tcss"
    AUTO_FOCUS = "#page"

    def compose(self) -> ComposeResult:
        """The frame; only the page has anything in it before the first paint."""
        self._fit(self.app.size)
        yield self.title_bar
        with Horizontal(id="body"):
            yield self.tree_list
            yield self.page
        yield self.status
        yield self.key_bar

    def on_mount(self) -> None:
        """Open the book; everything but the text comes after it has been painted."""
        self.begin()
        self.call_after_refresh(self._furnish)

    def _furnish(self) -> None:
        self.refresh_frame()
        self.watch(self, "focused", self._refresh_keys, init=True)

    def on_resize(self) -> None:
        """Rearrange for the size of the terminal."""
        self._fit(self.app.size)

    def _fit(self, size: Size) -> None:
        self.set_class(size.width >= WIDE, "-wide")
        self.set_class(size.height >= TALL, "-tall")

    def _refresh_keys(self) -> None:
        context = "tree" if self.focused is self.tree_list else "page"
        keys, covered = [], set()
        for command in heard_in(context):
            if not command.bar or command.id in covered or not self.is_on(command):
                continue
            covered.add(command.over)
            keys.append(Key(self.keymap.first(command.id), _(command.bar), command.id, command.rank))
        self.key_bar.show(keys)

    @on(KeyBar.Pressed)
    async def press(self, event: KeyBar.Pressed) -> None:
        """Do what a clicked key does."""
        event.stop()
        command = BY_ID[event.command]
        owner = {"page": self.page, "tree": self.tree_list, "app": self.app}.get(command.place, self)
        await self.app.run_action(command.action, default_namespace=owner)
