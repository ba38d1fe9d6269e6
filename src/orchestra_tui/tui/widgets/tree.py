"""The list of sections in one widget: modules, documents, sections, with marks and reading times."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, NamedTuple

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import BindingType
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from orchestra_tui.base.i18n import _
from orchestra_tui.tui.bindings import bindings
from orchestra_tui.tui.looks import Looks
from orchestra_tui.tui.widgets.fit import fit

READ, BEGUN, UNREAD = "✓", "◐", "·"
OPEN, CLOSED = "▾", "▸"
NOTED, BOOKMARKED = "✎", "◆"


class Row(NamedTuple):
    """A row of the list: `key` is its full section id or the folder row's own id; `mark` is one cell."""

    key: str
    title: str
    depth: int = 0
    mark: str = " "
    minutes: int = 0
    folder: bool = False
    signs: str = ""


class SectionTree(ScrollView, can_focus=True, inherit_bindings=False):
    """Rows with a cursor; the section being read is marked whether or not the cursor is on it."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("tree")
    DEFAULT_CSS = """
    SectionTree {
        overflow-x: hidden;
        overflow-y: auto;
        scrollbar-size-vertical: 1;
        background: $surface;
    }
    """

    @dataclass
    class Chosen(Message):
        """A row was opened."""

        row: Row

    @dataclass
    class Left(Message):
        """The learner wants back to the text."""

    def __init__(self, looks: Looks, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.looks = looks
        self.rows: tuple[Row, ...] = ()
        self.current = ""
        self.cursor = 0

    def fill(self, rows: Sequence[Row], current: str) -> None:
        """Show these rows; the cursor stays on its row, or goes to the section being read if that has changed."""
        kept = self.rows[self.cursor].key if self.cursor < len(self.rows) and current == self.current else current
        self.rows, self.current = tuple(rows), current
        self.cursor = next((number for number, row in enumerate(self.rows) if row.key == kept), 0)
        self.virtual_size = Size(self.size.width, len(self.rows) + 1)
        self._reveal()
        self.refresh()

    def set_looks(self, looks: Looks) -> None:
        """Draw in other colours."""
        self.looks = looks
        self.refresh()

    def on_focus(self) -> None:
        """The cursor starts at the section being read."""
        self.cursor = next((number for number, row in enumerate(self.rows) if row.key == self.current), self.cursor)
        self._reveal()
        self.refresh()

    def on_blur(self) -> None:
        """The cursor fades."""
        self.refresh()

    def on_resize(self) -> None:
        """Keep the cursor in sight."""
        self._reveal()

    def render_line(self, y: int) -> Strip:
        """The strip of a row; the first line is air."""
        width, number = self.size.width, y + self.scroll_offset.y - 1
        ground = self.looks.named("tree")
        if not 0 <= number < len(self.rows):
            return Strip.blank(width, ground)
        row = self.rows[number]
        here, under = row.key == self.current, number == self.cursor and self.has_focus
        style = ground + Style(bold=row.folder or here or None)
        if under:
            style += self.looks.named("cursor")
        elif here:
            style += self.looks.named("cursor-away")
        return Strip(self._segments(row, width, style, here=here)).crop(0, width)

    def _segments(self, row: Row, width: int, style: Style, *, here: bool) -> list[Segment]:
        quiet = style + Style(color=self.looks.ink("muted", "tree").color, bold=False)
        signs = f" {row.signs}" if row.signs else ""
        time = _("{n} min").format(n=row.minutes) if row.minutes else ""
        if time and width < 28:
            time = f"{row.minutes}′"
        right = f"{signs} {time} " if signs or time else " "
        left = f"{'▌' if here else ' '}{'  ' * row.depth}"
        mark_ink = self.looks.ink("success" if row.mark == READ else "muted", "tree").color
        title_width = max(0, width - len(left) - 2 - len(right))
        return [
            Segment(left, style + Style(color=self.looks.ink("accent", "tree").color)),
            Segment(f"{row.mark} ", style + Style(color=mark_ink)),
            Segment(fit(row.title, title_width), style),
            Segment(right, quiet),
        ]

    def _reveal(self) -> None:
        line = self.cursor + 1
        top, height = self.scroll_offset.y, max(1, self.size.height)
        if line <= top:
            self.scroll_to(y=max(0, line - 1), animate=False, force=True)
        elif line >= top + height:
            self.scroll_to(y=line - height + 1, animate=False, force=True)

    def _go(self, number: int) -> None:
        self.cursor = max(0, min(number, len(self.rows) - 1))
        self._reveal()
        self.refresh()

    def action_move(self, step: int) -> None:
        """The cursor by rows."""
        self._go(self.cursor + step)

    def action_leaf(self, pages: int) -> None:
        """The cursor by pages."""
        self._go(self.cursor + pages * max(1, self.size.height - 2))

    def action_edge(self, side: int) -> None:
        """The cursor to the first or the last row."""
        self._go(0 if side < 0 else len(self.rows) - 1)

    def action_open(self) -> None:
        """Open what the cursor is on."""
        if self.rows:
            self.post_message(self.Chosen(self.rows[self.cursor]))

    def action_leave(self) -> None:
        """Back to the text."""
        self.post_message(self.Left())

    def on_click(self, event: events.Click) -> None:
        """Open the row that was clicked."""
        number = event.y + self.scroll_offset.y - 1
        if 0 <= number < len(self.rows):
            event.stop()
            self._go(number)
            self.action_open()
