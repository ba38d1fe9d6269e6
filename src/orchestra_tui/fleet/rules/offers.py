"""Which accounts can take a job now, kept up to date as they and time change, so that nobody looks through them all.

It is a memo of what `supply.obstacle` would say of each account: everything in it follows from plan and state.
"""

from __future__ import annotations

import heapq
from bisect import bisect_left, bisect_right, insort
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from orchestra_tui.fleet.ledger import Cap, day_of, midnight
from orchestra_tui.fleet.model import Account, Interval, cost
from orchestra_tui.fleet.plan import Plan
from orchestra_tui.fleet.policy import Policy
from orchestra_tui.fleet.state import State


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


class Offer:
    """A model and the accounts that give access to it, by their places in the pool.

    `waits` has why each must wait, None where it need not; `free` are the places that need not, `timed` (until, place)
    of those whose wait has a known end, both ascending. `ask` is what a job may cost at most.
    """

    __slots__ = ("accounts", "ask", "free", "model", "place", "timed", "waits")

    def __init__(self, model: str, accounts: tuple[Account, ...], ask: int) -> None:
        self.model, self.accounts, self.ask = model, accounts, ask
        self.place = {account.id: place for place, account in enumerate(accounts)}
        self.waits: list[Wait | None] = [None] * len(accounts)
        self.free = list(range(len(accounts)))
        self.timed: list[tuple[int, int]] = []

    def put(self, place: int, wait: Wait | None) -> None:
        """An account has to wait now, or need not any more."""
        before = self.waits[place]
        self.waits[place] = wait
        if before is None and wait is not None:
            del self.free[bisect_left(self.free, place)]
        elif before is not None and wait is None:
            insort(self.free, place)
        if before is not None and before.until is not None:
            del self.timed[bisect_left(self.timed, (before.until, place))]
        if wait is not None and wait.until is not None:
            insort(self.timed, (wait.until, place))

    def first(self, sticky: str, without: Collection[str], *, free: bool) -> int | None:
        """The place of the first account, or of the first that need not wait: the sticky one, else as in the pool."""
        place = self.place.get(sticky)
        if place is not None and sticky not in without and not (free and self.waits[place]):
            return place
        places = self.free if free else range(len(self.accounts))
        return next((place for place in places if self.accounts[place].id not in without), None)

    def soonest(self, sticky: str, without: Collection[str]) -> Wait | None:
        """The wait that is over first, of those whose end is known; the sticky account's before its equals."""
        found = next((one for one in self.timed if self.accounts[one[1]].id not in without), None)
        if found is None:
            return None
        place = self.place.get(sticky)
        if place is not None and sticky not in without and (mine := self.waits[place]) and mine.until == found[0]:
            return mine
        return self.waits[found[1]]


class Offers:
    """The offers of all models of a run; `touched` are the accounts that changed since they were last looked at."""

    def __init__(self, plan: Plan, state: State, touched: dict[str, None]) -> None:
        self._plan, self._state, self._touched = plan, state, touched
        self._policy: Policy | None = None
        self._by_model: dict[str, Offer] = {}
        self._due: list[tuple[int, str]] = []
        self._next: dict[str, int] = {}

    def find(self, task: str, models: Collection[str], sticky: str, without: Collection[str]) -> Means | Wait:
        """The first model and account that can be had: the sticky account, the provider's others, then the next model.

        If there is none, the wait that is over first, of those whose end is known; else the first.
        """
        self._refresh()
        first: Wait | None = None
        soonest: Wait | None = None
        for model in models:
            offer = self._by_model[model]
            place, cap = offer.first(sticky, without, free=True), self._cap(task, offer.ask)
            if place is not None and cap is None:
                return Means(offer.accounts[place].id, model)
            wait = offer.soonest(sticky, without)
            if wait is not None and (soonest is None or (wait.until or 0) < (soonest.until or 0)):
                soonest = wait
            if first is None and (place := offer.first(sticky, without, free=False)) is not None:
                first = offer.waits[place] or Wait("budget", None, cap, offer.accounts[place].id, model)
        return soonest or first or Wait("model")

    def _cap(self, task: str, ask: int) -> Cap | None:
        """The cap of the task or the fleet that an ask would break."""
        fleet = self._state.policy.budget.fleet
        return self._state.ledger.over_all(task, ask, task_cap=self._plan.task[task].budget, fleet_cap=fleet)

    def _refresh(self) -> None:
        """Looks again at the accounts that changed, and at those whose time has come."""
        state = self._state
        if self._policy is not state.policy:
            self._begin(state.policy)
        while self._due and self._due[0][0] <= state.at:
            due, id = heapq.heappop(self._due)
            if self._next.get(id) == due:
                self._touched[id] = None
        for id in self._touched:
            self._look(self._plan.account[id])
        self._touched.clear()

    def _begin(self, policy: Policy) -> None:
        self._policy, budget = policy, policy.budget
        for model in self._plan.models:
            ask = cost(model.price, budget.fresh, budget.cached, budget.out)
            self._by_model[model.id] = Offer(model.id, self._plan.access[model.id], ask)
        self._due.clear()
        self._next.clear()
        self._touched.update(dict.fromkeys(self._plan.account))

    def _look(self, account: Account) -> None:
        wait, at = obstacle(self._state, account), self._state.at
        day = day_of(account, at)
        for model in account.models:
            offer = self._by_model.get(model)
            if offer is None or (place := offer.place.get(account.id)) is None:
                continue
            capped = None if wait else self._state.ledger.over_day(account, at, offer.ask)
            offer.put(place, wait or (capped and Wait("budget", capped.until, capped, account.id, model)))
        later = min((moment for moment in self._moments(account, day) if moment > at), default=None)
        if later is not None and self._next.get(account.id) != later:
            self._next[account.id] = later
            heapq.heappush(self._due, (later, account.id))

    def _moments(self, account: Account, day: int) -> Iterator[int]:
        """When what holds of an account now may end by itself."""
        run, at = self._state.accounts[account.id], self._state.at
        if run.parked_until is not None:
            yield run.parked_until
        if account.windows:
            place = bisect_right(account.windows, at, key=_start)
            yield from (window.start for window in account.windows[place : place + 1])
            yield from (window.end for window in account.windows[max(0, place - 1) : place])
        if account.quota is not None:
            yield (run.window + 1) * account.quota.window_ms
        if account.daily_budget is not None and (end := midnight(account, day)) is not None:
            yield end


def obstacle(state: State, account: Account, *, holds: bool = False) -> Wait | None:
    """Why an account cannot take a job now, money aside; None if it can. Who `holds` one of its jobs keeps that."""
    run, at, quota = state.accounts[account.id], state.at, account.quota
    if run.parked_for_good:
        return Wait("billing")
    if run.parked_until is not None and at < run.parked_until:
        return Wait("parked", run.parked_until)
    if account.windows is not None and not is_open(account, at):
        return Wait("window", opens(account, at))
    if account.concurrency is not None and run.jobs >= account.concurrency and not holds:
        return Wait("concurrency")
    if quota is not None and at // quota.window_ms == run.window:
        used_up = (quota.tokens is not None and run.tokens >= quota.tokens) or (
            quota.requests is not None and run.requests >= quota.requests
        )
        if used_up:
            return Wait("quota", (run.window + 1) * quota.window_ms)
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
