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
SCARCE = 0.8
"""From this share on a bar warns."""
_SIZES = ((110, 28), (70, 18), (50, 12))
"""Cells of a bar from a width on; below them all it has eight."""


def bar_row(
    purse: Purse,
    label: str,
    width: int,
    *,
    at: int,
    calendar: Calendar,
    say: Callable[[int], str],
    ink: str = "muted",
    going: bool = True,
) -> PanelRow:
    """Label, bar, numbers as `say` writes them, and at the right what is to come, while the run is `going`."""
    size = next((cells for least, cells in _SIZES if width >= least), 8)
    numbers = _("{used} of {limit}").format(used=say(purse.used), limit=say(purse.limit))
    if purse.reserved:
        numbers = _("{used} + {reserved} of {limit}").format(
            used=say(purse.used), reserved=say(purse.reserved), limit=say(purse.limit)
        )
    left = ((fit(label, label_cells(width)), ink), *bar(purse, size), (f" {numbers}", "foreground"))
    return PanelRow(left, fitting(width - wide(left), forecast(purse, at, calendar, say) if going else []))


def label_cells(width: int) -> int:
    """The cells for what a line is about."""
    return 10 if width < _SIZES[-1][0] else 12


def bar(purse: Purse, size: int) -> tuple[Piece, ...]:
    """What is used, what is set aside, what is left; anything that is not nothing shows."""
    limit = max(1, purse.limit)
    used = min(size, max(round(size * purse.used / limit), 1 if purse.used else 0))
    held = min(size - used, max(round(size * purse.reserved / limit), 1 if purse.reserved else 0))
    share = (purse.used + purse.reserved) / limit
    ink = "error" if purse.used >= limit else "warning" if share >= SCARCE else "success"
    return ((USED * used, ink), (HELD * held, "secondary"), (LEFT * (size - used - held), "faint"))


def forecast(purse: Purse, at: int, calendar: Calendar, say: Callable[[int], str]) -> list[tuple[str, str]]:
    """How long it will do at the present pace, or what will be left when it begins anew; the longest text first."""
    empty = purse.empty_at(at)
    anew = None if purse.resets is None else calendar.clock(purse.resets)
    if purse.used >= purse.limit:
        return [(_("anew at {time}").format(time=anew), "muted")] if anew else []
    if empty is not None and empty - at > DAY:
        return [(_("enough for more than a day"), "muted")]
    if empty is not None:
        said = _("enough till {time}").format(time=calendar.clock(empty))
        ink = "error" if empty - at < HOUR // 2 else "warning"
        long = [(f"{said}, {_('anew at {time}').format(time=anew)}", ink)] if anew else []
        return [*long, (said, ink), (_("till {time}").format(time=calendar.clock(empty)), ink)]
    if anew is None or purse.resets is None:
        return []
    rest = say(purse.unused_at(at, purse.resets))
    return [
        (_("at {time} {rest} will be lost").format(time=anew, rest=rest), "secondary"),
        (_("anew at {time}").format(time=anew), "muted"),
    ]


def fitting(room: int, offers: list[tuple[str, str]]) -> tuple[Piece, ...]:
    """The first text there is room for, with a cell at its right and two at its left."""
    said = next(((text, ink) for text, ink in offers if text and cell_len(text) + 3 <= room), None)
    return ((f"{said[0]} ", said[1]),) if said else ()
