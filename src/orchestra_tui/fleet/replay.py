"""A log held against the rules: do they decide again what it says was decided, and how does a run go on from it?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice

from orchestra_tui.fleet.event import Decision, Event, Unknown
from orchestra_tui.fleet.fold import SNAPSHOT, Fold
from orchestra_tui.fleet.orchestrator import Orchestrator
from orchestra_tui.fleet.plan import Plan
from orchestra_tui.fleet.state import BrokenLogError, State


@dataclass(frozen=True, slots=True)
class Divergence:
    """The first event at which log and rules part: what the log says and what the rules decide, None for nothing."""

    n: int
    logged: Event | Unknown | None
    decided: Event | None


def verify(plan: Plan, events: Sequence[Event | Unknown]) -> Divergence | None:
    """Where the log first differs from what `decide` makes of its facts; None if nowhere.

    An event of an unknown kind, and a fact that cannot be the next event, is where they part.
    """
    fold = Fold(plan)
    orchestrator, place = Orchestrator(fold), 0
    while place < len(events):
        fact = events[place]
        if isinstance(fact, Decision | Unknown):
            return Divergence(fact.n, fact, None)
        try:
            decided = orchestrator.handle(fact)  # type: ignore[arg-type]
        except (BrokenLogError, KeyError):
            return Divergence(fact.n, fact, None)
        for number, one in enumerate(decided, place + 1):
            logged = events[number] if number < len(events) else None
            if logged is None and number == len(events):
                return None
            if logged != one:
                return Divergence(one.n, logged, one)
        place += 1 + len(decided)
    return None


def resume(plan: Plan, events: Sequence[Event | Unknown]) -> tuple[Orchestrator, tuple[Decision, ...]]:
    """An orchestrator that goes on where a log ends, and all that was decided about the log's last fact.

    The log may end between a fact and its decisions, as it does when an orchestrator dies: they are made again, and
    those that are missing are to be appended. BrokenLogError if the rules decide otherwise than the log.
    """
    last = next((place for place in range(len(events), 0, -1) if not isinstance(events[place - 1], Decision)), 0)
    fold = Fold(plan)
    for event in islice(events, max(0, last - 1)):
        fold.push(event)  # type: ignore[arg-type]
    orchestrator = Orchestrator(fold)
    decided = orchestrator.handle(events[last - 1]) if last else ()  # type: ignore[arg-type]
    logged = tuple(events[last:])
    if decided[: len(logged)] != logged:
        raise BrokenLogError(f"the rules decide otherwise than event {last + 1} and those after it")
    return orchestrator, decided


def state_at(plan: Plan, events: Iterable[Event | Unknown], n: int) -> State:
    """The state after event `n`."""
    fold = Fold(plan)
    for event in islice(events, n):
        fold.push(event)  # type: ignore[arg-type]
    return fold.freeze()


def snapshots(plan: Plan, events: Iterable[Event | Unknown], every: int = SNAPSHOT) -> list[State]:
    """The state before the first event and after each `every` events; a state between them is folded from the last."""
    fold = Fold(plan)
    kept = [fold.freeze()]
    for event in events:
        fold.push(event)  # type: ignore[arg-type]
        if event.n % every == 0:
            kept.append(fold.freeze())
    return kept
