"""The second set of books: it says when money is granted that is not there, and when nobody is told of an overrun."""

from __future__ import annotations

from msgspec import structs

from orchestra_tui.fleet import decisions as d
from orchestra_tui.fleet.books import Books
from orchestra_tui.fleet.policy import Budget, Policy
from orchestra_tui.fleet.units import DAY, DOLLAR
from tests.fleet.fleets import ORG, plan

ASK = DOLLAR
HELD = d.TurnGranted(
    agent="any-1", task="t0", epoch=1, turn=1, account="org", model="haiku", reserved=ASK, n=3, at=0, cause=2, rule="r"
)


def books(cap: int | None = None) -> Books:
    return Books(plan(2, accounts=(structs.replace(ORG, daily_budget=cap, days=tuple(range(0, 9 * DAY, DAY))),)))


def order(n: int, at: int = 0) -> d.TurnGranted:
    return structs.replace(HELD, n=n, at=at, account=ORG.id)


def settled(n: int, spent: int, overrun: int) -> d.Settled:
    return d.Settled(reservation=n, account=ORG.id, spent=spent, overrun=overrun, n=99, at=0, cause=98, rule="r")


def test_an_order_beyond_a_cap_is_told() -> None:
    mine = books(2 * ASK - 1)
    assert not list(mine.admit(order(3), "any-1", Policy()))
    assert list(mine.admit(order(4), "any-1", Policy())) == [
        "6: any-1 gets an order for t0 over the cap of account-day " + ORG.id
    ]


def test_a_new_day_has_its_own_money() -> None:
    mine = books(ASK)
    assert not list(mine.admit(order(3), "any-1", Policy()))
    assert not list(mine.admit(order(4, at=DAY), "any-1", Policy()))


def test_the_cap_of_the_fleet_is_the_one_that_holds_now() -> None:
    mine, policy = books(), Policy(budget=Budget(fleet=ASK))
    assert not list(mine.admit(order(3), "any-1", policy))
    assert list(mine.settle(settled(3, ASK, 0), policy)) == []
    assert not list(mine.admit(order(4), "any-1", Policy(budget=Budget(fleet=2 * ASK))))
    assert list(mine.admit(order(5), "any-1", Policy(budget=Budget(fleet=2 * ASK))))


def test_an_overrun_that_breaks_a_cap_wants_its_alarm_at_once() -> None:
    mine = books(ASK)
    list(mine.admit(order(3), "any-1", Policy()))
    assert not list(mine.settle(settled(3, 2 * ASK, ASK), Policy()))
    assert list(mine.due()) == [f"6: account-day {ORG.id} is over its cap and nobody is told"]
    assert not list(mine.due())  # told once


def test_sums_that_do_not_add_up_are_told() -> None:
    mine = books()
    list(mine.admit(order(3), "any-1", Policy()))
    assert list(mine.settle(settled(3, 2 * ASK, 0), Policy())) == [f"6: an overrun of 0: {2 * ASK} of {ASK}"]
    assert list(mine.settle(settled(3, 0, 0), Policy())) == ["6: 3 is settled and was not open"]
