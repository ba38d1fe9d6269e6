"""The state of a run: everything the orchestrator knows at one moment. Changed by `Fold` alone."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

import msgspec

from orchestra_tui.fleet.index import Index
from orchestra_tui.fleet.ledger import Ledger
from orchestra_tui.fleet.lending import Lent, lend
from orchestra_tui.fleet.model import TaskState
from orchestra_tui.fleet.plan import Plan
from orchestra_tui.fleet.policy import Policy
from orchestra_tui.fleet.runs import AccountRun, AgentRun, TaskRun

_STOPS = frozenset({TaskState.QUEUED, TaskState.NEEDS_HUMAN, TaskState.CANCELLED})

TASK_MOVES: dict[TaskState, frozenset[TaskState]] = {
    TaskState.QUEUED: frozenset({TaskState.RUNNING, TaskState.NEEDS_HUMAN, TaskState.CANCELLED}),
    TaskState.RUNNING: _STOPS | {TaskState.CHECKING, TaskState.RUNNING},
    TaskState.CHECKING: _STOPS | {TaskState.RUNNING, TaskState.REVIEW, TaskState.MERGING},
    TaskState.REVIEW: _STOPS | {TaskState.MERGING, TaskState.REVIEW},
    TaskState.MERGING: _STOPS | {TaskState.MERGED},
    TaskState.MERGED: frozenset(),
    TaskState.NEEDS_HUMAN: frozenset(),
    TaskState.CANCELLED: frozenset(),
}
"""Where a task may go from where it is; the final states are absorbing."""


class BrokenLogError(AssertionError):
    """An event that cannot have happened here; the orchestrator stops rather than going on wrong."""


@dataclass(slots=True)
class State:
    """Everything the orchestrator knows at one moment.

    `timers` has, for each timer that is set, the decision that set it and when it is due. `merging_n` is the decision
    that gave the merge slot away.
    """

    tasks: dict[str, TaskRun]
    agents: dict[str, AgentRun]
    accounts: dict[str, AccountRun]
    policy: Policy
    index: Index
    ledger: Ledger = field(default_factory=Ledger)
    timers: dict[str, tuple[int, int]] = field(default_factory=dict)
    n: int = 0
    at: int = 0
    merging: str = ""
    merging_n: int = 0
    paused: bool = False
    alarm: bool = False
    finished: bool = False
    dispatched_at: int | None = None
    stale: int = 0
    conflicts: int = 0
    restarts: int = 0
    tokens: int = 0

    @classmethod
    def begin(cls, plan: Plan) -> State:
        """The state before the first event."""
        tasks = {task.id: TaskRun(task.id) for task in plan.tasks}
        return cls(
            tasks=tasks,
            agents={slot: AgentRun(slot) for profile in plan.profiles for slot in profile.slots},
            accounts={account.id: AccountRun(account.id) for account in plan.accounts},
            policy=plan.policy,
            index=Index.of(plan, tasks.values()),
        )

    def current(self, task: str, epoch: int) -> bool:
        """Whether a fact about an attempt is about the present one."""
        run = self.tasks.get(task)
        return run is not None and run.epoch == epoch and not run.state.final

    def copy(self) -> State:
        """A copy that later events do not change; what neither changes is shared from here on."""
        tasks, self.tasks = lend(self.tasks, TaskRun.copy)
        agents, self.agents = lend(self.agents, AgentRun.copy)
        return replace(
            self,
            tasks=tasks,
            agents=agents,
            accounts={id: run.copy() for id, run in self.accounts.items()},
            index=self.index.copy(),
            ledger=self.ledger.copy(),
            timers=dict(self.timers),
        )

    def borrowed(self) -> State:
        """A state to go on from this one with, which stays as it is."""
        return replace(
            self,
            tasks=Lent(self.tasks, TaskRun.copy),
            agents=Lent(self.agents, AgentRun.copy),
            accounts={id: run.copy() for id, run in self.accounts.items()},
            index=self.index.copy(),
            ledger=self.ledger.borrowed(),
            timers=dict(self.timers),
        )


def changed(policy: Policy, path: str, value: int | bool | None) -> Policy:
    """The policy with the value at `path` (`limits.critic_after`) replaced; ValueError if it does not fit there."""
    raw: dict[str, Any] = msgspec.to_builtins(policy)
    group, dot, name = path.partition(".")
    where = raw.get(group) if dot else raw
    if not isinstance(where, dict) or (name or group) not in where or isinstance(where[name or group], dict):
        raise ValueError(path)
    where[name or group] = value
    try:
        return msgspec.convert(raw, Policy)
    except msgspec.ValidationError as error:
        raise ValueError(path) from error
