"""A column of laid-out text in one widget, drawn line by line and scrolled at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from rich.segment import Segment
from rich.style import Style
from textual.geometry import Region, Size
from textual.scroll_view import ScrollView
from textual.selection import Selection
from textual.strip import Strip
from textual.widget import Widget

from orchestra_tui.course.layout import Line, follow, locate, place_of
from orchestra_tui.course.model import Place
from orchestra_tui.tui.looks import Looks
from orchestra_tui.tui.widgets.paint import Over, paint
from orchestra_tui.tui.widgets.selecting import selected_text

Typeset = Callable[[int, frozenset[int]], tuple[Line, ...]]
"""Lays a text out for a width in cells, with the numbers of the folds that are not as their author left them."""

MARGIN = 2
BOOKMARK = "◆"


class Column(ScrollView, inherit_bindings=False):
    """Text in the middle of the widget, at most `column` cells wide; `open` gives it something to show.

    The text is laid out when its width is known, at the latest while it is painted: it stands in the first frame.
    """

    DEFAULT_CSS = """
    Column {
        overflow-x: hidden;
        overflow-y: scroll;
        scrollbar-size-vertical: 1;
        background: $background;
        color: $foreground;
    }
    """

    def __init__(self, looks: Looks, column: int = 80, id: str | None = None) -> None:
        super().__init__(id=id)
        self.looks = looks
        self.column = column
        self.lines: tuple[Line, ...] = ()
        self.opened: frozenset[int] = frozenset()
        self.moved: Callable[[], None] = lambda: None
        """Called when another line is on top or the text was laid out anew, so that one frame shows all of it."""
        self._typeset: Typeset | None = None
        self._start: Place | None = None
        self._set_for = (0, 0)
        self._settling = False
        self._anchor: tuple[tuple[Line, ...], int] = ((), 0)
        self._marks: frozenset[Place] = frozenset()
        self._marked: frozenset[int] = frozenset()
        self._overs: dict[int, list[Over]] = {}
        self._strips: dict[int, Strip] = {}

    # What is shown

    def open(self, typeset: Typeset, place: Place | None = None) -> None:
        """Show another text from a place on, its folds as their author left them."""
        self._typeset, self._start = typeset, place or Place()
        self.opened = frozenset()
        self._set_for = (0, 0)
        self._ensure()

    def renew(self, typeset: Typeset | None = None) -> None:
        """Lay the same text out again where it stands: its source, colours, folds or width changed."""
        self._typeset = typeset or self._typeset
        self._set_for = (0, 0)
        self._ensure()

    def set_column(self, column: int) -> None:
        """Make the lines at most `column` cells wide, keeping the place."""
        self.column = column
        self.renew()

    def set_looks(self, looks: Looks) -> None:
        """Draw in other colours."""
        self.looks = looks
        self.redraw()

    def set_bookmarks(self, places: frozenset[Place]) -> None:
        """Mark these places at the margin."""
        if places == self._marks:
            return
        self._marks = places
        self._marked = self._locate_marks()
        self.redraw()

    @property
    def measure(self) -> int:
        """The width of the text in cells, as much as fits."""
        return max(1, min(self.column, self.size.width - 2 * MARGIN))

    @property
    def margin(self) -> int:
        """The cells left of the text."""
        return max(MARGIN, (self.size.width - self.measure) // 2)

    @property
    def top(self) -> int:
        """The number of the first line on the screen."""
        return self.scroll_offset.y

    @property
    def place(self) -> Place:
        """What is on top."""
        return self._start if self._start is not None else place_of(self.lines, self.top)

    @property
    def at_end(self) -> bool:
        """Whether the last line is on the screen."""
        return bool(self.lines) and self.top + self.size.height >= len(self.lines)

    @property
    def share(self) -> float:
        """How much of the text lies above the bottom of the screen, 0 to 1."""
        return min(1.0, (self.top + self.size.height) / len(self.lines)) if self.lines else 0.0

    def visible_lines(self) -> Sequence[Line]:
        """The lines on the screen."""
        return self.lines[self.top : self.top + self.size.height]

    # Laying out

    def dress(self) -> dict[int, list[Over]]:
        """What lies over the lines, by line number; a subclass says."""
        return {}

    def relaid(self) -> None:
        """Called when line numbers have changed, before the lines are dressed."""

    def _locate_marks(self) -> frozenset[int]:
        return frozenset(locate(self.lines, place) for place in self._marks) if self.lines else frozenset()

    def _ensure(self) -> None:
        """Lay the text out if the width asks for it; the line on top stays on top."""
        wanted = (self.measure, self.size.width)
        if self._typeset is None or not self.size.width or wanted == self._set_for:
            return
        self._set_for = wanted
        self.lines = self._typeset(wanted[0], self.opened)
        before, number = self._anchor
        if self._start is not None:
            before, number = self.lines, locate(self.lines, self._start)
            self._start = None
            self._anchor = (before, number)
        self._marked = self._locate_marks()
        self.relaid()
        self._fit_bar()
        self._settling = True
        self._scroll(follow(before, number, self.lines))
        self._settling = False
        self.redraw()
        self.moved()

    def _fit_bar(self) -> None:
        """Tell the scroll bar, which is always there, how long the text is: no other widget has to be arranged anew."""
        self.set_reactive(Widget.virtual_size, Size(self.size.width, len(self.lines)))
        self.vertical_scrollbar.window_size = self.size.height
        self.vertical_scrollbar.window_virtual_size = len(self.lines)

    def _scroll(self, line: int) -> None:
        self.scroll_to(y=max(0, min(line, self.max_scroll_y)), animate=False, force=True)

    def jump(self, line: int) -> None:
        """Put a line on top."""
        self._scroll(line)

    def on_resize(self) -> None:
        """The width may have changed, and with the height what is on the screen."""
        self._ensure()
        self.moved()

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Tell where the text stands now; where the learner scrolled to stays on top when the width changes."""
        super().watch_scroll_y(old_value, new_value)
        if round(old_value) != round(new_value):
            if not self._settling:
                self._anchor = (self.lines, self.top)
            self.moved()

    # Drawing

    def redraw(self) -> None:
        """Dress the lines and draw them in the next frame."""
        self._overs = self.dress()
        self._strips.clear()
        self.refresh()

    def render_lines(self, crop: Region) -> list[Strip]:
        """The strips of a region of the screen."""
        self._ensure()
        return super().render_lines(crop)

    def render_line(self, y: int) -> Strip:
        """The strip of a line on the screen."""
        number = self.top + y
        if number >= len(self.lines):
            return Strip.blank(self.size.width, self.looks.named("paper"))
        selection = self.text_selection
        if selection is not None and (span := selection.get_span(number)) is not None:
            return self._strip(number, span)
        if number not in self._strips:
            self._strips[number] = self._strip(number, None)
        return self._strips[number]

    def _strip(self, number: int, selected: tuple[int, int] | None) -> Strip:
        line, margin, width = self.lines[number], self.margin, self.size.width
        over = self._overs.get(number, [])
        if selected is not None:
            start, stop = selected
            stop = len(line.text) if stop < 0 else stop - margin
            over = [*over, Over(max(0, start - margin), stop, self.looks.named("selection"))]
        code = self.looks.named("code") if line.code is not None else None
        body = Strip(paint(line.runs, self.looks, over, code and Style(bgcolor=code.bgcolor)))
        if code:
            body = body.extend_cell_length(self.measure, code)
        strip = Strip([*self._ornament(number, margin), *body])
        return strip.extend_cell_length(width, self.looks.named("paper")).crop(0, width).apply_offsets(0, number)

    def _ornament(self, number: int, margin: int) -> list[Segment]:
        paper = self.looks.named("paper")
        if number not in self._marked:
            return [Segment(" " * margin, paper)]
        return [Segment(" " * (margin - 2), paper), Segment(BOOKMARK, self.looks.named("mark")), Segment(" ", paper)]

    # Selecting

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        """The selected text as its author wrote it, and what follows it."""
        return selected_text(self.lines, selection, self.margin), "\n"

    def selection_updated(self, selection: Selection | None) -> None:
        """Draw the selection."""
        self.refresh()

    # Moving

    def action_line(self, step: int) -> None:
        """Move by lines."""
        self.jump(self.top + step)

    def action_leaf(self, pages: float) -> None:
        """Move by pages, leaving a line or two in common."""
        overlap = 2 if self.size.height > 8 else 1
        step = max(1, round((self.size.height - overlap) * abs(pages)))
        self.jump(self.top + (step if pages > 0 else -step))

    def action_edge(self, side: int) -> None:
        """To the first or the last line."""
        self.jump(0 if side < 0 else len(self.lines))

    def go(self, place: Place) -> None:
        """Put a place on top."""
        if self.lines and self._start is None:
            self.jump(locate(self.lines, place))
        else:
            self._start = place

    def reveal(self, line: int) -> None:
        """Bring a line onto the screen, a third from the top if it was not there."""
        if not self.top <= line < self.top + self.size.height:
            self.jump(line - self.size.height // 3)
