"""What all panels of the fleet share: a title, rows of which only the visible ones are made, a cursor that stays."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import events
from textual.binding import BindingType
from textual.geometry import Size
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from orchestra_tui.base.i18n import _
from orchestra_tui.tui.bindings import bindings
from orchestra_tui.tui.looks import Looks
from orchestra_tui.tui.widgets.bars import Piece
from orchestra_tui.tui.widgets.fleet.moment import Key, Moment, Subject
from orchestra_tui.tui.widgets.fleet.painting import BLANK, Painter, PanelRow, changed

__all__ = ["BLANK", "Panel", "PanelRow"]

EDGE = "▎"
"""What a line of the foot begins with, in the place of a space."""


class Panel(Widget, can_focus=True, inherit_bindings=False):
    """A heir names itself, says which rows there are (by keys that stay the same over time) and draws one.

    Nothing is kept of a moment but what is on the screen: `show` makes the visible lines and draws those that changed.
    """

    BINDINGS: ClassVar[list[BindingType]] = bindings("panel")
    DEFAULT_CSS = """
    Panel {
        background: $background;
        height: 1fr;
        width: 1fr;
    }
    """
    ALLOW_SELECT = False
    context = "panel"
    name_of: ClassVar[str] = ""
    """The msgid of its title."""
    ground: ClassVar[str] = "paper"
    foot_ground: ClassVar[str] = "tree"
    counts_hidden: ClassVar[bool] = True
    """Whether the title says how many rows are out of sight."""
    lit: ClassVar[bool] = True
    """Whether the whole row under the cursor is set off; else the row says which of its pieces are."""
    tall: int = 1
    """How many lines a row has; a heir that has two draws the second in `under`."""

    class Opened(Message):
        """A row was opened, by a click on the row that had the cursor."""

    def __init__(self, looks: Looks, id: str | None = None) -> None:
        super().__init__(id=id)
        self.painter = Painter(looks)
        self.moment: Moment | None = None
        self.chosen: Key | None = None
        """The key of the row under the cursor."""
        self._keys: Sequence[Key] = ()
        self._head = self._foot = 0
        self._top = self._place = 0
        self._extent = Size(0, 0)
        self._lines: list[tuple[PanelRow, bool]] = []

    # For heirs

    def note(self, moment: Moment) -> tuple[Piece, ...]:
        """What stands at the right of the title."""
        return ()

    def head(self, moment: Moment, width: int) -> Sequence[PanelRow]:
        """The lines above the rows, such as the names of columns."""
        return ()

    def foot_size(self, width: int, height: int) -> int:
        """How many lines stand below the rows in a panel of this size."""
        return 0

    def foot(self, moment: Moment, width: int) -> Sequence[PanelRow]:
        """Those lines, such as all there is to say of the cursor's row."""
        return ()

    def keys(self, moment: Moment, width: int) -> Sequence[Key]:
        """The rows there are, in order."""
        raise NotImplementedError

    def row(self, moment: Moment, key: Key, width: int) -> PanelRow:
        """The row of a key, in so many cells."""
        raise NotImplementedError

    def under(self, moment: Moment, key: Key, width: int) -> PanelRow:
        """The second line of a row, where rows have two."""
        return BLANK

    def subject_of(self, moment: Moment, key: Key) -> Subject:
        """What a row is about."""
        return Subject()

    def empty(self, moment: Moment) -> str:
        """What is said where there is no row."""
        return _("Nothing here now.")

    def body(self, moment: Moment, place: int | None, width: int) -> list[tuple[PanelRow, bool]]:
        """The rows in sight, and which of them the cursor lies on."""
        lines: list[tuple[PanelRow, bool]] = []
        for number in range(self._top, min(self._top + self.rows_shown, len(self._keys))):
            lines.append((self.row(moment, self._keys[number], width), self.lit and number == place))
            if self.tall > 1:
                lines.append((self.under(moment, self._keys[number], width), False))
        return lines

    # Showing

    @property
    def rows_shown(self) -> int:
        """How many rows there is room for."""
        return self._room // self.tall

    @property
    def _room(self) -> int:
        return max(0, self._extent.height - 1 - self._head - self._foot)

    @property
    def subject(self) -> Subject:
        """What the row under the cursor is about."""
        if self.moment is None or self.chosen is None or not self._keys:
            return Subject()
        return self.subject_of(self.moment, self.chosen)

    def show(self, moment: Moment) -> None:
        """Show a moment."""
        self.moment = moment
        self._build()

    def _build(self) -> None:
        # Asking Textual for the size is dear, and lines are drawn one by one.
        self._extent = self.size
        moment, (width, height) = self.moment, self._extent
        if moment is None or not width or not height:
            return
        head = self.head(moment, width)
        self._keys = self.keys(moment, width)
        self._head, self._foot = len(head), self.foot_size(width, height)
        place = self._settle()
        body = self.body(moment, place, width)
        if not self._keys:
            body = [(PanelRow(((f" {self.empty(moment)}", "muted"),)), False)]
        body += [(BLANK, False)] * (self._room - len(body))
        foot = [_edged(row) for row in self.foot(moment, width)] if self._foot else []
        around = [(line, False) for line in (self._title(moment), *head, *foot)]
        split = len(head) + 1
        self._set([*around[:split], *body, *around[split:]][:height])

    def _set(self, lines: list[tuple[PanelRow, bool]]) -> None:
        before, self._lines = self._lines, lines
        if regions := changed(before, lines, self._extent.width):
            self.refresh(*regions)

    def _settle(self) -> int | None:
        """The cursor stays on its row wherever that is now, in sight; it goes to the nearest where the row is gone."""
        keys, room = self._keys, self.rows_shown
        if not keys:
            self._top = 0
            return None
        place = self.place_of(self.chosen)
        if place is None:
            place = self.place_at_first() if self.chosen is None else min(self._place, len(keys) - 1)
            self.chosen = keys[place]
        self._place = place
        if room:
            self._top = max(min(self._top, place), place - room + 1)
        self._top = max(0, min(self._top, len(keys) - max(1, room)))
        return place

    def place_of(self, key: Key | None) -> int | None:
        """Where a row is now, if it is there."""
        try:
            return self._keys.index(key) if key is not None else None
        except ValueError:
            return None

    def place_at_first(self) -> int:
        """Where the cursor is at first."""
        return 0

    def _title(self, moment: Moment) -> PanelRow:
        sign = "▸" if self.has_focus else " "
        ink = "accent bold" if self.has_focus else "primary bold"
        return PanelRow(((f"{sign}{_(self.name_of)} ", ink),), (*self.note(moment), *self._beyond()))

    def _beyond(self) -> tuple[Piece, ...]:
        """How many rows are out of sight."""
        above, below = self._top, len(self._keys) - self._top - self.rows_shown
        said = (f"↑{above} " if above > 0 else "") + (f"↓{below} " if below > 0 else "")
        return ((said, "muted"),) if said and self.counts_hidden else ()

    def render_line(self, y: int) -> Strip:
        """A line."""
        width, height = self._extent
        if y >= len(self._lines):
            return Strip.blank(width, self.painter.ground(self.ground))
        row, marked = self._lines[y]
        cursor = "cursor" if self.has_focus else "cursor-away"
        below = self._foot and y >= height - self._foot
        ground = "bar" if y == 0 else self.foot_ground if below else self.ground
        return self.painter.line(row, width, ground, cursor, whole=marked)

    @property
    def text(self) -> str:
        """What the panel says, a line in each line."""
        return "\n".join(row.text for row, _marked in self._lines)

    @property
    def looks(self) -> Looks:
        """The colours it is drawn in."""
        return self.painter.looks

    def set_looks(self, looks: Looks) -> None:
        """Draw in other colours."""
        self.painter = Painter(looks)
        self.refresh()

    def on_resize(self) -> None:
        """Another size has other rows, and those that stay the same have another width."""
        self._redraw()

    def on_focus(self) -> None:
        """The title and the cursor stand out."""
        self._redraw()

    def on_blur(self) -> None:
        """They fade."""
        self._redraw()

    def _redraw(self) -> None:
        self._build()
        self.refresh()

    # Moving

    class Moved(Message):
        """The cursor is on another row."""

    def move_to(self, place: int) -> None:
        """The cursor to a row, or the nearest there is."""
        if self._keys:
            self.chosen = self._keys[max(0, min(place, len(self._keys) - 1))]
            self._build()
            self.post_message(self.Moved())

    def action_move(self, step: int) -> None:
        """By rows."""
        self.move_to((self.place_of(self.chosen) or 0) + step)

    def action_leaf(self, pages: int) -> None:
        """By pages."""
        self.action_move(pages * max(1, self.rows_shown - 1))

    def action_edge(self, side: int) -> None:
        """To the first or last row."""
        self.move_to(0 if side < 0 else len(self._keys) - 1)

    def place_at(self, x: int, y: int) -> int | None:
        """The row at a cell, if there is one."""
        line = (y - 1 - self._head) // self.tall
        place = self._top + line
        return place if 0 <= line < self.rows_shown and place < len(self._keys) else None

    def on_click(self, event: events.Click) -> None:
        """The cursor to the row that was clicked; a click on the cursor's row opens it."""
        place = self.place_at(event.x, event.y)
        if place is not None:
            event.stop()
            again = self._keys[place] == self.chosen
            self.move_to(place)
            if again:
                self.post_message(self.Opened())

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """The wheel moves the cursor."""
        event.stop()
        self.action_move(3)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """The wheel moves the cursor."""
        event.stop()
        self.action_move(-3)


def _edged(row: PanelRow) -> PanelRow:
    """A line of the foot, whose edge sets it off without colours."""
    (text, ink), *rest = row.left or (("", "muted"),)
    return PanelRow(((EDGE, "faint"), (text[1:], ink), *rest), row.right)
