"""The places by their letters: what appears after `g`, and goes with the next key."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.screen import ModalScreen

from orchestra_tui.base.i18n import _
from orchestra_tui.tui.bindings import bindings
from orchestra_tui.tui.commands import BY_ID
from orchestra_tui.tui.keymap import Keymap
from orchestra_tui.tui.looks import Looks
from orchestra_tui.tui.places import Where
from orchestra_tui.tui.widgets.bars import Key, KeyBar


class PlacesScreen(ModalScreen[str | None]):
    """One line at the bottom; gives the place, or None when left."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("go")
    CSS_PATH = "places.tcss"
    context = "go"

    def __init__(self, looks: Looks, keymap: Keymap, places: Sequence[Where]) -> None:
        super().__init__()
        keys = [Key(keymap.first(f"go-{place.id}"), _(place.title), f"go-{place.id}", 0) for place in places]
        close = Key(keymap.first("go-close"), _("stay here"), "go-close", 1)
        self.key_bar = KeyBar(looks, id="keys")
        self._keys = [*keys, close]

    def compose(self) -> ComposeResult:
        """The line."""
        yield self.key_bar

    def on_mount(self) -> None:
        """Fill it."""
        self.key_bar.show(self._keys)

    @on(KeyBar.Pressed)
    async def press(self, event: KeyBar.Pressed) -> None:
        """Do what a clicked key does."""
        event.stop()
        await self.run_action(BY_ID[event.command].action)

    def action_place(self, place: str) -> None:
        """This one."""
        self.dismiss(place)

    def action_close(self) -> None:
        """None."""
        self.dismiss(None)
