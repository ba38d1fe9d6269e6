"""One lane of the timeline as a line of cells: textures, task names, marks, the cursor. Pure."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, groupby
from typing import NamedTuple

from rich.cells import cell_len

from orchestra_tui.base.text import visible
from orchestra_tui.fleet.model import Interval
from orchestra_tui.tui.widgets.bars import Piece
from orchestra_tui.tui.widgets.fit import fit
from orchestra_tui.tui.widgets.fleet.axis import Tick, View, joined
from orchestra_tui.tui.widgets.fleet.glyphs import DOING, LOUD, MARK
from orchestra_tui.tutor.playing.lanes import Doing, Lane, Stretch

HERE = "│"
OPEN = "─"
GRID, MIDNIGHT = "┊", "│"
EDGE = "▐"
"""The first cell of a stretch that follows another of its kind at once."""
MIDDLING = 12
"""Cells from which a name that is too long keeps its beginning, too."""
_LOUDNESS = {kind: rank for rank, kind in enumerate(LOUD)}
_EDGED = frozenset({Doing.WORK, Doing.REVIEW})
AROUND = 2
"""A name within a stretch has a cell of its texture at either side."""

Run = tuple[int, int, Stretch]
"""The columns, from and to, that show a stretch."""


class Bar(NamedTuple):
    """A line of a lane, whatever moment is shown: its text, a character a column; as it was, in pieces that begin at
    `starts`; and as it will be, all faint, in pieces that begin at `later`.

    `kept` are the columns with marks and letters, which are seen through the cursor.
    """

    text: str
    was: tuple[Piece, ...]
    starts: tuple[int, ...]
    will_be: tuple[Piece, ...]
    later: tuple[int, ...]
    kept: frozenset[int]

    @classmethod
    def of(cls, cells: Sequence[str], inks: Sequence[str], kept: Iterable[int]) -> Bar:
        """The line of these cells, with an ink for each."""
        faint = ["faint reverse" if ink.endswith("reverse") else "faint" for ink in inks]
        was, will_be = joined(cells, inks), joined(cells, faint)
        return cls("".join(cells), tuple(was), _starts(was), tuple(will_be), _starts(will_be), frozenset(kept))


def _starts(pieces: Iterable[Piece]) -> tuple[int, ...]:
    return tuple(accumulate((len(text) for text, _ink in pieces), initial=0))[:-1]


def bar(lane: Lane, shown: View, marks: Sequence[Tick], end: int, hours: Sequence[Interval] = ()) -> tuple[Bar, Bar]:
    """A lane in view, and the names of tasks that have no room in it, for the line below.

    Behind the stretches are the round times and the `hours` in which there can be any.
    """
    cells, inks = _ground(shown, marks)
    names, quiet = list(cells), list(inks)
    _hours(cells, inks, shown, end, hours)
    runs = list(_runs(lane, shown))
    before: Run | None = None
    for run in runs:
        start, stop, stretch = run
        glyph, ink = DOING[stretch.doing]
        cells[start:stop] = glyph * (stop - start)
        inks[start:stop] = [ink] * (stop - start)
        edged = stretch.doing in _EDGED and stop - start > 1
        if edged and before and before[1] == start and before[2].doing is stretch.doing:
            cells[start] = EDGE
        before = run
    within, below = set[int](), set[int]()
    for column, name in _named(cells, inks, within, runs):
        names[column : column + len(name)] = name
        quiet[column : column + len(name)] = ["muted"] * len(name)
        below.update(range(column, column + len(name)))
    within |= _marks(cells, inks, lane, shown)
    return Bar.of(cells, inks, within), Bar.of(names, quiet, below)


def _ground(shown: View, marks: Sequence[Tick]) -> tuple[list[str], list[str]]:
    cells = [" "] * shown.room
    for tick in marks:
        cells[tick.column] = MIDNIGHT if tick.midnight else GRID
    return cells, ["faint"] * shown.room


def _hours(cells: list[str], inks: list[str], shown: View, end: int, hours: Sequence[Interval]) -> None:
    for span in hours[bisect_right(hours, shown.start, key=lambda span: span.end) :]:
        if span.start > min(end, shown.end):
            break
        first, last = max(0, shown.column(span.start)), min(shown.column(min(span.end - 1, end)), shown.room - 1)
        for column in range(first, last + 1):
            cells[column], inks[column] = OPEN, "muted"


def _runs(lane: Lane, shown: View) -> Iterator[Run]:
    """The columns that show the same stretch."""
    start = 0
    for stretch, group in groupby(lane.columns(shown.start, shown.scale, shown.room)):
        stop = start + sum(1 for _ in group)
        if stretch is not None:
            yield start, stop, stretch
        start = stop


def _attempt(run: Run) -> tuple[str, int, bool]:
    return run[2].task, run[2].epoch, run[2].doing is Doing.REVIEW


def _named(cells: list[str], inks: list[str], kept: set[int], runs: Sequence[Run]) -> Iterator[tuple[int, str]]:
    """Writes the task of each attempt once into its first stretch that has room; names that have none, and where."""
    free = 0
    for (task, epoch, _review), group in groupby(runs, _attempt):
        stretches = list(group)
        name = visible(task, keep="") + (f" e{epoch}" if epoch > 1 else "")
        if cell_len(name) != len(name):
            continue
        long = (run for run in stretches if run[1] - run[0] >= len(name) + 2 + AROUND)
        wide = next((run for run in long if run[2].doing is not Doing.MERGE), None)
        start = stretches[0][0]
        if wide is not None:
            glyph_ink = DOING[wide[2].doing][1]
            ink = f"{glyph_ink} {'reverse' if wide[2].doing is Doing.WORK else 'bold'}"
            place = slice(wide[0] + 1, wide[0] + 3 + len(name))
            cells[place], inks[place] = f" {name} ", [ink] * (len(name) + 2)
            kept.update(range(place.start + 1, place.stop - 1))
        elif start >= free and start + len(name) <= len(cells):
            free = start + len(name) + 1
            yield start, name


def _marks(cells: list[str], inks: list[str], lane: Lane, shown: View) -> set[int]:
    marked = dict[int, int]()
    for mark in lane.marks_between(shown.start, shown.end):
        column, rank = shown.column(mark.at), _LOUDNESS[mark.kind]
        marked[column] = min(rank, marked.get(column, rank))
    for column, rank in marked.items():
        glyph, ink = MARK[LOUD[rank]]
        cells[column], inks[column] = glyph, f"{ink} bold"
    return set(marked)


def drawn(line: Bar, here: int) -> list[Piece]:
    """A line of a lane at a moment, in exactly its columns: what was is bright, what will be is faint."""
    past = bisect_left(line.starts, here)
    pieces = list(line.was[:past])
    if pieces:
        text, ink = pieces[-1]
        pieces[-1] = (text[: here - line.starts[past - 1]], ink)
    if 0 <= here < len(line.text):
        pieces.append((line.text[here], "accent bold reverse") if here in line.kept else (HERE, "accent bold"))
    first = max(0, here + 1)
    if first < len(line.text):
        coming = bisect_right(line.later, first) - 1
        text, ink = line.will_be[coming]
        pieces.append((text[first - line.later[coming] :], ink))
        pieces += line.will_be[coming + 1 :]
    return pieces


def short(name: str, room: int) -> str:
    """A name in exactly so many cells; its end stays, since role and number there tell siblings apart."""
    if cell_len(name) <= room or room < 4 or len(name) != cell_len(name):
        return fit(name, room)
    tail = name[max(name.rfind("-"), len(name) - 4) :] if room >= MIDDLING else name[1 - room :]
    return f"{name[: room - 1 - len(tail)]}…{tail}"
