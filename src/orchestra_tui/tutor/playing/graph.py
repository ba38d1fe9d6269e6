"""The graph of a runbook: its waves, the critical path by the times of a recorded run, and the slack of each task."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from orchestra_tui.fleet.fold import Fold
from orchestra_tui.fleet.model import TaskState
from orchestra_tui.fleet.plan import Plan
from orchestra_tui.fleet.units import MINUTE
from orchestra_tui.tutor.playing.memo import once
from orchestra_tui.tutor.playing.recording import Recording

MANY = 500
"""With more tasks than this it is not looked at every moment what is left of them."""


class Path(NamedTuple):
    """Tasks that wait for each other, first to last, and how long they take together, in ms."""

    tasks: tuple[str, ...] = ()
    length: int = 0


class Span(NamedTuple):
    """When a task was handed out for the first time and when nothing happened to it any more; the end of the run for
    what was not over then. `started` is None for a task that never was handed out."""

    started: int | None
    ended: int

    def left(self, at: int) -> int:
        """How much of it is still to come at a moment."""
        return 0 if self.started is None else max(0, self.ended - max(at, self.started))


@dataclass(frozen=True, eq=False)
class Graph:
    """What does not change while a recording is looked at.

    `waves` are the tasks by how many others must be merged one after another before them; `before` has what each waits
    for directly, without what is implied by the rest. `slack` is how much longer a task could take without lengthening
    the critical `path`.
    """

    waves: tuple[tuple[str, ...], ...]
    wave: Mapping[str, int]
    before: Mapping[str, tuple[str, ...]]
    spans: Mapping[str, Span]
    path: Path
    slack: Mapping[str, int]

    @property
    def order(self) -> Iterable[str]:
        """The tasks, each after those it waits for."""
        return (task for wave in self.waves for task in wave)


def waves(plan: Plan) -> dict[str, int]:
    """The wave of each task, in the order of the runbook: 0 for one that waits for nothing."""
    found: dict[str, int] = {}
    open_ = {task.id: len(set(task.after) & plan.task.keys()) for task in plan.tasks}
    now = [id for id, count in open_.items() if not count]
    number = 0
    while now:
        following: list[str] = []
        for id in now:
            found[id] = number
            for behind in plan.dependents[id]:
                open_[behind] -= 1
                if not open_[behind]:
                    following.append(behind)
        now, number = following, number + 1
    return {task.id: found[task.id] for task in plan.tasks}


def longest(order: Iterable[str], before: Mapping[str, Iterable[str]], lengths: Mapping[str, int]) -> Path:
    """The longest chain; of equally long ones that through the tasks that come first in `order`."""
    until: dict[str, int] = {}
    via: dict[str, str] = {}
    best = ""
    for id in order:
        came = 0
        for other in before[id]:
            if until.get(other, 0) > came:
                came, via[id] = until[other], other
        until[id] = came + lengths[id]
        if until[id] > until.get(best, 0):
            best = id
    chain = [best] if best else []
    while chain and chain[-1] in via:
        chain.append(via[chain[-1]])
    return Path(tuple(reversed(chain)), until.get(best, 0))


def graph(plan: Plan, spans: Mapping[str, Span]) -> Graph:
    """The graph of a plan, by the times its tasks had."""
    wave = waves(plan)
    layers: list[list[str]] = [[] for _ in range(max(wave.values(), default=-1) + 1)]
    for id, number in wave.items():
        layers[number].append(id)
    before = _reduced(plan, layers, wave)
    lengths = {id: span.left(0) for id, span in spans.items()}
    order = [id for layer in layers for id in layer]
    path = longest(order, before, lengths)
    return Graph(tuple(map(tuple, layers)), wave, before, spans, path, _slack(order, before, lengths, path.length))


def _slack(
    order: list[str], before: Mapping[str, tuple[str, ...]], lengths: Mapping[str, int], whole: int
) -> dict[str, int]:
    until, after = dict[str, int](), dict.fromkeys(order, 0)
    for id in order:
        until[id] = lengths[id] + max((until[other] for other in before[id]), default=0)
    for id in reversed(order):
        for other in before[id]:
            after[other] = max(after[other], after[id] + lengths[id])
    return {id: whole - until[id] - after[id] for id in order}


def _reduced(plan: Plan, layers: list[list[str]], wave: Mapping[str, int]) -> dict[str, tuple[str, ...]]:
    """What each task waits for, without what another of them waits for anyway.

    The tasks that come before a task are a set of bits; a task of the wave right before it cannot be implied.
    """
    bit = {id: 1 << place for place, id in enumerate(id for layer in layers for id in layer)}
    above: dict[str, int] = {}
    reduced: dict[str, tuple[str, ...]] = {}
    for layer in layers:
        for id in layer:
            after = [other for other in dict.fromkeys(plan.task[id].after) if other in bit]
            implied = 0
            for other in after:
                implied |= above[other]
            above[id] = implied
            for other in after:
                above[id] |= bit[other]
            reduced[id] = tuple(o for o in after if wave[o] == wave[id] - 1 or not implied & bit[o])
    return reduced


@once
def graph_of(recording: Recording) -> Graph:
    """The graph of a recording."""
    fold = Fold.thaw(recording.plan, recording.snapshots[-1])
    for event in recording.events[fold.state.n :]:
        fold.push(event)  # type: ignore[arg-type]
    spans = {}
    for run in fold.state.tasks.values():
        done = run.merged_at if run.state is TaskState.MERGED else run.since if run.state.final else None
        spans[run.id] = Span(run.started_at, recording.end if done is None else done)
    return graph(recording.plan, spans)


def remaining(recording: Recording, at: int) -> Path:
    """The critical path of what is still to come at a moment, each task by what it really took; of very many tasks to
    the minute."""
    return _remaining(graph_of(recording), at - at % MINUTE if len(recording.plan.tasks) > MANY else at)


@lru_cache(maxsize=64)
def _remaining(known: Graph, at: int) -> Path:
    left = {id: span.left(at) for id, span in known.spans.items()}
    path = longest(known.order, known.before, left)
    return Path(tuple(id for id in path.tasks if left[id]), path.length)
