"""An event in its circumstances: what it answers, and what the orchestrator knew when it came."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property

from orchestra_tui.fleet import decisions as d
from orchestra_tui.fleet import facts as f
from orchestra_tui.fleet.event import Decision, Event, Unknown
from orchestra_tui.fleet.model import Task
from orchestra_tui.fleet.plan import Plan
from orchestra_tui.fleet.policy import Policy
from orchestra_tui.fleet.replay import state_at
from orchestra_tui.fleet.rules.names import FENCE
from orchestra_tui.fleet.runs import AgentRun, TaskRun
from orchestra_tui.fleet.state import State
from orchestra_tui.tutor.telling.amounts import Calendar


class Case:
    """An event of a run, by its number from 1; what is costly to know is found out when asked for.

    IndexError if there is no such event. `state` is the state before the event, if the caller has it at hand.
    """

    def __init__(self, plan: Plan, events: Sequence[Event | Unknown], n: int, state: State | None = None) -> None:
        if not 1 <= n <= len(events):
            raise IndexError(n)
        self.plan, self.events, self.event = plan, events, events[n - 1]
        self.clock = Calendar(plan, events[-1].at)
        self._state = state

    @cached_property
    def state(self) -> State:
        """The state right before the event."""
        return self._state or state_at(self.plan, self.events, self.event.n - 1)

    @property
    def policy(self) -> Policy:
        """The policy in force before the event."""
        return self.state.policy

    @property
    def cause(self) -> Event | Unknown | None:
        """The event that this one answers."""
        return self.at(getattr(self.event, "cause", 0))

    def at(self, n: int) -> Event | Unknown | None:
        """The event of a number; None if there is none before this one."""
        return self.events[n - 1] if 0 < n < self.event.n else None

    @cached_property
    def subject(self) -> Event | Unknown:
        """The event itself; for a fencing that is part of something else, that: the swap, the restart, the end."""
        if not isinstance(self.event, d.Fenced) or not self.event.rule.endswith(FENCE):
            return self.event
        rest = (e for e in self.events[self.event.n : self.event.n + 3] if isinstance(e, Decision))
        return next((e for e in rest if e.cause == self.event.cause and not isinstance(e, d.Fenced)), self.event)

    def field(self, name: str) -> str:
        """A name the event bears, or what it is part of, or what it answers; empty if none has it."""
        return getattr(self.event, name, "") or getattr(self.subject, name, "") or getattr(self.cause, name, "")

    @cached_property
    def suspicion(self) -> d.Suspected | None:
        """The suspicion that led to what became of an agent; None if there was none in this attempt."""
        agent, task = self.field("agent"), self.field("task")
        for event in self.back():
            if isinstance(event, d.Suspected) and event.agent == agent:
                return event if event.task == task else None
            if isinstance(event, d.Dispatched | d.Restarted) and event.agent == agent:
                return None
        return None

    @property
    def task(self) -> TaskRun | None:
        """The task it is about, as it was before."""
        return self.state.tasks.get(self.field("task"))

    @property
    def given(self) -> Task | None:
        """The task it is about, as the plan has it."""
        return self.plan.task.get(self.field("task"))

    @property
    def agent(self) -> AgentRun | None:
        """The agent it is about, as it was before."""
        return self.state.agents.get(self.field("agent"))

    def back(self) -> Iterator[Event | Unknown]:
        """The events before this one, the latest first."""
        return (self.events[place] for place in range(self.event.n - 2, -1, -1))

    def chain(self, most: int) -> tuple[int, ...]:
        """The numbers of what led here by way of causes, nearest first."""
        found: list[int] = []
        event = self.cause
        while event is not None and len(found) < most:
            found.append(event.n)
            event = self.at(getattr(event, "cause", 0)) if getattr(event, "cause", 0) < event.n else None
        return tuple(found)

    def evidence(self) -> tuple[int, ...]:
        """The numbers of the facts that were counted up to a swap or to the ladder's end, the latest first."""
        match self.event:
            case d.Swapped(rule="swap.critic") | d.NeedsHuman(rule="ladder.reviews"):
                return self._counted(f.ReviewEnded, "accepted", self.event.count)
            case d.Swapped(rule="swap.same-failure"):
                return self._counted(f.CheckEnded, "passed", self.event.count)
            case d.NeedsHuman(rule="ladder.conflicts"):
                return self._failed({"conflict", "merged-red"}, self.event.count)
            case d.NeedsHuman(rule="ladder.attempts"):
                return self._failed({"timeout", "crash", "turns", "same"}, self.event.count)
            case d.Swapped(rule="swap.timeout" | "swap.crash"):
                restarts = [e.n for e in self.back() if isinstance(e, d.Restarted) and e.agent == self.field("agent")]
                return tuple(restarts[: self.event.count])
        return ()

    def _counted(self, kind: type[f.ReviewEnded | f.CheckEnded], good: str, count: int) -> tuple[int, ...]:
        task = self.field("task")
        found = (e.n for e in self.back() if isinstance(e, kind) and e.task == task and not getattr(e, good))
        return tuple(n for n, _number in zip(found, range(count), strict=False))

    def _failed(self, failures: set[str], count: int) -> tuple[int, ...]:
        task = self.field("task")
        found = (
            e.cause for e in self.back() if isinstance(e, d.Failed) and e.task == task and e.failure in failures
        )  # fmt: skip
        return tuple(n for n, _number in zip(found, range(count), strict=False))
