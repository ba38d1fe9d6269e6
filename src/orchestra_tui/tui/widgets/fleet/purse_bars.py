"""A budget or a quota as a bar with its numbers, and how long it will do. Pure."""

from __future__ import annotations

from collections.abc import Callable

from rich.cells import cell_len

from orchestra_tui.base.i18n import _
from orchestra_tui.fleet.units import DAY, HOUR
from orchestra_tui.tui.widgets.bars import Piece
from orchestra_tui.tui.widgets.fit import fit
from orchestra_tui.tui.widgets.fleet.painting import PanelRow, wide
from orchestra_tui.tutor.playing.standing import Purse
from orchestra_tui.tutor.telling.words import Calendar

USED, HELD, LEFT = "█", "▒", "░"
ONE_LINE = 64
"""Cells from which a bar and what is to come stand in one line."""
SCARCE = 0.8
"""From this share on a bar warns."""
_SIZES = ((110, 28), (70, 18), (50, 12), (44, 8), (0, 5))
"""Cells of a bar from a width on."""

Offers = list[tuple[str, str]]
"""Texts with their inks, of which the first that fits is taken."""


def bar_row(
    purse: Purse, label: str, width: int, coming: Offers, say: Callable[[int], str], ink: str = "muted"
) -> PanelRow:
    """Label, bar, numbers as `say` writes them, and at the right the first of what is to come that fits."""
    size = next(cells for least, cells in _SIZES if width >= least)
    numbers = _("{used} of {limit}").format(used=say(purse.used), limit=say(purse.limit))
    if purse.reserved:
        numbers = _("{used} + {reserved} of {limit}").format(
            used=say(purse.used), reserved=say(purse.reserved), limit=say(purse.limit)
        )
    left = ((fit(label, label_cells(width)), ink), *bar(purse, size), (f" {numbers}", "foreground"))
    return PanelRow(left, fitting(width - wide(left), coming) if width >= ONE_LINE else ())


def coming_row(width: int, coming: Offers) -> PanelRow:
    """What is to come in a line of its own, where the bar leaves no room for it."""
    start = (" " * label_cells(width), "muted")
    return PanelRow((start, *fitting(width - label_cells(width), coming)))


def label_cells(width: int) -> int:
    """The cells for what a line is about."""
    return 10 if width < 50 else 12


def bar(purse: Purse, size: int) -> tuple[Piece, ...]:
    """What is used, what is set aside, what is left; anything that is not nothing shows."""
    limit = max(1, purse.limit)
    used = min(size, max(round(size * purse.used / limit), 1 if purse.used else 0))
    held = min(size - used, max(round(size * purse.reserved / limit), 1 if purse.reserved else 0))
    share = (purse.used + purse.reserved) / limit
    ink = "error" if purse.used >= limit else "warning" if share >= SCARCE else "success"
    return ((USED * used, ink), (HELD * held, "secondary"), (LEFT * (size - used - held), "faint"))


def anew(purse: Purse, at: int, calendar: Calendar) -> Offers:
    """When it begins anew."""
    if purse.resets is None or purse.resets <= at:
        return []
    return [(_("resets at {time}").format(time=calendar.clock(purse.resets)), "muted")]


def forecast(purse: Purse, at: int, calendar: Calendar, say: Callable[[int], str], *, perishes: bool) -> Offers:
    """How long it will do at the present pace, or what will be left of it at its end; the longest text first.

    What `perishes` is worth nothing after its end; the rest is only not spent.
    """
    empty, later = purse.empty_at(at), anew(purse, at, calendar)
    if purse.used >= purse.limit:
        return later
    if empty is not None and empty - at > DAY:
        return [(_("enough for more than a day"), "muted")]
    if empty is not None:
        said = _("enough till {time}").format(time=calendar.clock(empty))
        ink = "error" if empty - at < HOUR // 2 else "warning"
        return [*((f"{said}, {text}", ink) for text, _ink in later), (said, ink)]
    if purse.ends is None:
        return []
    rest, time = say(purse.unused(at)), calendar.clock(purse.ends)
    if perishes:
        return [(_("at {time} {rest} will be lost").format(time=time, rest=rest), "secondary"), *later]
    return [(_("at {time} {rest} will be left").format(time=time, rest=rest), "muted"), *later]


def fitting(room: int, offers: Offers) -> tuple[Piece, ...]:
    """The first text there is room for, with a cell at its right and two at its left."""
    said = next(((text, ink) for text, ink in offers if text and cell_len(text) + 3 <= room), None)
    return ((f"{said[0]} ", said[1]),) if said else ()
