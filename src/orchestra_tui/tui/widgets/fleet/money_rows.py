"""What the rows of quotas and budgets say: the fleet, every account of every person, tasks with a budget. Pure."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from typing import NamedTuple

from rich.cells import cell_len

from orchestra_tui.base.i18n import N_, _, n_
from orchestra_tui.fleet import decisions as d
from orchestra_tui.fleet.ledger import Sums, day_of
from orchestra_tui.fleet.model import Account
from orchestra_tui.tui.widgets.bars import Piece
from orchestra_tui.tui.widgets.fit import fit
from orchestra_tui.tui.widgets.fleet.columns import shortened
from orchestra_tui.tui.widgets.fleet.moment import Moment
from orchestra_tui.tui.widgets.fleet.painting import PanelRow, wide
from orchestra_tui.tui.widgets.fleet.purse_bars import (
    ONE_LINE,
    Offers,
    anew,
    bar_row,
    coming_row,
    fitting,
    forecast,
    label_cells,
)
from orchestra_tui.tutor.playing.memo import once
from orchestra_tui.tutor.playing.recording import Recording
from orchestra_tui.tutor.playing.standing import Access, Purse, daily, of_task, quotas, standing, whole
from orchestra_tui.tutor.telling.words import dollars, name, refusal_name, tokens

_ACCESS: dict[Access, tuple[str, str, str, str]] = {
    Access.OPEN: ("●", "success", N_("is open"), N_("open till {time}")),
    Access.BUSY: ("●", "primary", N_("every place taken"), ""),
    Access.BUDGET: ("$", "warning", N_("today's budget is out"), N_("no budget till {time}")),
    Access.QUOTA: ("◷", "warning", N_("quota used up"), N_("no quota till {time}")),
    Access.CLOSED: ("◷", "muted", N_("is closed"), N_("closed till {time}")),
    Access.PARKED: ("‖", "warning", N_("rests"), N_("rests till {time}")),
    Access.BILLING: ("✗", "error", N_("out of money"), ""),
}
"""Sign, ink and words of an account's state; the words once without a time, once with it."""

_SHUT = frozenset({Access.BUDGET, Access.QUOTA, Access.CLOSED, Access.BILLING})
"""Where there is nothing to foresee."""


class Line(NamedTuple):
    """What a row of the panel is about: its kind, whose it is, and which one where there are several."""

    kind: str
    id: str = ""
    number: int = 0


@once
def _budgeted(recording: Recording) -> tuple[str, ...]:
    return tuple(task.id for task in recording.plan.tasks if task.budget is not None)


def lines_of(moment: Moment, width: int) -> list[Line]:
    """All rows in so many cells: the fleet; accounts, those of a person together; tasks with a budget, once begun."""
    split, capped = width < ONE_LINE, moment.state.policy.budget.fleet is not None
    made = [Line("fleet"), *([Line("fleet-coming")] if split and capped else [])]
    for owner in dict.fromkeys(account.owner for account in moment.plan.accounts):
        mine = [account for account in moment.plan.accounts if account.owner == owner]
        if len(mine) > 1:
            made.append(Line("owner", owner))
        for account in mine:
            made += _lines_of(moment, account, split=split)
    begun = [Line("task", id) for id in _budgeted(moment.recording) if id in moment.state.ledger.tasks]
    return [*made, *([Line("tasks")] if begun else []), *begun]


def _lines_of(moment: Moment, account: Account, *, split: bool) -> Iterator[Line]:
    yield from (Line("account", account.id), Line("day", account.id))
    if split and account.daily_budget is not None:
        yield Line("day-coming", account.id)
    for number in range(_limits(account)):
        yield Line("quota", account.id, number)
        if split:
            yield Line("quota-coming", account.id, number)
    if unused(moment, account):
        yield Line("unused", account.id)


def _limits(account: Account) -> int:
    quota = account.quota
    return 0 if quota is None else (quota.tokens is not None) + (quota.requests is not None)


def row_of(moment: Moment, key: Line, width: int) -> PanelRow:
    """The row of a line."""
    match key:
        case Line("owner", owner):
            return _owner(moment, owner)
        case Line("tasks"):
            return PanelRow(((f" {_('Budgets of tasks')}", "primary bold"),))
        case Line("task", id):
            purse = of_task(moment.plan, moment.state, id)
            label = f"   {shortened(name(id), label_cells(width) - 4)}"
            return bar_row(purse, label, width, [], dollars) if purse else PanelRow()
        case Line("account", id):
            return _head(moment, moment.plan.account[id], width)
        case Line("unused", id):
            texts = unused(moment, moment.plan.account[id]) or [""]
            said = next((text for text in texts if cell_len(text) + 4 <= width), texts[-1])
            return PanelRow(((f"   {said}", "secondary"),))
    return _purse(moment, key, moment.plan.account.get(key.id), width)


def _purse(moment: Moment, key: Line, account: Account | None, width: int) -> PanelRow:
    """A budget or a quota as a bar, or what is to come of it; money without a limit as a sum."""
    state, pace, ink = moment.state, moment.recording.pace, "muted"
    say: Callable[[int], str] = dollars
    label, purse = f" {_('fleet')}", whole(state, moment.at, pace)
    if account is None:
        ink = "foreground bold"
    elif key.kind.startswith("quota"):
        of_tokens = account.quota is not None and account.quota.tokens is not None and key.number == 0
        say, label = (tokens, _("quota")) if of_tokens else (str, _("requests"))
        label, purse = f"  {label}", quotas(state, account, moment.at, pace)[key.number]
    else:
        label, purse = f"  {_('today')}", daily(state, account, moment.at, pace)
    if purse is None:
        return _sum(moment, label, account, width, ink)
    coming = _coming(moment, purse, account, say)
    if key.kind.endswith("-coming"):
        return coming_row(width, coming)
    return bar_row(purse, label, width, coming, say, ink)


def _coming(moment: Moment, purse: Purse, account: Account | None, say: Callable[[int], str]) -> Offers:
    """What is to come of it; nothing can be foreseen where the account cannot be used now."""
    shut = account and standing(moment.plan, moment.state, account, moment.at).access in _SHUT
    if shut or moment.state.finished:
        return anew(purse, moment.at, moment.calendar)
    perishes = account is not None and (say is not dollars or account.windows is not None)
    return forecast(purse, moment.at, moment.calendar, say, perishes=perishes)


def _sum(moment: Moment, label: str, account: Account | None, width: int, ink: str) -> PanelRow:
    """The money of the fleet or of an account's day where it is not limited: the sum and its pace."""
    state, pace = moment.state, moment.recording.pace
    sums, speed = state.ledger.fleet, pace.fleet
    if account is not None:
        sums = state.ledger.days.get((account.id, day_of(account, moment.at)), Sums())
        speed = pace.account(account.id)
    held = _(" + {sum} reserved").format(sum=dollars(sums.reserved)) if sums.reserved else ""
    left: list[Piece] = [(fit(label, label_cells(width)), ink), (f"{dollars(sums.spent)}{held}", "foreground")]
    if (words := f" · {_('no limit')}") and wide(left) + cell_len(words) < width:
        left.append((words, "muted"))
    per_hour = 0 if state.finished else speed.per_hour(moment.at)
    said = _("{sum} an hour").format(sum=dollars(per_hour)) if per_hour else ""
    return PanelRow(tuple(left), fitting(width - wide(left), [(said, "muted")]))


def _owner(moment: Moment, owner: str) -> PanelRow:
    mine = [account for account in moment.plan.accounts if account.owner == owner]
    spent = sum(moment.state.ledger.accounts[a.id].spent for a in mine if a.id in moment.state.ledger.accounts)
    count = n_("{n} account", "{n} accounts", len(mine)).format(n=len(mine))
    return PanelRow(((f" {name(owner)}", "foreground bold"), (f"  {count}, {dollars(spent)}", "muted")))


def _head(moment: Moment, account: Account, width: int) -> PanelRow:
    """Who an account is, how it stands, how many jobs it has."""
    now = standing(moment.plan, moment.state, account, moment.at)
    sign, ink, said, till = _ACCESS[now.access]
    word = _(said) if now.until is None or not till else _(till).format(time=moment.calendar.clock(now.until))
    if now.access is Access.PARKED and (why := _why_parked(moment, account)) and width >= 70:
        word = f"{word}: {why}"
    jobs = moment.state.accounts[account.id].jobs
    places = n_("{n} job", "{n} jobs", jobs).format(n=jobs)
    if account.concurrency is not None:
        places = _("{n} of {limit} jobs").format(n=jobs, limit=account.concurrency)
    right: list[Piece] = [(f"  {word} ", ink)]
    if width >= 48:
        right.append((f" {places} ", "foreground" if jobs else "muted"))
    room = max(8, width - wide(right) - 3)
    parts = [
        (name(account.id), "foreground bold"),
        (name(account.owner), "foreground"),
        (name(account.provider), "muted"),
    ]
    left: list[Piece] = [(f" {sign} ", ink), (shortened(parts[0][0], room), parts[0][1])]
    room -= cell_len(left[-1][0])
    for text, colour in parts[1:]:
        if cell_len(text) + 2 <= room:
            left.append((f"  {text}", colour))
            room -= cell_len(text) + 2
    return PanelRow(tuple(left), tuple(right))


def _why_parked(moment: Moment, account: Account) -> str:
    n = moment.recording.register.last(d.AccountParked, account.id, moment.n)
    event = moment.recording.events[n - 1] if n else None
    return refusal_name(event.why) if isinstance(event, d.AccountParked) else ""


def unused(moment: Moment, account: Account) -> list[str]:
    """What an account could have given and nobody took, the longest text first: windows that passed without a job."""
    at, pace = moment.at, moment.recording.pace
    gone = [window for window in account.windows or () if window.end <= at]
    empty = sum(not pace.account(account.id).between(window.start, window.end) for window in gone)
    if empty:
        return [n_("{n} window passed unused", "{n} windows passed unused", empty).format(n=empty)]
    quota = account.quota
    if quota is None or quota.tokens is None or at < quota.window_ms:
        return []
    windows, metered = at // quota.window_ms, pace.metered(account.id)
    edges = [place * quota.window_ms - 1 for place in range(windows + 1)]
    lost = sum(max(0, quota.tokens - metered.between(start, end)) for start, end in itertools.pairwise(edges))
    numbers = {"lost": tokens(lost), "all": tokens(quota.tokens * windows)}
    texts = (_("of the quota so far, {lost} of {all} passed unused"), _("{lost} of {all} passed unused"))
    return [text.format(**numbers) for text in texts] if lost else []
