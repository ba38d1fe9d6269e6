"""A run looked at as a whole: what came of a task after an event, who did how much, when nobody worked."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from orchestra_tui.fleet import decisions as d
from orchestra_tui.fleet import facts as f
from orchestra_tui.fleet.event import Decision, Event, Fact, Unknown
from orchestra_tui.fleet.metrics import Metric, compute
from orchestra_tui.fleet.plan import Plan
from orchestra_tui.fleet.runs import HUMAN
from orchestra_tui.tutor.telling.amounts import Calendar

Start = d.Dispatched | d.Restarted


@dataclass(slots=True)
class Share:
    """What an agent did in a run: turns taken, reviews given, tasks of its that were merged, tokens, micro-dollars."""

    turns: int = 0
    reviews: int = 0
    merged: int = 0
    tokens: int = 0
    cost: int = 0


@dataclass(slots=True)
class Stretch:
    """A time in which no agent had a job: from the end of event `n` on."""

    n: int
    start: int
    end: int


@dataclass
class Chronicle:
    """The events of a run with views of them; numbers are those of the log, from 1.

    By task: `starts` of attempts, `refused` reviews, `merged_n`, the number of its merge, `given_up`, its end without
    one. `batches` are the decisions by the fact they answer, `paid_at` is when an account paid for the first time,
    `parked` has the accounts by when their rest ends, `shares` are by agent.
    """

    plan: Plan
    events: Sequence[Event | Unknown]
    starts: dict[str, list[Start]] = field(default_factory=lambda: defaultdict(list))
    merges: list[d.Merged] = field(default_factory=list)
    batches: dict[int, list[Decision]] = field(default_factory=lambda: defaultdict(list))
    merged_n: dict[str, int] = field(default_factory=dict)
    given_up: dict[str, d.NeedsHuman | d.Cancelled] = field(default_factory=dict)
    refused: dict[str, list[f.ReviewEnded]] = field(default_factory=lambda: defaultdict(list))
    paid_at: dict[str, int] = field(default_factory=dict)
    parked: dict[int, list[str]] = field(default_factory=lambda: defaultdict(list))
    stretches: list[Stretch] = field(default_factory=list)
    shares: dict[str, Share] = field(default_factory=lambda: defaultdict(Share))

    def __post_init__(self) -> None:
        jobs: dict[str, int] = {}
        for event in self.events:
            if isinstance(event, Decision):
                self.batches[event.cause].append(event)
            if isinstance(event, d.Dispatched | d.Restarted):
                self.starts[event.task].append(event)
            elif isinstance(event, d.Merged):
                self.merges.append(event)
                self.merged_n[event.task] = event.n
            elif isinstance(event, d.NeedsHuman | d.Cancelled):
                self.given_up[event.task] = event
            elif isinstance(event, f.ReviewEnded) and not event.accepted:
                self.refused[event.task].append(event)
            elif isinstance(event, d.AccountParked) and event.until is not None:
                self.parked[event.until].append(event.account)
            elif isinstance(event, d.Settled) and event.spent:
                self.paid_at.setdefault(event.account, event.at)
            self._work(event, jobs)
        self._share()

    def _work(self, event: Event | Unknown, jobs: dict[str, int]) -> None:
        """Keeps the jobs under way; where the last one ends, a stretch begins, and where one begins, it is over."""
        before = len(jobs)
        match event:
            case d.Dispatched() | d.Restarted():
                jobs[event.agent] = event.n
            case d.ReviewOrdered() if event.by != HUMAN:
                jobs[event.by] = event.n
            case d.Fenced() | d.Released():
                jobs.pop(event.agent, None)
            case f.ReviewEnded() if jobs.get(event.by) == event.cause:
                del jobs[event.by]
        if before and not jobs:
            self.stretches.append(Stretch(event.n, event.at, event.at))
        elif self.stretches and not before:
            self.stretches[-1].end = event.at

    def _share(self) -> None:
        holder: dict[int, str] = {}
        author: dict[str, str] = {}
        paid: set[int] = set()
        for event in self.events:
            match event:
                case d.TurnGranted():
                    holder[event.n] = event.agent
                    self.shares[event.agent].turns += 1
                case d.ReviewOrdered():
                    holder[event.n] = event.by
                case d.Settled():
                    self.shares[holder.get(event.reservation, "")].cost += event.spent
                case d.Dispatched() | d.Restarted():
                    author[event.task] = event.agent
                case d.Merged():
                    self.shares[author.get(event.task, "")].merged += 1
                case f.ReviewEnded() if event.cause not in paid:
                    self.shares[event.by].reviews += 1
            self._tokens(event, holder, paid)

    def _tokens(self, event: Event | Unknown, holder: dict[int, str], paid: set[int]) -> None:
        if not isinstance(event, f.TurnEnded | f.ReviewEnded | f.AgentExited):
            return
        key = -event.cause if isinstance(event, f.AgentExited) else event.cause
        if key not in paid:
            paid.add(key)
            who = event.agent if isinstance(event, f.AgentExited) else holder.get(event.cause, "")
            self.shares[who].tokens += event.usage.tokens

    @cached_property
    def clock(self) -> Calendar:
        """The clock of this run."""
        return Calendar(self.plan, self.ends)

    @cached_property
    def names(self) -> frozenset[str]:
        """The names that stand in sentences as they are."""
        plan = self.plan
        return frozenset((*plan.task, *plan.slot, *plan.account, *plan.model))

    def capital(self, text: str) -> str:
        """The text as the beginning of a sentence; a name that stands first stays as it is."""
        first = text.partition(" ")[0].rstrip(",.:;")
        return text if first in self.names else text[:1].upper() + text[1:]

    def between(self, start: int, end: int) -> Sequence[Event | Unknown]:
        """The events from a moment up to another, which is not included."""
        return self.events[bisect_left(self.events, start, key=_moment) : bisect_left(self.events, end, key=_moment)]

    @property
    def ends(self) -> int:
        """When the last event came."""
        return self.events[-1].at if self.events else 0

    @cached_property
    def numbers(self) -> dict[Metric, int]:
        """The metrics of the run."""
        return compute(self.plan, self.events)

    @cached_property
    def finished(self) -> d.Finished | None:
        """The end, if the run has come to it."""
        return next((e for e in reversed(self.events) if isinstance(e, d.Finished)), None)

    def at(self, n: int) -> Event | Unknown | None:
        """The event of a number."""
        return self.events[n - 1] if 0 < n <= len(self.events) else None

    def last(self, at: int) -> int:
        """The number of the last event up to a moment."""
        return bisect_right(self.events, at, key=_moment)

    def cause(self, event: Event) -> Event | Unknown | None:
        """The event that one answers."""
        return self.at(event.cause)

    def batch(self, event: Event) -> list[Decision]:
        """All that was decided on the same fact as a decision, or on a fact, in order."""
        return self.batches.get(event.n if isinstance(event, Fact) else event.cause, [])

    def paid(self, event: Event) -> int:
        """What was paid for the fact that a decision answers, in micro-dollars."""
        return sum(each.spent for each in self.batch(event) if isinstance(each, d.Settled))

    def is_merged(self, task: str, n: int) -> bool:
        """Whether a task was in main after event `n`."""
        return self.merged_n.get(task, n + 1) <= n

    def is_given_up(self, task: str, n: int) -> bool:
        """Whether a task had ended without a merge after event `n`."""
        return task in self.given_up and self.given_up[task].n <= n

    def start_before(self, task: str, n: int) -> Start | None:
        """The last attempt at a task that was begun before an event."""
        known = self.starts.get(task, [])
        place = bisect_right(known, n - 1, key=_number)
        return known[place - 1] if place else None

    def start_after(self, task: str, n: int) -> Start | None:
        """The next attempt at a task that was begun after an event."""
        known = self.starts.get(task, [])
        place = bisect_right(known, n, key=_number)
        return known[place] if place < len(known) else None


def _number(event: Start) -> int:
    return event.n


def _moment(event: Event | Unknown) -> int:
    return event.at
