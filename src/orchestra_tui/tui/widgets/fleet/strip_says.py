"""What the strip above the panels says in the room there is: time, who does what, money, origin. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from orchestra_tui.base.i18n import _, n_
from orchestra_tui.fleet.model import AgentState, TaskState
from orchestra_tui.tui.widgets.bars import Piece
from orchestra_tui.tui.widgets.fleet.agent_cells import clock
from orchestra_tui.tui.widgets.fleet.glyphs import MARK
from orchestra_tui.tui.widgets.fleet.moment import Moment
from orchestra_tui.tui.widgets.fleet.painting import PanelRow, wide
from orchestra_tui.tui.widgets.fleet.purse_bars import SCARCE, bar
from orchestra_tui.tutor.playing.marks import STOPS, Kind
from orchestra_tui.tutor.playing.memo import once
from orchestra_tui.tutor.playing.recording import Recording
from orchestra_tui.tutor.playing.standing import daily, whole
from orchestra_tui.tutor.telling.words import dollars, lasts, name

PLAYED, COMING, HERE = "━", "─", "●"
URGENT = (Kind.NEEDS_HUMAN, Kind.BUDGET, Kind.CONFLICT, Kind.SWAP, Kind.STALE, Kind.HAND)
"""Which mark a column of the track shows where it has several, the first of these."""
CROWDED = 0.4
"""The share of the track that marks may take."""
GAUGE = 8
"""Cells of the bar of what the fleet has spent."""
_BUSY = frozenset({AgentState.STARTING, AgentState.WORKING, AgentState.CHECKING})


class Going(NamedTuple):
    """How time goes now: whether it plays, how fast (text), which take of how many."""

    playing: bool = False
    speed: str = ""
    take: int = 1
    takes: int = 1


class Part(NamedTuple):
    """Something to say: the higher its rank, the sooner it is left out. It stands at the left or at the `right`.

    `gap` is how many cells stand before it where it is not the first.
    """

    rank: int
    pieces: tuple[Piece, ...]
    right: bool = False
    gap: int = 2


def strip_rows(moment: Moment, going: Going, width: int, height: int) -> list[PanelRow]:
    """As many lines as the strip is high: time and counts; the track; money and origin, or money beside the track."""
    rows = [_time_and_counts(moment, going, width)]
    if height == 2:
        left = track_cells(moment, width, height)
        rows.append(PanelRow(tuple(track(moment, left)), _short_money(moment)))
    elif height > 2:
        rows += [PanelRow(tuple(track(moment, width))), fitted(_money(moment), width)]
    return rows


def fitted(parts: Sequence[Part], width: int) -> PanelRow:
    """The parts there is room for, two cells between them and one at each edge."""
    room, taken = width, set[int]()
    for number in sorted(range(len(parts)), key=lambda number: parts[number].rank):
        cells = wide(parts[number].pieces)
        if cells and cells + 2 <= room:
            taken.add(number)
            room -= cells + 2
    sides: tuple[list[Piece], list[Piece]] = ([], [])
    for number, part in enumerate(parts):
        if number in taken:
            side = sides[part.right]
            side.append((" " * part.gap if side else " ", "muted"))
            side += part.pieces
    if sides[True]:
        sides[True].append((" ", "muted"))
    return PanelRow(tuple(sides[False]), tuple(sides[True]))


# Time, and who does what


def _time_and_counts(moment: Moment, going: Going, width: int) -> PanelRow:
    """With words and durations where there is room, with signs and numbers where there is none."""
    for words, long in ((True, 2), (True, 1), (True, 0), (False, 2), (False, 1), (False, 0)):
        parts = [*_time(moment, going, long), *_counts(moment, words=words)]
        if sum(wide(part.pieces) + 2 for part in parts) <= width:
            return fitted(parts, width)
    return fitted(parts, width)


def _time(moment: Moment, going: Going, long: int) -> list[Part]:
    sign = "▶" if going.playing else "‖"
    here = ((f"{sign} ", "accent bold"), (moment.calendar.clock(moment.at), "foreground bold"))
    say = lasts if long == 2 else clock
    span = _("{time} of {total}").format(time=say(moment.at), total=say(moment.recording.end))
    take = _("take {n} of {all}").format(n=going.take, all=going.takes) if going.takes > 1 else ""
    return [
        Part(0, here),
        *([Part(4, ((span, "muted"),))] if long else []),
        Part(3, ((going.speed, "accent"),)),
        *([Part(2, ((take, "secondary"),))] if take else []),
    ]


def _counts(moment: Moment, *, words: bool) -> list[Part]:
    state = moment.state
    agents = [agent.state for agent in state.agents.values()]
    works, waits = sum(each in _BUSY for each in agents), agents.count(AgentState.WAITING)
    stuck, index = agents.count(AgentState.SUSPECT), state.index
    human = index.counts[TaskState.NEEDS_HUMAN] + index.human + len(index.human_reviews)
    told = (
        (works, "●", n_("at work", "at work", works), "success" if works else "muted"),
        (waits, "◷", n_("waiting", "waiting", waits), "warning"),
        (stuck, "◐", n_("stuck", "stuck", stuck), "error"),
        (human, "▲", n_("for you", "for you", human), "error bold"),
    )
    counts: list[Piece] = []
    for count, sign, word, ink in told:
        if count or (sign == "●" and not state.finished):
            counts.append((f"{'  ' if counts else ''}{sign} {count}", ink))
            counts.append((f" {word}" if words else "", "muted"))
    merged, total = index.counts[TaskState.MERGED], len(state.tasks)
    counts.append((f"{'  ' if counts else ''}✓ {merged}/{total}", "foreground"))
    if words:
        counts.append((f" {_('in main')}", "muted"))
    return [*_alarms(moment), Part(0, tuple(counts), right=True)]


def _alarms(moment: Moment) -> list[Part]:
    state = moment.state
    said = [
        *([(_("the run is over"), "foreground bold")] if state.finished else []),
        *([(_("paused"), "warning bold")] if state.paused and not state.finished else []),
        *([(_("over budget"), "error bold")] if state.alarm else []),
    ]
    return [Part(1, (piece,), right=True) for piece in said]


# Money, and where the run comes from


def _short_money(moment: Moment) -> tuple[Piece, ...]:
    cap, spent = moment.state.policy.budget.fleet, dollars(moment.state.ledger.fleet.spent)
    limit = ((f"/{dollars(cap)} ", "muted"),) if cap is not None else ((" ", "muted"),)
    return ((spent, "foreground bold"), *limit)


def _money(moment: Moment) -> list[Part]:
    sums, cap = moment.state.ledger.fleet, moment.state.policy.budget.fleet
    spent: tuple[Piece, ...] = ((dollars(sums.spent), "foreground bold"),)
    gauge: tuple[Piece, ...] = ()
    if cap is not None:
        spent = (*spent, (_(" of {cap}").format(cap=dollars(cap)), "muted"))
        purse = whole(moment.state, moment.at, moment.recording.pace)
        gauge = bar(purse, GAUGE) if purse else ()
    held = _("+ {sum} reserved").format(sum=dollars(sums.reserved)) if sums.reserved else ""
    queue = moment.state.index.counts[TaskState.REVIEW]
    review = f"◇ {n_('{n} in review', '{n} in review', queue).format(n=queue)}" if queue else ""
    recording = moment.recording
    return [
        Part(0, spent),
        Part(4, ((held, "muted"),), gap=1),
        Part(7, gauge),
        Part(3, _nearest_day(moment)),
        Part(2, ((review, "secondary"),)),
        Part(1, ((f"#{moment.n}/{recording.count}", "muted"),), right=True),
        Part(5, ((_("seed {n}").format(n=recording.seed), "muted"),), right=True),
        Part(6, ((recording.hash[:8], "muted"),), right=True),
    ]


def _nearest_day(moment: Moment) -> tuple[Piece, ...]:
    """The account-day nearest to its cap."""
    days = [(account, daily(moment.state, account, moment.at)) for account in moment.plan.accounts]
    used = [
        ((day.used + day.reserved) / max(1, day.limit), name(account.owner), day) for account, day in days if day
    ]  # fmt: skip
    if not used:
        return ()
    share, owner, day = max(used, key=lambda each: each[0])
    said = _("{owner}: {spent} of {cap} today")
    text = said.format(owner=owner, spent=dollars(day.used + day.reserved), cap=dollars(day.limit))
    return ((text, "warning" if share >= SCARCE else "muted"),)


# The track


def track_cells(moment: Moment, width: int, height: int) -> int:
    """How much of the line the track has."""
    return width if height != 2 else max(10, width - wide(_short_money(moment)))


def track(moment: Moment, width: int) -> list[Piece]:
    """The whole run in one line: what was played, where we are, what is coming, the marks in between."""
    recording, room = moment.recording, max(1, width - 2)
    end = max(1, recording.end)
    here = min(room - 1, round(moment.at / end * (room - 1)))
    signs = _signs(recording, room)
    pieces: list[Piece] = [(" ", "muted")]
    for place in range(room):
        if place == here:
            pieces.append((HERE, "accent bold"))
        elif place in signs:
            pieces.append(MARK[signs[place]])
        else:
            sign, ink = (PLAYED, "accent") if place < here else (COMING, "faint")
            if pieces[-1][1] == ink and pieces[-1][0][-1] == sign:
                pieces[-1] = (pieces[-1][0] + sign, ink)
            else:
                pieces.append((sign, ink))
    return [*pieces, (" ", "muted")]


@once
def _signs(recording: Recording, room: int) -> dict[int, Kind]:
    """The mark that each column shows; where there would be too many to tell apart, those of the urgent kinds alone."""
    end, places = max(1, recording.end), defaultdict[Kind, set[int]](set)
    for mark in recording.marks:
        if mark.kind in STOPS and mark.kind is not Kind.END:
            places[mark.kind].add(min(room - 1, round(mark.at / end * (room - 1))))
    signs: dict[int, Kind] = {}
    for kind in sorted(places, key=_rank):
        free = places[kind] - signs.keys()
        if not signs or len(signs) + len(free) <= room * CROWDED:
            signs |= dict.fromkeys(free, kind)
    return signs


def _rank(kind: Kind) -> int:
    return URGENT.index(kind) if kind in URGENT else len(URGENT)
