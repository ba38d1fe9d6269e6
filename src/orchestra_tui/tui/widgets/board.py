"""A page of rows of many kinds, some of which can be opened: headings, lists, bars, tables."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar, NamedTuple

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.binding import BindingType

from orchestra_tui.tui.bindings import bindings
from orchestra_tui.tui.looks import Looks
from orchestra_tui.tui.widgets.bars import Piece
from orchestra_tui.tui.widgets.column import MARGIN
from orchestra_tui.tui.widgets.fit import cut
from orchestra_tui.tui.widgets.rows import RowList


class BoardRow(NamedTuple):
    """A row: what stands at its left and right, and what opening it means; a row with nothing in `value` only says."""

    left: tuple[Piece, ...] = ()
    right: tuple[Piece, ...] = ()
    value: object = None


Builder = Callable[[int], Sequence[BoardRow]]
"""Makes the rows of a page for a width in cells."""


class Board(RowList[BoardRow], can_focus=True, inherit_bindings=False):
    """The cursor goes from one row that can be opened to the next; `column` is the widest that rows get."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("board")
    DEFAULT_CSS = """
    Board {
        background: $background;
        scrollbar-gutter: stable;
    }
    """
    ground = "paper"

    def __init__(self, looks: Looks, column: int = 84, id: str | None = None) -> None:
        super().__init__(looks, id)
        self.column = column
        self._builder: Builder | None = None
        self._built_for = 0

    @property
    def measure(self) -> int:
        """The width of a row in cells."""
        return max(1, min(self.column, self.size.width - 2 * MARGIN))

    def show(self, builder: Builder) -> None:
        """Show the rows that `builder` makes for a width, now and whenever the width is another."""
        self._builder = builder
        self._build()

    def on_resize(self) -> None:
        """Another width has other rows."""
        if self.measure != self._built_for:
            self._build()

    def _build(self) -> None:
        if self._builder is None or not self.size.width:
            return
        self._built_for = self.measure
        kept = self.row.value if self.row and self.opens[:1] != [self.cursor] else None
        rows = self._builder(self.measure)
        opens = [number for number, row in enumerate(rows) if row.value is not None]
        same = [number for number in opens if kept is not None and rows[number].value == kept]
        self.set_rows(rows, (same or opens or [0])[0])
        self.refresh()

    @property
    def opens(self) -> list[int]:
        """The numbers of the rows that can be opened."""
        return [number for number, row in enumerate(self.rows) if row.value is not None]

    def go(self, number: int) -> None:
        """Put the cursor on a row that can be opened: this one, else the next one that way, else the last that way."""
        opens = self.opens
        if number not in opens and opens:
            down = number >= self.cursor
            ahead = [each for each in opens if (each > number if down else each < number)]
            number = (ahead or opens[::-1])[0] if down else (ahead[::-1] or opens)[0]
        super().go(number)
        if opens and number == opens[0]:
            self.scroll_to(y=0, animate=False, force=True)

    def action_move(self, step: int) -> None:
        """The cursor to the next row that can be opened; where there is none, the page moves by lines."""
        ahead = [each for each in self.opens if (each > self.cursor if step > 0 else each < self.cursor)]
        if ahead:
            self.go(ahead[0] if step > 0 else ahead[-1])
        else:
            self.scroll_to(y=self.scroll_offset.y + step, animate=False, force=True)

    def action_edge(self, side: int) -> None:
        """The cursor to the first or last row that can be opened, the page to its beginning or end."""
        super().action_edge(side)
        self.scroll_to(y=0 if side < 0 else self.max_scroll_y, animate=False, force=True)

    def on_focus(self) -> None:
        """The cursor stands out."""
        self.refresh()

    def on_blur(self) -> None:
        """The cursor fades."""
        self.refresh()

    def style_of(self, number: int, row: BoardRow) -> Style:
        """The style a row is drawn on."""
        ground = self.looks.named(self.ground)
        if number == self.cursor and row.value is not None:
            return ground + self.looks.named("cursor" if self.has_focus else "cursor-away")
        return ground

    def segments(self, row: BoardRow, width: int, style: Style) -> list[Segment]:
        """Left and right within the measure, in the middle of the page."""
        measure = self.measure
        paper = self.looks.named(self.ground)
        margin = Segment(" " * max(MARGIN, (width - measure) // 2), paper)
        right_width = sum(cell_len(text) for text, _ink in row.right)
        room = measure - right_width
        pieces = [margin]
        for text, ink in row.left:
            shown = cut(text, room)
            pieces.append(self._piece(shown, ink, style))
            room -= cell_len(shown)
        pieces.append(Segment(" " * max(0, room), style))
        pieces += [self._piece(text, ink, style) for text, ink in row.right]
        pieces.append(Segment(" " * max(0, width - measure - cell_len(margin.text)), paper))
        return pieces

    def _piece(self, text: str, ink: str, style: Style) -> Segment:
        name, _space, attributes = ink.partition(" ")
        pen = self.looks.ink(name, self.ground, attributes)
        return Segment(text, pen + Style(bgcolor=style.bgcolor, reverse=style.reverse))

    @property
    def text(self) -> str:
        """What the page says, a row in each line."""
        return "\n".join("".join(text for text, _ink in (*row.left, *row.right)) for row in self.rows)
