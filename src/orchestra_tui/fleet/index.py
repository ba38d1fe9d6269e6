"""What is ready, free and waiting at this moment, kept up to date so that nothing has to look through all tasks."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TypeVar

from orchestra_tui.fleet.model import Role, TaskState
from orchestra_tui.fleet.plan import Plan
from orchestra_tui.fleet.runs import HUMAN, AgentRun, TaskRun

Need = tuple[Role, int, tuple[str, ...]]
"""What a ready task asks for: a role, the strength a model must exceed (-1: any), the models that failed."""
Key = tuple[bool, int, int, str]
"""The order of ready tasks: begun ones first, then by priority, then as in the runbook; the id comes last."""


@dataclass(slots=True)
class Index:
    """Views of the state. `lost` are queued tasks behind one that will never be merged.

    `reviews` are for agents, `human_reviews` for the human, none of them ordered yet. `idle` has the numbers of free,
    unpaused slots by profile; `building` and `busy` count agents, `human` the reviews that lie with the human, `held`
    the paused agents.
    """

    counts: dict[TaskState, int]
    ready: dict[Need, list[Key]] = field(default_factory=dict)
    placed: dict[str, tuple[Need, Key]] = field(default_factory=dict)
    lost: dict[str, None] = field(default_factory=dict)
    merging: list[tuple[int, str]] = field(default_factory=list)
    reviews: list[tuple[int, str]] = field(default_factory=list)
    human_reviews: list[tuple[int, str]] = field(default_factory=list)
    idle: dict[str, list[int]] = field(default_factory=dict)
    building: int = 0
    busy: int = 0
    human: int = 0
    held: int = 0

    @classmethod
    def of(cls, plan: Plan, tasks: Iterable[TaskRun]) -> Index:
        """The views at the start of a run."""
        index = cls(dict.fromkeys(TaskState, 0))
        index.idle = {profile.id: list(range(1, profile.count + 1)) for profile in plan.profiles}
        for run in tasks:
            run.blocked = len(dict.fromkeys(plan.task[run.id].after))
            index.enter(plan, run)
        return index

    def enter(self, plan: Plan, run: TaskRun) -> None:
        """A task came into the state it is in now."""
        self.counts[run.state] += 1
        if run.state is TaskState.QUEUED and not run.blocked:
            task = plan.task[run.id]
            need = (task.role, -1 if run.stronger_than is None else run.stronger_than, run.failed_models)
            key = (run.epoch == 0, -task.priority, plan.place[run.id], run.id)
            self.placed[run.id] = (need, key)
            insort(self.ready.setdefault(need, []), key)
        elif run.state is TaskState.MERGING:
            insort(self.merging, (plan.merge_rank[run.id], run.id))
        elif run.state is TaskState.REVIEW:
            insort(self._due(run), (plan.place[run.id], run.id))

    def _due(self, run: TaskRun) -> list[tuple[int, str]]:
        return self.human_reviews if run.review_due == HUMAN else self.reviews

    def leave(self, plan: Plan, run: TaskRun) -> None:
        """A task is about to leave the state it is in."""
        self.counts[run.state] -= 1
        if run.state is TaskState.QUEUED:
            self.lost.pop(run.id, None)
            if run.id in self.placed:
                need, key = self.placed.pop(run.id)
                _drop(self.ready[need], key)
                if not self.ready[need]:
                    del self.ready[need]
        elif run.state is TaskState.MERGING:
            _drop(self.merging, (plan.merge_rank[run.id], run.id))
        elif run.state is TaskState.REVIEW:
            _drop(self.reviews, (plan.place[run.id], run.id))
            _drop(self.human_reviews, (plan.place[run.id], run.id))
            self.reviewer(plan, run, "")

    def reviewer(self, plan: Plan, run: TaskRun, name: str) -> None:
        """A review goes to somebody, or to nobody any more."""
        self.human += (name == HUMAN) - (run.reviewer == HUMAN)
        run.reviewer = name
        if name:
            _drop(self._due(run), (plan.place[run.id], run.id))

    def review_lost(self, plan: Plan, run: TaskRun) -> None:
        """A review that was ordered will not come: it waits to be ordered again."""
        self.reviewer(plan, run, "")
        if run.state is TaskState.REVIEW:
            insort(self._due(run), (plan.place[run.id], run.id))

    def slot(self, plan: Plan, agent: AgentRun, *, free: bool) -> None:
        """An agent became free for work, or stopped being so."""
        profile = plan.slot[agent.name]
        number = int(agent.name.rpartition("-")[2])
        if free:
            insort(self.idle[profile.id], number)
        else:
            _drop(self.idle[profile.id], number)

    def copy(self) -> Index:
        """A copy that shares nothing that changes."""
        twin = Index(dict(self.counts), building=self.building, busy=self.busy, human=self.human, held=self.held)
        twin.ready = {need: list(keys) for need, keys in self.ready.items()}
        twin.placed, twin.lost = dict(self.placed), dict(self.lost)
        twin.merging, twin.reviews = list(self.merging), list(self.reviews)
        twin.human_reviews = list(self.human_reviews)
        twin.idle = {profile: list(slots) for profile, slots in self.idle.items()}
        return twin


T = TypeVar("T", Key, tuple[int, str], int)


def _drop(ordered: list[T], item: T) -> None:
    place = bisect_left(ordered, item)
    if place < len(ordered) and ordered[place] == item:
        del ordered[place]
