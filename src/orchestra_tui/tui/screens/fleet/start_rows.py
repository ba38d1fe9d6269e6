"""The first page of the fleet, as rows. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from orchestra_tui.base.i18n import _
from orchestra_tui.base.text import visible
from orchestra_tui.course.layout import Line, Role, Run
from orchestra_tui.course.model import SectionRef
from orchestra_tui.journal.runs import ENDED
from orchestra_tui.tui.fragments import set_plain
from orchestra_tui.tui.screens.fleet.bill import Bill
from orchestra_tui.tui.screens.fleet.guesses import goals_piece, guess_piece
from orchestra_tui.tui.screens.rows import blank, heading, sentence
from orchestra_tui.tui.widgets.bars import Piece
from orchestra_tui.tui.widgets.board import BoardRow
from orchestra_tui.tui.wishes import Watch
from orchestra_tui.tutor.playing.guess import metric_of
from orchestra_tui.tutor.repertoire import Listed, upcoming
from orchestra_tui.tutor.telling.words import metric_name, metric_value

WIDE = 56
"""Cells from which a scenario has room for its results."""
GUESS, GOAL, TIME = 10, 7, 9
"""Cells of the columns at the right."""


class Step(NamedTuple):
    """The one next step: to watch this, or to open a file."""

    wish: Watch | None


class OpenFile(NamedTuple):
    """To open a file."""


def wish_of(value: object) -> Watch | None:
    """What a row wishes to watch."""
    wish = value.wish if isinstance(value, Step) else value
    return wish if isinstance(wish, Watch) else None


def start_rows(bill: Bill, width: int) -> list[BoardRow]:
    """One next step, what this place is for somebody new, the scenarios by section, a file of one's own."""
    rows = [blank(), *_next(bill, width), blank()]
    if bill.newcomer:
        rows += [*sentence(_welcome(), width, "muted"), blank()]
    rows += [row for fault in bill.faults for row in sentence(f"▲ {fault}", width, "warning")]
    rows += _scenarios(bill, width)
    hint = ((f"  {_('yours, or fleet run --events')} ", "muted"),) if width >= WIDE else ()
    own = BoardRow(((" › ", "accent"), (_("A scenario or a log of your own…"), "foreground")), hint, OpenFile())
    return [*rows, own, blank()]


def _welcome() -> str:
    return _(
        "A fleet runs here in simulation: agents, checks, reviews and bills, and nothing of it costs you anything. "
        "Say how a run will end, watch it, step in at any moment, and see what your hand has changed."
    )


def _next(bill: Bill, width: int) -> list[BoardRow]:
    found = upcoming(bill.listed, bill.reading)
    if found is None:
        text = _("Everything was watched. Now change something: a scenario is a file of a few lines.")
        row = BoardRow(((" ▸ ", "accent bold"), (_("Open a file of your own"), "foreground bold")), _ENTER, Step(None))
        return [row, *sentence(text, width, "muted", indent=3)]
    title = _("Watch: {title}").format(title=visible(found.entry.title, keep=""))
    if bill.reading is not None and found.entry.section == bill.reading:
        why = _("It shows what the section is about that you read last.")
    elif bill.newcomer:
        why = _("The first one. Predict its end, then let time go.")
    else:
        why = _("The next one you have not watched to its end.")
    row = BoardRow(((" ▸ ", "accent bold"), (title, "foreground bold")), _ENTER, Step(Watch(found.entry.name)))
    return [row, *sentence(why, width, "muted", indent=3)]


_ENTER: tuple[Piece, ...] = (("⏎ ", "accent bold"),)


def _scenarios(bill: Bill, width: int) -> list[BoardRow]:
    rows: list[BoardRow] = []
    section: object = ()
    for each in bill.listed:
        if each.entry.section != section:
            section = each.entry.section
            columns = "" if rows else columns_of(width, timed=True)
            rows += [blank()] if rows else []
            rows.append(heading(_title(bill, each.entry.section), columns))
        known = bill.shown.get(each.entry.name)
        time = _("{n} min").format(n=known.minutes) if known and known.minutes else ""
        rows.append(scenario_row(each, width, time))
    return [*rows, blank()] if rows else []


def _title(bill: Bill, ref: SectionRef | None) -> str:
    if ref is None:
        return _("Without a section")
    return visible(bill.titles.get(ref, ref.section), keep="")


def columns_of(width: int, *, timed: bool = False) -> str:
    """What the columns at the right of scenarios are called; nothing where they have no room."""
    if width < WIDE:
        return ""
    return f"{_('prediction'):>{GUESS}}{_('goals'):>{GOAL}}{_('time') if timed else '':>{TIME if timed else 0}}"


def scenario_row(each: Listed, width: int, time: str | None = None) -> BoardRow:
    """A scenario, whether it was watched, and how that went; `time` is what watching it takes."""
    sign, ink = ("✓", "success") if each.reached else ("◐", "warning") if each.seen else ("·", "muted")
    left = ((f" {sign} ", ink), (visible(each.entry.title, keep=""), "foreground"))
    right: tuple[Piece, ...] = () if time is None else ((f"{time:>{TIME}}", "muted"),)
    if width >= WIDE:
        right = (guess_piece(each.first_guess, GUESS), goals_piece(each.last if each.seen else None, GOAL), *right)
    return BoardRow(left, right, Watch(each.entry.name))


# What is under the cursor


def detail_lines(bill: Bill | None, value: object, width: int, height: int) -> Sequence[Line]:
    """What the scenario under the cursor shows, and how it went last time; in so many lines."""
    wish = wish_of(value)
    found = bill.named(wish.name) if bill and wish else None
    lines: list[Line] = []
    if bill and found:
        lines += set_plain(_history(found), width, role=Role.MUTED)[:1]
        known = bill.shown.get(found.entry.name)
        lines += set_plain(visible(known.watch, keep=""), width) if known else []
    elif isinstance(value, OpenFile | Step):
        lines += set_plain(
            _("A scenario is a YAML file: `new scenario` writes one to begin with. A log is what `fleet run --events` "
              "has written; it can be watched, but not conducted."),
            width,
        )  # fmt: skip
    if len(lines) > height:
        last = lines[height - 1]
        lines = [*lines[: height - 1], last._replace(runs=(*last.runs, Run(" …", Role.MUTED)))]
    return lines


def _history(found: Listed) -> str:
    """How it went: the prediction and what became of it, else that there was none."""
    run = found.first_guess or found.last
    metric = metric_of(run.metric) if run else None
    if run is None or metric is None:
        return _("What to look at")
    if run.state != ENDED or run.value is None:
        return _("Begun, not watched to its end")
    value = metric_value(metric, run.value)
    if run.predicted is None:
        return _("{metric}: {value}").format(metric=metric_name(metric), value=value)
    said = metric_value(metric, run.predicted)
    return _("{metric}: you said {predicted}, it was {value}").format(
        metric=metric_name(metric), predicted=said, value=value
    )
