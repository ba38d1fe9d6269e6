"""A second set of books: what a run sets aside and spends, told from its decisions alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from orchestra_tui.fleet import decisions as d
from orchestra_tui.fleet.ledger import day_of
from orchestra_tui.fleet.plan import Plan
from orchestra_tui.fleet.policy import Policy

Scope = tuple[str, str, int]
"""Kind, name and day of what has a cap."""


class Held(NamedTuple):
    """Micro-dollars that an order set aside: whose job it pays, on which account, and what its caps count it for."""

    who: tuple[str, str, int]
    account: str
    amount: int
    scopes: tuple[Scope, ...]


class Books:
    """6: no order breaks a cap; what was used may, then the alarm must follow at once. Beside the fold's ledger."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.open: dict[int, Held] = {}
        self.alarm = False
        self.owed = ""
        self._sums: Counter[Scope] = Counter()

    def admit(self, order: d.TurnGranted | d.ReviewOrdered, agent: str, policy: Policy) -> Iterator[str]:
        """An order for an agent: what it sets aside must fit."""
        day = day_of(self.plan.account[order.account], order.at)
        scopes: tuple[Scope, ...] = (("fleet", "", 0), ("task", order.task, 0), ("account-day", order.account, day))
        self.open[order.n] = Held((agent, order.task, order.epoch), order.account, order.reserved, scopes)
        self._sums.update(dict.fromkeys(scopes, order.reserved))
        for kind, name in self._broken(scopes, policy):
            yield f"6: {agent} gets an order for {order.task} over the cap of {kind} {name}"

    def settle(self, event: d.Settled, policy: Policy) -> Iterator[str]:
        """What was used takes the place of what was set aside."""
        held = self.open.pop(event.reservation, None)
        if held is None:
            yield f"6: {event.reservation} is settled and was not open"
            return
        if event.overrun != max(0, event.spent - held.amount):
            yield f"6: an overrun of {event.overrun}: {event.spent} of {held.amount}"
        self._sums.update(dict.fromkeys(held.scopes, event.spent - held.amount))
        if event.overrun and not self.alarm:
            self.owed = next((f"{kind} {name}" for kind, name in self._broken(held.scopes, policy)), "")

    def alarmed(self) -> None:
        """The alarm is on."""
        self.alarm, self.owed = True, ""

    def due(self) -> Iterator[str]:
        """Complains of an alarm that should have come before."""
        if self.owed:
            yield f"6: {self.owed} is over its cap and nobody is told"
        self.owed = ""

    def _broken(self, scopes: tuple[Scope, ...], policy: Policy) -> Iterator[tuple[str, str]]:
        for scope in scopes:
            cap = self._cap(scope, policy)
            if cap is not None and self._sums[scope] > cap:
                yield scope[0], scope[1]

    def _cap(self, scope: Scope, policy: Policy) -> int | None:
        kind, name, _day = scope
        if kind == "fleet":
            return policy.budget.fleet
        return self.plan.task[name].budget if kind == "task" else self.plan.account[name].daily_budget
