"""The metrics of a run in words: their names, and their values with units."""

from __future__ import annotations

from collections.abc import Callable

from orchestra_tui.base.i18n import N_, _, n_
from orchestra_tui.fleet.metrics import Metric
from orchestra_tui.tutor.telling.amounts import counted_tasks, dollars, lasts, tokens

_NAMES = {
    Metric.MAKESPAN: N_("time of the run"),
    Metric.COST: N_("cost"),
    Metric.TOKENS: N_("tokens"),
    Metric.TURNS: N_("turns"),
    Metric.ATTEMPTS: N_("attempts"),
    Metric.MERGED: N_("tasks in main"),
    Metric.NEEDS_HUMAN: N_("tasks that need a human"),
    Metric.CANCELLED: N_("tasks given up"),
    Metric.OPEN: N_("tasks left open"),
    Metric.SWAPS: N_("swaps"),
    Metric.TIMEOUT_SWAPS: N_("Timeout Swaps"),
    Metric.ERROR_SWAPS: N_("Error Swaps"),
    Metric.CRITIC_SWAPS: N_("Critic Swaps"),
    Metric.ROTATIONS: N_("account rotations"),
    Metric.RESTARTS: N_("restarts"),
    Metric.NUDGES: N_("nudges"),
    Metric.REFUSALS: N_("refusals by providers"),
    Metric.CONFLICTS: N_("conflicts"),
    Metric.RED_MERGES: N_("red merges"),
    Metric.STALE: N_("late messages rejected"),
    Metric.REVIEWS: N_("reviews"),
    Metric.REFUSED_REVIEWS: N_("refused reviews"),
    Metric.REVIEW_WAIT: N_("time tasks spent in review, added up"),
    Metric.QUOTA_WAIT: N_("time waited after refusals, added up"),
    Metric.UTILISATION: N_("share of time agents were building"),
    Metric.COST_PER_MERGED: N_("cost per task in main"),
}
_DURATIONS = {Metric.MAKESPAN, Metric.REVIEW_WAIT, Metric.QUOTA_WAIT}
_MONEY = {Metric.COST, Metric.COST_PER_MERGED}
_TASKS = {Metric.MERGED, Metric.NEEDS_HUMAN, Metric.CANCELLED, Metric.OPEN}


def metric_name(metric: Metric) -> str:
    """A metric: `time of the run`."""
    return _(_NAMES[metric])


def metric_value(metric: Metric, value: int) -> str:
    """A value of a metric with its unit: `3 h 09 min`, `$4.05`, `11 tasks`."""
    if metric in _DURATIONS:
        return lasts(value)
    if metric in _MONEY:
        return dollars(value)
    if metric in _TASKS:
        return counted_tasks(value)
    return _COUNTED[metric](value)


def _swaps(n: int) -> str:
    return n_("{n} swap", "{n} swaps", n).format(n=n)


def _refusals(n: int) -> str:
    return n_("{n} refusal", "{n} refusals", n).format(n=n)


_COUNTED: dict[Metric, Callable[[int], str]] = {
    Metric.TOKENS: lambda n: _("{n} tokens").format(n=tokens(n)),
    Metric.TURNS: lambda n: n_("{n} turn", "{n} turns", n).format(n=n),
    Metric.ATTEMPTS: lambda n: n_("{n} attempt", "{n} attempts", n).format(n=n),
    Metric.SWAPS: _swaps,
    Metric.TIMEOUT_SWAPS: _swaps,
    Metric.ERROR_SWAPS: _swaps,
    Metric.CRITIC_SWAPS: _swaps,
    Metric.ROTATIONS: lambda n: n_("{n} rotation", "{n} rotations", n).format(n=n),
    Metric.RESTARTS: lambda n: n_("{n} restart", "{n} restarts", n).format(n=n),
    Metric.NUDGES: lambda n: n_("{n} nudge", "{n} nudges", n).format(n=n),
    Metric.REFUSALS: _refusals,
    Metric.CONFLICTS: lambda n: n_("{n} conflict", "{n} conflicts", n).format(n=n),
    Metric.RED_MERGES: lambda n: n_("{n} merge", "{n} merges", n).format(n=n),
    Metric.STALE: lambda n: n_("{n} message", "{n} messages", n).format(n=n),
    Metric.REVIEWS: lambda n: n_("{n} review", "{n} reviews", n).format(n=n),
    Metric.REFUSED_REVIEWS: _refusals,
    Metric.UTILISATION: lambda n: _("{n}%").format(n=n),
}
