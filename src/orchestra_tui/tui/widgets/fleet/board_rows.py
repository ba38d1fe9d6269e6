"""The lines of the task board: columns side by side where it is wide, one below the other where it is not. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from rich.cells import cell_len

from orchestra_tui.base.i18n import N_
from orchestra_tui.fleet.runs import TaskRun
from orchestra_tui.tui.widgets.bars import Piece
from orchestra_tui.tui.widgets.fit import fit
from orchestra_tui.tui.widgets.fleet.cards import (
    Pile,
    about,
    counters,
    detail,
    heading,
    sign,
    spent,
    turn,
)
from orchestra_tui.tui.widgets.fleet.columns import Column, Placed, flowing, line, placed, shortened
from orchestra_tui.tui.widgets.fleet.moment import Moment
from orchestra_tui.tui.widgets.fleet.painting import CURSOR, PanelRow
from orchestra_tui.tutor.playing.memo import once
from orchestra_tui.tutor.playing.recording import Recording
from orchestra_tui.tutor.telling.words import name, task_state

SIDE_BY_SIDE = 90
"""Cells from which the columns stand beside each other."""
TALL_CARDS = 12
"""Lines for cards from which a card has two."""

Piles = Mapping[Pile, Sequence[str]]


class Grid(NamedTuple):
    """The columns of a board in so many cells and lines."""

    width: int
    lines: int

    @property
    def cells(self) -> int:
        """The width of a column; a cell stays free between two and at the left."""
        return max(1, self.width // len(Pile) - 1)

    @property
    def card(self) -> int:
        """The lines of a card."""
        return 2 if self.lines >= TALL_CARDS else 1

    @property
    def slots(self) -> int:
        """The cards one column has room for; the last line says how many more there are."""
        return max(1, (self.lines - 1) // self.card)

    def left(self, pile: Pile) -> int:
        """Where a column begins."""
        return 1 + pile * (self.width // len(Pile))

    def at(self, x: int, y: int) -> tuple[Pile, int]:
        """The column and the slot of a cell."""
        place = (x - 1) // max(1, self.width // len(Pile))
        return Pile(max(0, min(place, len(Pile) - 1))), y // self.card


def heads(moment: Moment, piles: Piles, grid: Grid) -> PanelRow:
    """The names of the columns, side by side."""
    pieces: list[Piece] = []
    for pile in Pile:
        text, ink = heading(moment, pile, len(piles[pile]))
        if cell_len(text) > grid.cells:
            title, _space, numbers = text.partition(f" {len(piles[pile])}")
            numbers = f"{len(piles[pile])}{numbers}"
            text = f"{fit(title, grid.cells - cell_len(numbers) - 1)} {numbers}"
        pieces.append((" " + fit(text, grid.cells), ink))
    return PanelRow(tuple(pieces))


def rule(grid: Grid) -> PanelRow:
    """The line below them."""
    return PanelRow(tuple((" " + "─" * grid.cells, "faint") for _pile in Pile))


def card_lines(moment: Moment, run: TaskRun, cells: int, height: int) -> list[tuple[Piece, ...]]:
    """A card in a column, in one or two lines of exactly so many cells."""
    glyph, ink = sign(run)
    wrong = counters(run)
    wrong = wrong if cell_len(wrong) + 9 <= cells else wrong.partition(" ")[0]
    room = cells - 2 - (cell_len(wrong) + 1 if wrong else 0)
    first: list[Piece] = [(f"{glyph} ", ink), (fit(shortened(name(run.id), room), room), "foreground")]
    if wrong:
        first.append((f" {wrong}", "warning"))
    if height == 1:
        return [tuple(first)]
    return [tuple(first), ((f"  {_second(moment, run, cells - 2)}", "muted"),)]


def _second(moment: Moment, run: TaskRun, room: int) -> str:
    """Who or why, and the turn or the money where both can be read."""
    said, more = detail(moment, run, room), turn(moment, run) or spent(moment, run)
    holder = said == name(run.agent or run.reviewer or "-")
    if cell_len(said) + cell_len(more) + 1 > room and not holder:
        more = ""
    left = room - (cell_len(more) + 1 if more else 0)
    said = shortened(said, left) if holder else said
    return f"{fit(said, left)} {more}" if more else fit(said, room)


def grid_lines(moment: Moment, piles: Piles, tops: Mapping[Pile, int], grid: Grid, chosen: object) -> list[PanelRow]:
    """All the cards in sight, side by side, and what is out of sight."""
    rows: list[list[Piece]] = [[] for _line in range(grid.slots * grid.card)]
    blank = (" " * grid.cells, "muted")
    tasks = moment.state.tasks
    for pile in Pile:
        shown = piles[pile][tops[pile] : tops[pile] + grid.slots]
        for slot in range(grid.slots):
            id = shown[slot] if slot < len(shown) else None
            lines = card_lines(moment, tasks[id], grid.cells, grid.card) if id is not None else [(blank,)] * grid.card
            for number, pieces in enumerate(lines):
                row = rows[slot * grid.card + number]
                row.append((" ", "muted"))
                row += [(text, f"{CURSOR}{ink}") for text, ink in pieces] if id == chosen and id else pieces
    below = [(" " + fit(_more(len(piles[pile]), tops[pile], grid.slots), grid.cells), "muted") for pile in Pile]
    return [*(PanelRow(tuple(row)) for row in rows), PanelRow(tuple(below))]


def _more(count: int, top: int, slots: int) -> str:
    above, below = top, count - top - slots
    return " ".join(f"{arrow}{n}" for arrow, n in (("↑", above), ("↓", below)) if n > 0)


# One below the other


@once
def layout(recording: Recording, width: int) -> tuple[Placed, ...]:
    """The columns of a card in a line."""
    plan = recording.plan
    longest = max(6, *(cell_len(task.id) for task in plan.tasks), 6)
    titled = any(task.title != task.id for task in plan.tasks)
    return placed(
        (
            Column("sign", "", ((0, 3),)),
            Column("id", "", tuple((rank, min(wide, longest)) for rank, wide in ((0, 10), (4, 16), (12, 26)))),
            Column("detail", "", ((1, 14), (2, 18), (7, 24), (9, 28), (11, 32))),
            Column("title", N_("title"), ((20, 24), (21, 40), (22, 60)) if titled else ()),
            Column("epoch", "", ((8, 3),)),
            Column("turn", "", ((5, 5),), right=True),
            Column("wrong", "", ((3, 5), (9, 8), (10, 11))),
            Column("spent", "", ((6, 7),), right=True),
        ),
        width - 1,
    )


def head_row(moment: Moment, pile: Pile, count: int) -> PanelRow:
    """The heading of a column above its cards."""
    text, ink = heading(moment, pile, count)
    return PanelRow(((f" {text}", ink),))


def card_row(moment: Moment, run: TaskRun, width: int) -> PanelRow:
    """A card in one line."""
    places = layout(moment.recording, width)
    widths = {column.id: cells for column, cells in places}
    glyph, ink = sign(run)
    cells: dict[str, Piece] = {
        "sign": (f"  {glyph}", ink),
        "id": (shortened(name(run.id), widths["id"]), "foreground"),
        "detail": (shortened(detail(moment, run, widths.get("detail", 1)), widths.get("detail", 1)), "muted"),
        "epoch": (f"e{run.epoch}" if run.epoch else "", "muted"),
        "turn": (turn(moment, run), "foreground"),
        "wrong": (counters(run), "warning"),
        "spent": (spent(moment, run), "muted"),
        "title": (name(moment.plan.task[run.id].title), "muted"),
    }
    return PanelRow(line(places, cells))


# The card under the cursor


def foot_rows(moment: Moment, run: TaskRun | None, width: int, lines: int) -> list[PanelRow]:
    """What there is to say of a card, in so many lines."""
    if run is None:
        return [PanelRow()] * lines
    glyph, ink = sign(run)
    head: list[Piece] = [(f" {glyph} ", ink), (name(run.id), "foreground bold"), (f"  {task_state(run.state)}  ", ink)]
    return flowing(head, about(moment, run), width, lines)
