"""What all panels of the fleet share: a title, rows of which only the visible ones are made, a cursor that stays."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import ClassVar, NamedTuple

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import BindingType
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from orchestra_tui.base.i18n import _
from orchestra_tui.tui.bindings import bindings
from orchestra_tui.tui.looks import Looks
from orchestra_tui.tui.widgets.bars import Piece
from orchestra_tui.tui.widgets.fit import cut
from orchestra_tui.tui.widgets.fleet.moment import Key, Moment, Subject


class PanelRow(NamedTuple):
    """A line of a panel: what stands at its left, which gives way, and at its right.

    One that is `exact` has the width of the panel and need not be measured.
    """

    left: tuple[Piece, ...] = ()
    right: tuple[Piece, ...] = ()
    exact: bool = False


BLANK = PanelRow()


class Pens(dict[str, Style]):
    """The style of each ink on a ground, under the cursor or not; the ink `cursor` is what lies under it. Made once."""

    def __init__(self, looks: Looks, ground: str, marked: bool, cursor: str) -> None:
        super().__init__()
        self._looks, self._ground, self._cursor = looks, ground, looks.named(cursor)
        self._style = looks.named(ground) + self._cursor if marked else looks.named(ground)

    def __missing__(self, ink: str) -> Style:
        name, _space, attributes = ink.partition(" ")
        if name == "cursor":
            self[ink] = self._style + self._cursor
        else:
            pen = self._looks.ink(name, self._ground, attributes)
            self[ink] = pen + Style(bgcolor=self._style.bgcolor, reverse=self._style.reverse)
        return self[ink]


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
    follows: ClassVar[bool] = False
    """Whether the cursor goes with time until the learner moves it."""
    lit: ClassVar[bool] = True
    """Whether the whole row under the cursor is set off; else the row shows it, with the ink `cursor`."""

    class Opened(Message):
        """A row was opened, by a click on the row that had the cursor."""

    def __init__(self, looks: Looks, id: str | None = None) -> None:
        super().__init__(id=id)
        self.looks = looks
        self.moment: Moment | None = None
        self.chosen: Key | None = None
        """The key of the row under the cursor."""
        self._keys: Sequence[Key] = ()
        self._head: int = 0
        self._foot: int = 0
        self._top = 0
        self._place: int | None = None
        self.tall = 1
        """How many lines a row has; a heir that has more draws the second in `under`."""
        self._lines: list[tuple[PanelRow, bool]] = []
        self._boxes: dict[tuple[str, bool, bool], Pens] = {}

    # For heirs

    def note(self, moment: Moment) -> tuple[Piece, ...]:
        """What stands at the right of the title."""
        return ()

    def head(self, moment: Moment, width: int) -> Sequence[PanelRow]:
        """The lines above the rows, such as the names of columns."""
        return ()

    def foot(self, moment: Moment, width: int) -> Sequence[PanelRow]:
        """The lines below the rows, at the bottom; asked for when the rows are known."""
        return ()

    def keys(self, moment: Moment, width: int) -> Sequence[Key]:
        """The rows there are, in order."""
        raise NotImplementedError

    def row(self, moment: Moment, key: Key, width: int) -> PanelRow:
        """The row of a key, in so many cells."""
        raise NotImplementedError

    def under(self, moment: Moment, key: Key, width: int) -> PanelRow:
        """The second line of a row."""
        return BLANK

    def subject_of(self, moment: Moment, key: Key) -> Subject:
        """What a row is about."""
        return Subject()

    def empty(self, moment: Moment) -> str:
        """What is said where there is no row."""
        return _("Nothing here now.")

    # Showing

    @property
    def rows_shown(self) -> int:
        """How many rows there is room for."""
        return max(0, self.size.height - 1 - self._head - self._foot) // self.tall

    @property
    def subject(self) -> Subject:
        """What the row under the cursor is about."""
        if self.moment is None or self.chosen is None:
            return Subject()
        return self.subject_of(self.moment, self.chosen)

    def show(self, moment: Moment) -> None:
        """Show a moment."""
        self.moment = moment
        self._build()

    def _build(self) -> None:
        moment, width, height = self.moment, self.size.width, self.size.height
        if moment is None or not width or not height:
            return
        head = self.head(moment, width)
        self._head = len(head)
        self._keys = self.keys(moment, width)
        foot = self.foot(moment, width)
        self._foot = len(foot)
        self._place = self._settle()
        lines = [(self._title(moment), False), *((line, False) for line in head)]
        if not self._keys:
            lines.append((PanelRow(((f" {self.empty(moment)}", "muted"),)), False))
        lines += self.body(moment, width) if self._keys else ()
        if foot:
            lines += [(BLANK, False)] * (height - len(lines) - len(foot)) + [(line, False) for line in foot]
        before, self._lines = self._lines, lines[:height]
        for y in range(max(len(before), len(self._lines))):
            if before[y : y + 1] != self._lines[y : y + 1]:
                self.refresh(Region(0, y, width, 1))

    def body(self, moment: Moment, width: int) -> Iterator[tuple[PanelRow, bool]]:
        """The lines of the rows in sight, and whether the cursor is on them."""
        for number in range(self._top, min(self._top + self.rows_shown, len(self._keys))):
            yield self.row(moment, self._keys[number], width), self.lit and number == self._place
            if self.tall > 1:
                yield self.under(moment, self._keys[number], width), False

    def _settle(self) -> int | None:
        """The cursor stays on its row wherever that is now, in sight; it goes to the nearest where the row is gone."""
        keys, room = self._keys, self.rows_shown
        if not keys:
            self._top = 0
            return None
        place = self.place_of(self.chosen)
        if place is None:
            place = self.place_at_first()
            self.chosen = keys[place]
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
        """Where the cursor goes when its row is not there."""
        return 0

    def _title(self, moment: Moment) -> PanelRow:
        sign = "▸" if self.has_focus else " "
        ink = "accent bold" if self.has_focus else "primary bold"
        return PanelRow(((f"{sign}{_(self.name_of)} ", ink),), self.note(moment))

    def render_line(self, y: int) -> Strip:
        """A line."""
        width = self.size.width
        ground = "bar" if y == 0 else self.ground
        if y >= len(self._lines):
            return Strip.blank(width, self.looks.named(self.ground))
        row, marked = self._lines[y]
        pen = self._pens(ground, marked)
        if row.exact:
            return Strip([Segment(text, pen[ink]) for text, ink in row.left], width)
        blank = pen["foreground"]
        room = max(0, width - sum(cell_len(text) for text, _ink in row.right))
        pieces = []
        for text, ink in row.left:
            said = cut(text, room)
            pieces.append(Segment(said, pen[ink]))
            room -= cell_len(said)
        pieces.append(Segment(" " * room, blank))
        pieces += [Segment(text, pen[ink]) for text, ink in row.right]
        return Strip(pieces).adjust_cell_length(width, blank)

    def _pens(self, ground: str, marked: bool) -> Pens:
        key = (ground, marked, self.has_focus)
        if key not in self._boxes:
            self._boxes[key] = Pens(self.looks, ground, marked, "cursor" if self.has_focus else "cursor-away")
        return self._boxes[key]

    @property
    def text(self) -> str:
        """What the panel says, a line in each line."""
        return "\n".join("".join(text for text, _ink in (*row.left, *row.right)) for row, _marked in self._lines)

    def set_looks(self, looks: Looks) -> None:
        """Draw in other colours."""
        self.looks, self._boxes = looks, {}
        self.refresh()

    def on_resize(self) -> None:
        """Another size has other rows."""
        self._build()

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

    def on_click(self, event: events.Click) -> None:
        """A row was clicked, or something else in the panel."""
        self.clicked(event)

    def clicked(self, event: events.Click) -> None:
        """The cursor to the row that was clicked; a click on the cursor's row opens it. An heir that knows other places
        overrides this: Textual calls every class's own `on_click`."""
        place = (event.y - 1 - self._head) // self.tall + self._top
        if 0 <= place - self._top < self.rows_shown and place < len(self._keys):
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
