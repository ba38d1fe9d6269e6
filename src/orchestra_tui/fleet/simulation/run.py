"""A run: the orchestrator in the simulated world, from the first event to the last; and the log of it.

A run is a function of plan, parameters, seed and the learner's interventions. Its log up to an intervention is that of
the run without it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from msgspec import structs

from orchestra_tui.fleet import facts as f
from orchestra_tui.fleet import log
from orchestra_tui.fleet.commands import COMMANDS, command_of
from orchestra_tui.fleet.event import Decision, Fact
from orchestra_tui.fleet.events import AnyEvent
from orchestra_tui.fleet.facts import Intervention
from orchestra_tui.fleet.fold import Fold
from orchestra_tui.fleet.orchestrator import Orchestrator
from orchestra_tui.fleet.plan import Plan
from orchestra_tui.fleet.replay import resume
from orchestra_tui.fleet.simulation.params import Params
from orchestra_tui.fleet.simulation.world import World
from orchestra_tui.fleet.state import State

MAX_EVENTS = 5_000_000


@dataclass(frozen=True, slots=True)
class Act:
    """What the learner does after event `after`, at that event's time; the number and time of `fact` are not used."""

    after: int
    fact: Intervention


@dataclass(frozen=True)
class Run:
    """A finished run."""

    plan: Plan
    seed: int
    events: tuple[AnyEvent, ...]
    final: State

    @cached_property
    def hash(self) -> str:
        """The hash of the whole log."""
        return log.digest(self.events)


class Runner:
    """A run in the making: every `step` handles one fact. What it knows of the past is the log alone."""

    def __init__(self, plan: Plan, params: Params, seed: int, acts: Sequence[Act] = ()) -> None:
        self.plan = plan
        self.world = World(plan, params, seed)
        self.orchestrator = Orchestrator(Fold(plan))
        self.events: list[AnyEvent] = []
        self._acts = sorted(acts, key=lambda act: act.after)

    @property
    def state(self) -> State:
        """The state after the last event."""
        return self.orchestrator.fold.state

    def step(self) -> bool:
        """Handles the next fact; False if the run is over: finished, and all that was reserved is settled."""
        state = self.orchestrator.fold.state
        if state.finished and not state.ledger.open:
            return False
        if self._acts and self._acts[0].after <= state.n and self.events:
            act = self._acts.pop(0)
            self._handle(structs.replace(act.fact, n=state.n + 1, at=state.at))
            return True
        coming = self.world.next()
        if coming is None or state.n >= MAX_EVENTS:
            return False
        at, report = coming
        self._handle(report.kind(n=state.n + 1, at=at, cause=report.cause, **report.fields))
        return True

    def _handle(self, fact: Fact) -> None:
        if isinstance(fact, f.OrchestratorRestarted):
            self.come_back()
        decisions = self.orchestrator.handle(fact)  # type: ignore[arg-type]
        self.events.append(fact)  # type: ignore[arg-type]
        if isinstance(fact, f.FaultAsked):
            self.world.break_(fact.fault, fact.target, fact.at)
        if decisions:
            self.events += decisions  # type: ignore[arg-type]
            for decision in decisions:
                if make := COMMANDS.get(type(decision)):
                    self.world.obey(make(decision), fact.at)

    def _send(self, decision: Decision) -> None:
        command = command_of(decision)
        if command is not None:
            self.world.obey(command, self.state.at)

    def come_back(self) -> None:
        """A new orchestrator reads the log, decides what is still to decide, sets its timers and commands again."""
        self.orchestrator, decided = resume(self.plan, self.events)
        told = len(self.events) - (self.state.n - len(decided))
        self.events.extend(decided[told:])  # type: ignore[arg-type]
        for n, _due in self.state.timers.values():
            self._send(self.events[n - 1])  # type: ignore[arg-type]
        for event in decided:
            self._send(event)


def steps(plan: Plan, params: Params, seed: int, acts: Sequence[Act] = ()) -> Iterator[Runner]:
    """The runner after every fact of a run."""
    runner = Runner(plan, params, seed, acts)
    while runner.step():
        yield runner


def run(plan: Plan, params: Params, seed: int, acts: Sequence[Act] = ()) -> Run:
    """A whole run."""
    runner = Runner(plan, params, seed, acts)
    while runner.step():
        pass
    return Run(plan, seed, tuple(runner.events), runner.orchestrator.fold.freeze())
