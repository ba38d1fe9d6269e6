"""What an event is about and how much it matters, so that streams can be filtered and stories kept short."""

from __future__ import annotations

from enum import IntEnum, StrEnum

from orchestra_tui.fleet import decisions as d
from orchestra_tui.fleet import facts as f
from orchestra_tui.fleet.event import Event, Unknown
from orchestra_tui.fleet.model import Failure
from orchestra_tui.fleet.rules.names import FENCE


class Group(StrEnum):
    """What an event is about."""

    SWAP = "swap"
    HEALTH = "health"
    SUPPLY = "supply"
    BUDGET = "budget"
    WORK = "work"
    REVIEW = "review"
    MERGE = "merge"
    CONTROL = "control"
    WORLD = "world"
    FINISH = "finish"


class Weight(IntEnum):
    """How much an event matters: from what only keeps the run going to what turns it."""

    NOISE = 0
    DETAIL = 1
    STEP = 2
    TURN_POINT = 3


_G, _W = Group, Weight
_KINDS: dict[type[Event | Unknown], tuple[Group, Weight]] = {
    f.RunStarted: (_G.WORLD, _W.STEP),
    f.TimerFired: (_G.WORLD, _W.NOISE),
    f.AgentUp: (_G.WORK, _W.DETAIL),
    f.Beat: (_G.HEALTH, _W.NOISE),
    f.TurnEnded: (_G.WORK, _W.DETAIL),
    f.Refused: (_G.SUPPLY, _W.STEP),
    f.AgentExited: (_G.HEALTH, _W.DETAIL),
    f.CheckEnded: (_G.WORK, _W.DETAIL),
    f.ReviewEnded: (_G.REVIEW, _W.STEP),
    f.MergeEnded: (_G.MERGE, _W.DETAIL),
    f.OrchestratorRestarted: (_G.WORLD, _W.TURN_POINT),
    f.NudgeAsked: (_G.CONTROL, _W.TURN_POINT),
    f.RestartAsked: (_G.CONTROL, _W.TURN_POINT),
    f.SwapAsked: (_G.CONTROL, _W.TURN_POINT),
    f.KillAsked: (_G.CONTROL, _W.TURN_POINT),
    f.CancelAsked: (_G.CONTROL, _W.TURN_POINT),
    f.PauseAsked: (_G.CONTROL, _W.TURN_POINT),
    f.ResumeAsked: (_G.CONTROL, _W.TURN_POINT),
    f.PolicyAsked: (_G.CONTROL, _W.TURN_POINT),
    f.FaultAsked: (_G.WORLD, _W.TURN_POINT),
    d.TimerSet: (_G.WORLD, _W.NOISE),
    d.Dispatched: (_G.WORK, _W.STEP),
    d.TurnGranted: (_G.WORK, _W.DETAIL),
    d.Settled: (_G.BUDGET, _W.NOISE),
    d.BudgetRefused: (_G.BUDGET, _W.STEP),
    d.Suspected: (_G.HEALTH, _W.STEP),
    d.Recovered: (_G.HEALTH, _W.STEP),
    d.Nudged: (_G.HEALTH, _W.STEP),
    d.Restarted: (_G.HEALTH, _W.TURN_POINT),
    d.Fenced: (_G.HEALTH, _W.STEP),
    d.Released: (_G.WORK, _W.DETAIL),
    d.Swapped: (_G.SWAP, _W.TURN_POINT),
    d.Failed: (_G.WORK, _W.STEP),
    d.BackedOff: (_G.SUPPLY, _W.STEP),
    d.AccountParked: (_G.SUPPLY, _W.STEP),
    d.AccountRotated: (_G.SWAP, _W.TURN_POINT),
    d.CheckOrdered: (_G.WORK, _W.DETAIL),
    d.ReviewQueued: (_G.REVIEW, _W.DETAIL),
    d.ReviewOrdered: (_G.REVIEW, _W.STEP),
    d.MergeQueued: (_G.MERGE, _W.DETAIL),
    d.MergeOrdered: (_G.MERGE, _W.DETAIL),
    d.Requeued: (_G.WORK, _W.STEP),
    d.Merged: (_G.MERGE, _W.STEP),
    d.NeedsHuman: (_G.FINISH, _W.TURN_POINT),
    d.Cancelled: (_G.CONTROL, _W.STEP),
    d.Stale: (_G.HEALTH, _W.TURN_POINT),
    d.Waiting: (_G.SUPPLY, _W.STEP),
    d.BudgetAlarm: (_G.BUDGET, _W.TURN_POINT),
    d.FleetPaused: (_G.CONTROL, _W.STEP),
    d.FleetResumed: (_G.CONTROL, _W.STEP),
    d.PolicySet: (_G.CONTROL, _W.STEP),
    d.Finished: (_G.FINISH, _W.TURN_POINT),
}
"""By kind; what one kind can be besides stands in `group_of` and `weight_of`."""
QUIET = frozenset(kind for kind, (_group, weight) in _KINDS.items() if weight is _W.NOISE)
"""The kinds that are never worth a row."""

_FAMILIES = {
    "swap": _G.SWAP,
    "ladder": _G.FINISH,
    "finish": _G.FINISH,
    "merge": _G.MERGE,
    "control": _G.CONTROL,
    "budget": _G.BUDGET,
    "work.refused": _G.REVIEW,
    "work.out-of-budget": _G.BUDGET,
}
"""By a rule or its first word, for the kinds that belong now to this, now to that."""
_FAILURES = {
    Failure.TIMEOUT: _G.HEALTH,
    Failure.CRASH: _G.HEALTH,
    Failure.REVIEW: _G.REVIEW,
    Failure.CONFLICT: _G.MERGE,
    Failure.MERGED_RED: _G.MERGE,
}


def group_of(event: Event | Unknown) -> Group:
    """What an event is about; one of an unknown kind belongs to the world."""
    group = _KINDS[type(event)][0] if type(event) in _KINDS else Group.WORLD
    match event:
        case d.Failed():
            return _FAILURES.get(event.failure, group)
        case d.Fenced() | d.Requeued():
            family = event.rule.partition(".")[0]
            return _FAMILIES.get(event.rule) or _FAMILIES.get(family, group)
    return group


def weight_of(event: Event | Unknown) -> Weight:
    """How much an event matters; a conflict, a crash and a fencing that is part of something else are weighed apart."""
    match event:
        case f.MergeEnded(outcome="conflict" | "red"):
            return Weight.TURN_POINT
        case f.AgentExited(crash=True):
            return Weight.STEP
        case d.Fenced(rule=rule) if rule.endswith(FENCE) or rule == "finish.stop":
            return Weight.DETAIL
    return _KINDS[type(event)][1] if type(event) in _KINDS else Weight.STEP
