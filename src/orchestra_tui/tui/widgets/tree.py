"""The list of sections: modules, documents, sections, with marks and reading times."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, NamedTuple

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.binding import BindingType
from textual.message import Message

from orchestra_tui.base.i18n import _
from orchestra_tui.tui.bindings import bindings
from orchestra_tui.tui.widgets.fit import fit
from orchestra_tui.tui.widgets.rows import RowList

READ, BEGUN, UNREAD = "✓", "◐", "·"
OPEN, CLOSED = "▾", "▸"
NOTED, BOOKMARKED = "✎", "◆"


class Row(NamedTuple):
    """A row: `key` is its full section id or the folder row's own id; `mark` and `signs` are signs of one cell each."""

    key: str
    title: str
    depth: int = 0
    mark: str = " "
    minutes: int = 0
    folder: bool = False
    signs: str = ""


class SectionTree(RowList[Row], can_focus=True, inherit_bindings=False):
    """Rows with a cursor; the section being read is marked whether or not the cursor is on it."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("tree")
    DEFAULT_CSS = """
    SectionTree {
        background: $surface;
    }
    """
    air = 1
    current = ""

    class Left(Message):
        """The learner wants back to the text."""

    def fill(self, rows: Sequence[Row], current: str) -> None:
        """Show these rows; the cursor stays on its row unless another section is read now."""
        kept = self.row.key if self.row and current == self.current else current
        before, self.current = self.current, current
        for number, row in enumerate(self.rows):
            if before != current and row.key in (before, current):
                self._draw(number)
        self.set_rows(rows, next((number for number, row in enumerate(rows) if row.key == kept), 0))

    def on_focus(self) -> None:
        """The cursor starts at the section being read."""
        self.go(next((number for number, row in enumerate(self.rows) if row.key == self.current), self.cursor))

    def on_blur(self) -> None:
        """The cursor fades."""
        self.refresh()

    def style_of(self, number: int, row: Row) -> Style:
        """Where the learner is stands out, the cursor more so."""
        here = row.key == self.current
        style = self.looks.named("tree") + Style(bold=row.folder or here or None)
        if number == self.cursor and self.has_focus:
            return style + self.looks.named("cursor")
        return style + self.looks.named("cursor-away") if here else style

    def segments(self, row: Row, width: int, style: Style) -> list[Segment]:
        """Bar, mark, title, signs, minutes."""
        signs = f" {row.signs}" if row.signs else ""
        time = (_("{n} min").format(n=row.minutes) if width >= 28 else f"{row.minutes}′") if row.minutes else ""
        right = f"{signs} {time:>5} " if time else f"{signs} "
        left = f"{'▌' if row.key == self.current else ' '}{'  ' * row.depth}"
        ink = "success" if row.mark == READ else "muted"
        return [
            Segment(left, self.inked(style, "accent")),
            Segment(f"{row.mark} ", self.inked(style, ink)),
            Segment(fit(row.title, max(0, width - cell_len(left) - 2 - cell_len(right))), style),
            Segment(right, self.inked(style, "muted") + Style(bold=False)),
        ]

    def action_leave(self) -> None:
        """Back to the text."""
        self.post_message(self.Left())
