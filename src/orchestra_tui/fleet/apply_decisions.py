"""What decisions change in the state."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from orchestra_tui.fleet import decisions as d
from orchestra_tui.fleet.change import Ground
from orchestra_tui.fleet.event import Event, Unknown
from orchestra_tui.fleet.model import AgentState, TaskState
from orchestra_tui.fleet.runs import HUMAN, TaskRun
from orchestra_tui.fleet.state import BrokenLogError, changed


def _timer_set(ground: Ground, event: d.TimerSet) -> None:
    ground.state.timers[event.timer] = (event.n, event.due)


def _dispatched(ground: Ground, event: d.Dispatched) -> None:
    task = ground.state.tasks[event.task]
    ground.move(task, TaskState.RUNNING)
    _begin(ground, task, event)
    task.attempts += 1
    ground.state.dispatched_at = ground.state.at


def _restarted(ground: Ground, event: d.Restarted) -> None:
    task, agent = ground.state.tasks[event.task], ground.state.agents[event.agent]
    ground.let_go(agent)
    agent.restarts = (*agent.restarts, ground.state.at)
    ground.state.restarts += 1
    ground.move(task, TaskState.RUNNING)
    _begin(ground, task, event)


def _begin(ground: Ground, task: TaskRun, event: d.Dispatched | d.Restarted) -> None:
    if event.epoch != task.epoch + 1:
        raise BrokenLogError(f"epoch {event.epoch} of {task.id} after {task.epoch}")
    agent = ground.state.agents[event.agent]
    task.epoch, task.agent, task.model, task.branch = event.epoch, event.agent, event.model, event.branch
    ground.take(agent, "build", task, event.account, event.model)
    agent.worktree, task.author = event.worktree, event.agent
    task.turn = task.check = 0
    task.waiting, task.avoid, task.prefer = "", "", ""
    if task.started_at is None:
        task.started_at = ground.state.at


def _turn_granted(ground: Ground, event: d.TurnGranted) -> None:
    task, agent = ground.state.tasks[event.task], ground.state.agents[event.agent]
    if task.state is TaskState.CHECKING:
        ground.move(task, TaskState.RUNNING)
    task.turn = agent.turn = event.turn
    ground.turn_to(agent, AgentState.SUSPECT if agent.suspect else AgentState.WORKING)
    agent.granted, agent.beat_at = event.n, ground.state.at
    ground.reserve(event.n, agent, event.reserved)


def _settled(ground: Ground, event: d.Settled) -> None:
    reservation = ground.state.ledger.open.get(event.reservation)
    if reservation is None:
        raise BrokenLogError(f"nothing is reserved under {event.reservation}")
    ground.touched[reservation.account] = None
    ground.state.ledger.settle(event.reservation, event.spent)
    ground.state.agents[reservation.agent].cost += event.spent


def _suspected(ground: Ground, event: d.Suspected) -> None:
    agent = ground.state.agents[event.agent]
    agent.suspect = event.clock
    ground.turn_to(agent, AgentState.SUSPECT)


def _recovered(ground: Ground, event: d.Recovered) -> None:
    agent = ground.state.agents[event.agent]
    agent.suspect, agent.nudged_at, agent.nudges = "", None, 0
    checking = agent.job == "build" and ground.state.tasks[event.task].state is TaskState.CHECKING
    ground.turn_to(agent, AgentState.CHECKING if checking else AgentState.WORKING)


def _nudged(ground: Ground, event: d.Nudged) -> None:
    agent = ground.state.agents[event.agent]
    agent.nudged_at = ground.state.at
    agent.nudges += bool(agent.suspect)


def _released(ground: Ground, event: d.Released) -> None:
    ground.let_go(ground.state.agents[event.agent])
    ground.leave_task(ground.state.tasks[event.task], event.agent)


def _fenced(ground: Ground, event: d.Fenced) -> None:
    agent = ground.state.agents[event.agent]
    ground.let_go(agent, AgentState.STOPPING)
    agent.stopped = event.n
    ground.leave_task(ground.state.tasks[event.task], event.agent)


def _swapped(ground: Ground, event: d.Swapped) -> None:
    task = ground.state.tasks[event.task]
    task.swaps = task.swaps.more(event.swap)
    task.avoid, task.prefer = event.agent, event.to
    task.refused_in_a_row = task.same_signature = 0
    task.agent = ""
    if event.stronger_than is not None:
        task.stronger_than = max(event.stronger_than, task.stronger_than or 0)
        task.failed_models = (*task.failed_models, event.model)
    ground.move(task, TaskState.QUEUED)


def _failed(ground: Ground, event: d.Failed) -> None:
    task = ground.state.tasks[event.task]
    task.failures = task.failures.more(event.failure)


def _account_parked(ground: Ground, event: d.AccountParked) -> None:
    account = ground.account(event.account)
    account.parked_until, account.parked_for_good = event.until, event.until is None


def _account_rotated(ground: Ground, event: d.AccountRotated) -> None:
    agent = ground.state.agents[event.agent]
    ground.account(agent.account).jobs -= 1
    agent.account, agent.model, agent.refusals = event.account, event.model, 0
    ground.account(agent.account).jobs += 1
    ground.state.tasks[event.task].model = event.model


def _check_ordered(ground: Ground, event: d.CheckOrdered) -> None:
    task = ground.state.tasks[event.task]
    ground.move(task, TaskState.CHECKING)
    task.check, task.checks = event.check, task.checks + 1
    ground.turn_to(ground.state.agents[event.agent], AgentState.CHECKING)


def _review_queued(ground: Ground, event: d.ReviewQueued) -> None:
    task = ground.state.tasks[event.task]
    task.review_due, task.agent = event.by, ""
    ground.move(task, TaskState.REVIEW)


def _review_ordered(ground: Ground, event: d.ReviewOrdered) -> None:
    """A review that a provider refused is ordered again from the reviewer that waited."""
    task, agent = ground.state.tasks[event.task], ground.state.agents.get(event.by)
    again = agent is not None and agent.state is AgentState.WAITING and task.reviewer == agent.name
    if task.state is not TaskState.REVIEW or (task.reviewer and not again):
        raise BrokenLogError(f"task {task.id} is not up for review")
    task.reviews, task.review_n = event.review, event.n
    if not again:
        ground.state.index.reviewer(ground.plan, task, event.by)
    if event.by != HUMAN:
        agent = ground.state.agents[event.by]
        if not again:
            ground.take(agent, "review", task, event.account, event.model)
        ground.turn_to(agent, AgentState.SUSPECT if agent.suspect else AgentState.WORKING)
        agent.granted = event.n
        ground.reserve(event.n, agent, event.reserved)


def _merge_queued(ground: Ground, event: d.MergeQueued) -> None:
    task = ground.state.tasks[event.task]
    task.agent = ""
    ground.move(task, TaskState.MERGING)


def _merge_ordered(ground: Ground, event: d.MergeOrdered) -> None:
    if ground.state.merging:
        raise BrokenLogError(f"{ground.state.merging} has the merge slot")
    if ground.state.tasks[event.task].state is not TaskState.MERGING:
        raise BrokenLogError(f"{event.task} is not up for merging")
    ground.state.merging, ground.state.merging_n = event.task, event.n


def _requeued(ground: Ground, event: d.Requeued) -> None:
    task = ground.state.tasks[event.task]
    task.agent = ""
    ground.move(task, TaskState.QUEUED)


def _merged(ground: Ground, event: d.Merged) -> None:
    task = ground.state.tasks[event.task]
    ground.move(task, TaskState.MERGED)
    task.merged_at, task.commit = ground.state.at, event.commit
    if author := ground.state.agents.get(task.author):
        author.merged += 1


def _needs_human(ground: Ground, event: d.NeedsHuman) -> None:
    ground.move(ground.state.tasks[event.task], TaskState.NEEDS_HUMAN)


def _cancelled(ground: Ground, event: d.Cancelled) -> None:
    ground.move(ground.state.tasks[event.task], TaskState.CANCELLED)


def _stale(ground: Ground, _event: d.Stale) -> None:
    ground.state.stale += 1


def _waiting(ground: Ground, event: d.Waiting) -> None:
    ground.state.tasks[event.task].waiting = event.for_


def _budget_alarm(ground: Ground, _event: d.BudgetAlarm) -> None:
    ground.state.alarm = True


def _paused(ground: Ground, event: d.FleetPaused) -> None:
    _hold(ground, event.agent, held=True)


def _resumed(ground: Ground, event: d.FleetResumed) -> None:
    _hold(ground, event.agent, held=False)


def _hold(ground: Ground, name: str, *, held: bool) -> None:
    if not name:
        ground.state.paused = held
        return
    agent = ground.state.agents[name]
    if agent.paused is not held:
        agent.paused = held
        ground.state.index.held += 1 if held else -1
        if agent.state is AgentState.IDLE:
            ground.state.index.slot(ground.plan, agent, free=not held)


def _policy_set(ground: Ground, event: d.PolicySet) -> None:
    ground.state.policy = changed(ground.state.policy, event.path, event.value)
    ground.state.alarm = ground.state.alarm and not event.path.startswith("budget.")


def _finished(ground: Ground, _event: d.Finished) -> None:
    ground.state.finished = True


DECISIONS: dict[type[Event | Unknown], Callable[[Ground, Any], None]] = {
    d.TimerSet: _timer_set,
    d.Dispatched: _dispatched,
    d.Restarted: _restarted,
    d.TurnGranted: _turn_granted,
    d.Settled: _settled,
    d.Suspected: _suspected,
    d.Recovered: _recovered,
    d.Nudged: _nudged,
    d.Released: _released,
    d.Fenced: _fenced,
    d.Swapped: _swapped,
    d.Failed: _failed,
    d.AccountParked: _account_parked,
    d.AccountRotated: _account_rotated,
    d.CheckOrdered: _check_ordered,
    d.ReviewQueued: _review_queued,
    d.ReviewOrdered: _review_ordered,
    d.MergeQueued: _merge_queued,
    d.MergeOrdered: _merge_ordered,
    d.Requeued: _requeued,
    d.Merged: _merged,
    d.NeedsHuman: _needs_human,
    d.Cancelled: _cancelled,
    d.Stale: _stale,
    d.Waiting: _waiting,
    d.BudgetAlarm: _budget_alarm,
    d.FleetPaused: _paused,
    d.FleetResumed: _resumed,
    d.PolicySet: _policy_set,
    d.Finished: _finished,
}
"""By kind; what is not here is only written down."""
