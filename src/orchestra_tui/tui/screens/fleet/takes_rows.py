"""The takes as rows: the original and every future, what was done in each, and two of them side by side. Pure."""

from __future__ import annotations

from typing import NamedTuple

from orchestra_tui.base.i18n import N_, _
from orchestra_tui.fleet.metrics import Metric
from orchestra_tui.tui.screens.fleet.conducting import WAYS
from orchestra_tui.tui.screens.rows import blank, heading, sentence
from orchestra_tui.tui.widgets.bars import Piece
from orchestra_tui.tui.widgets.board import BoardRow
from orchestra_tui.tutor.playing.stage import Stage
from orchestra_tui.tutor.playing.takes import SHOWN, Difference, Take, difference, own_acts
from orchestra_tui.tutor.telling import sentence as told
from orchestra_tui.tutor.telling.amounts import Calendar
from orchestra_tui.tutor.telling.difference_said import counted_events, delta, parted, seed_words, short, signed
from orchestra_tui.tutor.telling.words import metric_name

WIDE = 62
"""From so many cells on, a metric of two takes stands in one row, and so do a take and its numbers."""
COLUMNS = (14, 14, 12)
"""Cells for the one take, the other, and the difference."""
ENDS = ((Metric.MAKESPAN, N_("time"), 12), (Metric.COST, N_("cost"), 11), (Metric.MERGED, N_("main"), 7),
        (Metric.SWAPS, N_("swaps"), 7))  # fmt: skip
"""What a take ends with, the name of the column, and its cells."""


class TakeRow(NamedTuple):
    """A row about a take."""

    number: int


def takes_rows(stage: Stage, width: int, at: int, base: int) -> list[BoardRow]:
    """The takes, the one under the cursor being number `at`; below, how it differs from take `base`."""
    calendar = Calendar(stage.recording.plan, stage.recording.end)
    rows = [BoardRow(((_("Takes"), "primary bold"),), _columns([_(name) for _metric, name, _room in ENDS], width))]
    for take in stage.takes:
        rows += _take(stage, take, calendar, width, base if at != base else 0)
    rows.append(blank())
    if at != base:
        return rows + compared(stage, base, at, calendar, width)
    said = _("A take for each time your hand changed something: put the cursor on one to see what came of it.")
    return rows + sentence(said, width, "muted")


def what_was_done(stage: Stage, take: Take, calendar: Calendar) -> str:
    """What sets a take apart from the one it came from, in words."""
    parent = stage.takes[take.parent - 1] if take.parent else None
    done, undone = own_acts(take, parent)
    said = [told.sentence(calendar, act.fact) for act in done]
    said += [_("without: {what}").format(what=told.sentence(calendar, act.fact)) for act in undone]
    if take.recording.seed != stage.takes[0].recording.seed and parent is None:
        said.insert(0, seed_words(take.recording.seed))
    return "; ".join(said) or _("the original")


def _take(stage: Stage, take: Take, calendar: Calendar, width: int, base: int) -> list[BoardRow]:
    here = take.number == stage.number
    sign, ink = ("●", "accent bold") if here else ("≈", "secondary") if take.number == base else (" ", "muted")
    done = what_was_done(stage, take, calendar)
    left = ((f" {sign} {take.number} ", ink), (done, "foreground bold" if here else "foreground"))
    texts = [short(metric, take.recording.metrics[metric]) for metric, _name, _room in ENDS]
    if ends := _columns(texts, width):
        return [BoardRow(left, ends, TakeRow(take.number))]
    (time, cost), counts = texts[:2], zip(ENDS[2:], texts[2:], strict=True)
    numbers = " · ".join((time, cost, *(f"{_(name)} {text}" for (_metric, name, _room), text in counts)))
    return [BoardRow(left, (), TakeRow(take.number)), BoardRow(((f"     {numbers}", "muted"),))]


def _columns(texts: list[str], width: int) -> tuple[Piece, ...]:
    """The numbers of a take at the right, where there is room for them."""
    if width < WIDE:
        return ()
    cells = (text.rjust(room) for text, (_metric, _name, room) in zip(texts, ENDS, strict=True))
    return (("".join(cells) + " ", "muted"),)


def compared(stage: Stage, base: int, other: int, calendar: Calendar, width: int) -> list[BoardRow]:
    """Two takes side by side: what was done, what they share, their metrics, and what the comparison does not say."""
    one, two = (stage.takes[number - 1] for number in (base, other))
    found = difference(one.recording, two.recording)
    rows = [heading(_("Take {two} beside take {one}").format(one=base, two=other))]
    rows += sentence(what_was_done(stage, two, calendar), width, "foreground bold")
    rows += [*sentence(_shared(found, one, two, calendar), width, "muted"), blank()]
    rows += table(found, width, (_("take {n}").format(n=base), _("take {n}").format(n=other)))
    return [*rows, blank(), *sentence(note(one, two), width, "muted")]


def _shared(found: Difference, one: Take, two: Take, calendar: Calendar) -> str:
    if one.recording.seed != two.recording.seed:
        return _("Different seeds: they share nothing but the scenario.")
    share = 100 * found.shared // max(1, two.recording.count)
    said = _("The first {events} are the same, {share}% of take {n}; then {parted}.")
    return said.format(
        events=counted_events(found.shared), share=share, n=two.number, parted=parted(calendar, found)
    )  # fmt: skip


def table(found: Difference, width: int, names: tuple[str, str]) -> list[BoardRow]:
    """The metrics in which they differ, each with both values and the difference; the equal ones are only named."""
    order = [*SHOWN, *(metric for metric in Metric if metric not in SHOWN)]
    differ = [metric for metric in order if found.metrics[metric][0] != found.metrics[metric][1]]
    alike = [metric for metric in order if metric not in differ and found.metrics[metric][0]]
    rows = [_table_row("", *names, "", "muted", width)] if width >= WIDE and differ else []
    for metric in differ:
        rows += _metric(metric, *found.metrics[metric], width)
    if alike:
        same = ", ".join(f"{metric_name(metric)} {short(metric, found.metrics[metric][0])}" for metric in alike[:6])
        rows += sentence(_("Alike: {metrics}.").format(metrics=same), width, "muted")
    return rows


def _metric(metric: Metric, before: int, after: int, width: int) -> list[BoardRow]:
    ink = WAYS[delta(metric, before, after).way]
    values = (short(metric, before), short(metric, after), signed(metric, after - before))
    if width >= WIDE:
        return [_table_row(metric_name(metric), *values, ink, width)]
    narrow = BoardRow(((f"{values[0]} → {values[1]}", "foreground"),), ((values[2], ink), (" ", "muted")))
    return [BoardRow(((metric_name(metric), "muted"),)), narrow]


def _table_row(name: str, one: str, two: str, change: str, ink: str, width: int) -> BoardRow:
    one, two, change = (text.rjust(room) for text, room in zip((one, two, change), COLUMNS, strict=True))
    return BoardRow(((name, "foreground"),), ((one, "muted"), (two, "foreground"), (change, ink), (" ", "muted")))


def note(one: Take, two: Take) -> str:
    """What a comparison of two runs can say, and what it cannot."""
    if one.recording.seed != two.recording.seed:
        return _("Everything that luck decides was drawn anew: the difference shows how much luck there is in one run.")
    return _(
        "Both runs draw the same luck for a task as long as that task's own history is the same. Where your change "
        "gave a task another history, its luck is another too: part of the difference may be chance, and one pair of "
        "runs proves nothing."
    )
