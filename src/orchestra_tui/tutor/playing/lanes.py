"""A run as lanes: what each agent, the human and the branch main were busy with, from when to when."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from orchestra_tui.fleet import decisions as d
from orchestra_tui.fleet import facts as f
from orchestra_tui.fleet.event import Event, Unknown
from orchestra_tui.fleet.model import AgentState
from orchestra_tui.fleet.plan import Plan
from orchestra_tui.fleet.runs import HUMAN, AgentRun
from orchestra_tui.fleet.state import State

MAIN = "main"
"""The lane of the merge slot."""


class Doing(StrEnum):
    """What a stretch of a lane is spent on; idle time has no stretch."""

    START = "start"
    WORK = "work"
    WAIT = "wait"
    CHECK = "check"
    REVIEW = "review"
    SUSPECT = "suspect"
    STOP = "stop"
    MERGE = "merge"


class Stretch(NamedTuple):
    """From `start` to `end` ms: what was done, for which task and epoch; it began with event `n`."""

    start: int
    end: int
    doing: Doing
    task: str
    epoch: int
    n: int


@dataclass
class Lane:
    """The stretches of one lane in order of time, without overlap."""

    name: str
    stretches: list[Stretch] = field(default_factory=list)
    _starts: list[int] = field(default_factory=list)

    def add(self, stretch: Stretch) -> None:
        """A stretch is over."""
        if stretch.end > stretch.start:
            self.stretches.append(stretch)
            self._starts.append(stretch.start)

    def between(self, start: int, end: int) -> list[Stretch]:
        """The stretches that reach into a span of time."""
        place = max(0, bisect_right(self._starts, start) - 1)
        found = []
        for stretch in self.stretches[place:]:
            if stretch.start >= end:
                break
            if stretch.end > start:
                found.append(stretch)
        return found

    def at(self, at: int) -> Stretch | None:
        """The stretch at a moment."""
        place = bisect_right(self._starts, at) - 1
        return self.stretches[place] if place >= 0 and at < self.stretches[place].end else None


_DOING = {
    AgentState.STARTING: Doing.START,
    AgentState.WORKING: Doing.WORK,
    AgentState.WAITING: Doing.WAIT,
    AgentState.CHECKING: Doing.CHECK,
    AgentState.SUSPECT: Doing.SUSPECT,
    AgentState.STOPPING: Doing.STOP,
}


class _Open(NamedTuple):
    doing: Doing
    task: str
    epoch: int
    start: int
    n: int


class LaneMaker:
    """Sees the events of a run one after another, each with the state after it."""

    def __init__(self, plan: Plan) -> None:
        names = [*(slot for profile in plan.profiles for slot in profile.slots), HUMAN, MAIN]
        self.lanes = {name: Lane(name) for name in names}
        self._open: dict[str, _Open] = {}

    def see(self, event: Event | Unknown, state: State) -> None:
        """The next event."""
        match event:
            case d.ReviewOrdered(by=by) if by == HUMAN:
                # The human takes reviews one after another: the lane shows that there are some.
                if HUMAN not in self._open:
                    self._begin(HUMAN, Doing.REVIEW, event.task, event.epoch, event)
            case d.MergeOrdered():
                self._begin(MAIN, Doing.MERGE, event.task, event.epoch, event)
            case f.MergeEnded():
                if not state.merging:
                    self._close(MAIN, event.at)
            case f.ReviewEnded(by=by) if by == HUMAN:
                self._human(event, state)
            case _:
                for name in (getattr(event, "agent", ""), getattr(event, "by", "")):
                    if agent := state.agents.get(name) if name in self.lanes else None:
                        self._agent(agent, event)
                if isinstance(event, f.CheckEnded) and (builder := state.tasks.get(event.task)) and builder.agent:
                    self._agent(state.agents[builder.agent], event)

    def _human(self, event: f.ReviewEnded, state: State) -> None:
        self._close(HUMAN, event.at)
        waiting = next((t for t in state.tasks.values() if t.reviewer == HUMAN), None) if state.index.human else None
        if waiting is not None:
            self._begin(HUMAN, Doing.REVIEW, waiting.id, waiting.epoch, event)

    def _agent(self, agent: AgentRun, event: Event | Unknown) -> None:
        doing = _DOING.get(agent.state)
        if doing is Doing.WORK and agent.job == "review":
            doing = Doing.REVIEW
        known = self._open.get(agent.name)
        now = (doing, agent.task, agent.epoch)
        if known is not None and now == known[:3]:
            return
        self._close(agent.name, event.at)
        if doing is not None:
            self._begin(agent.name, doing, agent.task, agent.epoch, event)

    def _begin(self, lane: str, doing: Doing, task: str, epoch: int, event: Event | Unknown) -> None:
        self._close(lane, event.at)
        self._open[lane] = _Open(doing, task, epoch, event.at, event.n)

    def _close(self, lane: str, at: int) -> None:
        if known := self._open.pop(lane, None):
            self.lanes[lane].add(Stretch(known.start, at, known.doing, known.task, known.epoch, known.n))

    def done(self, end: int) -> dict[str, Lane]:
        """The lanes, with whatever is still going on ended there."""
        for lane in list(self._open):
            self._close(lane, end)
        return self.lanes
