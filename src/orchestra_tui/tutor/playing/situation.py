"""The situation a run begins in: its runbook, its crew, its means and its rules, a few words for each. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from orchestra_tui.base.i18n import _, n_
from orchestra_tui.fleet.model import Account, Interval, Profile, Role
from orchestra_tui.fleet.plan import Plan
from orchestra_tui.tutor.telling.words import Calendar, dollars, listed, name, role_name, tokens

MOST = 6
"""Names in a row; the rest is counted."""


def situation(plan: Plan) -> tuple[tuple[str, str], ...]:
    """Labels with their values, what is to be done first."""
    return (
        (_("tasks"), "; ".join(_tasks(plan))),
        (_("crew"), ", ".join(_member(profile) for profile in plan.profiles)),
        (_("pool"), "; ".join(_account(plan, account) for account in plan.accounts)),
        (_("review"), _review(plan)),
        *(((_("limits"), ", ".join(limits)),) if (limits := list(_limits(plan))) else ()),
    )


def begins(plan: Plan) -> str:
    """When the run begins: `Monday, 22:00`; empty where the plan does not say."""
    return Calendar(plan).lead(0) if plan.started_at else ""


# What is to be done


def _tasks(plan: Plan) -> Iterator[str]:
    count = len(plan.tasks)
    yield n_("{n} task", "{n} tasks", count).format(n=count) + f": {listed((task.id for task in plan.tasks), MOST)}"
    steps = _steps(plan)
    if count > 1 and steps == count:
        yield _("each waits for the one before")
    elif steps == 1 and count > 1:
        yield _("none waits for another")
    elif steps > 1:
        yield n_("at least {n} step one after another", "at least {n} steps one after another", steps).format(n=steps)
    shared = [(path, n) for path, n in Counter(path for task in plan.tasks for path in task.touches).items() if n > 1]
    if shared:
        path, times = max(shared, key=lambda pair: pair[1])
        yield n_("{n} task changes {file}", "{n} tasks change {file}", times).format(n=times, file=name(path))


def _steps(plan: Plan) -> int:
    """The length of the longest chain of tasks that wait for each other."""
    depth: dict[str, int] = {}
    waiting = {task.id: len(set(task.after)) for task in plan.tasks}
    ready = [id for id, count in waiting.items() if not count]
    while ready:
        id = ready.pop()
        depth[id] = 1 + max((depth[other] for other in plan.task[id].after), default=0)
        for behind in plan.dependents[id]:
            waiting[behind] -= 1
            if not waiting[behind]:
                ready.append(behind)
    return max(depth.values(), default=0)


# Who does it


def _member(profile: Profile) -> str:
    roles = ", ".join(role_name(role) for role in profile.roles)
    said = f"{profile.count} × {name(profile.id)}" if profile.count > 1 else name(profile.id)
    models = name(profile.model)
    if profile.fallbacks:
        models = _("{model}, else {others}").format(model=models, others=listed(profile.fallbacks, MOST))
    if profile.fresh_context:
        models = _("{model}, a fresh context each turn").format(model=models)
    alone = len(profile.roles) == 1 and profile.roles[0].value in profile.id.lower()
    return f"{said} ({models})" if alone else f"{said} ({roles}: {models})"


def _account(plan: Plan, account: Account) -> str:
    said = [name(account.provider)]
    if account.windows is not None:
        said.append(_hours(plan, account.windows))
    if account.daily_budget is not None:
        said.append(_("{sum} a day").format(sum=dollars(account.daily_budget)))
    if account.quota and account.quota.tokens is not None:
        said.append(_("{n} tokens in a window").format(n=tokens(account.quota.tokens)))
    if account.concurrency is not None:
        said.append(n_("{n} agent at once", "{n} agents at once", account.concurrency).format(n=account.concurrency))
    return f"{name(account.owner)}: {', '.join(said)}"


def _hours(plan: Plan, spans: Sequence[Interval]) -> str:
    """When somebody is there, as times of day."""
    if not spans:
        return _("never within the run")
    # A first span that begins with the run may have begun before it.
    whole = spans[1] if spans[0].start == 0 and len(spans) > 1 else spans[0]
    calendar = Calendar(plan)
    return f"{calendar.time(whole.start)}–{calendar.time(whole.end)}"


# By which rules


def _review(plan: Plan) -> str:
    review = plan.policy.review
    reviewers = plan.crew[Role.REVIEWER]
    said = []
    if review.agent:
        said.append(_("an agent") if reviewers else _("an agent, but nobody plays the reviewer"))
    if review.human:
        hours = plan.reviewer_hours
        said.append(_("the human") if hours is None else _("the human, {hours}").format(hours=_hours(plan, hours)))
    return _(", then ").join(said) or _("nobody")


def _limits(plan: Plan) -> Iterator[str]:
    flow, cap = plan.policy.flow, plan.policy.budget.fleet
    if cap is not None:
        yield _("{sum} for the whole fleet").format(sum=dollars(cap))
    if flow.agents is not None:
        yield n_("{n} agent at once", "{n} agents at once", flow.agents).format(n=flow.agents)
    if flow.review_wip is not None:
        yield n_("{n} task in review at once", "{n} tasks in review at once", flow.review_wip).format(n=flow.review_wip)
