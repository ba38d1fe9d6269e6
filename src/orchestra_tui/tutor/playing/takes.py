"""Takes of one run: the original, and what became of it each time somebody's hand changed it; and how two differ."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from orchestra_tui.fleet import log
from orchestra_tui.fleet.event import Decision
from orchestra_tui.fleet.facts import Intervention
from orchestra_tui.fleet.metrics import Metric
from orchestra_tui.fleet.plan import Plan
from orchestra_tui.fleet.simulation.params import Params
from orchestra_tui.fleet.simulation.run import MAX_EVENTS, Act, Runner
from orchestra_tui.tutor.playing.recording import TELL, EndedError, Progress, Recording, record

SHOWN = (Metric.MAKESPAN, Metric.COST, Metric.MERGED, Metric.SWAPS, Metric.CONFLICTS)
"""What a change is judged by first."""


@dataclass(frozen=True)
class Take:
    """A recording and the acts that made it; `number` counts from 1, `parent` is the take it was forked from (0: none).

    The last of `acts` is what sets it apart from its parent, with which it shares the first `shared` events.
    """

    number: int
    recording: Recording
    acts: tuple[Act, ...] = ()
    parent: int = 0
    shared: int = 0


@dataclass(frozen=True, slots=True)
class Difference:
    """How a take differs from another: they part after `shared` events, at `at` ms; pairs are (theirs, ours)."""

    shared: int
    at: int
    metrics: dict[Metric, tuple[int, int]]

    @property
    def nothing(self) -> bool:
        """Whether they end alike."""
        return all(one == two for one, two in self.metrics.values())


def play(
    plan: Plan,
    params: Params,
    seed: int,
    acts: Sequence[Act] = (),
    *,
    title: str = "",
    progress: Progress | None = None,
) -> Recording:
    """The recording of a simulated run; for a worker. `progress` is told events so far; EndedError if it wants no more.

    While the run is computed nobody knows how long it will be: the second number told is then 0.
    """
    runner, told = Runner(plan, params, seed, acts), TELL
    while runner.step():
        if progress and runner.state.n >= told:
            told += TELL
            if not progress(runner.state.n, 0):
                raise EndedError
        if runner.state.n >= MAX_EVENTS:
            break
    return record(plan, runner.events, seed=seed, title=title, progress=progress)


def forked(acts: Sequence[Act], after: int, fact: Intervention) -> tuple[Act, ...]:
    """The acts of a future in which this is done after event `after`: what was done later belongs to another one."""
    return (*(act for act in acts if act.after < after), Act(after, fact))


def difference(one: Recording, other: Recording) -> Difference:
    """How `other` differs from `one`."""
    shared = log.parting(one.hashes, other.hashes)
    pairs = {metric: (one.metrics[metric], other.metrics[metric]) for metric in Metric}
    return Difference(shared, other.time(min(shared + 1, other.count)), pairs)


def own_acts(take: Take, parent: Take | None) -> tuple[tuple[Act, ...], tuple[Act, ...]]:
    """What was done in a take and not in its parent, and what was done there but not in it."""
    before = parent.acts if parent else ()
    return tuple(act for act in take.acts if act not in before), tuple(act for act in before if act not in take.acts)


def answered(recording: Recording, n: int) -> int:
    """The number of the last of the decisions that follow event `n` at once; `n` itself where nothing was decided."""
    last = n
    while last < recording.count:
        event = recording.events[last]
        if not isinstance(event, Decision) or event.cause != n:
            break
        last = event.n
    return last


def untouched(before: Recording, after: Recording, shared: int) -> bool:
    """Whether a fork differs by nothing but the event of the act itself, the one after those that are `shared`."""
    if after.count != before.count + 1:
        return False
    pairs = zip(before.events[shared:], after.events[shared + 1 :], strict=True)
    return all(type(one) is type(two) and one.at == two.at for one, two in pairs)
