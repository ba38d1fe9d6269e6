"""Taking a task from an agent: fencing, restarting, swapping, and the end of the ladder."""

from __future__ import annotations

from orchestra_tui.fleet import decisions as d
from orchestra_tui.fleet.model import Failure, SwapKind, TaskState
from orchestra_tui.fleet.rules import supply
from orchestra_tui.fleet.rules.desk import Desk
from orchestra_tui.fleet.runs import TaskRun


def fence(desk: Desk, agent: str, rule: str) -> None:
    """Ends an agent's attempt: it is stopped, and what it still reports is stale."""
    run = desk.agent(agent)
    if run.job:
        desk.decide(d.Fenced, rule, agent=agent, task=run.task, epoch=run.epoch)


def fail(desk: Desk, task: TaskRun, failure: Failure, signature: str = "") -> None:
    """Counts something against a task, once."""
    count = task.failures[failure] + 1
    desk.decide(
        d.Failed,
        f"work.failed-{failure}",
        task=task.id,
        epoch=task.epoch,
        failure=failure,
        count=count,
        signature=signature,
    )


def restart(desk: Desk, agent: str, rule: str) -> None:
    """Begins an agent's job again, with the same agent and account, under a new epoch."""
    run = desk.agent(agent)
    task, account, model = desk.task(run.task), run.account, run.model
    recent = restarts_of_late(desk, agent)
    fence(desk, agent, f"{rule}.fence")
    epoch = task.epoch + 1
    desk.decide(
        d.Restarted,
        rule,
        task=task.id,
        epoch=epoch,
        agent=agent,
        account=account,
        model=model,
        worktree=worktree_of(task.id, epoch),
        branch=branch_of(task.id, epoch),
        base=task.branch,
        restarts=recent + 1,
        limit=desk.policy.health.restarts,
    )


def restarts_of_late(desk: Desk, agent: str) -> int:
    """How often an agent was restarted within the window of the restart intensity."""
    since = desk.at - desk.policy.health.restart_window_ms
    return sum(moment > since for moment in desk.agent(agent).restarts)


def worn_out(desk: Desk, task: TaskRun) -> bool:
    """Whether too many attempts ended by their own fault; what a provider refused never counts."""
    return task.lost_attempts >= desk.policy.limits.attempts


def swap(desk: Desk, task: TaskRun, kind: SwapKind, rule: str, *, count: int = 0, limit: int = 0, to: str = "") -> None:
    """Gives a task to another agent; after a critic swap to a stronger model only. The ladder's end is a human.

    An error swap, which is nobody's fault, and the learner's never end the ladder.
    """
    agent, model = task.agent, task.model
    if agent:
        fence(desk, agent, f"{rule}.fence")
    stronger = desk.plan.model[model].strength if kind is SwapKind.CRITIC else None
    if stronger is not None and not _somebody_stronger(desk, task, stronger, (*task.failed_models, model)):
        needs_human(desk, task, "ladder.no-stronger-model", count, limit)
    elif kind in {SwapKind.TIMEOUT, SwapKind.CRITIC} and worn_out(desk, task):
        needs_human(desk, task, "ladder.attempts", task.lost_attempts, desk.policy.limits.attempts)
    else:
        desk.decide(
            d.Swapped,
            rule,
            task=task.id,
            epoch=task.epoch,
            swap=kind,
            agent=agent or task.author,
            model=model,
            count=count,
            limit=limit,
            stronger_than=stronger,
            to=to,
        )


def _somebody_stronger(desk: Desk, task: TaskRun, stronger_than: int, failed: tuple[str, ...]) -> bool:
    role = desk.given(task.id).role
    return any(supply.models_for(desk, p, stronger_than, failed) for p in desk.plan.profiles if role in p.roles)


def needs_human(desk: Desk, task: TaskRun, rule: str, count: int = 0, limit: int = 0) -> None:
    """Ends the ladder: the task waits for a human for good."""
    if task.agent:
        fence(desk, task.agent, f"{rule}.fence")
    if task.reviewer in desk.state.agents:
        fence(desk, task.reviewer, f"{rule}.fence")
    if not task.state.final:
        why = rule.partition(".")[2]
        desk.decide(d.NeedsHuman, rule, task=task.id, epoch=task.epoch, why=why, count=count, limit=limit)


def requeue(desk: Desk, task: TaskRun, rule: str) -> None:
    """Sends a task back to the queue to be mended."""
    if task.state is not TaskState.QUEUED and not task.state.final:
        desk.decide(d.Requeued, rule, task=task.id, epoch=task.epoch, why=rule.partition(".")[2])


def branch_of(task: str, epoch: int) -> str:
    """The branch of an attempt; the epoch in its name lets git itself refuse a late push."""
    return f"{task}/e{epoch}"


def worktree_of(task: str, epoch: int) -> str:
    """The folder of an attempt's worktree, beside the repository."""
    return f"../{task}-e{epoch}"
