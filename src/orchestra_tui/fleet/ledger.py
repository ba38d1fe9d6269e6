"""Money: what is reserved and spent, by account-day, task and fleet. Nothing is granted that could break a cap."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from dataclasses import dataclass, field
from typing import NamedTuple

from orchestra_tui.fleet.lending import Lent, lend
from orchestra_tui.fleet.model import Account


class Reservation(NamedTuple):
    """Micro-dollars set aside by decision `n` for an agent's job, on the account-day of the decision."""

    n: int
    agent: str
    account: str
    day: int
    task: str
    epoch: int
    amount: int


class Cap(NamedTuple):
    """A cap that an ask would break: `spent + reserved + ask > cap`; `until` is when that may change, if it will."""

    scope: str
    spent: int
    reserved: int
    cap: int
    until: int | None


@dataclass(slots=True)
class Sums:
    """Spent and reserved micro-dollars."""

    spent: int = 0
    reserved: int = 0

    def copy(self) -> Sums:
        """A copy that later events do not change."""
        return Sums(self.spent, self.reserved)


@dataclass(slots=True)
class Ledger:
    """All reservations and sums of a run; the day of an account is a number counted from its first."""

    open: dict[int, Reservation] = field(default_factory=dict)
    held: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    fleet: Sums = field(default_factory=Sums)
    days: dict[tuple[str, int], Sums] = field(default_factory=lambda: defaultdict(Sums))
    tasks: dict[str, Sums] = field(default_factory=dict)
    accounts: dict[str, Sums] = field(default_factory=lambda: defaultdict(Sums))

    def reserve(self, reservation: Reservation) -> None:
        """Sets money aside."""
        self.open[reservation.n] = reservation
        self.held[reservation.agent].append(reservation.n)
        for sums in self._of(reservation):
            sums.reserved += reservation.amount

    def settle(self, n: int, spent: int) -> None:
        """Replaces an open reservation by what was spent."""
        reservation = self.open.pop(n)
        self.held[reservation.agent].remove(n)
        if not self.held[reservation.agent]:
            del self.held[reservation.agent]
        for sums in self._of(reservation):
            sums.reserved -= reservation.amount
            sums.spent += spent

    def of(self, agent: str, task: str, epoch: int) -> tuple[Reservation, ...]:
        """The open reservations of an agent for one attempt, the oldest first."""
        held = (self.open[n] for n in self.held.get(agent, ()))
        return tuple(r for r in held if r.task == task and r.epoch == epoch)

    def ordered(self, n: int, agent: str, task: str, epoch: int) -> Reservation | None:
        """The open reservation of order `n`, if the order went to this agent for this attempt."""
        held = self.open.get(n)
        return held if held and (held.agent, held.task, held.epoch) == (agent, task, epoch) else None

    def copy(self) -> Ledger:
        """A copy that later changes do not reach; what neither changes is shared from here on."""
        tasks, self.tasks = lend(self.tasks, Sums.copy)
        return self._twin(tasks)

    def borrowed(self) -> Ledger:
        """A ledger to go on from this one with, which stays as it is."""
        return self._twin(Lent(self.tasks, Sums.copy))

    def _twin(self, tasks: dict[str, Sums]) -> Ledger:
        twin = Ledger(dict(self.open), fleet=self.fleet.copy(), tasks=tasks)
        twin.held.update((agent, list(held)) for agent, held in self.held.items() if held)
        twin.days.update((key, sums.copy()) for key, sums in self.days.items())
        twin.accounts.update((key, sums.copy()) for key, sums in self.accounts.items())
        return twin

    def refusal(
        self, account: Account, at: int, task: str, ask: int, *, task_cap: int | None, fleet_cap: int | None
    ) -> Cap | None:
        """The first cap that an ask would break now; None if it may be granted."""
        return self.over_day(account, at, ask) or self.over_all(task, ask, task_cap=task_cap, fleet_cap=fleet_cap)

    def over_day(self, account: Account, at: int, ask: int) -> Cap | None:
        """The cap of the account-day that an ask would break."""
        cap = account.daily_budget
        if cap is None:
            return None
        day = day_of(account, at)
        sums = self.days.get((account.id, day), _NOTHING)
        if sums.spent + sums.reserved + ask <= cap:
            return None
        return Cap("account-day", sums.spent, sums.reserved, cap, midnight(account, day))

    def over_all(self, task: str, ask: int, *, task_cap: int | None, fleet_cap: int | None) -> Cap | None:
        """The cap of the task or the fleet that an ask would break, whatever the account."""
        if task_cap is not None:
            sums = self.tasks.get(task, _NOTHING)
            if sums.spent + sums.reserved + ask > task_cap:
                return Cap("task", sums.spent, sums.reserved, task_cap, None)
        if fleet_cap is not None and self.fleet.spent + self.fleet.reserved + ask > fleet_cap:
            return Cap("fleet", self.fleet.spent, self.fleet.reserved, fleet_cap, None)
        return None

    def _of(self, reservation: Reservation) -> tuple[Sums, ...]:
        return (
            self.fleet,
            self.days[reservation.account, reservation.day],
            self.tasks.setdefault(reservation.task, Sums()),
            self.accounts[reservation.account],
        )


_NOTHING = Sums()


def day_of(account: Account, at: int) -> int:
    """The account-day of a moment: how many of its midnights have passed, the first being day 0."""
    return max(0, bisect_right(account.days, at) - 1)


def midnight(account: Account, day: int) -> int | None:
    """When an account-day ends; None if that is beyond what was resolved."""
    return account.days[day + 1] if day + 1 < len(account.days) else None
