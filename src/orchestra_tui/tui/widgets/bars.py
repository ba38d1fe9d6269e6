"""The lines around the text: title, status, hint and key bar, each one widget of one line."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from rich.cells import cell_len
from rich.segment import Segment
from textual import events
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from orchestra_tui.tui.looks import Looks
from orchestra_tui.tui.widgets.fit import cut

Piece = tuple[str, str]
"""A text, and the ink it is written in with attributes after a space: `muted`, `primary bold`."""


class Bar(Widget, can_focus=False):
    """One line with something at the left and something at the right; where room is short the left gives way."""

    DEFAULT_CSS = """
    Bar {
        height: 1;
        width: 1fr;
        background: $panel;
    }
    """
    ALLOW_SELECT = False

    def __init__(self, looks: Looks, ground: str = "bar", id: str | None = None) -> None:
        super().__init__(id=id)
        self.looks = looks
        self.ground = ground
        self._left: tuple[Piece, ...] = ()
        self._right: tuple[Piece, ...] = ()

    def show(self, left: Sequence[Piece] = (), right: Sequence[Piece] = ()) -> None:
        """Write this."""
        if (tuple(left), tuple(right)) != (self._left, self._right):
            self._left, self._right = tuple(left), tuple(right)
            self.refresh()

    def set_looks(self, looks: Looks) -> None:
        """Draw in other colours."""
        self.looks = looks
        self.refresh()

    @property
    def text(self) -> str:
        """What the line says."""
        return " ".join("".join(text for text, _ in side) for side in (self._left, self._right)).strip()

    def render_line(self, y: int) -> Strip:
        """The line."""
        width = self.size.width
        right_width = sum(cell_len(text) for text, _ in self._right)
        right = list(self._right) if right_width <= width - 2 else []
        room = width - 1 - (right_width + 2 if right else 1)
        segments = [Segment(" ", self.looks.named(self.ground))]
        for text, ink in self._left:
            shown = cut(text, room)
            segments.append(self._segment(shown, ink))
            room -= cell_len(shown)
            if room <= 0 or shown != text:
                break
        segments.append(Segment(" " * (room + (1 if right else 0)), self.looks.named(self.ground)))
        segments += [self._segment(text, ink) for text, ink in right]
        return Strip(segments).adjust_cell_length(width, self.looks.named(self.ground))

    def _segment(self, text: str, ink: str) -> Segment:
        name, _, attributes = ink.partition(" ")
        return Segment(text, self.looks.ink(name, self.ground, attributes))


class Key(NamedTuple):
    """A cell of the key bar: what to press, what it does, and the command it stands for."""

    key: str
    word: str
    command: str
    rank: int


class KeyBar(Widget, can_focus=False):
    """The keys that matter here, as many as fit; the last of the row always fits. A click is the key."""

    DEFAULT_CSS = """
    KeyBar {
        height: 1;
        width: 1fr;
        background: $panel;
    }
    """
    ALLOW_SELECT = False

    class Pressed(Message):
        """A key was clicked."""

        def __init__(self, command: str) -> None:
            super().__init__()
            self.command = command

    def __init__(self, looks: Looks, id: str | None = None) -> None:
        super().__init__(id=id)
        self.looks = looks
        self.keys: tuple[Key, ...] = ()

    def show(self, keys: Sequence[Key]) -> None:
        """Offer these keys, those of low rank first."""
        ordered = tuple(sorted(keys, key=lambda key: key.rank))
        if ordered != self.keys:
            self.keys = ordered
            self.refresh()

    def set_looks(self, looks: Looks) -> None:
        """Draw in other colours."""
        self.looks = looks
        self.refresh()

    def fitting(self) -> list[tuple[int, Key]]:
        """The keys there is room for, each with its column; help and quit, the last two, before the rest."""
        room = self.size.width - 1
        sizes = {key: cell_len(key.key) + 1 + cell_len(key.word) + 2 for key in self.keys}
        wanted = [*self.keys[-2:], *self.keys[:-2]] if len(self.keys) > 2 else list(self.keys)
        taken = []
        for key in wanted:
            if sizes[key] <= room:
                taken.append(key)
                room -= sizes[key]
        column, placed = 1, []
        for key in self.keys:
            if key in taken:
                placed.append((column, key))
                column += sizes[key]
        return placed

    def render_line(self, y: int) -> Strip:
        """The line."""
        ground = self.looks.named("bar")
        segments = [Segment(" ", ground)]
        for _column, key in self.fitting():
            segments.append(Segment(key.key, self.looks.ink("accent", "bar", "bold")))
            segments.append(Segment(f" {key.word}  ", self.looks.ink("muted", "bar")))
        return Strip(segments).adjust_cell_length(self.size.width, ground)

    def on_click(self, event: events.Click) -> None:
        """Do what the key under the mouse does."""
        event.stop()
        for column, key in self.fitting():
            if column <= event.x < column + cell_len(key.key) + 1 + cell_len(key.word):
                self.post_message(self.Pressed(key.command))
                return
