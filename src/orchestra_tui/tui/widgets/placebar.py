"""The title line with the places on its left."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len
from rich.segment import Segment
from textual import events
from textual.message import Message
from textual.strip import Strip

from orchestra_tui.base.i18n import _
from orchestra_tui.tui.looks import Looks
from orchestra_tui.tui.places import Where
from orchestra_tui.tui.widgets.bars import Bar


class PlaceBar(Bar, can_focus=False):
    """A title line that begins with the places, the one the learner is in set off; a click goes to a place.

    With only one place there is nothing to choose, and the line is an ordinary one.
    """

    DEFAULT_CSS = """
    PlaceBar {
        height: 1;
        width: 1fr;
        background: $panel;
    }
    """

    class Picked(Message):
        """A place was clicked."""

        def __init__(self, place: str) -> None:
            super().__init__()
            self.place = place

    def __init__(self, looks: Looks, here: str, id: str | None = None) -> None:
        super().__init__(looks, id=id)
        self.here = here
        self.places: tuple[Where, ...] = ()
        self.counts: dict[str, int] = {}

    def offer(self, places: Sequence[Where]) -> None:
        """These places are open."""
        if tuple(places) != self.places:
            self.places = tuple(places)
            self.refresh()

    def count(self, place: str, number: int) -> None:
        """So much waits in a place; it stands beside its name unless it is nothing."""
        if self.counts.get(place, 0) != number:
            self.counts[place] = number
            self.refresh()

    @property
    def shown(self) -> bool:
        """Whether there are places to choose from."""
        return len(self.places) > 1

    def tabs(self) -> list[tuple[int, int, Where]]:
        """Each place with the columns it takes."""
        placed, column = [], 0
        for place in self.places if self.shown else ():
            width = cell_len(self._label(place))
            placed.append((column, column + width, place))
            column += width
        return placed

    def render_line(self, y: int) -> Strip:
        """The places, then what an ordinary title line says, as far as there is room."""
        tabs = self.tabs()
        if not tabs:
            return super().render_line(y)
        width = self.size.width
        segments = [self._tab(place) for _start, _stop, place in tabs]
        room = width - tabs[-1][1] - 1
        right = list(self._right)
        while right and sum(cell_len(text) for text, _ink in right) > room:
            right.pop(0)
        room -= sum(cell_len(text) for text, _ink in right)
        left = "".join(text for text, _ink in self._left)
        middle = f"  {left}" if left and cell_len(left) + 4 <= room else ""
        segments.append(Segment(middle, self.looks.ink("muted", self.ground)))
        segments.append(Segment(" " * (room + 1 - cell_len(middle)), self.looks.named(self.ground)))
        segments += [self._segment(text, ink) for text, ink in right]
        return Strip(segments).adjust_cell_length(width, self.looks.named(self.ground))

    def _label(self, place: Where) -> str:
        number = self.counts.get(place.id)
        return f" {_(place.title)} {number} " if number else f" {_(place.title)} "

    def _tab(self, place: Where) -> Segment:
        text = self._label(place)
        if place.id == self.here:
            return Segment(text, self.looks.named(self.ground) + self.looks.named("target"))
        return Segment(text, self.looks.ink("foreground", self.ground))

    def on_click(self, event: events.Click) -> None:
        """Go to the place that was clicked."""
        for start, stop, place in self.tabs():
            if start <= event.x < stop:
                event.stop()
                self.post_message(self.Picked(place.id))
