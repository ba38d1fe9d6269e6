"""The strip above the panels: the clock, the track of the whole run, how many do what, money, seed and hash."""

from __future__ import annotations

from textual import events
from textual.message import Message
from textual.strip import Strip as Line
from textual.widget import Widget

from orchestra_tui.tui.looks import Looks
from orchestra_tui.tui.widgets.fleet.moment import Moment
from orchestra_tui.tui.widgets.fleet.painting import Painter, PanelRow, changed
from orchestra_tui.tui.widgets.fleet.strip_says import Going, strip_rows, track_cells

__all__ = ["FleetStrip", "Going"]


class FleetStrip(Widget, can_focus=False):
    """One to three lines, as many as it is high; a click on the track goes to that time."""

    DEFAULT_CSS = """
    FleetStrip {
        height: 3;
        width: 1fr;
        background: $panel;
    }
    """
    ALLOW_SELECT = False

    class Sought(Message):
        """A time was pointed at on the track, in ms."""

        def __init__(self, at: int) -> None:
            super().__init__()
            self.at = at

    def __init__(self, looks: Looks, id: str | None = None) -> None:
        super().__init__(id=id)
        self.painter = Painter(looks)
        self.moment: Moment | None = None
        self.going = Going()
        self._rows: list[PanelRow] = []
        self._dragging = False

    def show(self, moment: Moment, going: Going) -> None:
        """Show a moment."""
        self.moment, self.going = moment, going
        self._build()

    @property
    def looks(self) -> Looks:
        """The colours it is drawn in."""
        return self.painter.looks

    def set_looks(self, looks: Looks) -> None:
        """Draw in other colours."""
        self.painter = Painter(looks)
        self.refresh()

    def on_resize(self) -> None:
        """Another size has other lines."""
        self._build()

    def _build(self) -> None:
        width, height = self.size
        if self.moment is None or not width or not height:
            return
        before, self._rows = self._rows, strip_rows(self.moment, self.going, width, height)
        if regions := changed(before, self._rows, width):
            self.refresh(*regions)

    def render_line(self, y: int) -> Line:
        """A line."""
        row = self._rows[y] if y < len(self._rows) else PanelRow()
        return self.painter.line(row, self.size.width, "bar")

    @property
    def text(self) -> str:
        """What it says."""
        return "\n".join(row.text for row in self._rows)

    # The mouse on the track

    def _seek(self, x: int) -> None:
        if self.moment is not None:
            cells = track_cells(self.moment, *self.size)
            share = min(1.0, max(0.0, (x - 1) / max(1, cells - 3)))
            self.post_message(self.Sought(round(share * self.moment.recording.end)))

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Take hold of the track."""
        if event.y == 1:
            self._dragging = True
            self.capture_mouse()
            self._seek(event.x)

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Drag."""
        if self._dragging:
            self._seek(event.x)

    def on_mouse_up(self, event: events.MouseUp) -> None:
        """Let go."""
        if self._dragging:
            self._dragging = False
            self.release_mouse()
