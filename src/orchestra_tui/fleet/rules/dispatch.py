"""Handing work out: the merge slot, reviews, ready tasks; and the end of the run."""

from __future__ import annotations

from collections.abc import Iterator

from orchestra_tui.fleet import decisions as d
from orchestra_tui.fleet.model import AgentState, Role, Task, TaskState
from orchestra_tui.fleet.rules import health, supply, swap
from orchestra_tui.fleet.rules.desk import Desk
from orchestra_tui.fleet.runs import HUMAN, AgentRun, TaskRun

END = "end"
WAKE = "wake"
SPAWN = "spawn"


def hand_out(desk: Desk) -> None:
    """Everything that can begin now, begins: merging first, then reviewing, then building, so that work gets done."""
    if desk.state.finished:
        return
    lost_dependencies(desk)
    merge(desk)
    if not desk.state.paused and not desk.state.alarm:
        waits = [*review(desk), *build(desk)]
        wake(desk, waits)
    finish(desk)


def lost_dependencies(desk: Desk) -> None:
    """A task behind one that will never be merged needs a human as well."""
    changed = True
    while changed:
        changed = False
        for task in desk.plan.tasks:
            run = desk.task(task.id)
            lost = [x for x in task.after if desk.task(x).state in {TaskState.NEEDS_HUMAN, TaskState.CANCELLED}]
            if lost and run.state is TaskState.QUEUED:
                swap.needs_human(desk, run, "ladder.dependency")
                changed = True


def merge(desk: Desk) -> None:
    """The one merge slot goes to the first of the runbook that waits for it."""
    if desk.state.merging:
        return
    for task in desk.plan.tasks:
        run = desk.task(task.id)
        if run.state is TaskState.MERGING:
            desk.decide(d.MergeOrdered, "merge.next", task=task.id, epoch=run.epoch, branch=run.branch)
            return


def review(desk: Desk) -> Iterator[supply.Wait]:
    """Reviews that wait are ordered: from the human at once, from agents as they and their accounts are free."""
    for task in desk.plan.tasks:
        run = desk.task(task.id)
        if run.state is not TaskState.REVIEW or run.reviewer:
            continue
        if run.review_due == HUMAN:
            desk.decide(
                d.ReviewOrdered, "review.human", task=task.id, epoch=run.epoch, by=HUMAN, review=run.reviews + 1
            )
            continue
        wait = _order_review(desk, task, run)
        if wait:
            yield wait


def _order_review(desk: Desk, task: Task, run: TaskRun) -> supply.Wait | None:
    best: supply.Wait | None = supply.Wait("reviewer")
    for agent in idle(desk, Role.REVIEWER):
        means = supply.find_means(
            desk, task.id, supply.models_for(desk, desk.profile(agent.name), None, ()), agent.account
        )
        if isinstance(means, supply.Wait):
            best = means
            continue
        desk.decide(
            d.ReviewOrdered,
            "review.agent",
            task=task.id,
            epoch=run.epoch,
            by=agent.name,
            review=run.reviews + 1,
            account=means.account,
            model=means.model,
            reserved=desk.worst_case(means.model),
        )
        health.watch(desk, agent)
        return None
    return best


def idle(desk: Desk, role: Role) -> list[AgentRun]:
    """Free agents for a role, the highest priority first."""
    agents = [desk.agent(slot) for slot, profile in desk.plan.slot.items() if role in profile.roles]
    free = [agent for agent in agents if agent.state is AgentState.IDLE and not agent.paused]
    return sorted(free, key=lambda agent: -desk.profile(agent.name).priority)


def ready(desk: Desk) -> list[Task]:
    """Queued tasks whose dependencies are merged: begun ones first, then by priority, then as in the runbook."""
    tasks = [
        task
        for task in desk.plan.tasks
        if desk.task(task.id).state is TaskState.QUEUED
        and all(desk.task(other).state is TaskState.MERGED for other in task.after)
    ]
    return sorted(tasks, key=lambda task: (desk.task(task.id).epoch == 0, -task.priority))


def build(desk: Desk) -> Iterator[supply.Wait]:
    """Ready tasks get agents, as many as may work at once."""
    for task in ready(desk):
        wait = _hold(desk) or _dispatch(desk, task)
        if wait:
            _note(desk, task, wait)
            yield wait


def _hold(desk: Desk) -> supply.Wait | None:
    """What holds all dispatching back: the governor's limits and the spawn delay."""
    flow, state = desk.policy.flow, desk.state
    working = sum(agent.job == "build" for agent in state.agents.values())
    if flow.agents is not None and working >= flow.agents:
        return supply.Wait("fleet-limit")
    waiting = sum(run.state is TaskState.REVIEW for run in state.tasks.values())
    if flow.review_wip is not None and waiting >= flow.review_wip:
        return supply.Wait("review-wip")
    if state.dispatched_at is not None and desk.at < state.dispatched_at + flow.spawn_ms:
        return supply.Wait("spawn", state.dispatched_at + flow.spawn_ms)
    return None


def _dispatch(desk: Desk, task: Task) -> supply.Wait | None:
    run = desk.task(task.id)
    agents = sorted(idle(desk, task.role), key=lambda agent: (agent.name != run.prefer, agent.name == run.avoid))
    best = supply.Wait("agent")
    for agent in agents:
        models = supply.models_for(desk, desk.profile(agent.name), run.stronger_than, run.failed_models)
        means = supply.find_means(desk, task.id, models, agent.account)
        if isinstance(means, supply.Wait):
            best = means
            continue
        _assign(desk, run, agent, means)
        return None
    return best


def _assign(desk: Desk, run: TaskRun, agent: AgentRun, means: supply.Means) -> None:
    epoch = run.epoch + 1
    desk.decide(
        d.Dispatched,
        "dispatch.again" if run.epoch else "dispatch.ready",
        task=run.id,
        epoch=epoch,
        agent=agent.name,
        account=means.account,
        model=means.model,
        worktree=swap.worktree_of(run.id, epoch),
        branch=swap.branch_of(run.id, epoch),
        base=run.branch,
        failures=sum(run.failures.values()),
        fresh=True,
    )
    health.watch(desk, agent)


def _note(desk: Desk, task: Task, wait: supply.Wait) -> None:
    """Writes down why a task waits, when the reason is a new one; the spawn delay is no reason worth it."""
    run = desk.task(task.id)
    if wait.reason in {run.waiting, "spawn"}:
        return
    if wait.cap:
        model = next(iter(desk.plan.account[wait.account].models))
        supply.refuse(desk, task.id, wait.account, model, wait.cap)
    desk.decide(d.Waiting, f"wait.{wait.reason}", task=task.id, for_=wait.reason, until=wait.until)


def wake(desk: Desk, waits: list[supply.Wait]) -> None:
    """Sets a timer for the first moment at which waiting may be over."""
    moments = [wait.until for wait in waits if wait.until is not None]
    if not moments:
        return
    due = max(min(moments), desk.at + 1)
    _n, known = desk.state.timers.get(WAKE, (0, 0))
    if known <= desk.at or due < known:
        desk.timer("dispatch.wake", WAKE, due)


def finish(desk: Desk) -> None:
    """The run is over when every task is in a final state, or when nothing is left that could change anything."""
    tasks = desk.state.tasks.values()
    if all(task.state.final for task in tasks):
        conclude(desk, "finish.done")
    elif not _hope(desk):
        conclude(desk, "finish.stuck")


def _hope(desk: Desk) -> bool:
    state = desk.state
    if state.paused or any(agent.paused for agent in state.agents.values()):
        return True
    if any(agent.busy for agent in state.agents.values()) or state.merging:
        return True
    if any(task.reviewer == HUMAN for task in state.tasks.values()):
        return True
    return any(name != END and due > state.at for name, (_n, due) in state.timers.items())


def conclude(desk: Desk, rule: str) -> None:
    """Writes the end down."""
    states = [task.state for task in desk.state.tasks.values()]
    merged, human, gone = (states.count(s) for s in (TaskState.MERGED, TaskState.NEEDS_HUMAN, TaskState.CANCELLED))
    left = len(states) - merged - human - gone
    desk.decide(d.Finished, rule, merged=merged, needs_human=human, cancelled=gone, left=left)
