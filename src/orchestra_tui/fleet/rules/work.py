"""Do, check, fix, review, merge: what follows when a piece of work is done."""

from __future__ import annotations

from orchestra_tui.fleet import decisions as d
from orchestra_tui.fleet import facts as f
from orchestra_tui.fleet.model import AgentState, Failure, Refusal, SwapKind, TaskState
from orchestra_tui.fleet.rules import health, supply, swap
from orchestra_tui.fleet.rules.desk import Desk
from orchestra_tui.fleet.runs import HUMAN, TaskRun


def agent_up(desk: Desk, fact: f.AgentUp) -> None:
    """An agent is ready: its first turn may begin."""
    if is_build(desk, fact.task, fact.epoch, fact.agent):
        grant_turn(desk, desk.task(fact.task))


def is_build(desk: Desk, task: str, epoch: int, agent: str) -> bool:
    """Whether a fact is about the present build of a task."""
    return desk.state.current(task, epoch) and desk.task(task).agent == agent and desk.agent(agent).job == "build"


def grant_turn(desk: Desk, task: TaskRun) -> None:
    """Reserves money for the next turn and lets it begin; without money, another account, or the task goes back."""
    agent = desk.agent(task.agent)
    account = desk.plan.account[agent.account]
    cap = supply.over_budget(desk, account, task.id, agent.model)
    if cap is None and (wait := supply.obstacle(desk, account, task.id, agent.model)) and wait.reason != "concurrency":
        rotate(desk, task, f"supply.{wait.reason}")
        return
    if cap is None:
        ask = desk.worst_case(agent.model)
        desk.decide(
            d.TurnGranted,
            "work.turn",
            task=task.id,
            epoch=task.epoch,
            agent=agent.name,
            account=agent.account,
            model=agent.model,
            turn=task.turn + 1,
            reserved=ask,
        )
        return
    supply.refuse(desk, task.id, agent.account, agent.model, cap)
    if cap.scope == "account-day":
        rotate(desk, task, "supply.budget")
    elif cap.scope == "task":
        swap.needs_human(desk, task, "ladder.task-budget", cap.spent, cap.cap)
    else:
        swap.fence(desk, agent.name, "budget.stop")
        swap.requeue(desk, task, "work.out-of-budget")


def rotate(desk: Desk, task: TaskRun, rule: str) -> None:
    """Goes on with another account of the provider, else the next model, else another agent (an error swap)."""
    agent = desk.agent(task.agent)
    profile = desk.profile(agent.name)
    models = supply.models_for(desk, profile, task.stronger_than, task.failed_models)
    ordered = [agent.model, *(model for model in models if model != agent.model)]
    means = supply.find_means(desk, task.id, ordered, without=frozenset({agent.account}))
    if isinstance(means, supply.Means):
        before = agent.account
        desk.decide(
            d.AccountRotated,
            rule,
            agent=agent.name,
            task=task.id,
            epoch=task.epoch,
            account=means.account,
            model=means.model,
            before=before,
        )
        grant_turn(desk, task)
    else:
        swap.swap(desk, task, SwapKind.ERROR, "swap.error")


def turn_ended(desk: Desk, fact: f.TurnEnded) -> None:
    """A turn is over: what it claims to have done is checked, else it goes on, up to the limit."""
    supply.settle(desk, fact.cause, fact.usage.cost)
    if not is_build(desk, fact.task, fact.epoch, fact.agent):
        stale(desk, fact.agent, fact.task, fact.epoch)
        return
    health.recovered(desk, fact.agent, fact.progress)
    task = desk.task(fact.task)
    if fact.done:
        desk.decide(
            d.CheckOrdered,
            "work.check",
            task=task.id,
            epoch=task.epoch,
            agent=fact.agent,
            check=task.check + 1,
        )
    else:
        next_turn(desk, task)


def next_turn(desk: Desk, task: TaskRun) -> None:
    """The next turn, unless the attempt has used its turns up: then another agent tries."""
    limit = desk.profile(task.agent).max_turns
    if task.turn < limit:
        grant_turn(desk, task)
        return
    swap.fail(desk, task, Failure.TURNS)
    swap.swap(desk, task, SwapKind.CRITIC, "swap.turns", count=task.turn, limit=limit)


def check_ended(desk: Desk, fact: f.CheckEnded) -> None:
    """Checks are through: green goes to review or merge, red is mended; the same red again and again swaps."""
    task = desk.state.tasks.get(fact.task)
    if task is None or not desk.state.current(fact.task, fact.epoch) or task.state is not TaskState.CHECKING:
        stale(desk, "", fact.task, fact.epoch)
        return
    agent, limits = task.agent, desk.policy.limits
    if not fact.passed:
        if task.same_signature >= limits.same_failure:
            count = task.same_signature
            swap.swap(desk, task, SwapKind.CRITIC, "swap.same-failure", count=count, limit=limits.same_failure)
        else:
            next_turn(desk, task)
        return
    desk.decide(d.Released, "work.green", agent=agent, task=task.id, epoch=task.epoch)
    review = desk.policy.review
    if desk.given(task.id).review and (review.agent or review.human):
        by = "agent" if review.agent else HUMAN
        desk.decide(d.ReviewQueued, "work.to-review", task=task.id, epoch=task.epoch, by=by)
    else:
        desk.decide(d.MergeQueued, "work.to-merge", task=task.id, epoch=task.epoch)


def review_ended(desk: Desk, fact: f.ReviewEnded) -> None:
    """A review is over: accepted goes to the human or to the merge, refused goes back, too often refused swaps."""
    supply.settle(desk, fact.cause, fact.usage.cost)
    task = desk.state.tasks.get(fact.task)
    fresh = task is not None and desk.state.current(fact.task, fact.epoch) and task.state is TaskState.REVIEW
    if task is None or not fresh or task.reviewer:
        stale(desk, fact.by, fact.task, fact.epoch)
        return
    limits = desk.policy.limits
    if fact.accepted:
        if fact.by != HUMAN and desk.policy.review.human:
            desk.decide(d.ReviewQueued, "work.to-human", task=task.id, epoch=task.epoch, by=HUMAN)
        else:
            desk.decide(d.MergeQueued, "work.accepted", task=task.id, epoch=task.epoch)
        return
    swap.fail(desk, task, Failure.REVIEW)
    if task.reviews >= limits.reviews:
        swap.needs_human(desk, task, "ladder.reviews", task.reviews, limits.reviews)
    elif task.refused_in_a_row >= limits.critic_after:
        count = task.refused_in_a_row
        swap.swap(desk, task, SwapKind.CRITIC, "swap.critic", count=count, limit=limits.critic_after)
    else:
        swap.requeue(desk, task, "work.refused")


def merge_ended(desk: Desk, fact: f.MergeEnded) -> None:
    """A merge was tried: done, or one task goes back to be mended on the newer main."""
    task = desk.state.tasks.get(fact.task)
    if task is None or not desk.state.current(fact.task, fact.epoch) or task.state is not TaskState.MERGING:
        stale(desk, "", fact.task, fact.epoch)
        return
    if fact.outcome == "merged":
        desk.decide(d.Merged, "merge.done", task=task.id, epoch=task.epoch, commit=fact.commit)
        return
    failure = Failure.CONFLICT if fact.outcome == "conflict" else Failure.MERGED_RED
    swap.fail(desk, task, failure)
    count, limit = task.failures[Failure.CONFLICT] + task.failures[Failure.MERGED_RED], desk.policy.limits.conflicts
    if count > limit:
        swap.needs_human(desk, task, "ladder.conflicts", count, limit)
    else:
        swap.requeue(desk, task, f"merge.{failure}")


def refused(desk: Desk, fact: f.Refused) -> None:
    """A provider refused: wait as told, then rest the account and rotate; no money is no retry. No task is blamed."""
    supply.settle(desk, fact.cause, 0)
    agent = desk.state.agents.get(fact.agent)
    if agent is None or not agent.job or agent.task != fact.task or agent.epoch != fact.epoch:
        stale(desk, fact.agent, fact.task, fact.epoch)
        return
    backoff = desk.policy.backoff
    wait = min(backoff.first_ms << min(agent.refusals - 1, 20), backoff.cap_ms)
    until = desk.at + max(wait, fact.retry_ms or 0)
    patient = fact.why in {Refusal.THROTTLE, Refusal.OVERLOAD} and agent.refusals < backoff.tries
    task = desk.task(fact.task)
    if fact.why is Refusal.REQUEST:
        swap.needs_human(desk, task, "ladder.bad-request", fact.status)
    elif patient and agent.job == "build":
        desk.decide(
            d.BackedOff,
            "supply.back-off",
            agent=agent.name,
            task=task.id,
            epoch=task.epoch,
            account=agent.account,
            tries=agent.refusals,
            until=until,
        )
        spread = (until - desk.at) * backoff.spread // 100
        desk.timer("supply.back-off", f"backoff/{task.id}/{task.epoch}", until, spread)
    else:
        rest = None if fact.why is Refusal.BILLING else (fact.reset or max(until, desk.at + backoff.rest_ms))
        if agent.job == "review" and patient:
            rest = until
        supply.park(desk, fact.account, fact.why, rest)
        if agent.job == "build":
            rotate(desk, task, "supply.rotate")
        else:
            desk.decide(d.Released, "supply.review-again", agent=agent.name, task=task.id, epoch=task.epoch)


def backoff_over(desk: Desk, task_id: str, epoch: int) -> None:
    """A refused agent has waited long enough: the same turn again."""
    task = desk.state.tasks.get(task_id)
    if task and task.agent and is_build(desk, task_id, epoch, task.agent):
        agent = desk.agent(task.agent)
        if agent.state is AgentState.WAITING and not agent.granted:
            grant_turn(desk, task)


def agent_exited(desk: Desk, fact: f.AgentExited) -> None:
    """A process ended: what it held is settled; a crash is restarted, then swapped."""
    for reservation in desk.state.ledger.of(fact.task, fact.epoch):
        if fact.cause in {0, reservation.n} or not is_build(desk, fact.task, fact.epoch, fact.agent):
            supply.settle(desk, reservation.n, fact.usage.cost, "budget.settle-dead")
            break
    if not fact.crash or not is_build(desk, fact.task, fact.epoch, fact.agent):
        return
    task = desk.task(fact.task)
    swap.fail(desk, task, Failure.CRASH)
    if swap.restarts_of_late(desk, fact.agent) < desk.policy.health.restarts:
        swap.restart(desk, fact.agent, "health.restart-crashed")
    else:
        swap.swap(desk, task, SwapKind.TIMEOUT, "swap.crash")


def stale(desk: Desk, agent: str, task: str, epoch: int) -> None:
    """Writes a late report down; it changes nothing but the bill."""
    run = desk.state.tasks.get(task)
    desk.decide(
        d.Stale, "fence.stale", agent=agent, task=task, epoch=epoch, current=run.epoch if run else 0
    )  # fmt: skip
