"""Lines of pieces painted in the colours of a theme; quick, because every style is made once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple, TypeVar

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.geometry import Region
from textual.strip import Strip

from orchestra_tui.tui.looks import Looks, contrast
from orchestra_tui.tui.widgets.bars import Piece
from orchestra_tui.tui.widgets.fit import cut

CURSOR = "*"
"""Before the ink of a piece that lies under the cursor, where the cursor is not the whole line."""


T = TypeVar("T")


class PanelRow(NamedTuple):
    """A line of a panel: what stands at its left, which gives way, and at its right.

    One that is `exact` has the width of the panel and need not be measured.
    """

    left: tuple[Piece, ...] = ()
    right: tuple[Piece, ...] = ()
    exact: bool = False

    @property
    def text(self) -> str:
        """What it says."""
        return "".join(text for text, _ink in (*self.left, *self.right))

    @property
    def cells(self) -> int:
        """How wide it is."""
        return wide(self.left) + wide(self.right)


BLANK = PanelRow()


def changed(before: Sequence[T], after: Sequence[T], width: int) -> list[Region]:
    """The regions of a widget whose lines are others now, those beside each other in one."""
    regions: list[Region] = []
    for y in range(max(len(before), len(after))):
        if before[y : y + 1] != after[y : y + 1]:
            if regions and regions[-1].bottom == y:
                regions[-1] = Region(0, regions[-1].y, width, regions[-1].height + 1)
            else:
                regions.append(Region(0, y, width, 1))
    return regions


READABLE = 3.4
"""The least contrast of a piece under the cursor."""


def wide(pieces: Sequence[Piece]) -> int:
    """How many cells pieces take."""
    return sum(cell_len(text) for text, _ink in pieces)


def shorn(pieces: Sequence[Piece], room: int) -> Iterator[Piece]:
    """Pieces in at most so many cells; the one that does not fit ends in an ellipsis, and those behind it are gone."""
    for text, ink in pieces:
        said = cut(text, room)
        yield said, ink
        room -= cell_len(said)
        if room <= 0:
            return


class Painter:
    """Styles by ink, ground and cursor (`cursor`, `cursor-away` or nothing)."""

    def __init__(self, looks: Looks) -> None:
        self.looks = looks
        self._styles: dict[tuple[str, str, str], Style] = {}
        self._grounds: dict[tuple[str, str], Style] = {}

    def style(self, ink: str, ground: str, cursor: str = "") -> Style:
        """The style of a piece."""
        key = (ink, ground, cursor)
        known = self._styles.get(key)
        if known is None:
            name, _space, attributes = ink.partition(" ")
            known = self.looks.ink(name, ground, attributes)
            if cursor and self.looks.named(cursor).reverse:
                known = self.ground(ground, cursor)
            elif cursor:
                known += self._under(name, self.looks.named(cursor))
            self._styles[key] = known
        return known

    def _under(self, ink: str, over: Style) -> Style:
        """What a cursor makes of a piece: its ink stays as long as it can be read there."""
        if over.bgcolor is None or contrast(self.looks.colour(ink), Color.from_rich_color(over.bgcolor)) >= READABLE:
            return Style(bgcolor=over.bgcolor, bold=over.bold)
        return Style(bgcolor=over.bgcolor, color=over.color or self.looks.named("paper").color)

    def ground(self, ground: str, cursor: str = "") -> Style:
        """The style of empty cells."""
        known = self._grounds.get((ground, cursor))
        if known is None:
            known = self.looks.named(ground)
            known = known + self.looks.named(cursor) if cursor else known
            self._grounds[ground, cursor] = known
        return known

    def line(self, row: PanelRow, width: int, ground: str, cursor: str = "", *, whole: bool = False) -> Strip:
        """A line in so many cells; the cursor lies on all of it, or on the pieces that say so."""
        over = cursor if whole else ""
        if row.exact:
            return Strip([self._segment(text, ink, ground, over, cursor) for text, ink in row.left], width)
        room, left = width - wide(row.right), row.left
        spare = room - wide(left)
        if spare < 0:
            left, spare = tuple(shorn(left, max(0, room))), 0
        segments = [self._segment(text, ink, ground, over, cursor) for text, ink in left]
        if spare:
            segments.append(Segment(" " * spare, self.ground(ground, over)))
        segments += [self._segment(text, ink, ground, over, cursor) for text, ink in row.right]
        return Strip(segments).adjust_cell_length(width, self.ground(ground, over))

    def _segment(self, text: str, ink: str, ground: str, over: str, cursor: str) -> Segment:
        if ink[:1] == CURSOR:
            return Segment(text, self.style(ink[1:], ground, cursor))
        return Segment(text, self.style(ink, ground, over))
