"""Why a runbook cannot be done with what there is: which task can never start, told before the run."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from orchestra_tui.base.i18n import N_, _
from orchestra_tui.fleet.model import Account, Profile, Role, Task, cost
from orchestra_tui.fleet.plan import Plan
from orchestra_tui.fleet.units import show_money


class Impossible(NamedTuple):
    """A task that can never start, or never be accepted, and why in the interface language."""

    task: str
    why: str


def impossible(plan: Plan) -> tuple[Impossible, ...]:
    """Every task that can never be done, in the order of the runbook; those behind one come after it."""
    found: dict[str, str] = {}
    for task in plan.tasks:
        why = next(_obstacles(plan, task), None)
        if why:
            found[task.id] = why
    waiting = list(found)
    while waiting:
        lost = waiting.pop()
        for id in plan.dependents[lost]:
            if id not in found:
                found[id] = _('it comes after "{id}", which can never be done').format(id=lost)
                waiting.append(id)
    return tuple(Impossible(task.id, found[task.id]) for task in plan.tasks if task.id in found)


def _obstacles(plan: Plan, task: Task) -> Iterator[str]:
    yield from _crew(plan, task, task.role)
    review = plan.policy.review
    if task.review and review.agent:
        yield from _crew(plan, task, Role.REVIEWER)
    if task.review and review.human and plan.reviewer_hours == ():
        yield _("the human who reviews has no working hours within the run")


def _crew(plan: Plan, task: Task, role: Role) -> Iterator[str]:
    crew = plan.crew[role]
    if not crew:
        yield _('no profile plays the role "{role}"').format(role=role)
        return
    reasons = [list(_profile(plan, task, profile)) for profile in crew]
    if all(reasons):
        yield reasons[0][0]


def _profile(plan: Plan, task: Task, profile: Profile) -> Iterator[str]:
    """Why a profile can never take the task; nothing if it can."""
    reasons: list[str] = []
    for model in (profile.model, *profile.fallbacks):
        accounts = plan.access[model]
        if not accounts:
            reasons.append(_('no account of the pool gives access to "{model}"').format(model=model))
        for account in accounts:
            reason = _account(plan, task, account, model)
            if reason is None:
                return
            reasons.append(reason)
    yield reasons[0]


def _account(plan: Plan, task: Task, account: Account, model: str) -> str | None:
    budget, quota = plan.policy.budget, account.quota
    ask = cost(plan.model[model].price, budget.fresh, budget.cached, budget.out)
    caps = (("task", task.budget), ("account-day", account.daily_budget), ("fleet", budget.fleet))
    for scope, cap in caps:
        if cap is not None and ask > cap:
            text = _("one turn of {model} may cost {ask}, but the budget of the {scope} is {cap}")
            return text.format(model=model, ask=show_money(ask), scope=_(_SCOPES[scope]), cap=show_money(cap))
    if account.windows == ():
        return _('the account "{account}" is never available within the run').format(account=account.id)
    if quota is not None and 0 in {quota.tokens, quota.requests}:
        return _('the quota of the account "{account}" is nothing').format(account=account.id)
    return None


_SCOPES = {"task": N_("task"), "account-day": N_("account's day"), "fleet": N_("fleet")}
