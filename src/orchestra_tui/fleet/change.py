"""The few ways in which a state changes; every event is applied through them, so that the index stays true."""

from __future__ import annotations

from orchestra_tui.fleet.ledger import Reservation, day_of
from orchestra_tui.fleet.model import AgentState, TaskState, Usage
from orchestra_tui.fleet.plan import Plan
from orchestra_tui.fleet.runs import AccountRun, AgentRun, TaskRun
from orchestra_tui.fleet.state import TASK_MOVES, BrokenLogError, State


class Ground:
    """A plan and the state of its run, which is changed in place; `touched` are the accounts that were changed."""

    def __init__(self, plan: Plan, state: State) -> None:
        self.plan = plan
        self.state = state
        self.touched: dict[str, None] = {}

    def account(self, id: str) -> AccountRun:
        """An account that is about to change, or its money is."""
        self.touched[id] = None
        return self.state.accounts[id]

    def move(self, task: TaskRun, to: TaskState) -> None:
        """A task goes into another state, or anew into the same; final states count for the tasks behind it."""
        if to not in TASK_MOVES[task.state]:
            raise BrokenLogError(f"task {task.id} cannot go from {task.state} to {to}")
        index = self.state.index
        index.leave(self.plan, task)
        task.state, task.since = to, self.state.at
        index.enter(self.plan, task)
        if not to.final:
            return
        for id in self.plan.dependents[task.id]:
            behind = self.state.tasks[id]
            if to is not TaskState.MERGED:
                if behind.state is TaskState.QUEUED:
                    index.lost[id] = None
                continue
            behind.blocked -= 1
            if behind.state is TaskState.QUEUED and not behind.blocked:
                index.leave(self.plan, behind)
                index.enter(self.plan, behind)

    def turn_to(self, agent: AgentRun, to: AgentState) -> None:
        """An agent goes into another state; while it waits, its clock of progress stands still."""
        waits = to is AgentState.WAITING or to is AgentState.CHECKING
        if waits and agent.waiting_at is None:
            agent.waiting_at = self.state.at
        elif not waits and agent.waiting_at is not None:
            agent.progress_at += self.state.at - agent.waiting_at
            agent.beat_at, agent.waiting_at = self.state.at, None
        if agent.state is to:
            return
        was, agent.state = agent.state, to
        self.state.index.busy += (to is not AgentState.IDLE) - (was is not AgentState.IDLE)
        if not agent.paused and (was is AgentState.IDLE or to is AgentState.IDLE):
            self.state.index.slot(self.plan, agent, free=to is AgentState.IDLE)

    def take(self, agent: AgentRun, job: str, task: TaskRun, account: str, model: str) -> None:
        """An agent begins a job on the present epoch of a task."""
        if agent.job:
            raise BrokenLogError(f"agent {agent.name} has a job already")
        self.turn_to(agent, AgentState.STARTING)
        agent.job, agent.task, agent.epoch, agent.account, agent.model = job, task.id, task.epoch, account, model
        agent.turn, agent.nudges, agent.refusals, agent.nudged_at, agent.suspect = 0, 0, 0, None, ""
        agent.started_at = agent.beat_at = agent.progress_at = self.state.at
        agent.waiting_at = None
        self.account(account).jobs += 1
        self.state.index.building += job == "build"

    def let_go(self, agent: AgentRun, to: AgentState = AgentState.IDLE) -> None:
        """An agent has no job any more; it is idle, or still being stopped."""
        if agent.job:
            self.account(agent.account).jobs -= 1
            self.state.index.building -= agent.job == "build"
            self.state.timers.pop(f"watch/{agent.name}/{agent.epoch}", None)
            self.state.timers.pop(f"backoff/{agent.task}/{agent.epoch}", None)
        agent.job, agent.granted, agent.suspect, agent.nudged_at = "", 0, "", None
        self.turn_to(agent, to)
        if to is AgentState.IDLE:
            agent.task, agent.turn, agent.stopped = "", 0, 0

    def leave_task(self, task: TaskRun, agent: str) -> None:
        """A task is not with this agent any more, neither to build nor to review."""
        if task.agent == agent:
            task.agent = ""
        if task.reviewer == agent:
            task.review_n = 0
            self.state.index.review_lost(self.plan, task)

    def reserve(self, n: int, agent: AgentRun, amount: int) -> None:
        """Money is set aside for an agent's job."""
        self.touched[agent.account] = None
        day = day_of(self.plan.account[agent.account], self.state.at)
        self.state.ledger.reserve(Reservation(n, agent.name, agent.account, day, agent.task, agent.epoch, amount))

    def used(self, reservation: Reservation, usage: Usage) -> None:
        """Tokens of a job whose reservation is still open; a second report of the same changes nothing."""
        self.state.tokens += usage.tokens
        self.state.agents[reservation.agent].tokens += usage.tokens
        run, quota = self.account(reservation.account), self.plan.account[reservation.account].quota
        if quota is None:
            return
        window = self.state.at // quota.window_ms
        if window != run.window:
            run.window, run.tokens, run.requests = window, 0, 0
        run.tokens += usage.metered
        run.requests += 1
