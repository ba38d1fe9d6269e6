"""Turning points of means: refusals, accounts that rest or change, budgets, error swaps, long waits."""

from __future__ import annotations

from orchestra_tui.base.i18n import N_, _
from orchestra_tui.fleet import decisions as d
from orchestra_tui.fleet import facts as f
from orchestra_tui.fleet.model import Refusal
from orchestra_tui.fleet.units import MINUTE
from orchestra_tui.tutor.telling.plan_said import opens
from orchestra_tui.tutor.telling.scene import Scene, Telling, heir
from orchestra_tui.tutor.telling.words import dollars, lasts, listed, name, refusal_name, times

LONG = 15 * MINUTE
BURST = 10 * MINUTE
"""Refusals of one account that lie closer together than this are one burst."""


def refused(telling: Telling, e: f.Refused) -> Scene | None:
    """A burst of refusals that are waited out, told at its first one."""
    if e.why not in {Refusal.OVERLOAD, Refusal.THROTTLE} or e.n in telling.covered:
        return None
    burst = _burst(telling, e)
    telling.covered.update(each.n for each in burst)
    last, story = burst[-1], telling.chronicle
    words = {
        "account": name(e.account),
        "status": e.status,
        "why": refusal_name(e.why),
        "times": times(len(burst)),
        "agents": listed(dict.fromkeys(each.agent for each in burst)),
        "end": story.clock.till(last.at, e.at),
    }
    if len(burst) == 1:
        said = N_("{account} is refused, {status}: {why}. {agents} waits and asks again, no task is blamed")
    elif last.at - e.at < MINUTE:
        said = N_("{account} is refused {times}, {status}: {why}. Whoever is met waits and asks again: {agents}")
    else:
        said = N_(
            "until {end} {account} is refused {times}, {status}: {why}. Whoever is met waits and asks again: {agents}"
        )
    lasting = last.at - e.at >= MINUTE
    if not telling.first("refused"):
        said = N_("{account} is refused {times}, {status}: {why}")
        said = N_("until {end} {account} is refused {times}, {status}: {why}") if lasting else said
    return Scene(e.at, e.n, _(said).format(**words), since=lasting)


def _burst(telling: Telling, first: f.Refused) -> list[f.Refused]:
    burst, events = [first], telling.chronicle.events
    for place in range(first.n, len(events)):
        event = events[place]
        if event.at - burst[-1].at > BURST:
            break
        if isinstance(event, f.Refused) and (event.account, event.why) == (first.account, first.why):
            burst.append(event)
    return burst


def parked(telling: Telling, e: d.AccountParked) -> Scene | None:
    """An account rests: always told for quota and money, else where a builder has to leave it."""
    report = telling.chronicle.cause(e)
    status = report.status if isinstance(report, f.Refused) else ""
    words = {"account": name(e.account), "status": status}
    if e.why is Refusal.BILLING:
        return Scene(
            e.at, e.n, _("there is no money left on {account} ({status}), it is not asked again").format(**words)
        )
    if e.until is None or not (e.why is Refusal.QUOTA or _leaves(telling, e)):
        return None
    when = telling.chronicle.clock.when(e.until, e.at)
    telling.first(f"wait-{e.until}")
    if e.why is Refusal.QUOTA:
        said = _("the provider says that the quota of {account} is used up ({status}), there will be more {when}")
    else:
        said = _("{account} has been refused too often and rests, it is back {when}")
    return Scene(e.at, e.n, said.format(**words, when=when))


def _leaves(telling: Telling, e: d.AccountParked) -> bool:
    return any(isinstance(each, d.AccountRotated | d.Swapped) for each in telling.chronicle.batch(e))


def rotated(telling: Telling, e: d.AccountRotated) -> Scene:
    """A job goes on with another account, and perhaps with another model."""
    words = {"agent": name(e.agent), "task": name(e.task), "account": name(e.account), "before": name(e.before)}
    start = telling.chronicle.start_before(e.task, e.n)
    how = _("on {account}").format(**words)
    if start is not None and start.model != e.model:
        how = _("on {account} with the model {model}").format(**words, model=name(e.model))
    said = _(_ROTATED.get(e.rule, N_("{agent} goes on with {task} {how}: same agent, same branch")))
    again = _("{agent} with {task}").format(**words)
    others = f"rotate-{e.before}-{e.account}" if telling.first(f"rotated-{e.agent}-{e.task}-{e.before}") else ""
    return Scene(e.at, e.n, said.format(**words, how=how), others, again)


_ROTATED = {
    "supply.parked": N_("{agent} with {task} does not wait to be refused by {before} and goes on {how}"),
    "supply.window": N_("the window of {before} closes, {agent} goes on with {task} {how}"),
    "supply.quota": N_("by the fleet's count the quota of {before} is used up, {agent} goes on with {task} {how}"),
    "supply.budget": N_("the day's budget of {before} holds no further turn, {agent} goes on with {task} {how}"),
    "supply.billing": N_("there is no money on {before}, {agent} goes on with {task} {how}"),
}


def swapped(telling: Telling, e: d.Swapped) -> Scene:
    """An error swap: the agent has no account left."""
    refusal = next((each for each in telling.chronicle.batch(e) if isinstance(each, d.BudgetRefused)), None)
    words = {"task": name(e.task), "agent": name(e.agent)}
    who = _cheaper(telling, e) or heir(telling.chronicle, e.task, e.n, e.at)
    if refusal is not None and telling.first(f"money-{refusal.scope}-{refusal.account}"):
        said = _("{task} needs another turn, but there is no money for it: {sum}").format(**words, sum=_sum(refusal))
    elif refusal is not None:
        said = _("there is no money for another turn on {task}, either").format(**words)
    else:
        said = _("{agent} has no account left to go on with {task}").format(**words)
    text = (
        _("{said}. This is an Error Swap, the task is not to blame: {heir}")
        if telling.first("error-told")
        else _("{said}. Error Swap: {heir}")
    )
    key = "" if refusal is not None else f"error-{_account_of(telling, e)}"
    again = _("{agent} with {task}").format(**words)
    return Scene(e.at, e.n, text.format(said=said, heir=who), key, again if key else "")


def _cheaper(telling: Telling, e: d.Swapped) -> str:
    """Who takes the task, where that is because another job cost less than was set aside; else empty."""
    story = telling.chronicle
    start = story.start_after(e.task, e.n)
    report = story.cause(start) if start else None
    if start is None or not isinstance(report, f.TurnEnded | f.ReviewEnded) or start.at - e.at < MINUTE:
        return ""
    if not any(isinstance(each, d.Settled) and each.account == start.account for each in story.batch(start)):
        return ""
    said = _("{other} costs less than was set aside, and {heir}")
    return said.format(other=name(report.task), heir=heir(story, e.task, e.n, e.at))


def _account_of(telling: Telling, e: d.Swapped) -> str:
    start = telling.chronicle.start_before(e.task, e.n)
    return start.account if start else ""


def _sum(e: d.BudgetRefused) -> str:
    said = {
        "account-day": N_(
            "{spent} spent, {reserved} set aside and {ask} for the turn at worst are more than {account} has a "
            "day, {cap}"
        ),
        "task": N_(
            "{spent} spent, {reserved} set aside and {ask} for the turn at worst are more than the task may cost, {cap}"
        ),
    }.get(
        e.scope,
        N_("{spent} spent, {reserved} set aside and {ask} for the turn at worst are more than the fleet has, {cap}"),
    )
    return _(said).format(
        spent=dollars(e.spent),
        reserved=dollars(e.reserved),
        ask=dollars(e.ask),
        account=name(e.account),
        cap=dollars(e.cap),
    )


def no_money(telling: Telling, e: d.BudgetRefused) -> Scene | None:
    """A task cannot begin or go on for want of money; an error swap tells it itself."""
    if any(isinstance(each, d.Swapped | d.AccountRotated | d.NeedsHuman) for each in telling.chronicle.batch(e)):
        return None
    words = {"task": name(e.task), "account": name(e.account), "sum": _sum(e)}
    if telling.first(f"money-{e.scope}-{e.account}"):
        begun = telling.chronicle.start_before(e.task, e.n) is not None
        said = (
            _("there is no money to go on with {task}: {sum}")
            if begun
            else _("there is no money to begin {task}: {sum}")
        )
        return Scene(e.at, e.n, said.format(**words), f"no-money-{e.account}", words["task"])
    said = _("{task} waits for money, too: {spent} of {cap} are spent")
    return Scene(e.at, e.n, said.format(**words, spent=dollars(e.spent), cap=dollars(e.cap)), f"no-money-{e.account}")


def alarm(_telling: Telling, e: d.BudgetAlarm) -> Scene:
    """More was spent than a cap allows."""
    text = _("alarm: {spent} are spent, more than the cap of {cap}. Nothing new starts until you change the budget")
    return Scene(e.at, e.n, text.format(spent=dollars(e.spent), cap=dollars(e.cap)))


def waiting(telling: Telling, e: d.Waiting) -> Scene | None:
    """A wait that will be long, told once for each reason; a swap has told it itself."""
    just = telling.chronicle.between(e.at - MINUTE, e.at + 1)
    swapped = any(isinstance(each, d.Swapped) and each.task == e.task for each in just)
    if swapped or e.for_ not in {"window", "quota", "parked", "billing"}:
        return None
    if (e.until is not None and e.until - e.at < LONG) or not telling.first(f"wait-{e.until}"):
        return None
    plan, clock = telling.chronicle.plan, telling.chronicle.clock
    words = {"task": name(e.task), "why": ""}
    if e.until is None:
        return Scene(e.at, e.n, _("{task} waits, and nobody knows how long: nobody free can pay").format(**words))
    words |= {"when": clock.when(e.until, e.at), "time": lasts(e.until - e.at)}
    words["who"] = listed(account.id for account in plan.accounts if opens(account, e.until))
    if e.for_ == "window" and words["who"]:
        said = _("{task} could begin, but of those who are free nobody can pay: {who} opens only {when}")
    else:
        said = _("{task} could begin, but of those who are free nobody can pay before {time} have passed, {when}")
    return Scene(e.at, e.n, said.format(**words))
