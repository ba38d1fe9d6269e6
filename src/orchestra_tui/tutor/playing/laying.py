"""How lanes are made: the events of a run are seen one after another, each with the state after it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from typing import NamedTuple

from orchestra_tui.fleet import decisions as d
from orchestra_tui.fleet import facts as f
from orchestra_tui.fleet.event import Event, Unknown
from orchestra_tui.fleet.model import AgentState, Interval
from orchestra_tui.fleet.plan import Plan
from orchestra_tui.fleet.runs import HUMAN, AgentRun
from orchestra_tui.fleet.state import State
from orchestra_tui.tutor.playing.lanes import Doing, Lane, Stretch
from orchestra_tui.tutor.playing.marks import Kind, Mark

MAIN = "main"
"""The lane of the merge slot."""
FLEET = "fleet"
"""The lane of what concerns all of them: it has marks only."""

_DOING = {
    AgentState.STARTING: Doing.START,
    AgentState.WORKING: Doing.WORK,
    AgentState.WAITING: Doing.WAIT,
    AgentState.CHECKING: Doing.CHECK,
    AgentState.SUSPECT: Doing.SUSPECT,
    AgentState.STOPPING: Doing.STOP,
}
_PLACED = {Kind.MERGED: MAIN, Kind.CONFLICT: MAIN, Kind.NEEDS_HUMAN: HUMAN, Kind.END: FLEET}


class _Open(NamedTuple):
    doing: Doing
    task: str
    epoch: int
    start: int
    n: int


class LaneMaker:
    """Sees the events of a run one after another, each with the state after it."""

    def __init__(self, plan: Plan) -> None:
        names = [*(slot for profile in plan.profiles for slot in profile.slots), HUMAN, MAIN, FLEET]
        self.lanes = {name: Lane(name) for name in names}
        self._open: dict[str, _Open] = {}
        self._desk = _HumanDesk(plan.reviewer_hours, self.lanes[HUMAN])

    def see(self, event: Event | Unknown, state: State, mark: Mark | None = None) -> None:
        """The next event, and the mark it deserves."""
        if mark is not None:
            self.lanes[self._lane_of(mark, event, state)].put(mark)
        match event:
            case d.ReviewOrdered(by=by) if by == HUMAN:
                self._desk.ordered(event)
            case f.ReviewEnded(by=by) if by == HUMAN:
                self._desk.ended(event)
            case d.MergeOrdered():
                self._begin(MAIN, Doing.MERGE, event.task, event.epoch, event)
            case f.MergeEnded():
                if not state.merging:
                    self._close(MAIN, event.at)
            case _:
                for name in (getattr(event, "agent", ""), getattr(event, "by", "")):
                    if name in state.agents:
                        self._agent(state.agents[name], event)

    def _lane_of(self, mark: Mark, event: Event | Unknown, state: State) -> str:
        """Where a mark stands: with its agent, else with the one who has the task, or had it last."""
        if mark.kind in _PLACED:
            return _PLACED[mark.kind]
        if (who := mark.who or getattr(event, "target", "")) in self.lanes:
            return who
        task = state.tasks.get(mark.task or getattr(event, "target", ""))
        if task is None:
            return FLEET
        had = "" if mark.kind is Kind.BUDGET else task.author
        return task.agent or task.reviewer or had or FLEET

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
        self._desk.close(end)
        return self.lanes


class _HumanDesk:
    """The human takes reviews one after another, in working hours: the log tells when each was ordered and when it
    came back, so the time since the one before came back was spent on it. Outside the hours it waits.

    Who gave a task up does not take its diff from the human's desk.
    """

    def __init__(self, hours: tuple[Interval, ...] | None, lane: Lane) -> None:
        self._hours = hours
        self._ends = [shift.end for shift in hours or ()]
        self._lane = lane
        self._waiting: dict[int, d.ReviewOrdered] = {}
        self._free = 0

    def ordered(self, event: d.ReviewOrdered) -> None:
        """A diff came on the desk."""
        self._waiting[event.n] = event

    def ended(self, event: f.ReviewEnded) -> None:
        """A review came back; one that came back before is no second one. What lay there longer was begun before it."""
        if order := self._waiting.pop(event.cause, None):
            first = next(iter(self._waiting.values()), order)
            if first.n < order.n:
                self._spent(first, order.at)
            self._spent(order, event.at)

    def close(self, end: int) -> None:
        """The run is over; the review on top of the others is under way."""
        if self._waiting:
            self._spent(next(iter(self._waiting.values())), end)

    def _spent(self, order: d.ReviewOrdered, until: int) -> None:
        start, self._free = max(order.at, self._free), max(until, self._free)
        for begin, end, doing in self._shifts(start, until):
            self._lane.add(Stretch(begin, end, doing, order.task, order.epoch, order.n))

    def _shifts(self, start: int, until: int) -> Iterator[tuple[int, int, Doing]]:
        if self._hours is None:
            yield start, until, Doing.REVIEW
            return
        place = bisect_right(self._ends, start)
        while start < until:
            shift = self._hours[place] if place < len(self._hours) else Interval(start=until, end=until)
            if start < shift.start:
                yield start, min(until, shift.start), Doing.WAIT
            yield max(start, shift.start), min(until, shift.end), Doing.REVIEW
            start, place = max(shift.end, shift.start), place + 1
