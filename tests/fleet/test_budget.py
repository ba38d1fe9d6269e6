"""Money and access: admission, the account's own day, windows over midnight, quotas, and what an overrun does."""

from __future__ import annotations

from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from msgspec import structs

from orchestra_tui.fleet import calendar
from orchestra_tui.fleet import decisions as d
from orchestra_tui.fleet import facts as f
from orchestra_tui.fleet.model import Interval, Quota, Refusal, TaskState, Usage
from orchestra_tui.fleet.policy import Budget, Policy
from orchestra_tui.fleet.rules.offers import is_open, opens
from orchestra_tui.fleet.units import DAY, DOLLAR, HOUR, MINUTE, SECOND
from tests.fleet.fleets import DEVELOPER, ORG, REVIEWER, STRONG, found, plan
from tests.fleet.hand import Hand, one_task

SPARE = structs.replace(ORG, id="spare")
ASK = 950_000
"""What a turn of the middle model may cost at most: 200k fresh, 1.5M cached, 40k out."""


def spend(hand: Hand, cost: int, *, after: int = SECOND) -> tuple:
    """The turn that was granted ends unfinished, having cost so much."""
    order, who = hand.orders[d.TurnGranted], hand.who(d.TurnGranted)
    usage = Usage(fresh=1, cost=cost, price="test")
    return hand.tell(f.TurnEnded, order.n, after, **who, turn=order.turn, usage=usage, done=False, progress=True)


@pytest.mark.parametrize("cap", [ASK - 1, ASK])
def test_a_turn_is_granted_if_the_cap_covers_its_worst_case(cap: int) -> None:
    hand = Hand(plan(1, accounts=(structs.replace(ORG, daily_budget=cap),)))
    dispatched = d.Dispatched in hand.orders
    assert dispatched == (cap == ASK)
    if dispatched:
        assert found(d.TurnGranted, hand.up()).reserved == ASK
        assert hand.state.ledger.fleet.reserved == ASK
    else:
        refused = hand.orders[d.BudgetRefused]
        assert (refused.scope, refused.spent, refused.reserved, refused.ask, refused.cap) == (
            "account-day",
            0,
            0,
            ASK,
            cap,
        )


def test_reservations_count_like_money_that_is_spent() -> None:
    """Two turns fit under the cap by what they will cost, but not by what they may: the second must wait."""
    hand = Hand(plan(2, accounts=(structs.replace(ORG, daily_budget=2 * ASK - 1),)))
    hand.up()
    made = hand.ring("wake")
    assert d.BudgetRefused in map(type, made)
    made = spend(hand, 100_000)
    refused = [one for one in made if isinstance(one, d.BudgetRefused)]
    assert not refused
    assert found(d.TurnGranted, made).task == "t0"
    assert hand.state.ledger.fleet.spent == 100_000


def test_an_account_out_of_money_is_rotated_then_the_task_waits_for_midnight() -> None:
    capped = structs.replace(ORG, daily_budget=1_500_000, days=(0, 10 * HOUR, 34 * HOUR))
    hand = one_task(accounts=(capped, structs.replace(SPARE, daily_budget=ASK, days=(0, 20 * HOUR))))
    made = spend(hand, 600_000)
    assert found(d.BudgetRefused, made).until == 10 * HOUR
    rotated = found(d.AccountRotated, made)
    assert (rotated.before, rotated.account, rotated.model, rotated.rule) == ("org", "spare", "sonnet", "supply.budget")
    assert found(d.TurnGranted, made).account == "spare"
    made = spend(hand, 600_000)
    assert found(d.Swapped, made).rule == "swap.error"
    assert not [one for one in made if isinstance(one, d.Failed)]
    assert found(d.Waiting, made).until == 10 * HOUR
    hand.gone()
    assert found(d.Dispatched, hand.ring("wake")).account == "org"
    assert hand.at == 10 * HOUR


def test_cost_belongs_to_the_day_of_its_reservation() -> None:
    """A turn that begins before the account's midnight and ends after it is paid by the day before."""
    capped = structs.replace(ORG, daily_budget=2 * ASK, days=(-DAY + MINUTE, MINUTE))
    hand = one_task(accounts=(capped,))
    assert hand.at < MINUTE
    spend(hand, 700_000, after=5 * MINUTE)
    days = {day: sums.spent for (_account, day), sums in hand.state.ledger.days.items()}
    assert days == {0: 700_000, 1: 0}
    assert hand.state.ledger.days["org", 1].reserved == ASK


def test_the_budget_of_a_task_ends_with_a_human_and_that_of_the_fleet_stops_it() -> None:
    poor = structs.replace(plan(1).tasks[0], budget=ASK + 100)
    hand = one_task(tasks=(poor,))
    made = spend(hand, 101)
    assert found(d.BudgetRefused, made).scope == "task"
    assert (found(d.NeedsHuman, made).why, found(d.NeedsHuman, made).limit) == ("task-budget", ASK + 100)

    hand = one_task(policy=structs.replace(Policy(), budget=Budget(fleet=ASK)))
    made = spend(hand, 1)
    assert found(d.BudgetRefused, made).scope == "fleet"
    assert found(d.Requeued, made).rule == "work.out-of-budget"
    made = hand.gone()
    assert found(d.Finished, made).rule == "finish.stuck"
    assert hand.state.tasks["t0"].state is TaskState.QUEUED


@pytest.mark.parametrize("scope", ["account-day", "task", "fleet"])
def test_an_overrun_that_breaks_a_cap_is_an_alarm_and_nothing_new_starts(scope: str) -> None:
    changes = {
        "account-day": {"accounts": (structs.replace(ORG, daily_budget=2 * DOLLAR),)},
        "task": {"tasks": (structs.replace(plan(1).tasks[0], budget=2 * DOLLAR), plan(2).tasks[1])},
        "fleet": {"policy": structs.replace(Policy(), budget=Budget(fleet=2 * DOLLAR))},
    }
    hand = Hand(plan(2, **changes[scope]))
    hand.up()
    made = spend(hand, 3 * DOLLAR)
    assert found(d.Settled, made).overrun == 3 * DOLLAR - ASK
    assert found(d.BudgetAlarm, made).scope == scope
    assert hand.state.alarm
    later = [*made, *hand.ring("wake"), *hand.tell(f.Beat, agent="x", task="x", epoch=1)]
    assert not [one for one in later if isinstance(one, d.Dispatched | d.TurnGranted)]
    hand.tell(f.PolicyAsked, path="budget.fleet", value=50 * DOLLAR)
    assert not hand.state.alarm


def test_a_fenced_attempt_keeps_its_reservation_until_it_is_confirmed_dead() -> None:
    hand = one_task()
    hand.tell(f.KillAsked, agent="dev-1")
    assert hand.state.ledger.fleet.reserved == ASK
    made = hand.tell(f.AgentExited, hand.orders[d.Fenced].n, **hand.who(d.Fenced), crash=False, usage=Usage(cost=9))
    assert found(d.Settled, made).rule == "budget.settle-dead"
    assert (hand.state.ledger.fleet.reserved, hand.state.ledger.fleet.spent) == (0, 9)


WINDOWS = (Interval(start=10 * MINUTE, end=20 * MINUTE), Interval(start=40 * MINUTE, end=50 * MINUTE))


def test_a_window_is_half_open() -> None:
    night = structs.replace(ORG, windows=WINDOWS)
    moments = (10 * MINUTE - 1, 10 * MINUTE, 20 * MINUTE - 1, 20 * MINUTE, 40 * MINUTE)
    assert [is_open(night, at) for at in moments] == [False, True, True, False, True]
    assert [opens(night, at) for at in (0, 10 * MINUTE, 20 * MINUTE, 45 * MINUTE)] == [
        10 * MINUTE, 40 * MINUTE, 40 * MINUTE, None,
    ]  # fmt: skip


def test_a_task_waits_for_the_window_and_a_turn_ends_in_peace_when_it_closes() -> None:
    """Nothing is granted outside; the turn under way goes on, the next one goes to another account or back."""
    hand = Hand(plan(1, accounts=(structs.replace(ORG, windows=WINDOWS),)))
    assert hand.orders[d.Waiting].until == 10 * MINUTE
    assert found(d.Dispatched, hand.ring("wake")).at == 10 * MINUTE
    hand.up()
    made = spend(hand, 100, after=20 * MINUTE)
    assert not [one for one in made if isinstance(one, d.TurnGranted)]
    assert found(d.Settled, made).spent == 100
    assert found(d.Swapped, made).rule == "swap.error"
    assert found(d.Waiting, made).until == 40 * MINUTE

    hand = Hand(plan(1, accounts=(structs.replace(ORG, windows=WINDOWS), SPARE)))
    assert hand.orders[d.Dispatched].account == "spare"
    hand = Hand(plan(1, accounts=(structs.replace(ORG, windows=(Interval(start=0, end=MINUTE),)), SPARE)))
    hand.up()
    rotated = found(d.AccountRotated, spend(hand, 100, after=HOUR))
    assert (rotated.rule, rotated.account) == ("supply.window", "spare")


@pytest.mark.parametrize(("started", "hours"), [("2026-03-28T20:00", 7), ("2026-10-24T20:00", 9)])
def test_a_night_in_which_the_clocks_change_is_an_hour_shorter_or_longer(started: str, hours: int) -> None:
    """A window from 22:00 to 06:00 in Belgrade, and the account's midnights, as the orchestrator lives through them."""
    zone = ZoneInfo("Europe/Belgrade")
    moment = calendar.moment(started, zone)
    windows = calendar.windows(moment, zone, (calendar.hours("22:00-06:00"),), 3 * DAY)
    assert windows[0] == Interval(start=2 * HOUR, end=(2 + hours) * HOUR)
    days = calendar.midnights(moment, zone, 3 * DAY)
    assert [b - a for a, b in pairwise(days)][:3] == [DAY, (16 + hours) * HOUR, DAY]
    hand = Hand(plan(1, accounts=(structs.replace(ORG, windows=windows, days=days),)))
    assert found(d.Dispatched, hand.ring("wake")).at == 2 * HOUR
    hand.up()
    assert d.TurnGranted in map(type, spend(hand, 1, after=hours * HOUR - 5 * SECOND))
    assert d.Swapped in map(type, spend(hand, 1, after=5 * SECOND))
    assert hand.at >= (2 + hours) * HOUR


@pytest.mark.parametrize("concurrency", [None, 1])
def test_an_account_whose_quota_is_used_up_gets_no_turn_before_the_window_ends(concurrency: int | None) -> None:
    tight = structs.replace(ORG, quota=Quota(window_ms=HOUR, requests=2), concurrency=concurrency)
    hand = one_task(accounts=(tight,))
    assert d.TurnGranted in map(type, spend(hand, 1))
    made = spend(hand, 1)
    assert not [one for one in made if isinstance(one, d.TurnGranted)]
    assert found(d.Swapped, made).rule == "swap.error"
    waits = [one for one in (*made, *hand.gone()) if isinstance(one, d.Waiting)]
    assert (waits[-1].for_, waits[-1].until) == ("quota", HOUR)
    assert found(d.Dispatched, hand.ring("wake")).at == HOUR


def test_the_wait_is_never_shorter_than_retry_after_and_its_spread_only_adds() -> None:
    hand = one_task()
    made = hand.refuse(Refusal.THROTTLE, retry=7 * MINUTE)
    backed = found(d.BackedOff, made)
    assert backed.until - backed.at == 7 * MINUTE
    timer = next(one for one in made if isinstance(one, d.TimerSet) and one.timer.startswith("backoff"))
    assert (timer.due, timer.spread) == (backed.until, 7 * MINUTE // 4)
    made = hand.ring("backoff")
    made = hand.refuse(Refusal.THROTTLE, retry=1)
    assert found(d.BackedOff, made).until - hand.at == 2 * Policy().backoff.first_ms
    hand.ring("backoff")
    made = hand.refuse(Refusal.THROTTLE, retry=40 * MINUTE)
    parked = found(d.AccountParked, made)
    assert parked.until - parked.at == 40 * MINUTE


def test_a_timer_that_was_replaced_ends_no_waiting() -> None:
    hand = one_task()
    first = next(one for one in hand.refuse(Refusal.THROTTLE, retry=MINUTE) if isinstance(one, d.TimerSet))
    hand.ring("backoff")
    hand.refuse(Refusal.THROTTLE, retry=MINUTE)
    assert hand.tell(f.TimerFired, first.n, timer=first.timer) == ()
    assert d.TurnGranted in map(type, hand.ring("backoff"))


def test_a_used_up_quota_rests_until_its_reset_and_billing_for_good() -> None:
    hand = one_task(accounts=(ORG, SPARE))
    made = hand.refuse(Refusal.QUOTA, retry=MINUTE, reset=3 * HOUR)
    assert (found(d.AccountParked, made).rule, found(d.AccountParked, made).until) == ("supply.park-quota", 3 * HOUR)
    assert found(d.AccountRotated, made).account == "spare"
    made = hand.refuse(Refusal.BILLING)
    assert (found(d.AccountParked, made).rule, found(d.AccountParked, made).until) == ("supply.park-billing", None)
    assert found(d.Waiting, made).until == 3 * HOUR
    assert hand.state.accounts["spare"].parked_for_good


def test_rotation_takes_the_provider_s_accounts_first_and_the_next_model_then() -> None:
    """Alice, Bob, Carol: the model is changed only when no account of its provider is left."""
    alice, bob, carol = (structs.replace(ORG, id=name, models=("sonnet", "opus")) for name in ("alice", "bob", "carol"))
    sonnets = [structs.replace(one, models=("sonnet",)) for one in (alice, bob)]
    hand = one_task(accounts=(*sonnets, carol), profiles=(DEVELOPER, REVIEWER))
    taken = [(hand.orders[d.Dispatched].account, hand.orders[d.Dispatched].model)]
    for _number in range(2):
        rotated = found(d.AccountRotated, hand.refuse(Refusal.QUOTA, reset=DAY))
        taken.append((rotated.account, rotated.model))
    assert taken == [("alice", "sonnet"), ("bob", "sonnet"), ("carol", "sonnet")]
    opus = structs.replace(ORG, id="org", models=("opus",))
    hand = one_task(accounts=(sonnets[0], opus))
    rotated = found(d.AccountRotated, hand.refuse(Refusal.QUOTA, reset=DAY))
    assert (rotated.account, rotated.model) == ("org", STRONG.id)
    assert hand.state.tasks["t0"].epoch == 1


def test_an_agent_stays_with_the_account_it_has_while_that_is_well() -> None:
    """A warm cache is worth more than the order of the pool."""
    alone = structs.replace(DEVELOPER, count=1)
    hand = one_task(tasks=plan(2).tasks, accounts=(ORG, SPARE), profiles=(alone, REVIEWER))
    hand.refuse(Refusal.QUOTA, reset=3 * SECOND)
    assert hand.orders[d.AccountRotated].account == "spare"
    hand.turn(after=MINUTE)
    made = [*hand.check(), *hand.ring("wake")]
    begun = found(d.Dispatched, made)
    assert (begun.task, begun.agent, begun.account) == ("t1", "dev-1", "spare")
    assert hand.state.accounts["org"].parked_until < hand.at


def test_a_report_settles_only_what_was_ordered_of_its_sender() -> None:
    """A stray report may name another agent's order as its cause; that agent's money stays set aside."""
    hand = Hand(plan(1))
    hand.up()
    order = hand.orders[d.TurnGranted]
    usage = Usage(fresh=1, cost=1_000, price="test")
    stray = {"agent": "nobody", "task": order.task, "epoch": order.epoch, "turn": order.turn, "done": True}
    made = hand.tell(f.TurnEnded, order.n, **stray, usage=usage, progress=True)
    assert [type(one) for one in made if not isinstance(one, d.TimerSet)] == [d.Stale]
    assert hand.state.ledger.fleet.reserved == ASK
    assert found(d.Settled, spend(hand, 2_000)).spent == 2_000
