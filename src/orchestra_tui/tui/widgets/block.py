"""A block of laid-out text, as high as its lines: what a page of several widgets is built from."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from rich.style import Style
from textual import events
from textual.geometry import Size
from textual.message import Message
from textual.selection import Selection
from textual.strip import Strip
from textual.widget import Widget

from orchestra_tui.course.layout import Line
from orchestra_tui.tui.looks import Looks
from orchestra_tui.tui.widgets.paint import Over, paint
from orchestra_tui.tui.widgets.selecting import selected_text


class Look(Message):
    """Some lines of a block are what matters now: bring them into sight."""

    def __init__(self, block: Block, line: int, count: int) -> None:
        super().__init__()
        self.block = block
        self.line = line
        self.count = count


class Block(Widget, inherit_bindings=False):
    """Lines drawn one by one; a subclass sets `looks` and says which lines, and what lies under and over them."""

    DEFAULT_CSS = """
    Block {
        height: auto;
        width: 1fr;
        background: $background;
    }
    """

    looks: Looks
    _laid: tuple[int, Sequence[Line]] = (0, ())

    def typeset(self, width: int) -> Sequence[Line]:
        """The lines for a width in cells."""
        raise NotImplementedError

    def ground(self, number: int) -> Style | None:
        """What a line is written on, over its whole width, if not on paper."""
        return None

    def overs(self, number: int) -> Sequence[Over]:
        """What lies over a line."""
        return ()

    def lines_for(self, width: int) -> Sequence[Line]:
        """The lines for a width; laid out once."""
        if self._laid[0] != width:
            self._laid = (width, self.typeset(width))
        return self._laid[1]

    @property
    def lines(self) -> Sequence[Line]:
        """The lines as they stand on the screen."""
        return self.lines_for(self.size.width) if self.size.width else ()

    @property
    def text(self) -> str:
        """What the block says."""
        return "\n".join(line.text for line in self.lines)

    def relay(self) -> None:
        """Lay the lines out anew: what they say has changed."""
        self._laid = (0, ())
        self.refresh(layout=True)

    def look(self, line: int, count: int = 1) -> None:
        """Bring lines into sight."""
        self.post_message(Look(self, line, count))

    def set_looks(self, looks: Looks) -> None:
        """Draw in other colours."""
        self.looks = looks
        self.refresh()

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many lines as there are."""
        return len(self.lines_for(width))

    def render_line(self, y: int) -> Strip:
        """The strip of a line."""
        width, lines = self.size.width, self.lines
        paper = self.looks.named("paper")
        if y >= len(lines):
            return Strip.blank(width, paper)
        line, ground = lines[y], self.ground(y)
        if line.code is not None:
            ground = self.looks.named("code")
        over = [*self.overs(y), *self._selected(y, line)]
        under = Style(bgcolor=ground.bgcolor) if ground and line.code is not None else ground
        strip = Strip(paint(line.runs, self.looks, over, under)).adjust_cell_length(width, ground or paper)
        return strip.apply_offsets(0, y)

    def _selected(self, y: int, line: Line) -> list[Over]:
        selection = self.text_selection
        span = selection.get_span(y) if selection is not None else None
        if span is None:
            return []
        return [Over(span[0], len(line.text) if span[1] < 0 else span[1], self.looks.named("selection"))]

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        """The selected text, and what follows it."""
        return selected_text(self.lines, selection, 0), "\n"

    def selection_updated(self, selection: Selection | None) -> None:
        """Draw the selection."""
        self.refresh()

    def line_under(self, event: events.MouseEvent) -> tuple[int, int] | None:
        """The line and the column that the mouse is on, None beside the text."""
        spot = event.get_content_offset(self)
        return (spot.y, spot.x) if spot is not None and spot.y < len(self.lines) else None


class Prose(Block):
    """A block that says what it is given."""

    def __init__(self, looks: Looks, id: str | None = None) -> None:
        super().__init__(id=id)
        self.looks = looks
        self._say: Callable[[int], Sequence[Line]] | None = None

    def say(self, how: Callable[[int], Sequence[Line]] | None) -> None:
        """Say what `how` lays out for a width; None is silence and takes no room."""
        self._say = how
        self.display = how is not None
        self.relay()

    def typeset(self, width: int) -> Sequence[Line]:
        """What was given."""
        return self._say(width) if self._say else ()
