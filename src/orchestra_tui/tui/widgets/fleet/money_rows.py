"""What the rows of quotas and budgets say: the fleet, every account of every person, tasks with a budget. Pure."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from functools import lru_cache
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
from orchestra_tui.tui.widgets.fleet.purse_bars import anew, bar_row, fitting, forecast, label_cells
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


@lru_cache(maxsize=8)
def _budgeted(recording: Recording) -> tuple[str, ...]:
    return tuple(task.id for task in recording.plan.tasks if task.budget is not None)


def lines_of(moment: Moment) -> list[Line]:
    """All rows there are: the fleet; accounts, those of a person together; the tasks with a budget that have begun."""
    owners = dict.fromkeys(account.owner for account in moment.plan.accounts)
    made = [Line("fleet")]
    for owner in owners:
        mine = [account for account in moment.plan.accounts if account.owner == owner]
        if len(mine) > 1:
            made.append(Line("owner", owner))
        for account in mine:
            made += [Line("account", account.id), Line("day", account.id)]
            made += [Line("quota", account.id, number) for number in range(_limits(account))]
            made += [Line("unused", account.id)] if unused(moment, account) else []
    begun = [Line("task", id) for id in _budgeted(moment.recording) if id in moment.state.ledger.tasks]
    return [*made, *([Line("tasks")] if begun else []), *begun]


def _limits(account: Account) -> int:
    quota = account.quota
    return 0 if quota is None else (quota.tokens is not None) + (quota.requests is not None)


def row_of(moment: Moment, key: Line, width: int) -> PanelRow:
    """The row of a line."""
    if key.kind == "fleet":
        return _sums(moment, _("fleet"), None, width)
    if key.kind == "owner":
        return _owner(moment, key.id)
    if key.kind == "tasks":
        return PanelRow(((f" {_('Budgets of tasks')}", "primary bold"),))
    if key.kind == "task":
        purse = of_task(moment.plan, moment.state, key.id)
        label = f"   {shortened(name(key.id), label_cells(width) - 4)}"
        return _bar(moment, purse, label, width) if purse else PanelRow()
    account = moment.plan.account[key.id]
    if key.kind == "account":
        return _head(moment, account, width)
    if key.kind == "day":
        return _sums(moment, f" {_('today')}", account, width)
    if key.kind == "quota":
        return _quota(moment, account, key.number, width)
    return PanelRow(((f"   {unused(moment, account)}", "secondary"),))


def _bar(
    moment: Moment,
    purse: Purse,
    label: str,
    width: int,
    *,
    account: Account | None = None,
    ink: str = "muted",
    say: Callable[[int], str] = dollars,
) -> PanelRow:
    usable = not moment.state.finished
    if account is not None:
        usable &= standing(moment.plan, moment.state, account, moment.at).access not in _SHUT
    perishes = account is not None and (say is not dollars or account.windows is not None)
    coming = anew(purse, moment.at, moment.calendar)
    if usable:
        coming = forecast(purse, moment.at, moment.calendar, say, perishes=perishes)
    return bar_row(purse, label, width, coming, say, ink)


def _sums(moment: Moment, label: str, account: Account | None, width: int) -> PanelRow:
    """The money of the fleet or of an account's day: a bar where it is limited, else the sum and its pace."""
    state, pace = moment.state, moment.recording.pace
    purse = daily(state, account, moment.at, pace) if account else whole(state, moment.at, pace)
    ink = "muted" if account else "foreground bold"
    if purse is not None:
        return _bar(moment, purse, f" {label}", width, account=account, ink=ink)
    sums, speed = state.ledger.fleet, pace.fleet
    if account is not None:
        sums = state.ledger.days.get((account.id, day_of(account, moment.at)), Sums())
        speed = pace.account(account.id)
    held = _(" + {sum} reserved").format(sum=dollars(sums.reserved)) if sums.reserved else ""
    left: list[Piece] = [(fit(f" {label}", label_cells(width)), ink), (f"{dollars(sums.spent)}{held}", "foreground")]
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


def _quota(moment: Moment, account: Account, number: int, width: int) -> PanelRow:
    purse = quotas(moment.state, account, moment.at, moment.recording.pace)[number]
    of_tokens = account.quota is not None and account.quota.tokens is not None and number == 0
    say = tokens if of_tokens else str
    return _bar(moment, purse, f"  {_('quota') if of_tokens else _('requests')}", width, account=account, say=say)


def unused(moment: Moment, account: Account) -> str:
    """What an account could have given and nobody took: windows that passed, or the one that is open, unused."""
    at, pace = moment.at, moment.recording.pace
    gone = [window for window in account.windows or () if window.end <= at]
    empty = sum(not pace.account(account.id).between(window.start, window.end) for window in gone)
    if empty:
        return n_("{n} window passed unused", "{n} windows passed unused", empty).format(n=empty)
    quota = account.quota
    if quota is not None and quota.tokens is not None and (windows := at // quota.window_ms):
        metered, edges = pace.metered(account.id), [k * quota.window_ms for k in range(windows + 1)]
        lost = sum(max(0, quota.tokens - metered.between(a - 1, b - 1)) for a, b in itertools.pairwise(edges))
        if lost:
            every = tokens(quota.tokens * windows)
            return _("of the quota so far, {lost} of {all} passed unused").format(lost=tokens(lost), all=every)
    return ""
