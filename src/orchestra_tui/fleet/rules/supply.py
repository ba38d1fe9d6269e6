"""Which account a job can have now, and until when it must wait if none."""

from __future__ import annotations

from orchestra_tui.fleet import decisions as d
from orchestra_tui.fleet.ledger import Cap, Reservation
from orchestra_tui.fleet.model import Account, Profile, Refusal
from orchestra_tui.fleet.rules import offers
from orchestra_tui.fleet.rules.desk import Desk
from orchestra_tui.fleet.rules.offers import Means, Wait


def models_for(desk: Desk, profile: Profile, stronger_than: int | None, failed: tuple[str, ...]) -> tuple[str, ...]:
    """The models a profile may use for a task, first choice first; after a critic swap only stronger, unfailed ones."""
    models = desk.plan.choices[profile.id]
    if stronger_than is None:
        return models
    return tuple(m for m in models if desk.plan.model[m].strength > stronger_than and m not in failed)


def find_means(
    desk: Desk, task: str, models: tuple[str, ...], sticky: str = "", without: tuple[str, ...] = ()
) -> Means | Wait:
    """The first model and account that can be had: the sticky account, the provider's others, then the next model."""
    return desk.offers.find(task, models, sticky, without)


def soonest(waits: list[Wait]) -> Wait:
    """The wait that is over first, of those whose end is known; else the first."""
    known = [wait for wait in waits if wait.until is not None]
    return min(known, key=lambda wait: wait.until or 0) if known else waits[0]


def obstacle(desk: Desk, account: Account, task: str, model: str, *, holds: bool = False) -> Wait | None:
    """Why an account cannot take a job now; None if it can. Who `holds` one of its jobs already goes on with that."""
    if wait := offers.obstacle(desk.state, account, holds=holds):
        return wait
    if cap := over_budget(desk, account, task, model):
        return Wait("budget", cap.until, cap, account.id, model)
    return None


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
    if overrun:
        _overrun(desk, held)


def _overrun(desk: Desk, held: Reservation) -> None:
    """Raises the alarm if the overrun of a reservation broke a cap."""
    account = desk.plan.account[held.account]
    daily = desk.state.ledger.days[held.account, held.day]
    for scope, sums, cap in (
        ("account-day", daily, account.daily_budget),
        ("task", desk.state.ledger.tasks[held.task], desk.given(held.task).budget),
        ("fleet", desk.state.ledger.fleet, desk.policy.budget.fleet),
    ):
        if cap is not None and sums.spent + sums.reserved > cap and not desk.state.alarm:
            desk.decide(d.BudgetAlarm, "budget.overrun", scope=scope, account=held.account, spent=sums.spent, cap=cap)


def park(desk: Desk, account: str, why: Refusal, until: int | None) -> None:
    """Lets an account rest until a moment, or for good."""
    run = desk.state.accounts[account]
    if run.parked_for_good or (until is not None and run.parked_until is not None and run.parked_until >= until):
        return
    desk.decide(d.AccountParked, f"supply.park-{why}", account=account, why=why, until=until)
