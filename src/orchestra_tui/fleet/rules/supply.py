"""Which account a job can have now, and until when it must wait if none."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

from orchestra_tui.fleet import decisions as d
from orchestra_tui.fleet.ledger import Cap
from orchestra_tui.fleet.model import Account, Interval, Profile, Refusal
from orchestra_tui.fleet.rules.desk import Desk


@dataclass(frozen=True, slots=True)
class Means:
    """What a job can be done with."""

    account: str
    model: str


@dataclass(frozen=True, slots=True)
class Wait:
    """Why it cannot be done now, and when that may change (None: nobody knows)."""

    reason: str
    until: int | None = None
    cap: Cap | None = None
    account: str = ""
    model: str = ""


def models_for(desk: Desk, profile: Profile, stronger_than: int | None, failed: tuple[str, ...]) -> tuple[str, ...]:
    """The models a profile may use for a task, first choice first; after a critic swap only stronger, unfailed ones."""
    models = (profile.model, *profile.fallbacks)
    if stronger_than is None:
        return models
    return tuple(m for m in models if desk.plan.model[m].strength > stronger_than and m not in failed)


def find_means(
    desk: Desk, task: str, models: Iterable[str], sticky: str = "", without: frozenset[str] = frozenset()
) -> Means | Wait:
    """The first model and account that can be had: the sticky account, the provider's others, then the next model."""
    waits: list[Wait] = []
    for model in models:
        for account in sorted(desk.plan.access[model], key=lambda a: a.id != sticky):
            if account.id in without:
                continue
            wait = obstacle(desk, account, task, model)
            if wait is None:
                return Means(account.id, model)
            waits.append(wait)
    return soonest(waits) if waits else Wait("model")


def soonest(waits: list[Wait]) -> Wait:
    """The wait that is over first, of those whose end is known; else the first."""
    known = [wait for wait in waits if wait.until is not None]
    return min(known, key=lambda wait: wait.until or 0) if known else waits[0]


def obstacle(desk: Desk, account: Account, task: str, model: str, *, holds: bool = False) -> Wait | None:
    """Why an account cannot take a job now; None if it can. Who `holds` one of its jobs already goes on with that."""
    run, at = desk.state.accounts[account.id], desk.at
    if run.parked_for_good:
        return Wait("billing")
    if run.parked_until is not None and at < run.parked_until:
        return Wait("parked", run.parked_until)
    if not is_open(account, at):
        return Wait("window", opens(account, at))
    if account.concurrency is not None and run.jobs >= account.concurrency and not holds:
        return Wait("concurrency")
    if account.quota is not None and at // account.quota.window_ms == run.window:
        quota = account.quota
        used_up = (quota.tokens is not None and run.tokens >= quota.tokens) or (
            quota.requests is not None and run.requests >= quota.requests
        )
        if used_up:
            return Wait("quota", (run.window + 1) * quota.window_ms)
    if cap := over_budget(desk, account, task, model):
        return Wait("budget", cap.until, cap, account.id, model)
    return None


def is_open(account: Account, at: int) -> bool:
    """Whether a moment lies in one of an account's availability windows; `start` included, `end` not."""
    if account.windows is None:
        return True
    place = bisect_right(account.windows, at, key=_start)
    return place > 0 and at < account.windows[place - 1].end


def opens(account: Account, at: int) -> int | None:
    """When the next availability window after a moment begins; None if there is none."""
    windows = account.windows or ()
    place = bisect_right(windows, at, key=_start)
    return windows[place].start if place < len(windows) else None


def _start(window: Interval) -> int:
    return window.start


def over_budget(desk: Desk, account: Account, task: str, model: str) -> Cap | None:
    """The cap that one more job of a task would break; None if it may be granted."""
    return desk.state.ledger.refusal(
        account,
        desk.at,
        task,
        desk.worst_case(model),
        task_cap=desk.given(task).budget,
        fleet_cap=desk.policy.budget.fleet,
    )


def refuse(desk: Desk, task: str, account: str, model: str, cap: Cap) -> None:
    """Writes a refused reservation down."""
    desk.decide(
        d.BudgetRefused,
        "budget.admission",
        task=task,
        account=account,
        scope=cap.scope,
        spent=cap.spent,
        reserved=cap.reserved,
        ask=desk.worst_case(model),
        cap=cap.cap,
        until=cap.until,
    )


def settle(desk: Desk, reservation: int, spent: int, rule: str = "budget.settle") -> None:
    """Settles a reservation, if it is still open; what breaks a cap raises the alarm and stops new work."""
    held = desk.state.ledger.open.get(reservation)
    if held is None:
        return
    overrun = max(0, spent - held.amount)
    desk.decide(d.Settled, rule, reservation=reservation, account=held.account, spent=spent, overrun=overrun)
    account = desk.plan.account[held.account]
    daily = desk.state.ledger.days[held.account, held.day]
    for scope, sums, cap in (
        ("account-day", daily, account.daily_budget),
        ("task", desk.state.ledger.tasks[held.task], desk.given(held.task).budget),
        ("fleet", desk.state.ledger.fleet, desk.policy.budget.fleet),
    ):
        if overrun and cap is not None and sums.spent + sums.reserved > cap and not desk.state.alarm:
            desk.decide(d.BudgetAlarm, "budget.overrun", scope=scope, account=held.account, spent=sums.spent, cap=cap)


def park(desk: Desk, account: str, why: Refusal, until: int | None) -> None:
    """Lets an account rest until a moment, or for good."""
    run = desk.state.accounts[account]
    if run.parked_for_good or (until is not None and run.parked_until is not None and run.parked_until >= until):
        return
    desk.decide(d.AccountParked, f"supply.park-{why}", account=account, why=why, until=until)
