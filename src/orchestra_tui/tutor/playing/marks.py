"""What stands out in a run: the moments somebody wants to jump to, and where a decision was made."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from orchestra_tui.fleet import decisions as d
from orchestra_tui.fleet import facts as f
from orchestra_tui.fleet.event import Decision, Event, Unknown


class Kind(StrEnum):
    """What a mark is of."""

    SWAP = "swap"
    RESTART = "restart"
    ROTATION = "rotation"
    REFUSAL = "refusal"
    CONFLICT = "conflict"
    STALE = "stale"
    NEEDS_HUMAN = "needs-human"
    BUDGET = "budget"
    HAND = "hand"
    MERGED = "merged"
    END = "end"


class Mark(NamedTuple):
    """Event `n` at a time stands out; `who` is the agent and `task` the task it is about, where it names them."""

    n: int
    at: int
    kind: Kind
    who: str = ""
    task: str = ""


_KINDS: dict[type[Event | Unknown], Kind] = {
    d.Swapped: Kind.SWAP,
    d.Restarted: Kind.RESTART,
    d.AccountRotated: Kind.ROTATION,
    f.Refused: Kind.REFUSAL,
    d.Stale: Kind.STALE,
    d.NeedsHuman: Kind.NEEDS_HUMAN,
    d.BudgetAlarm: Kind.BUDGET,
    d.BudgetRefused: Kind.BUDGET,
    d.Merged: Kind.MERGED,
    d.Finished: Kind.END,
    f.OrchestratorRestarted: Kind.HAND,
    f.NudgeAsked: Kind.HAND,
    f.RestartAsked: Kind.HAND,
    f.SwapAsked: Kind.HAND,
    f.KillAsked: Kind.HAND,
    f.CancelAsked: Kind.HAND,
    f.PauseAsked: Kind.HAND,
    f.ResumeAsked: Kind.HAND,
    f.PolicyAsked: Kind.HAND,
    f.FaultAsked: Kind.HAND,
}

STOPS = frozenset(Kind) - {Kind.MERGED, Kind.REFUSAL}
"""The kinds that a jump to the next mark stops at."""


def mark_of(event: Event | Unknown) -> Mark | None:
    """The mark an event deserves, if any."""
    kind = _KINDS.get(type(event))
    if kind is None and isinstance(event, f.MergeEnded) and event.outcome != "merged":
        kind = Kind.CONFLICT
    if kind is None:
        return None
    return Mark(event.n, event.at, kind, getattr(event, "agent", ""), getattr(event, "task", ""))


def is_turning(event: Event | Unknown) -> bool:
    """Whether an event is a decision that somebody would want to see made: not a timer, a turn or a bill."""
    return isinstance(event, Decision) and not isinstance(event, _ROUTINE)


_ROUTINE = (d.TimerSet, d.Settled, d.TurnGranted, d.Released, d.Recovered, d.Waiting, d.CheckOrdered)
