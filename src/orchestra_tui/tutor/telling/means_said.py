"""One sentence for every kind of decision about means: turns granted, money, accounts, waiting."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from orchestra_tui.base.i18n import N_, _
from orchestra_tui.fleet import decisions as d
from orchestra_tui.fleet.event import Event, Unknown
from orchestra_tui.tutor.telling.words import Calendar, dollars, name, refusal_name, scope_name

WAITS = {
    "agent": N_("all agents for it are busy"),
    "model": N_("no free agent has a model for it"),
    "reviewer": N_("all reviewers are busy"),
    "fleet-limit": N_("as many agents are at work as may be"),
    "review-wip": N_("too much waits for review to begin anything new"),
    "concurrency": N_("the account has as many jobs as it may have"),
    "window": N_("the account is closed at this hour"),
    "quota": N_("the quota of the account is used up"),
    "budget": N_("the budget does not allow another job"),
    "parked": N_("the account rests after refusals"),
    "billing": N_("the account is out of money"),
}
"""Why a task waits, by what it waits for."""


def wait_name(reason: str) -> str:
    """Why a task waits: `all agents for it are busy`; a reason that is not known by its id."""
    return _(WAITS[reason]) if reason in WAITS else name(reason)


def _granted(_c: Calendar, e: d.TurnGranted) -> str:
    return _("{agent} begins turn {turn} on {task}, {reserved} are set aside on {account}").format(
        agent=name(e.agent), turn=e.turn, task=name(e.task), reserved=dollars(e.reserved), account=name(e.account)
    )


def _settled(_c: Calendar, e: d.Settled) -> str:
    if e.overrun:
        said = _("{account} pays {spent}, {overrun} more than was set aside")
    else:
        said = _("{account} pays {spent}, the rest of what was set aside is free again")
    return said.format(account=name(e.account), spent=dollars(e.spent), overrun=dollars(e.overrun))


def _budget_refused(c: Calendar, e: d.BudgetRefused) -> str:
    said = _(
        "{task} gets no money: {scope} is {cap}, {spent} are spent, {reserved} set aside, and a turn may cost {ask}"
    ).format(
        task=name(e.task),
        scope=scope_name(e.scope),
        cap=dollars(e.cap),
        spent=dollars(e.spent),
        reserved=dollars(e.reserved),
        ask=dollars(e.ask),
    )
    return said if e.until is None else _("{said}; a new day begins at {time}").format(said=said, time=c.clock(e.until))


def _backed_off(c: Calendar, e: d.BackedOff) -> str:
    return _("{agent} waits with {task} until {time} and then asks {account} again, try {tries}").format(
        agent=name(e.agent), task=name(e.task), time=c.clock(e.until), account=name(e.account), tries=e.tries
    )


def _parked(c: Calendar, e: d.AccountParked) -> str:
    if e.until is None:
        return _("{account} is not used any more: {why}").format(account=name(e.account), why=refusal_name(e.why))
    return _("{account} rests until {time}: {why}").format(
        account=name(e.account), time=c.clock(e.until), why=refusal_name(e.why)
    )


_ROTATED = {
    "supply.window": N_("{agent} goes on with {task} on {account}: {before} is closed at this hour"),
    "supply.quota": N_("{agent} goes on with {task} on {account}: the quota of {before} is used up"),
    "supply.budget": N_("{agent} goes on with {task} on {account}: the day's budget of {before} allows no more"),
    "supply.parked": N_("{agent} goes on with {task} on {account}: {before} rests"),
    "supply.billing": N_("{agent} goes on with {task} on {account}: {before} is out of money"),
}


def _rotated(_c: Calendar, e: d.AccountRotated) -> str:
    said = _ROTATED.get(e.rule, N_("{agent} goes on with {task} on {account}: {before} is refused"))
    return _(said).format(
        agent=name(e.agent), task=name(e.task), account=name(e.account), before=name(e.before)
    )  # fmt: skip


def _waiting(c: Calendar, e: d.Waiting) -> str:
    said = _("{task} waits: {why}").format(task=name(e.task), why=wait_name(e.for_))
    return said if e.until is None else _("{said}, until {time}").format(said=said, time=c.clock(e.until))


def _alarm(_c: Calendar, e: d.BudgetAlarm) -> str:
    return _("Alarm, nothing new starts: {scope} is {cap}, and {spent} are spent").format(
        scope=scope_name(e.scope), cap=dollars(e.cap), spent=dollars(e.spent)
    )


MEANS: dict[type[Event | Unknown], Callable[[Calendar, Any], str]] = {
    d.TurnGranted: _granted,
    d.Settled: _settled,
    d.BudgetRefused: _budget_refused,
    d.BackedOff: _backed_off,
    d.AccountParked: _parked,
    d.AccountRotated: _rotated,
    d.Waiting: _waiting,
    d.BudgetAlarm: _alarm,
}
