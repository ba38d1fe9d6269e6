"""The takes as rows: the original and every future, what was done in each, and two of them side by side. Pure."""

from __future__ import annotations

from typing import NamedTuple

from rich.cells import cell_len

from orchestra_tui.base.i18n import _, n_
from orchestra_tui.fleet.metrics import Metric
from orchestra_tui.tui.screens.fleet.conducting import WAYS
from orchestra_tui.tui.screens.rows import blank, heading, sentence
from orchestra_tui.tui.widgets.bars import Piece
from orchestra_tui.tui.widgets.board import BoardRow
from orchestra_tui.tutor.playing.stage import Stage
from orchestra_tui.tutor.playing.takes import SHOWN, Difference, Take, difference, own_acts
from orchestra_tui.tutor.telling import sentence as told
from orchestra_tui.tutor.telling.amounts import Calendar
from orchestra_tui.tutor.telling.difference_said import counted_events, delta, deltas, parted, seed_words, signed
from orchestra_tui.tutor.telling.words import metric_name, metric_value

WIDE = 64
"""From so many cells on, a metric of two takes stands in one row."""
COLUMNS = (16, 16, 12)
"""Cells for the one take, the other, and the difference."""


class TakeRow(NamedTuple):
    """A row about a take."""

    number: int


def takes_rows(stage: Stage, width: int, at: int, base: int) -> list[BoardRow]:
    """The takes, the one under the cursor being number `at`; below, how it differs from take `base`."""
    calendar = Calendar(stage.recording.plan, stage.recording.end)
    rows = [heading(_("Takes"), stage.source.title), blank()]
    for take in stage.takes:
        rows += _take(stage, take, calendar, width, base)
    rows.append(blank())
    if at != base:
        rows += compared(stage, base, at, calendar, width)
    else:
        key_words = _("A take for every time your hand changed something; put the cursor on one to see what it changed.")
        rows += sentence(key_words, width, "muted")
    return rows


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
    sign, ink = ("●", "accent bold") if here else ("·", "muted")
    left: tuple[Piece, ...] = (
        (f" {sign} {take.number} ", ink),
        (what_was_done(stage, take, calendar), "foreground bold" if here else "foreground"),
    )
    marks: list[Piece] = [(_("shown"), "accent")] if here else []
    if take.number == base:
        marks.append((_(" · compared with"), "secondary"))
    rows = [BoardRow(left, (*marks, (" ", "muted")), TakeRow(take.number))]
    numbers = take.recording.metrics
    ends = " · ".join(metric_value(metric, numbers[metric]) for metric in SHOWN[:4])
    rows.append(BoardRow(((f"     {ends}", "muted"),)))
    if take.parent:
        rows += _origin(stage, take, calendar, width)
    return rows


def _origin(stage: Stage, take: Take, calendar: Calendar, width: int) -> list[BoardRow]:
    found = stage.against(take.number)
    changes = deltas(found)
    pieces: list[Piece] = []
    for number, change in enumerate(changes):
        pieces += [(", " if number else "     ", "muted"), (change.text, WAYS[change.way])]
    if not changes:
        pieces.append(("     " + _("it all ends alike"), "foreground"))
    where = _("from take {n}; {parted}").format(n=take.parent, parted=parted(calendar, found))
    taken = sum(cell_len(text) for text, _ink in pieces) + 3 + cell_len(where)
    if taken <= width:
        return [BoardRow((*pieces, (f" · {where}", "muted")))]
    return [BoardRow(tuple(pieces)), *sentence(where, width, "muted", indent=5)]


def compared(stage: Stage, base: int, other: int, calendar: Calendar, width: int) -> list[BoardRow]:
    """Two takes side by side: what they share, their metrics, and what the comparison does not say."""
    one, two = (stage.takes[number - 1] for number in (base, other))
    found = difference(one.recording, two.recording)
    title = _("Take {two} beside take {one}").format(one=base, two=other)
    rows = [heading(title), *sentence(_shared(found, one, two, calendar), width, "muted"), blank()]
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
        same = ", ".join(f"{metric_name(m)} {metric_value(m, found.metrics[m][0])}" for m in alike[:6])
        rows += sentence(_("Alike: {metrics}.").format(metrics=same), width, "muted")
    return rows


def _metric(metric: Metric, before: int, after: int, width: int) -> list[BoardRow]:
    ink = WAYS[delta(metric, before, after).way]
    values = (metric_value(metric, before), metric_value(metric, after), signed(metric, after - before))
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
        "Both runs draw the same luck for a task as long as that task's own history is the same. Where your change gave "
        "a task another history, its luck is another too: part of the difference may be chance, and one pair of runs "
        "proves nothing."
    )


