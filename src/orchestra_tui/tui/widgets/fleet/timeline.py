"""The timeline: a lane for each agent, the human, the branch main; what was, what will be, and where we are."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, cast

from rich.cells import cell_len
from textual import events
from textual.message import Message

from orchestra_tui.base.i18n import N_, _
from orchestra_tui.base.text import visible
from orchestra_tui.fleet.model import Interval, TaskState
from orchestra_tui.fleet.runs import HUMAN
from orchestra_tui.tui.looks import Looks
from orchestra_tui.tui.widgets.bars import Piece
from orchestra_tui.tui.widgets.fleet.axis import Tick, View, axis, deepest, ticks, view
from orchestra_tui.tui.widgets.fleet.bar import Bar, bar, drawn, short
from orchestra_tui.tui.widgets.fleet.glyphs import AGENT
from orchestra_tui.tui.widgets.fleet.legend import legend
from orchestra_tui.tui.widgets.fleet.moment import Key, Moment, Subject
from orchestra_tui.tui.widgets.fleet.painting import CURSOR
from orchestra_tui.tui.widgets.fleet.panel import Panel, PanelRow
from orchestra_tui.tui.widgets.fleet.roll import state_of
from orchestra_tui.tutor.playing.lanes import Doing, Lane
from orchestra_tui.tutor.playing.laying import FLEET, MAIN
from orchestra_tui.tutor.playing.marks import STOPS, Kind
from orchestra_tui.tutor.playing.memo import once
from orchestra_tui.tutor.playing.recording import Recording
from orchestra_tui.tutor.telling.words import lasts

NAMES = 24
"""Cells for the names of lanes at most."""
WORDY = 54
"""Cells from which a lane's state is told beside its name."""
ROOMY = 4
"""Lines that are for other things than lanes where each has two."""


class Row(NamedTuple):
    """A lane of the timeline: its name, its lane, and the hours in which there can be anything on it."""

    name: str
    lane: Lane
    hours: tuple[Interval, ...] = ()


class TimelinePanel(Panel):
    """One row a lane. It shows the whole run until it is zoomed into; then the view goes with the cursor."""

    name_of = N_("Timeline")
    lit = False

    class Sought(Message):
        """A time was pointed at, in ms."""

        def __init__(self, at: int) -> None:
            super().__init__()
            self.at = at

    def __init__(self, looks: Looks, id: str | None = None) -> None:
        super().__init__(looks, id)
        self.level = 0
        """How often the whole was halved."""
        self.view: View | None = None
        """What is shown; None before the first picture."""
        self._ticks: list[Tick] = []
        self._bars: dict[str, tuple[Bar, Bar]] = {}
        self._made_of: tuple[Recording, View] | None = None
        self.left = 0
        """Cells before the lanes."""
        self._dragging = False

    # Time

    @property
    def column_ms(self) -> int | None:
        """How much time a column shows; None while nothing is shown."""
        return self.view.scale if self.view and self.display else None

    def zoom(self, step: int) -> None:
        """Closer to the moment shown, or further away."""
        if self.moment is not None and self.view is not None:
            self.level = max(0, min(self.level + step, deepest(self.moment.recording.end, self.view.room)))
            self._build()

    def _look(self, moment: Moment) -> None:
        width = self.size.width
        self.left = min(widest(moment.recording), NAMES, max(8, width // 4)) + (4 if width >= WORDY else 2)
        end = moment.recording.end
        self.view = view(end, max(1, width - self.left), self.level, moment.at, self.view)
        if self._made_of != (moment.recording, self.view):
            self._made_of, self._bars = (moment.recording, self.view), {}
            self._ticks = ticks(self.view, moment.calendar, end)

    def _build(self) -> None:
        if self.moment is not None and self.size.width:
            self._look(self.moment)
            lanes = len(self.keys(self.moment, self.size.width))
            self.tall = 2 if 2 * lanes <= self.size.height - ROOMY else 1
        super()._build()

    # What is shown

    def note(self, moment: Moment) -> tuple[Piece, ...]:
        """How much is in view."""
        if self.view is None or not self.level:
            return ((_("the whole run") + " ", "muted"),)
        seen = lasts(min(self.view.room * self.view.scale, moment.recording.end))
        return ((_("{time} in view").format(time=seen) + " ", "accent"),)

    def head(self, moment: Moment, width: int) -> Sequence[PanelRow]:
        """The clock."""
        assert self.view
        here = self.view.column(moment.at)
        line = axis(self._ticks, self.view.room, here, moment.calendar.time(moment.at))
        return (PanelRow(((" " * self.left, "muted"), *line)),)

    def foot_size(self, width: int, height: int) -> int:
        """As many lines as the signs need."""
        return len(self.foot(self.moment, width)) if self.moment else 0

    def foot(self, moment: Moment, width: int) -> Sequence[PanelRow]:
        """What the signs mean, where the lanes leave room."""
        spare = self.size.height - 2 - len(self._keys) * self.tall
        lines = min(2, spare - 1, self.size.height // 6)
        return [PanelRow(line) for line in legend(moment.recording, width, lines)] if lines > 0 else ()

    def keys(self, moment: Moment, width: int) -> Sequence[Key]:
        """The lanes, as in the plan; of interest are those where something went wrong."""
        return troubled(moment.recording) if moment.filter.problems else list(rows(moment.recording))

    def subject_of(self, moment: Moment, key: Key) -> Subject:
        """The agent and its task; elsewhere what is going on, else what stood out last, with its event."""
        name = cast("str", key)
        if agent := moment.state.agents.get(name):
            return Subject(name, agent.task)
        lane = rows(moment.recording)[name].lane
        stretch = lane.at(moment.at)
        if stretch and stretch.n <= moment.n:
            return Subject("", stretch.task, stretch.n)
        mark = lane.last_mark(moment.n)
        return Subject("", mark.task, mark.n) if mark else Subject()

    def _bar(self, moment: Moment, name: str) -> tuple[Bar, Bar]:
        assert self.view
        if name not in self._bars:
            row = rows(moment.recording)[name]
            self._bars[name] = bar(row.lane, self.view, self._ticks, moment.recording.end, row.hours)
        return self._bars[name]

    def row(self, moment: Moment, key: Key, width: int) -> PanelRow:
        """What the lane does now, its name, its time."""
        assert self.view
        name = cast("str", key)
        at = rows(moment.recording)[name]
        left: list[Piece] = [(" ", "muted")]
        if width >= WORDY:
            sign, ink = state_sign(moment, name, at)
            left.append((f"{sign} ", ink))
        room = self.left - 2 - (2 if width >= WORDY else 0)
        left.append((short(at.name, room), f"{CURSOR}foreground" if key == self.chosen else "foreground"))
        left.append((" ", "muted"))
        return PanelRow((*left, *drawn(self._bar(moment, name)[0], self.view.column(moment.at))), exact=True)

    def under(self, moment: Moment, key: Key, width: int) -> PanelRow:
        """The names of tasks that had no room in the lane."""
        assert self.view
        line = self._bar(moment, cast("str", key))[1]
        return PanelRow(((" " * self.left, "muted"), *drawn(line, self.view.column(moment.at))), exact=True)

    # The mouse

    def _seek(self, x: int) -> None:
        """To the end of the column that was pointed at: what happened in it has happened then."""
        if self.view is not None:
            column = max(0, min(x - self.left, self.view.room - 1))
            self.post_message(self.Sought(self.view.time(column + 1) - 1))

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Take hold of a lane, or of the clock."""
        if event.y >= 1 and event.x >= self.left:
            event.stop()
            self._dragging = True
            self.capture_mouse()
            place = super().place_at(event.x, event.y)
            if place is not None:
                self.move_to(place)
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

    def place_at(self, x: int, y: int) -> int | None:
        """A lane's name is a row like any; in the lanes the button has done its work already when it is let go."""
        return super().place_at(x, y) if x < self.left else None


def state_sign(moment: Moment, name: str, row: Row) -> tuple[str, str]:
    """The sign of what a lane does at a moment."""
    if agent := moment.state.agents.get(name):
        return AGENT[state_of(agent)]
    index = moment.state.index
    if name == HUMAN:
        if index.counts[TaskState.NEEDS_HUMAN]:
            return "▲", "error"
        return ("◇", "secondary") if index.human else ("·", "muted")
    if name == MAIN:
        return ("◆", "primary") if moment.state.merging else ("·", "muted")
    is_open = any(span.start <= moment.at < span.end for span in row.hours)
    return ("○", "success") if is_open else ("·", "muted")


@once
def rows(recording: Recording) -> dict[str, Row]:
    """The lanes of a recording: agents, the human and the fleet where there is something on them, main, and accounts
    that are to be had at times only."""
    plan, found = recording.plan, dict[str, Row]()
    titles = {HUMAN: _("human"), FLEET: _("fleet")}
    for name, lane in recording.lanes.items():
        title = titles.get(name) or visible(name, keep="")
        if name == HUMAN and not (plan.policy.review.human or lane.stretches or lane.marks):
            continue
        if name == FLEET and all(mark.kind is Kind.END for mark in lane.marks):
            continue
        found[name] = Row(title, lane, (plan.reviewer_hours or ()) if name == HUMAN else ())
    for account in plan.accounts:
        if account.windows is not None:
            found[f"={account.id}"] = Row(visible(account.id, keep=""), Lane(account.id), account.windows)
    return found


@once
def widest(recording: Recording) -> int:
    """Cells that the longest name of a lane takes."""
    return max(cell_len(row.name) for row in rows(recording).values())


@once
def troubled(recording: Recording) -> list[str]:
    """The lanes on which something stands out, or waits, or is suspect, at any time."""
    return [
        name
        for name, row in rows(recording).items()
        if any(mark.kind in STOPS for mark in row.lane.marks) or row.lane.kinds & {Doing.WAIT, Doing.SUSPECT}
    ]
