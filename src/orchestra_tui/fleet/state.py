"""The state of a run, rebuilt from its events alone: `Fold.push` is the only place that changes it.

Facts and decisions are applied alike. A fact of an older epoch changes nothing here but what was used; whether a fact
is stale is asked with `current`. Small assertions always run: a log that breaks them is no log of this orchestrator.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import msgspec

from orchestra_tui.fleet import decisions as d
from orchestra_tui.fleet import facts as f
from orchestra_tui.fleet.event import Event, Unknown
from orchestra_tui.fleet.ledger import Ledger, Reservation, day_of
from orchestra_tui.fleet.model import AgentState, TaskState
from orchestra_tui.fleet.plan import Plan
from orchestra_tui.fleet.policy import Policy
from orchestra_tui.fleet.runs import HUMAN, AccountRun, AgentRun, TaskRun

if TYPE_CHECKING:
    from orchestra_tui.fleet.events import AnyEvent
    from orchestra_tui.fleet.model import Usage

TASK_MOVES: dict[TaskState, frozenset[TaskState]] = {
    TaskState.QUEUED: frozenset({TaskState.RUNNING, TaskState.NEEDS_HUMAN, TaskState.CANCELLED}),
    TaskState.RUNNING: frozenset(
        {TaskState.CHECKING, TaskState.QUEUED, TaskState.NEEDS_HUMAN, TaskState.CANCELLED, TaskState.RUNNING}
    ),
    TaskState.CHECKING: frozenset(
        {TaskState.RUNNING, TaskState.REVIEW, TaskState.MERGING, TaskState.QUEUED, TaskState.NEEDS_HUMAN}
        | {TaskState.CANCELLED}
    ),
    TaskState.REVIEW: frozenset(
        {TaskState.MERGING, TaskState.QUEUED, TaskState.NEEDS_HUMAN, TaskState.CANCELLED, TaskState.REVIEW}
    ),
    TaskState.MERGING: frozenset({TaskState.MERGED, TaskState.QUEUED, TaskState.NEEDS_HUMAN, TaskState.CANCELLED}),
    TaskState.MERGED: frozenset(),
    TaskState.NEEDS_HUMAN: frozenset(),
    TaskState.CANCELLED: frozenset(),
}
"""Where a task may go from where it is; the final states are absorbing."""


class BrokenLogError(AssertionError):
    """An event that cannot have happened here; the orchestrator stops rather than going on wrong."""


@dataclass(slots=True)
class State:
    """Everything the orchestrator knows at one moment."""

    tasks: dict[str, TaskRun]
    agents: dict[str, AgentRun]
    accounts: dict[str, AccountRun]
    policy: Policy
    ledger: Ledger = field(default_factory=Ledger)
    timers: dict[str, tuple[int, int]] = field(default_factory=dict)
    n: int = 0
    at: int = 0
    merging: str = ""
    paused: bool = False
    alarm: bool = False
    finished: bool = False
    dispatched_at: int | None = None
    stale: int = 0
    conflicts: int = 0
    restarts: int = 0
    tokens: int = 0

    def current(self, task: str, epoch: int) -> bool:
        """Whether a fact about an attempt is about the present one."""
        run = self.tasks.get(task)
        return run is not None and run.epoch == epoch and not run.state.final


class Fold:
    """A state and the plan it is of; `push` one event after another, `freeze` for a copy that stays."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.state = State(
            tasks={task.id: TaskRun(task.id) for task in plan.tasks},
            agents={slot: AgentRun(slot) for profile in plan.profiles for slot in profile.slots},
            accounts={account.id: AccountRun(account.id) for account in plan.accounts},
            policy=plan.policy,
        )

    def push(self, event: AnyEvent | Unknown) -> None:
        """Applies the next event; BrokenLogError if it cannot be the next."""
        state = self.state
        if event.n != state.n + 1 or event.at < state.at:
            raise BrokenLogError(f"event {event.n} at {event.at} after {state.n} at {state.at}")
        state.n, state.at = event.n, event.at
        apply = _APPLY.get(type(event))
        if apply is not None:
            apply(self, event)

    def freeze(self) -> State:
        """A copy of the state that later events do not change."""
        return deepcopy(self.state)

    @classmethod
    def thaw(cls, plan: Plan, state: State) -> Fold:
        """A fold that goes on from a frozen state, which stays as it is."""
        fold = cls(plan)
        fold.state = deepcopy(state)
        return fold

    def _move(self, task: TaskRun, to: TaskState) -> None:
        if to not in TASK_MOVES[task.state]:
            raise BrokenLogError(f"task {task.id} cannot go from {task.state} to {to}")
        task.state, task.since = to, self.state.at

    def _used(self, agent: str, usage: Usage) -> None:
        self.state.tokens += usage.tokens
        if run := self.state.agents.get(agent):
            run.tokens += usage.tokens
            run.cost += usage.cost

    def _free(self, agent: AgentRun, state: AgentState = AgentState.IDLE) -> None:
        if agent.account and agent.job:
            self.state.accounts[agent.account].jobs -= 1
        agent.state, agent.job, agent.granted, agent.suspect, agent.nudged_at = state, "", 0, "", None
        if state is AgentState.IDLE:
            agent.task, agent.turn = "", 0

    def _take(self, agent: AgentRun, job: str, task: str, epoch: int, account: str, model: str) -> None:
        if agent.job:
            raise BrokenLogError(f"agent {agent.name} has a job already")
        agent.job, agent.task, agent.epoch, agent.account, agent.model = job, task, epoch, account, model
        agent.turn, agent.nudges, agent.refusals, agent.nudged_at, agent.suspect = 0, 0, 0, None, ""
        agent.started_at = agent.beat_at = agent.progress_at = self.state.at
        self.state.accounts[account].jobs += 1

    def _count_request(self, account: str, usage_tokens: int, requests: int) -> None:
        run, quota = self.state.accounts[account], self.plan.account[account].quota
        if quota is None:
            return
        window = self.state.at // quota.window_ms
        if window != run.window:
            run.window, run.tokens, run.requests = window, 0, 0
        run.tokens += usage_tokens
        run.requests += requests

    def _reserve(self, n: int, account: str, task: str, epoch: int, amount: int) -> None:
        day = day_of(self.plan.account[account], self.state.at)
        self.state.ledger.reserve(Reservation(n, account, day, task, epoch, amount))

    # Facts

    def _timer_fired(self, event: f.TimerFired) -> None:
        if self.state.timers.get(event.timer, (0, 0))[0] == event.cause:
            del self.state.timers[event.timer]

    def _agent_up(self, event: f.AgentUp) -> None:
        agent = self.state.agents[event.agent]
        if agent.epoch == event.epoch and agent.task == event.task and agent.state is AgentState.STARTING:
            agent.state = AgentState.WORKING
            agent.beat_at = agent.progress_at = self.state.at

    def _beat(self, event: f.Beat) -> None:
        agent = self.state.agents[event.agent]
        if agent.epoch == event.epoch and agent.task == event.task and agent.job:
            agent.beat_at = self.state.at
            if event.progress:
                agent.progress_at = self.state.at

    def _turn_ended(self, event: f.TurnEnded) -> None:
        self._used(event.agent, event.usage)
        agent = self.state.agents[event.agent]
        if agent.epoch == event.epoch and agent.task == event.task and agent.job:
            agent.granted, agent.refusals, agent.beat_at = 0, 0, self.state.at
            if event.progress:
                agent.progress_at = self.state.at
        if reservation := self.state.ledger.open.get(event.cause):
            self._count_request(reservation.account, event.usage.tokens, 1)

    def _refused(self, event: f.Refused) -> None:
        agent = self.state.agents.get(event.agent)
        if agent and agent.epoch == event.epoch and agent.task == event.task and agent.job:
            agent.granted, agent.beat_at = 0, self.state.at
            agent.refusals += 1
            agent.state = AgentState.WAITING
            if agent.job == "build" and agent.turn:
                agent.turn -= 1
                self.state.tasks[event.task].turn = agent.turn

    def _agent_exited(self, event: f.AgentExited) -> None:
        self._used(event.agent, event.usage)
        agent = self.state.agents[event.agent]
        if agent.state is AgentState.STOPPING and agent.epoch == event.epoch and agent.task == event.task:
            self._free(agent)

    def _check_ended(self, event: f.CheckEnded) -> None:
        task = self.state.tasks[event.task]
        if not self.state.current(event.task, event.epoch) or task.state is not TaskState.CHECKING:
            return
        same = not event.passed and event.signature == task.signature
        task.same_signature = 0 if event.passed else task.same_signature + 1 if same else 1
        task.signature = event.signature
        if agent := self.state.agents.get(task.agent):
            agent.beat_at = self.state.at
            if event.passed or not same:
                agent.progress_at = self.state.at

    def _review_ended(self, event: f.ReviewEnded) -> None:
        if event.by != HUMAN:
            self._used(event.by, event.usage)
            agent = self.state.agents[event.by]
            if agent.job == "review" and agent.task == event.task and agent.epoch == event.epoch:
                self._free(agent)
        if reservation := self.state.ledger.open.get(event.cause):
            self._count_request(reservation.account, event.usage.tokens, 1)
        if self.state.current(event.task, event.epoch):
            task = self.state.tasks[event.task]
            if task.review_n != event.cause:
                return
            task.reviewer, task.review_n = "", 0
            task.refused_in_a_row = 0 if event.accepted else task.refused_in_a_row + 1

    def _merge_ended(self, event: f.MergeEnded) -> None:
        if self.state.merging == event.task:
            self.state.merging = ""
        self.state.conflicts += event.outcome == "conflict"

    # Decisions

    def _timer_set(self, event: d.TimerSet) -> None:
        self.state.timers[event.timer] = (event.n, event.due)

    def _dispatched(self, event: d.Dispatched) -> None:
        task = self.state.tasks[event.task]
        if event.epoch != task.epoch + 1:
            raise BrokenLogError(f"epoch {event.epoch} of {task.id} after {task.epoch}")
        self._move(task, TaskState.RUNNING)
        self._begin(task, event)
        task.attempts += 1
        self.state.dispatched_at = self.state.at

    def _restarted(self, event: d.Restarted) -> None:
        task = self.state.tasks[event.task]
        if event.epoch != task.epoch + 1:
            raise BrokenLogError(f"epoch {event.epoch} of {task.id} after {task.epoch}")
        agent = self.state.agents[event.agent]
        self._free(agent)
        agent.restarts = (*agent.restarts, self.state.at)
        self.state.restarts += 1
        task.state, task.since = TaskState.RUNNING, self.state.at
        self._begin(task, event)

    def _begin(self, task: TaskRun, event: d.Dispatched | d.Restarted) -> None:
        agent = self.state.agents[event.agent]
        self._take(agent, "build", event.task, event.epoch, event.account, event.model)
        agent.state, agent.worktree = AgentState.STARTING, event.worktree
        task.epoch, task.agent, task.model, task.branch = event.epoch, event.agent, event.model, event.branch
        task.turn = task.check = 0
        task.waiting, task.avoid, task.prefer = "", "", ""
        if task.started_at is None:
            task.started_at = self.state.at

    def _turn_granted(self, event: d.TurnGranted) -> None:
        task, agent = self.state.tasks[event.task], self.state.agents[event.agent]
        if task.state is TaskState.CHECKING:
            self._move(task, TaskState.RUNNING)
        task.turn = agent.turn = event.turn
        agent.state, agent.granted = AgentState.SUSPECT if agent.suspect else AgentState.WORKING, event.n
        self._reserve(event.n, event.account, event.task, event.epoch, event.reserved)

    def _settled(self, event: d.Settled) -> None:
        if event.reservation not in self.state.ledger.open:
            raise BrokenLogError(f"nothing is reserved under {event.reservation}")
        self.state.ledger.settle(event.reservation, event.spent)

    def _suspected(self, event: d.Suspected) -> None:
        agent = self.state.agents[event.agent]
        agent.suspect = event.clock
        agent.state = AgentState.SUSPECT

    def _recovered(self, event: d.Recovered) -> None:
        agent = self.state.agents[event.agent]
        agent.suspect, agent.nudged_at, agent.nudges = "", None, 0
        checking = self.state.tasks[event.task].state is TaskState.CHECKING
        agent.state = AgentState.CHECKING if checking else AgentState.WORKING

    def _nudged(self, event: d.Nudged) -> None:
        agent = self.state.agents[event.agent]
        agent.nudged_at = self.state.at
        agent.nudges += 1

    def _released(self, event: d.Released) -> None:
        self._free(self.state.agents[event.agent])
        self._let_go(event.task, event.agent)

    def _let_go(self, task_id: str, agent: str) -> None:
        task = self.state.tasks[task_id]
        if task.agent == agent:
            task.agent = ""
        if task.reviewer == agent:
            task.reviewer, task.review_n = "", 0

    def _fenced(self, event: d.Fenced) -> None:
        self._free(self.state.agents[event.agent], AgentState.STOPPING)
        self._let_go(event.task, event.agent)

    def _swapped(self, event: d.Swapped) -> None:
        task = self.state.tasks[event.task]
        self._move(task, TaskState.QUEUED)
        task.swaps[event.swap] += 1
        task.avoid, task.prefer = event.agent, event.to
        task.refused_in_a_row = task.same_signature = 0
        task.agent = ""
        if event.stronger_than is not None:
            task.stronger_than = max(event.stronger_than, task.stronger_than or 0)
            task.failed_models = (*task.failed_models, event.model)

    def _failed(self, event: d.Failed) -> None:
        self.state.tasks[event.task].failures[event.failure] += 1

    def _backed_off(self, event: d.BackedOff) -> None:
        agent = self.state.agents[event.agent]
        agent.state = AgentState.WAITING

    def _account_parked(self, event: d.AccountParked) -> None:
        account = self.state.accounts[event.account]
        account.parked_until, account.parked_for_good = event.until, event.until is None

    def _account_rotated(self, event: d.AccountRotated) -> None:
        agent = self.state.agents[event.agent]
        self.state.accounts[agent.account].jobs -= 1
        agent.account, agent.model, agent.refusals = event.account, event.model, 0
        self.state.accounts[agent.account].jobs += 1
        self.state.tasks[event.task].model = event.model

    def _check_ordered(self, event: d.CheckOrdered) -> None:
        task = self.state.tasks[event.task]
        self._move(task, TaskState.CHECKING)
        task.check, task.checks = event.check, task.checks + 1
        self.state.agents[event.agent].state = AgentState.CHECKING

    def _review_ordered(self, event: d.ReviewOrdered) -> None:
        task = self.state.tasks[event.task]
        if task.state is not TaskState.REVIEW:
            raise BrokenLogError(f"task {task.id} is not up for review")
        task.reviews, task.reviewer, task.review_n = event.review, event.by, event.n
        if event.by != HUMAN:
            agent = self.state.agents[event.by]
            self._take(agent, "review", event.task, event.epoch, event.account, event.model)
            agent.state, agent.granted = AgentState.WORKING, event.n
            self._reserve(event.n, event.account, event.task, event.epoch, event.reserved)

    def _review_queued(self, event: d.ReviewQueued) -> None:
        task = self.state.tasks[event.task]
        self._move(task, TaskState.REVIEW)
        task.review_due, task.agent = event.by, ""

    def _merge_queued(self, event: d.MergeQueued) -> None:
        task = self.state.tasks[event.task]
        self._move(task, TaskState.MERGING)
        task.agent = ""

    def _merge_ordered(self, event: d.MergeOrdered) -> None:
        if self.state.merging:
            raise BrokenLogError(f"{self.state.merging} has the merge slot")
        self.state.merging = event.task

    def _requeued(self, event: d.Requeued) -> None:
        task = self.state.tasks[event.task]
        self._move(task, TaskState.QUEUED)
        task.agent = ""

    def _merged(self, event: d.Merged) -> None:
        task = self.state.tasks[event.task]
        self._move(task, TaskState.MERGED)
        task.merged_at, task.commit = self.state.at, event.commit

    def _needs_human(self, event: d.NeedsHuman) -> None:
        self._move(self.state.tasks[event.task], TaskState.NEEDS_HUMAN)

    def _cancelled(self, event: d.Cancelled) -> None:
        self._move(self.state.tasks[event.task], TaskState.CANCELLED)

    def _stale(self, event: d.Stale) -> None:
        self.state.stale += 1

    def _waiting(self, event: d.Waiting) -> None:
        self.state.tasks[event.task].waiting = event.for_

    def _budget_alarm(self, event: d.BudgetAlarm) -> None:
        self.state.alarm = True

    def _paused(self, event: d.FleetPaused) -> None:
        if event.agent:
            self.state.agents[event.agent].paused = True
        else:
            self.state.paused = True

    def _resumed(self, event: d.FleetResumed) -> None:
        if event.agent:
            self.state.agents[event.agent].paused = False
        else:
            self.state.paused = False

    def _policy_set(self, event: d.PolicySet) -> None:
        self.state.policy = changed(self.state.policy, event.path, event.value)

    def _finished(self, event: d.Finished) -> None:
        self.state.finished = True


def changed(policy: Policy, path: str, value: int | bool | None) -> Policy:
    """The policy with the value at `path` (`limits.critic_after`) replaced; ValueError if it does not fit there."""
    group, _dot, name = path.partition(".")
    raw: dict[str, Any] = msgspec.to_builtins(policy)
    if not isinstance(raw.get(group), dict) or name not in raw[group]:
        raise ValueError(path)
    raw[group][name] = value
    try:
        return msgspec.convert(raw, Policy)
    except msgspec.ValidationError as error:
        raise ValueError(path) from error


def failures(task: TaskRun) -> int:
    """How much counts against a task."""
    return sum(Counter(task.failures).values())


_APPLY: dict[type[Event | Unknown], Callable[[Fold, Any], None]] = {
    f.TimerFired: Fold._timer_fired,
    f.AgentUp: Fold._agent_up,
    f.Beat: Fold._beat,
    f.TurnEnded: Fold._turn_ended,
    f.Refused: Fold._refused,
    f.AgentExited: Fold._agent_exited,
    f.CheckEnded: Fold._check_ended,
    f.ReviewEnded: Fold._review_ended,
    f.MergeEnded: Fold._merge_ended,
    d.TimerSet: Fold._timer_set,
    d.Dispatched: Fold._dispatched,
    d.Restarted: Fold._restarted,
    d.TurnGranted: Fold._turn_granted,
    d.Settled: Fold._settled,
    d.Suspected: Fold._suspected,
    d.Recovered: Fold._recovered,
    d.Nudged: Fold._nudged,
    d.Released: Fold._released,
    d.Fenced: Fold._fenced,
    d.Swapped: Fold._swapped,
    d.Failed: Fold._failed,
    d.BackedOff: Fold._backed_off,
    d.AccountParked: Fold._account_parked,
    d.AccountRotated: Fold._account_rotated,
    d.CheckOrdered: Fold._check_ordered,
    d.ReviewQueued: Fold._review_queued,
    d.ReviewOrdered: Fold._review_ordered,
    d.MergeQueued: Fold._merge_queued,
    d.MergeOrdered: Fold._merge_ordered,
    d.Requeued: Fold._requeued,
    d.Merged: Fold._merged,
    d.NeedsHuman: Fold._needs_human,
    d.Cancelled: Fold._cancelled,
    d.Stale: Fold._stale,
    d.Waiting: Fold._waiting,
    d.BudgetAlarm: Fold._budget_alarm,
    d.FleetPaused: Fold._paused,
    d.FleetResumed: Fold._resumed,
    d.PolicySet: Fold._policy_set,
    d.Finished: Fold._finished,
}
