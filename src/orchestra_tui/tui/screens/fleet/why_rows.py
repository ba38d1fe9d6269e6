"""The answer to "why?" as rows: an event with its rule, numbers, causes and alternatives; an agent or a task. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from rich.cells import cell_len

from orchestra_tui.base.i18n import _
from orchestra_tui.fleet.event import Decision
from orchestra_tui.fleet.metrics import Metric
from orchestra_tui.tui.fragments import set_plain
from orchestra_tui.tui.screens.fleet.conducting import WAYS
from orchestra_tui.tui.screens.rows import blank, heading, padded, sentence
from orchestra_tui.tui.widgets.bars import Piece
from orchestra_tui.tui.widgets.board import BoardRow
from orchestra_tui.tui.widgets.fleet.event_rows import SIGNS
from orchestra_tui.tutor.playing.recording import Recording
from orchestra_tui.tutor.playing.takes import Difference
from orchestra_tui.tutor.telling import sentence as told
from orchestra_tui.tutor.telling.amounts import Calendar
from orchestra_tui.tutor.telling.difference_said import deltas, parted
from orchestra_tui.tutor.telling.weight import Weight, group_of, weight_of
from orchestra_tui.tutor.telling.why import Why
from orchestra_tui.tutor.telling.words import metric_value, name

LAST = 12
"""How many decisions about an agent or a task are shown."""
FAR = 20_000
"""How many events are looked through for them."""
ENDS = (Metric.MAKESPAN, Metric.COST, Metric.MERGED)
"""What an alternative is first said to end with."""


class Question(NamedTuple):
    """What is asked about: event `n`, an agent or a task."""

    n: int = 0
    agent: str = ""
    task: str = ""


class Chance(NamedTuple):
    """A row about the alternative of this number."""

    number: int


class Passage(NamedTuple):
    """The row of the section that explains it."""

    title: str


@dataclass(frozen=True, slots=True)
class Chanced:
    """What an alternative came to: how it differs, the take it is already (0: none).

    `against` is the take it differs from where that is not the one asked about: what was done later is not in it.
    """

    found: Difference | None = None
    take: int = 0
    against: int = 0
    busy: bool = False


def event_rows(
    why: Why,
    recording: Recording,
    calendar: Calendar,
    width: int,
    chances: Sequence[Chanced],
    passage: str = "",
) -> list[BoardRow]:
    """An event explained. `chances` are its alternatives as far as they are computed; empty where none can be."""
    rows = [heading(why.title, _at(calendar, why.at, why.n))]
    rows += sentence(why.what, width, "foreground bold")
    if why.because:
        rows += [blank(), *sentence(why.because, width)]
    if why.inputs:
        rows += [blank(), heading(_("With these numbers")), *table(why.inputs, width)]
    if why.otherwise:
        rows += [blank(), heading(_("What otherwise?")), *_otherwise(why, calendar, width, chances)]
    if why.causes:
        rows += [blank(), heading(_("What led here"), _("nearest first"))]
        rows += [event_row(recording, calendar, n) for n in why.causes]
    event = recording.events[why.n - 1]
    links = list(_links(getattr(event, "agent", "") or getattr(event, "by", ""), getattr(event, "task", ""), recording))
    if links:
        rows += [blank(), heading(_("Whom it is about")), *links]
    if passage:
        rows += [blank(), heading(_("Where it is explained"))]
        rows.append(BoardRow(((" § ", "accent"), (passage, "foreground")), (("t ", "accent bold"),), Passage(passage)))
    return rows


def about_rows(
    question: Question,
    facts: Iterable[tuple[str, str]],
    recording: Recording,
    n: int,
    calendar: Calendar,
    width: int,
) -> list[BoardRow]:
    """An agent or a task at the moment after event `n`: its facts, and the last decisions about it."""
    who = question.agent or question.task
    title = _("Agent {name}") if question.agent else _("Task {name}")
    rows = [heading(title.format(name=name(who)), _at(calendar, recording.time(n), n)), *table(facts, width)]
    decisions = list(decisions_about(recording, n, question))
    if decisions:
        rows += [blank(), heading(_("The last decisions about it"), _("the latest first"))]
        rows += [event_row(recording, calendar, each) for each in decisions]
    else:
        rows += [blank(), *sentence(_("Nothing was decided about it so far."), width, "muted")]
    return rows


def related_rows(agent: str, task: str, recording: Recording) -> list[BoardRow]:
    """The rows that lead on from an agent to its task, or back."""
    return list(_links(agent, task, recording))


def _links(agent: str, task: str, recording: Recording) -> Iterator[BoardRow]:
    if agent in recording.plan.slot:
        said = _("agent {name}").format(name=name(agent))
        yield BoardRow(((" › ", "accent"), (said, "foreground")), (), Question(agent=agent))
    if task in recording.plan.task:
        said = _("task {name}").format(name=name(task))
        yield BoardRow(((" › ", "accent"), (said, "foreground")), (), Question(task=task))


def decisions_about(recording: Recording, n: int, question: Question) -> Iterator[int]:
    """The numbers of the last decisions about an agent or a task up to event `n` that are worth a row, latest first."""
    found = 0
    for place in range(n - 1, max(-1, n - 1 - FAR), -1):
        event = recording.events[place]
        names = (getattr(event, "agent", ""), getattr(event, "by", "")) if question.agent else ()
        ours = question.agent in names if question.agent else getattr(event, "task", "") == question.task
        if ours and isinstance(event, Decision) and weight_of(event) >= Weight.STEP:
            yield event.n
            found += 1
            if found == LAST:
                return


def event_row(recording: Recording, calendar: Calendar, n: int) -> BoardRow:
    """An event in a row that opens its why."""
    event = recording.events[n - 1]
    sign, ink = SIGNS[group_of(event)]
    left: tuple[Piece, ...] = (
        (f" {calendar.clock(event.at)} ", "muted"),
        (f"{sign} ", ink),
        (told.sentence(calendar, event), "foreground"),
    )
    return BoardRow(left, ((f" #{n} ", "muted"),), Question(n))


def table(facts: Iterable[tuple[str, str]], width: int) -> list[BoardRow]:
    """Labelled values in two columns; where there is no room for two, below one another."""
    pairs = tuple(facts)
    column = max((cell_len(label) for label, _value in pairs), default=0) + 3
    rows: list[BoardRow] = []
    for label, value in pairs:
        if column > width * 3 // 5:
            rows.append(BoardRow(((f" {label}", "muted"),)))
            rows += sentence(value, width, indent=3)
            continue
        lines = set_plain(value, max(12, width - column))
        for number, line in enumerate(lines):
            said = padded(f" {label}" if not number else "", column)
            rows.append(BoardRow(((said, "muted"), (line.text, "foreground"))))
    return rows


def _at(calendar: Calendar, at: int, n: int) -> str:
    return f"{calendar.clock(at)} · #{n}"


def _otherwise(why: Why, calendar: Calendar, width: int, chances: Sequence[Chanced]) -> Iterator[BoardRow]:
    for number, other in enumerate(why.otherwise):
        if not chances:
            yield from sentence(other.label, width, indent=3)
            continue
        chance = chances[number]
        lines = set_plain(other.label, max(12, width - 18))
        yield BoardRow(((" ▸ ", "accent"), (lines[0].text, "foreground")), (_offer(chance),), Chance(number))
        for line in lines[1:]:
            yield BoardRow(((f"   {line.text}", "foreground"),))
        if chance.found:
            yield from came_to(chance.found, calendar, width, chance.against)
    if not chances:
        yield from sentence(_("A recorded log cannot be played on: there is nothing to compute."), width, "muted")


def _offer(chance: Chanced) -> Piece:
    if chance.busy:
        return _("computing…") + " ", "accent"
    if chance.take:
        return _("⏎ take {n}").format(n=chance.take) + " ", "accent"
    return (_("⏎ keep it") + " ", "accent") if chance.found else (_("⏎ compute") + " ", "muted")


def came_to(found: Difference, calendar: Calendar, width: int, against: int = 0) -> Iterator[BoardRow]:
    """What an alternative came to, in place."""
    ends = ", ".join(metric_value(metric, found.metrics[metric][1]) for metric in ENDS)
    yield from sentence(_("It would have been: {ends}.").format(ends=ends), width, "foreground", indent=3)
    changes = deltas(found)
    pieces: list[Piece] = []
    for number, change in enumerate(changes):
        pieces += [(", " if number else "   ", "muted"), (change.text, WAYS[change.way])]
    if not changes:
        pieces.append(("   " + _("it all ends alike"), "foreground"))
    where = parted(calendar, found)
    if against:
        where = _("against take {n}; {parted}").format(n=against, parted=where)
    if sum(cell_len(text) for text, _ink in pieces) + cell_len(where) + 3 <= width:
        yield BoardRow((*pieces, (f" · {where}", "muted")))
    else:
        yield BoardRow(tuple(pieces))
        yield from sentence(where, width, "muted", indent=3)
