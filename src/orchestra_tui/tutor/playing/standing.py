"""How an account or a budget stands at a moment: whether it can be used, what is left of it, how long that will do."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from orchestra_tui.fleet.ledger import Sums, day_of, midnight
from orchestra_tui.fleet.model import Account, cost
from orchestra_tui.fleet.plan import Plan
from orchestra_tui.fleet.rules.offers import is_open, opens
from orchestra_tui.fleet.state import State
from orchestra_tui.fleet.units import HOUR
from orchestra_tui.tutor.playing.spending import Pace


class Access(StrEnum):
    """Whether an account can take a job now, and what is in the way if not."""

    OPEN = "open"
    BUSY = "busy"
    BUDGET = "budget"
    QUOTA = "quota"
    CLOSED = "closed"
    PARKED = "parked"
    BILLING = "billing"


class Standing(NamedTuple):
    """An account at a moment; `until` is when its access may change, None if that is not known."""

    access: Access
    until: int | None = None


class Purse(NamedTuple):
    """A budget or a quota: what is used, what is set aside, the limit, when it begins anew, its pace an hour.

    `ends` is when whatever is left cannot be used any more: that moment, or when the account closes before it.
    """

    used: int
    reserved: int
    limit: int
    resets: int | None
    per_hour: int
    ends: int | None = None

    @property
    def left(self) -> int:
        """What is neither used nor set aside."""
        return max(0, self.limit - self.used - self.reserved)

    def empty_at(self, at: int) -> int | None:
        """When it will be used up at this pace; None if it ends before that, or nothing is used."""
        if not self.per_hour:
            return None
        until = at + max(0, self.limit - self.used) * HOUR // self.per_hour
        return None if self.ends is not None and until >= self.ends else until

    def unused(self, at: int) -> int:
        """What will be left of it when it ends, at this pace."""
        return max(0, self.limit - self.used - self.per_hour * max(0, (self.ends or at) - at) // HOUR)


def standing(plan: Plan, state: State, account: Account, at: int) -> Standing:
    """How an account stands; the orchestrator looks for the same obstacles in the same order."""
    run = state.accounts[account.id]
    if run.parked_for_good:
        return Standing(Access.BILLING)
    if run.parked_until is not None and at < run.parked_until:
        return Standing(Access.PARKED, run.parked_until)
    if not is_open(account, at):
        return Standing(Access.CLOSED, opens(account, at))
    if account.concurrency is not None and run.jobs >= account.concurrency:
        return Standing(Access.BUSY)
    if any(purse.used >= purse.limit for purse in quotas(state, account, at)):
        return Standing(Access.QUOTA, _window_end(account, at))
    day = daily(state, account, at)
    if day is not None and day.used + day.reserved + _ask(plan, state, account) > day.limit:
        return Standing(Access.BUDGET, day.resets)
    return Standing(Access.OPEN, closes(account, at))


def _ask(plan: Plan, state: State, account: Account) -> int:
    """What the cheapest job on an account must set aside."""
    budget = state.policy.budget
    prices = [plan.model[model].price for model in account.models]
    return min((cost(price, budget.fresh, budget.cached, budget.out) for price in prices), default=0)


def closes(account: Account, at: int) -> int | None:
    """When the availability window that is open now ends; None if it does not."""
    return next((window.end for window in account.windows or () if window.start <= at < window.end), None)


def daily(state: State, account: Account, at: int, pace: Pace | None = None) -> Purse | None:
    """The account's budget of the day; None if it has none."""
    if account.daily_budget is None:
        return None
    day = day_of(account, at)
    sums = state.ledger.days.get((account.id, day), Sums())
    per_hour = pace.account(account.id).per_hour(at) if pace else 0
    anew, shut = midnight(account, day), closes(account, at)
    ends = min((moment for moment in (anew, shut) if moment is not None), default=None)
    return Purse(sums.spent, sums.reserved, account.daily_budget, anew, per_hour, ends)


def quotas(state: State, account: Account, at: int, pace: Pace | None = None) -> list[Purse]:
    """What the provider's quota window has used of its limits: tokens, then requests, as far as they are limited."""
    quota, run = account.quota, state.accounts[account.id]
    if quota is None:
        return []
    present = at // quota.window_ms == run.window
    per_hour = pace.metered(account.id).per_hour(at) if pace else 0
    anew = _window_end(account, at)
    limits = ((run.tokens, quota.tokens, per_hour), (run.requests, quota.requests, 0))
    return [
        Purse(used if present else 0, 0, limit, anew, speed, anew) for used, limit, speed in limits if limit is not None
    ]


def _window_end(account: Account, at: int) -> int | None:
    return (at // account.quota.window_ms + 1) * account.quota.window_ms if account.quota else None


def whole(state: State, at: int, pace: Pace) -> Purse | None:
    """The budget of the fleet; None if it has none."""
    cap, sums = state.policy.budget.fleet, state.ledger.fleet
    return None if cap is None else Purse(sums.spent, sums.reserved, cap, None, pace.fleet.per_hour(at))


def of_task(plan: Plan, state: State, task: str) -> Purse | None:
    """The budget of a task; None if it has none."""
    cap = plan.task[task].budget
    sums = state.ledger.tasks.get(task) or Sums()
    return None if cap is None else Purse(sums.spent, sums.reserved, cap, None, 0)
