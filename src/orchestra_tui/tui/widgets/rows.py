"""A list in one widget: rows drawn line by line, a cursor that stays in sight, the mouse."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from orchestra_tui.tui.looks import Looks

T = TypeVar("T")


class RowList(ScrollView, Generic[T], inherit_bindings=False):
    """Rows with a cursor; a subclass says how a row looks. `air` is the number of blank lines above the first."""

    DEFAULT_CSS = """
    RowList {
        overflow-x: hidden;
        overflow-y: auto;
        scrollbar-size-vertical: 1;
    }
    """
    ALLOW_SELECT = False
    ground = "tree"
    air = 0

    class Chosen(Message):
        """A row was opened, by key or mouse."""

        def __init__(self, number: int) -> None:
            super().__init__()
            self.number = number

    def __init__(self, looks: Looks, id: str | None = None) -> None:
        super().__init__(id=id)
        self.looks = looks
        self.rows: tuple[T, ...] = ()
        self.cursor = 0
        self.moved: Callable[[], None] = lambda: None
        """Called when the cursor is on another row or the rows are others."""

    def segments(self, row: T, width: int, style: Style) -> list[Segment]:
        """What to draw for a row in `width` cells, on the given style."""
        raise NotImplementedError

    def style_of(self, number: int, row: T) -> Style:
        """The style a row is drawn on."""
        ground = self.looks.named(self.ground)
        return ground + self.looks.named("cursor") if number == self.cursor else ground

    def inked(self, style: Style, ink: str) -> Style:
        """The style with other ink; under the cursor its own ink stays, which is made for that ground."""
        cursor = self.looks.named("cursor")
        if cursor.bgcolor is not None and style.bgcolor == cursor.bgcolor:
            return style
        return style + Style(color=self.looks.ink(ink, self.ground).color)

    def set_rows(self, rows: Sequence[T], cursor: int = 0) -> None:
        """Show these rows with the cursor there; only lines that changed are drawn anew."""
        before, self.rows = self.rows, tuple(rows)
        size = Size(self.size.width, len(self.rows) + self.air)
        if size != self.virtual_size:
            self.virtual_size = size
        for number in range(max(len(before), len(self.rows))):
            if before[number : number + 1] != self.rows[number : number + 1]:
                self._draw(number)
        self.go(cursor)

    def set_looks(self, looks: Looks) -> None:
        """Draw in other colours."""
        self.looks = looks
        self.refresh()

    @property
    def row(self) -> T | None:
        """The row under the cursor."""
        return self.rows[self.cursor] if self.cursor < len(self.rows) else None

    def go(self, number: int) -> None:
        """Put the cursor on a row, or the nearest there is."""
        before, self.cursor = self.cursor, max(0, min(number, len(self.rows) - 1))
        if self.cursor != before:
            self._draw(before)
            self._draw(self.cursor)
        self._reveal()
        self.moved()

    def _draw(self, number: int) -> None:
        """Draw a row in the next frame."""
        self.refresh_line(number + self.air)

    def on_resize(self) -> None:
        """Keep the cursor in sight."""
        self._reveal()

    def render_line(self, y: int) -> Strip:
        """The strip of a line on the screen."""
        width, number = self.scrollable_content_region.width, y + self.scroll_offset.y - self.air
        if not 0 <= number < len(self.rows):
            return Strip.blank(width, self.looks.named(self.ground))
        style = self.style_of(number, self.rows[number])
        return Strip(self.segments(self.rows[number], width, style)).adjust_cell_length(width, style)

    def on_click(self, event: events.Click) -> None:
        """Open the row that was clicked."""
        number = event.y + self.scroll_offset.y - self.air
        if 0 <= number < len(self.rows):
            event.stop()
            self.go(number)
            self.post_message(self.Chosen(number))

    def _reveal(self) -> None:
        line, top, height = self.cursor + self.air, self.scroll_offset.y, max(1, self.size.height)
        if line < top + self.air:
            self.scroll_to(y=line - self.air, animate=False, force=True)
        elif line >= top + height:
            self.scroll_to(y=line - height + 1, animate=False, force=True)

    def action_move(self, step: int) -> None:
        """The cursor by rows."""
        self.go(self.cursor + step)

    def action_leaf(self, pages: int) -> None:
        """The cursor by pages."""
        self.go(self.cursor + pages * max(1, self.size.height - 1 - self.air))

    def action_edge(self, side: int) -> None:
        """The cursor to the first or the last row."""
        self.go(0 if side < 0 else len(self.rows) - 1)

    def action_open(self) -> None:
        """Open what the cursor is on."""
        if self.rows:
            self.post_message(self.Chosen(self.cursor))
