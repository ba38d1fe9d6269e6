"""Do, check, fix, review, merge: what follows when a piece of work is done."""

from __future__ import annotations

from orchestra_tui.fleet import decisions as d
from orchestra_tui.fleet import facts as f
from orchestra_tui.fleet.model import AgentState, Failure, Refusal, SwapKind
from orchestra_tui.fleet.rules import health, supply, swap
from orchestra_tui.fleet.rules.desk import Desk
from orchestra_tui.fleet.rules.offers import Means
from orchestra_tui.fleet.runs import HUMAN, AgentRun, TaskRun


def agent_up(desk: Desk, fact: f.AgentUp) -> None:
    """An agent is ready: its first turn may begin."""
    grant_turn(desk, desk.task(fact.task))


def grant_turn(desk: Desk, task: TaskRun) -> None:
    """Reserves money for the next turn and lets it begin; without money, another account, or the task goes back."""
    agent = desk.agent(task.agent)
    account = desk.plan.account[agent.account]
    cap = supply.over_budget(desk, account, task.id, agent.model)
    if cap is None and (wait := supply.obstacle(desk, account, task.id, agent.model, holds=True)):
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
    ordered = (agent.model, *(model for model in models if model != agent.model))
    means = supply.find_means(desk, task.id, ordered, without=(agent.account,))
    if isinstance(means, Means):
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
    health.recovered(desk, desk.agent(fact.agent), progress=fact.progress)
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
    task = desk.task(fact.task)
    agent, limits = task.agent, desk.policy.limits
    if not fact.passed:
        if task.same_signature >= limits.same_failure:
            count = task.same_signature
            swap.fail(desk, task, Failure.SAME, fact.signature)
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
    task = desk.task(fact.task)
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
    task = desk.task(fact.task)
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
    agent, task, backoff = desk.agent(fact.agent), desk.task(fact.task), desk.policy.backoff
    wait = min(backoff.first_ms << min(agent.refusals - 1, 20), backoff.cap_ms)
    until = desk.at + max(wait, fact.retry_ms or 0)
    patient = fact.why in {Refusal.THROTTLE, Refusal.OVERLOAD} and agent.refusals < backoff.tries
    if fact.why is Refusal.REQUEST:
        swap.needs_human(desk, task, "ladder.bad-request", fact.status)
    elif patient:
        _back_off(desk, agent, until)
    else:
        supply.park(desk, fact.account, fact.why, _rest(desk, fact, until))
        if agent.job == "build":
            rotate(desk, task, "supply.rotate")
        else:
            desk.decide(d.Released, "supply.review-again", agent=agent.name, task=task.id, epoch=task.epoch)


def _rest(desk: Desk, fact: f.Refused, until: int) -> int | None:
    """Until when an account rests; None is for good."""
    if fact.why is Refusal.BILLING:
        return None
    return max(until, desk.at + 1, fact.reset if fact.reset is not None else desk.at + desk.policy.backoff.rest_ms)


def _back_off(desk: Desk, agent: AgentRun, until: int) -> None:
    who = {"agent": agent.name, "task": agent.task, "epoch": agent.epoch}
    desk.decide(
        d.BackedOff, "supply.back-off", **who, account=agent.account, tries=agent.refusals, until=until
    )  # fmt: skip
    spread = (until - desk.at) * desk.policy.backoff.spread // 100
    desk.timer("supply.back-off", f"backoff/{agent.task}/{agent.epoch}", until, spread)


def backoff_over(desk: Desk, task: TaskRun) -> None:
    """A refused agent has waited long enough: the same turn or review again."""
    agent = desk.state.agents.get(task.agent or task.reviewer)
    if agent is None or agent.state is not AgentState.WAITING or agent.granted:
        return
    if agent.job == "build":
        grant_turn(desk, task)
    elif supply.obstacle(desk, desk.plan.account[agent.account], task.id, agent.model, holds=True):
        desk.decide(d.Released, "supply.review-again", agent=agent.name, task=task.id, epoch=task.epoch)
    else:
        order_review(desk, task, agent, Means(agent.account, agent.model))


def order_review(desk: Desk, task: TaskRun, agent: AgentRun, means: Means) -> None:
    """Reserves money for a review by an agent and lets it begin."""
    desk.decide(
        d.ReviewOrdered,
        "review.agent",
        task=task.id,
        epoch=task.epoch,
        by=agent.name,
        review=task.reviews + 1,
        account=means.account,
        model=means.model,
        reserved=desk.worst_case(means.model),
    )
    health.watch(desk, agent)


def agent_exited(desk: Desk, fact: f.AgentExited) -> None:
    """A process ended by itself: a crash is restarted, then swapped; a review begins anew."""
    agent = desk.agent(fact.agent)
    if not agent.job:
        return
    task = desk.task(fact.task)
    if agent.job == "review":
        swap.fence(desk, agent.name, "health.review-lost")
        return
    swap.fail(desk, task, Failure.CRASH)
    recent = swap.restarts_of_late(desk, agent.name)
    if recent < desk.policy.health.restarts and not swap.worn_out(desk, task):
        health.begin_again(desk, agent, "health.restart-crashed")
    else:
        swap.swap(desk, task, SwapKind.TIMEOUT, "swap.crash", count=recent, limit=desk.policy.health.restarts)
