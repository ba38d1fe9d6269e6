"""What a run is measured by; everything is computed from its plan and its log."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Literal

from orchestra_tui.fleet import decisions as d
from orchestra_tui.fleet import facts as f
from orchestra_tui.fleet.event import Event, Unknown
from orchestra_tui.fleet.model import Failure
from orchestra_tui.fleet.plan import Plan


class Metric(StrEnum):
    """A number of a run: times in ms, money in micro-dollars, shares in percent."""

    MAKESPAN = "makespan"
    COST = "cost"
    TOKENS = "tokens"
    TURNS = "turns"
    ATTEMPTS = "attempts"
    MERGED = "merged"
    NEEDS_HUMAN = "needs-human"
    CANCELLED = "cancelled"
    OPEN = "open"
    SWAPS = "swaps"
    TIMEOUT_SWAPS = "timeout-swaps"
    ERROR_SWAPS = "error-swaps"
    CRITIC_SWAPS = "critic-swaps"
    ROTATIONS = "rotations"
    RESTARTS = "restarts"
    NUDGES = "nudges"
    REFUSALS = "refusals"
    CONFLICTS = "conflicts"
    RED_MERGES = "red-merges"
    STALE = "stale"
    REVIEWS = "reviews"
    REFUSED_REVIEWS = "refused-reviews"
    REVIEW_WAIT = "review-wait"
    QUOTA_WAIT = "quota-wait"
    UTILISATION = "utilisation"
    COST_PER_MERGED = "cost-per-merged"


Quantity = Literal["time", "money", "tokens", "share", ""]
"""What a metric measures; empty for a count of things."""

QUANTITIES: dict[Metric, Quantity] = {
    Metric.MAKESPAN: "time",
    Metric.REVIEW_WAIT: "time",
    Metric.QUOTA_WAIT: "time",
    Metric.COST: "money",
    Metric.COST_PER_MERGED: "money",
    Metric.TOKENS: "tokens",
    Metric.UTILISATION: "share",
}
"""The quantity of every metric that is no count."""


@dataclass(slots=True)
class _Tally:
    """`asked` are turns and reviews by their decision: what a provider refused did not take place."""

    counts: Counter[str] = field(default_factory=Counter)
    busy: int = 0
    review_wait: int = 0
    back_off: int = 0
    end: int = 0
    last: int = 0
    building: dict[str, int] = field(default_factory=dict)
    in_review: dict[str, int] = field(default_factory=dict)
    asked: dict[int, str] = field(default_factory=dict)

    def see(self, event: Event | Unknown) -> None:
        self._count(event)
        match event:
            case d.Dispatched() | d.Restarted():
                self._free(event.agent, event.at)
                self.building[event.agent] = event.at
                self.counts["attempts"] += 1
            case d.Fenced() | d.Released():
                self._free(event.agent, event.at)
            case d.ReviewQueued():
                self.in_review.setdefault(event.task, event.at)
            case d.MergeQueued() | d.Requeued() | d.Swapped() | d.NeedsHuman() | d.Cancelled():
                self.review_wait += event.at - self.in_review.pop(event.task, event.at)
            case d.BackedOff():
                self.back_off += event.until - event.at
            case d.Finished():
                self.end = event.at
        self.last = event.at

    def _count(self, event: Event | Unknown) -> None:
        name = _COUNTED.get(type(event))
        if name:
            self.counts[name] += 1
        match event:
            case d.TurnGranted() | d.ReviewOrdered():
                self.asked[event.n] = _COUNTED[type(event)]
            case f.Refused() if asked := self.asked.pop(event.cause, ""):
                self.counts[asked] -= 1
            case d.Swapped():
                self.counts[f"{event.swap}-swaps"] += 1
            case d.Settled():
                self.counts["cost"] += event.spent
            case d.Failed():
                self.counts[f"failed-{event.failure}"] += 1
            case f.ReviewEnded(accepted=False):
                self.counts["refused-reviews"] += 1

    def _free(self, agent: str, at: int) -> None:
        began = self.building.pop(agent, None)
        self.busy += 0 if began is None else at - began


_COUNTED: dict[type[Event | Unknown], str] = {
    d.TurnGranted: "turns",
    d.Merged: "merged",
    d.NeedsHuman: "needs-human",
    d.Cancelled: "cancelled",
    d.Swapped: "swaps",
    d.AccountRotated: "rotations",
    d.Restarted: "restarts",
    d.Nudged: "nudges",
    f.Refused: "refusals",
    d.Stale: "stale",
    d.ReviewOrdered: "reviews",
}


def compute(plan: Plan, events: Iterable[Event | Unknown]) -> dict[Metric, int]:
    """Every metric of a run, or of the part of it that these first events tell.

    The makespan ends with the run's end, or with the last event of an unfinished one. Utilisation is the share of the
    agents' time in which they built something.
    """
    tally, tokens, paid = _Tally(), 0, set[int]()
    for event in events:
        tally.see(event)
        if isinstance(event, f.TurnEnded | f.ReviewEnded | f.AgentExited):
            key = event.cause if not isinstance(event, f.AgentExited) else -event.cause
            if key not in paid:
                paid.add(key)
                tokens += event.usage.tokens
    end, counts = tally.end or tally.last, tally.counts
    busy = tally.busy + sum(end - began for began in tally.building.values())
    slots = sum(profile.count for profile in plan.profiles)
    numbers = Counter({Metric(name): n for name, n in counts.items() if name in _NAMES})
    numbers.update(
        {
            Metric.MAKESPAN: end,
            Metric.TOKENS: tokens,
            Metric.OPEN: len(plan.tasks) - counts["merged"] - counts["needs-human"] - counts["cancelled"],
            Metric.CONFLICTS: counts[f"failed-{Failure.CONFLICT}"],
            Metric.RED_MERGES: counts[f"failed-{Failure.MERGED_RED}"],
            Metric.REVIEW_WAIT: tally.review_wait,
            Metric.QUOTA_WAIT: tally.back_off,
            Metric.UTILISATION: 100 * busy // max(1, end * slots),
            Metric.COST_PER_MERGED: counts["cost"] // max(1, counts["merged"]),
        }
    )
    return {metric: numbers[metric] for metric in Metric}


_NAMES = frozenset(Metric)
