"""How two runs differ, in a few words: `+12 min`, `−$1.40`, `swaps 3 → 2`."""

from __future__ import annotations

from typing import NamedTuple

from orchestra_tui.base.i18n import N_, _, n_
from orchestra_tui.fleet.metrics import Metric
from orchestra_tui.fleet.units import SECOND
from orchestra_tui.tutor.playing.takes import SHOWN, Difference
from orchestra_tui.tutor.telling.amounts import Calendar, tokens
from orchestra_tui.tutor.telling.measures import metric_name, metric_value

LESS_IS_BETTER = frozenset(
    {
        *(Metric.MAKESPAN, Metric.COST, Metric.NEEDS_HUMAN, Metric.CANCELLED, Metric.OPEN, Metric.CONFLICTS),
        *(Metric.RED_MERGES, Metric.REFUSED_REVIEWS, Metric.COST_PER_MERGED, Metric.REVIEW_WAIT, Metric.QUOTA_WAIT),
    }
)
TIMES = frozenset({Metric.MAKESPAN, Metric.REVIEW_WAIT, Metric.QUOTA_WAIT})
MONEY = frozenset({Metric.COST, Metric.COST_PER_MERGED})
_WORDS = {
    Metric.MERGED: N_("in main {before} → {after}"),
    Metric.SWAPS: N_("swaps {before} → {after}"),
    Metric.CONFLICTS: N_("conflicts {before} → {after}"),
    Metric.NEEDS_HUMAN: N_("with a human {before} → {after}"),
}
"""How a count is said where there is little room."""


class Delta(NamedTuple):
    """A metric that is another now, in words; `way` is 1 where that is better, -1 where it is worse, else 0."""

    metric: Metric
    text: str
    way: int


def deltas(difference: Difference) -> tuple[Delta, ...]:
    """What a change did to the metrics that matter first; if it left them alone, the first others it did change."""
    first = (*SHOWN, Metric.NEEDS_HUMAN)
    found = [metric for metric in first if _differs(difference, metric)]
    rest = [metric for metric in Metric if metric not in first and _differs(difference, metric)]
    return tuple(delta(metric, *difference.metrics[metric]) for metric in found or rest[:2])


def delta(metric: Metric, before: int, after: int) -> Delta:
    """One metric."""
    way = _way(metric, after - before)
    if metric in TIMES | MONEY:
        said = signed(metric, after - before)
        return Delta(metric, said if metric in SHOWN else f"{metric_name(metric)} {said}", way)
    pair = {"before": short(metric, before), "after": short(metric, after)}
    if metric in _WORDS:
        return Delta(metric, _(_WORDS[metric]).format(**pair), way)
    return Delta(metric, f"{metric_name(metric)} {pair['before']} → {pair['after']}", way)


def short(metric: Metric, value: int) -> str:
    """A value beside the name of its metric: `3 h 09 min`, `$4.05`, `1.2M`, `60%`, `4`."""
    if metric is Metric.TOKENS:
        return tokens(value)
    return metric_value(metric, value) if metric in TIMES | MONEY | {Metric.UTILISATION} else str(value)


def signed(metric: Metric, change: int) -> str:
    """How much more or less: `+12 min`, `−$1.40`, `+2`; `=` for no change."""
    if not change:
        return "="
    size = abs(change)
    return f"{'+' if change > 0 else '−'}{str(size) if metric is Metric.UTILISATION else short(metric, size)}"


def parted(calendar: Calendar, difference: Difference) -> str:
    """Where they part: `they part at 10:41, event 142`."""
    return _("they part {when}, event {n}").format(when=calendar.when(difference.at), n=difference.shared + 1)


def seed_words(seed: int) -> str:
    """What sets a take of other luck apart."""
    return _("another seed: {seed}").format(seed=seed)


def counted_events(count: int) -> str:
    """`12 events`."""
    return n_("{n} event", "{n} events", count).format(n=count)


def _differs(difference: Difference, metric: Metric) -> bool:
    before, after = difference.metrics[metric]
    return abs(after - before) >= (SECOND // 2 if metric in TIMES else 1)


def _way(metric: Metric, change: int) -> int:
    if metric in LESS_IS_BETTER:
        return (change < 0) - (change > 0)
    return (change > 0) - (change < 0) if metric is Metric.MERGED else 0
