"""The axis of the timeline: which stretch of time its columns show, and the clock above them. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from orchestra_tui.fleet.units import DAY, HOUR, MINUTE, SECOND
from orchestra_tui.tui.widgets.bars import Piece
from orchestra_tui.tutor.telling.words import Calendar

STEPS = (
    *(MINUTE, 2 * MINUTE, 5 * MINUTE, 10 * MINUTE, 15 * MINUTE, 30 * MINUTE),
    *(HOUR, 2 * HOUR, 3 * HOUR, 6 * HOUR, 12 * HOUR, DAY, 2 * DAY, 7 * DAY, 14 * DAY, 28 * DAY),
)
"""The distances there are between two times on the axis."""
FINEST = 5 * SECOND
"""What a column shows at least."""
MARGIN = 8
"""The cursor stays this part of the width away from the edges, where time goes on beyond them."""


class View(NamedTuple):
    """`room` columns of `scale` ms each, beginning with column `first` of the run."""

    scale: int
    first: int
    room: int

    @property
    def start(self) -> int:
        """The time its first column begins with."""
        return self.first * self.scale

    @property
    def end(self) -> int:
        """The time at which its last column is over."""
        return (self.first + self.room) * self.scale

    def column(self, at: int) -> int:
        """The column of a moment, counted from the first shown; it may lie outside."""
        return at // self.scale - self.first

    def time(self, column: int) -> int:
        """The moment a column begins with."""
        return (self.first + column) * self.scale


def scale_of(end: int, room: int, level: int) -> int:
    """The ms of a column: at level 0 a run that ends then has room as a whole, each further level halves them."""
    whole = max(1, -(-(end + 1) // max(1, room)))
    return max(min(FINEST, whole), -(-whole // (1 << min(level, 40))))


def deepest(end: int, room: int) -> int:
    """The last level that still shows more."""
    level = 0
    while scale_of(end, room, level + 1) < scale_of(end, room, level):
        level += 1
    return level


def view(end: int, room: int, level: int, at: int, before: View | None = None) -> View:
    """What is shown of a run at a level of zoom: where it was shown before, if the cursor is well within that.

    After another zoom the cursor stays in its column; where it went beyond the edge, it comes to a third of the width.
    """
    scale = scale_of(end, room, level)
    if before is None:
        first = at // scale - room // 3
    elif before.scale != scale or before.room != room:
        column = before.column(at) * room // max(1, before.room)
        first = at // scale - min(max(column, 0), room - 1)
    else:
        margin, column = room // MARGIN, before.column(at)
        away = not margin <= column < room - margin
        first = at // scale - room // 3 if away else before.first
    return View(scale, max(0, min(first, end // scale + 1 - room)), room)


class Tick(NamedTuple):
    """A round time at a column, as it is written there; `midnight` where a day begins."""

    column: int
    label: str
    midnight: bool


def ticks(shown: View, calendar: Calendar, end: int) -> list[Tick]:
    """The round times in view, as close as their labels and a blank allow; none after the run's end."""
    widest = max(len(calendar.clock(end)), 5)
    step = next((s for s in STEPS if s >= (widest + 3) * shown.scale), STEPS[-1])
    found: list[Tick] = []
    at = shown.start + (-calendar.past_midnight(shown.start)) % min(step, DAY)
    free = 0
    while at < shown.end and at <= end:
        midnight = calendar.past_midnight(at) == 0
        whole_days = step <= DAY or calendar.day(at) % (step // DAY) == 0
        label = calendar.clock(at) if midnight else calendar.time(at)
        column = shown.column(at)
        if whole_days and column >= free:
            found.append(Tick(column, label, midnight))
            free = column + len(label) + 2
        at += min(step, DAY)
    return found


def axis(marks: list[Tick], room: int, here: int, now: str) -> list[Piece]:
    """The line of the clock, exactly `room` cells: ticks with their times, and the moment shown with the time it is.

    A time that would stand in the way of another gives way, the moment's own never; where there is no room for a whole
    one there is none.
    """
    cells, inks = [" "] * room, ["muted"] * room
    taken = range(0)
    if 0 <= here < room:
        sign = f"▼{now}" if here + len(now) < room else f"{now}▼" if here >= len(now) else "▼"
        first = here if sign[0] == "▼" else here - len(now)
        taken = range(first, first + len(sign))
        cells[first : first + len(sign)] = sign
        inks[first : first + len(sign)] = ["accent bold"] * len(sign)
    for tick in marks:
        if tick.column not in taken and 0 <= tick.column < room:
            cells[tick.column] = "┃" if tick.midnight else "│"
        last = tick.column + len(tick.label)
        if last < room and (last + 1 < taken.start or tick.column >= taken.stop or not taken):
            ink = "primary bold" if tick.midnight else "muted"
            cells[tick.column + 1 : last + 1] = tick.label
            inks[tick.column : last + 1] = [ink] * (last + 1 - tick.column)
    return joined(cells, inks)


def joined(cells: Sequence[str], inks: Sequence[str]) -> list[Piece]:
    """Cells with an ink each as pieces, equal neighbours together."""
    pieces: list[Piece] = []
    start = 0
    for place in range(1, len(cells) + 1):
        if place == len(cells) or inks[place] != inks[start]:
            pieces.append(("".join(cells[start:place]), inks[start]))
            start = place
    return pieces if cells else []
