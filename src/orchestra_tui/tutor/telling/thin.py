"""A story that would be too long: of what happens often the first few times are told, the rest is counted."""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

from orchestra_tui.base.i18n import _
from orchestra_tui.fleet import decisions as d
from orchestra_tui.fleet import facts as f
from orchestra_tui.fleet.event import Event, Unknown
from orchestra_tui.fleet.metrics import Metric
from orchestra_tui.fleet.model import SwapKind
from orchestra_tui.tutor.telling.chronicle import Chronicle
from orchestra_tui.tutor.telling.scene import Scene
from orchestra_tui.tutor.telling.words import metric_name, metric_value, swap_name

LIMIT = 64
"""So many turning points are told in full."""
KEEP = 3


class Left(NamedTuple):
    """A turning point that is only counted: when, and of which kind."""

    at: int
    kind: str


_KINDS: dict[type[Event | Unknown], str] = {
    d.Restarted: Metric.RESTARTS,
    d.Recovered: Metric.NUDGES,
    d.Stale: Metric.STALE,
    d.AccountRotated: Metric.ROTATIONS,
    f.Refused: Metric.REFUSALS,
    d.NeedsHuman: Metric.NEEDS_HUMAN,
    d.AccountParked: "parked",
    d.BudgetRefused: "money",
    d.Waiting: "waiting",
    d.Fenced: "lost",
    d.Requeued: "requeued",
    d.Merged: "door",
    d.Dispatched: "again",
    d.ReviewOrdered: "again",
}
"""What is counted has the name of its metric; the rest is left out, for what matters of it is told otherwise."""


def thin(story: Chronicle, scenes: list[Scene]) -> tuple[list[Scene], list[Left]]:
    """The scenes to tell, and those that are only counted; all of them while they are few."""
    if len(scenes) <= LIMIT:
        return scenes, []
    kept, left, seen = list[Scene](), list[Left](), Counter[str]()
    for scene in scenes:
        kind = _kind(story, scene)
        seen[kind] += 1
        if kind and seen[kind] > KEEP:
            left.append(Left(scene.at, kind))
        else:
            kept.append(scene)
    return kept, left


def _kind(story: Chronicle, scene: Scene) -> str:
    """The kind of a scene; empty for one that is told in any case."""
    event = story.at(scene.n)
    match event:
        case d.Swapped():
            return f"swap-{event.swap}"
        case f.MergeEnded():
            return Metric.CONFLICTS if event.outcome == "conflict" else Metric.RED_MERGES
        case d.Finished():
            return ""
    if event is None or scene.since:
        return "quiet"
    return _KINDS.get(type(event), "")


def counted(kinds: list[str]) -> list[str]:
    """How many there were of each kind that is worth a number: `3 restarts`, `Critic Swap: 5`."""
    shown: list[str] = []
    for kind, count in Counter(kinds).items():
        if kind.startswith("swap-"):
            label = swap_name(SwapKind(kind.removeprefix("swap-")))
            shown.append(_("{label}: {n}").format(label=label, n=count))
        elif kind in {Metric.RED_MERGES, Metric.STALE, Metric.REFUSALS, Metric.NEEDS_HUMAN}:
            shown.append(_("{label}: {n}").format(label=metric_name(Metric(kind)), n=count))
        elif kind in _METRICS:
            shown.append(metric_value(Metric(kind), count))
    return shown


_METRICS = frozenset(Metric)
