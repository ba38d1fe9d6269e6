"""A table's columns: which of them appear at which width, how wide they are, and a line of cells. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from rich.cells import cell_len

from orchestra_tui.base.i18n import _
from orchestra_tui.tui.widgets.bars import Piece
from orchestra_tui.tui.widgets.fit import fit
from orchestra_tui.tui.widgets.fleet.painting import PanelRow, wide

_BETWEEN = re.compile("([-_/])")
"""What stands between the words of a name."""


class Column(NamedTuple):
    """A column by its `id`, with the msgid of its name.

    `steps` are pairs of a rank and a width: where there is room the steps are taken in order of rank, so that a column
    appears with its first step and grows with its others.
    """

    id: str
    title: str
    steps: tuple[tuple[int, int], ...]
    right: bool = False


class Placed(NamedTuple):
    """A column that has room, and how many cells."""

    column: Column
    cells: int


def placed(columns: Sequence[Column], width: int, gap: int = 1) -> tuple[Placed, ...]:
    """The columns that fit, in their order; a cell of space stands before each but the first."""
    cells = dict.fromkeys(range(len(columns)), 0)
    room = width + gap
    wishes = sorted((rank, place, step) for place, column in enumerate(columns) for rank, step in column.steps)
    for _rank, place, step in wishes:
        more = step - cells[place] + (0 if cells[place] else gap)
        if step > cells[place] and more <= room:
            cells[place], room = step, room - more
    return tuple(Placed(column, cells[place]) for place, column in enumerate(columns) if cells[place])


def line(places: Sequence[Placed], cells: Mapping[str, Piece], gap: int = 1) -> tuple[Piece, ...]:
    """A line of cells by the ids of their columns; what is missing is blank."""
    pieces: list[Piece] = []
    for number, (column, width) in enumerate(places):
        text, ink = cells.get(column.id, ("", "muted"))
        said = right(text, width) if column.right else fit(text, width)
        space = " " * gap if number else ""
        if pieces and (pieces[-1][1] == ink or not said.strip()):
            pieces[-1] = (f"{pieces[-1][0]}{space}{said}", pieces[-1][1])
        else:
            pieces.append((f"{space}{said}", ink))
    return tuple(pieces)


def names(places: Sequence[Placed], gap: int = 1) -> tuple[Piece, ...]:
    """The line of the columns' names."""
    return line(places, {column.id: (_(column.title), "muted") for column, _cells in places}, gap)


def right(text: str, width: int) -> str:
    """The text at the right end of so many cells; cut at its end where it is longer."""
    room = width - cell_len(text)
    return " " * room + text if room >= 0 else fit(text, width)


def shortened(text: str, width: int) -> str:
    """A name in at most `width` cells: its longest words give way, each to an ellipsis, its number stays.

    `claude-developer-1` in nine cells is `cla…dev…1`.
    """
    if cell_len(text) <= width:
        return text
    words = _BETWEEN.split(text)
    if len(words) < 3 or cell_len(text) != len(text) or width < 2 * len(words[::2]):
        return fit(text, width)
    cut = [*words]
    while sum(map(len, cut)) + (cut[-1] != words[-1]) > width:
        longest = max(range(0, len(cut), 2), key=lambda place: (len(cut[place]) - 3 * words[place].isdigit(), -place))
        cut[longest] = cut[longest][:-1]
    for place in range(0, len(cut), 2):
        if cut[place] != words[place]:
            cut[place + 1 : place + 2] = ["…"]
    return "".join(cut)


def flowing(head: Sequence[Piece], phrases: Sequence[str], width: int, lines: int) -> list[PanelRow]:
    """Phrases one after another behind a head, in so many lines, the later ones indented; the last may be cut."""
    rows, left = list[PanelRow](), list(phrases)
    start: tuple[Piece, ...] = tuple(head)
    for number in range(lines):
        room, count = width - wide(start) - 1, 0
        while count < len(left) and cell_len(" · ".join(left[: count + 1])) <= room:
            count += 1
        if number == lines - 1 or (left and not count and number):
            count = len(left) if number == lines - 1 else 1
        rows.append(PanelRow((*start, (" · ".join(left[:count]), "muted"))))
        left, start = left[count:], (("   ", "muted"),)
    return rows
