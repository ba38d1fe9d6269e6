"""The strip above the panels: the clock, the track of the whole run, how many do what, money, seed and hash."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from rich.cells import cell_len
from rich.segment import Segment
from textual import events
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip as Line
from textual.widget import Widget

from orchestra_tui.base.i18n import _, n_
from orchestra_tui.fleet.ledger import day_of
from orchestra_tui.fleet.model import AgentState, TaskState
from orchestra_tui.tui.looks import Looks
from orchestra_tui.tui.widgets.bars import Piece
from orchestra_tui.tui.widgets.fit import cut
from orchestra_tui.tui.widgets.fleet.glyphs import MARK
from orchestra_tui.tui.widgets.fleet.moment import Moment
from orchestra_tui.tutor.playing.marks import STOPS, Kind
from orchestra_tui.tutor.playing.recording import Recording
from orchestra_tui.tutor.telling.words import dollars, lasts

PLAYED, COMING, HERE = "━", "─", "●"
URGENT = (Kind.NEEDS_HUMAN, Kind.BUDGET, Kind.CONFLICT, Kind.SWAP, Kind.STALE, Kind.HAND)
"""Which mark a column of the track shows where it has several, the first of these."""


class Going(NamedTuple):
    """How time goes now: whether it plays, how fast (text), which take of how many."""

    playing: bool = False
    speed: str = ""
    take: int = 1
    takes: int = 1


class FleetStrip(Widget, can_focus=False):
    """One to three lines, as many as it is high; a click on the track goes to that time."""

    DEFAULT_CSS = """
    FleetStrip {
        height: 3;
        width: 1fr;
        background: $panel;
    }
    """
    ALLOW_SELECT = False

    class Sought(Message):
        """A time was pointed at on the track, in ms."""

        def __init__(self, at: int) -> None:
            super().__init__()
            self.at = at

    def __init__(self, looks: Looks, id: str | None = None) -> None:
        super().__init__(id=id)
        self.looks = looks
        self.moment: Moment | None = None
        self.going = Going()
        self._rows: list[tuple[tuple[Piece, ...], tuple[Piece, ...]]] = []
        self._dragging = False

    def show(self, moment: Moment, going: Going) -> None:
        """Show a moment."""
        self.moment, self.going = moment, going
        self._build()

    def set_looks(self, looks: Looks) -> None:
        """Draw in other colours."""
        self.looks = looks
        self.refresh()

    def on_resize(self) -> None:
        """Another size has other lines."""
        self._build()

    def _build(self) -> None:
        if self.moment is None or not self.size.width:
            return
        width = self.size.width
        rows = [(self._clock(self.moment), self._counts(self.moment))]
        if self.size.height > 1:
            rows.append((tuple(track(self.moment, width)), ()))
        if self.size.height > 2:
            rows.append((self._money(self.moment), self._origin(self.moment)))
        before, self._rows = self._rows, rows
        for y in range(max(len(before), len(rows))):
            if before[y : y + 1] != rows[y : y + 1]:
                self.refresh(Region(0, y, width, 1))

    def _clock(self, moment: Moment) -> tuple[Piece, ...]:
        sign = "▶" if self.going.playing else "‖"
        total = lasts(moment.recording.end)
        said = [
            (f" {sign} ", "accent bold"),
            (moment.calendar.clock(moment.at), "foreground bold"),
            (f"  {lasts(moment.at)} / {total}", "muted"),
            (f"  {self.going.speed}", "accent"),
        ]
        if self.going.takes > 1:
            take = _("take {n} of {all}").format(n=self.going.take, all=self.going.takes)
            said.append((f"  {take}", "secondary"))
        return tuple(said)

    def _counts(self, moment: Moment) -> tuple[Piece, ...]:
        state = moment.state
        agents = [agent.state for agent in state.agents.values()]
        stuck = agents.count(AgentState.SUSPECT)
        waits = agents.count(AgentState.WAITING)
        works = sum(each in _BUSY for each in agents)
        human = state.index.counts[TaskState.NEEDS_HUMAN] + state.index.human
        merged, total = state.index.counts[TaskState.MERGED], len(state.tasks)
        pieces: list[Piece] = []
        if state.paused:
            pieces.append((_("paused") + "  ", "warning bold"))
        if state.alarm:
            pieces.append((_("over budget") + "  ", "error bold"))
        for count, sign, word, ink in (
            (works, "●", _("at work"), "success"),
            (waits, "◷", _("waiting"), "warning"),
            (stuck, "◐", _("stuck"), "error"),
            (human, "▲", _("need you"), "error bold"),
        ):
            if count or sign == "●":
                pieces.append((f"{sign} {count} ", ink))
                pieces.append((f"{word}  ", "muted"))
        return (*pieces, (f"✓ {merged}/{total} ", "foreground"))

    def _money(self, moment: Moment) -> tuple[Piece, ...]:
        ledger, cap = moment.state.ledger, moment.state.policy.budget.fleet
        spent = dollars(ledger.fleet.spent)
        said: list[Piece] = [(f" {spent}", "foreground bold")]
        said.append((_(" of {cap}").format(cap=dollars(cap)) if cap is not None else "", "muted"))
        if ledger.fleet.reserved:
            said.append((_(" + {sum} reserved").format(sum=dollars(ledger.fleet.reserved)), "muted"))
        said += self._days(moment)
        queue = moment.state.index.counts[TaskState.REVIEW]
        if queue:
            said.append((f"  ◇ {n_('{n} in review', '{n} in review', queue).format(n=queue)}", "secondary"))
        return tuple(said)

    def _days(self, moment: Moment) -> list[Piece]:
        """The account-day nearest to its cap."""
        nearest: tuple[float, str] | None = None
        for account in moment.plan.accounts:
            if not account.daily_budget:
                continue
            sums = moment.state.ledger.days.get((account.id, day_of(account, moment.at)))
            used = sums.spent + sums.reserved if sums else 0
            share = used / account.daily_budget
            text = f"  {account.owner} {dollars(used)}/{dollars(account.daily_budget)}"
            nearest = max(nearest or (share, text), (share, text))
        return [] if nearest is None else [(nearest[1], "warning" if nearest[0] > 0.8 else "muted")]

    def _origin(self, moment: Moment) -> tuple[Piece, ...]:
        short = moment.recording.hash[:8]
        event = f"#{moment.n}/{moment.recording.count}"
        return ((f"{event}  seed {moment.recording.seed}  {short} ", "muted"),)

    def render_line(self, y: int) -> Line:
        """A line."""
        width, ground = self.size.width, self.looks.named("bar")
        if y >= len(self._rows):
            return Line.blank(width, ground)
        left, right = self._rows[y]
        taken = sum(cell_len(text) for text, _ink in right)
        least = sum(cell_len(text) for text, _ink in left[:2])
        if taken + least > width:
            right, taken = right[-1:], cell_len(right[-1][0]) if right else 0
        room = max(0, width - taken)
        pieces = []
        for text, ink in left:
            said = cut(text, room)
            pieces.append(self._piece(said, ink))
            room -= cell_len(said)
        pieces.append(Segment(" " * room, ground))
        pieces += [self._piece(text, ink) for text, ink in right]
        return Line(pieces).adjust_cell_length(width, ground)

    def _piece(self, text: str, ink: str) -> Segment:
        name, _space, attributes = ink.partition(" ")
        return Segment(text, self.looks.ink(name, "bar", attributes))

    @property
    def text(self) -> str:
        """What it says."""
        return "\n".join("".join(text for text, _ink in (*left, *right)) for left, right in self._rows)

    # The mouse on the track

    def _seek(self, x: int) -> None:
        if self.moment is not None:
            share = min(1.0, max(0.0, (x - 1) / max(1, self.size.width - 3)))
            self.post_message(self.Sought(round(share * self.moment.recording.end)))

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Take hold of the track."""
        if event.y == 1:
            self._dragging = True
            self.capture_mouse()
            self._seek(event.x)

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Drag."""
        if self._dragging:
            self._seek(event.x)

    def on_mouse_up(self, event: events.MouseUp) -> None:
        """Let go."""
        if self._dragging:
            self._dragging = False
            self.release_mouse()


_BUSY = frozenset({AgentState.STARTING, AgentState.WORKING, AgentState.CHECKING})


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
            sign, ink = MARK[signs[place]]
            pieces.append((sign, ink))
        else:
            sign, ink = (PLAYED, "accent") if place < here else (COMING, "faint")
            if pieces[-1][1] == ink and pieces[-1][0][-1] == sign:
                pieces[-1] = (pieces[-1][0] + sign, ink)
            else:
                pieces.append((sign, ink))
    return pieces


@lru_cache(maxsize=8)
def _signs(recording: Recording, room: int) -> dict[int, Kind]:
    """The mark that each column shows."""
    end, signs = max(1, recording.end), dict[int, Kind]()
    for mark in recording.marks:
        if mark.kind in STOPS and mark.kind is not Kind.END:
            place = min(room - 1, round(mark.at / end * (room - 1)))
            known = signs.get(place)
            if known is None or _rank(mark.kind) < _rank(known):
                signs[place] = mark.kind
    return signs


def _rank(kind: Kind) -> int:
    return URGENT.index(kind) if kind in URGENT else len(URGENT)
