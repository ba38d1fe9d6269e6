"""Providers that refuse: waiting, another account, another model, another agent; and no task is blamed for it."""

from __future__ import annotations

import pytest
from msgspec import structs

from orchestra_tui.fleet import decisions as d
from orchestra_tui.fleet import facts as f
from orchestra_tui.fleet.fold import Fold
from orchestra_tui.fleet.model import AgentState, Interval, Refusal, TaskState, Usage
from orchestra_tui.fleet.orchestrator import Orchestrator
from orchestra_tui.fleet.plan import Plan
from orchestra_tui.fleet.policy import Policy
from orchestra_tui.fleet.units import HOUR, MINUTE
from tests.fleet.fleets import DEVELOPER, ORG, REVIEWER, found, plan, told

BACKOFF = Policy().backoff
SECOND_ORG = structs.replace(ORG, id="second")
DONE = {"turn": 1, "usage": Usage(cost=1_000), "done": True}


def at_review(given: Plan) -> tuple[Orchestrator, d.ReviewOrdered]:
    """A run whose first task is with its reviewer."""
    orchestrator = Orchestrator(Fold(given))
    start = found(d.Dispatched, told(orchestrator, f.RunStarted, 0))
    who = {"agent": start.agent, "task": "t0", "epoch": 1}
    turn = found(d.TurnGranted, told(orchestrator, f.AgentUp, 1, start.n, **who))
    check = found(d.CheckOrdered, told(orchestrator, f.TurnEnded, 2, turn.n, **who, **DONE))
    green = {"task": "t0", "epoch": 1, "check": 1, "passed": True}
    return orchestrator, found(d.ReviewOrdered, told(orchestrator, f.CheckEnded, 3, check.n, **green))


def refuse(orchestrator: Orchestrator, order: d.ReviewOrdered, at: int, why: Refusal = Refusal.OVERLOAD) -> tuple:
    who = {"agent": order.by, "task": order.task, "epoch": order.epoch, "account": order.account}
    return told(orchestrator, f.Refused, at, order.n, **who, why=why, status=529)


def wait_over(orchestrator: Orchestrator, made: tuple) -> tuple:
    timer = next(one for one in made if isinstance(one, d.TimerSet) and one.timer.startswith("backoff/"))
    return told(orchestrator, f.TimerFired, timer.due, timer.n, timer=timer.timer)


def test_a_refused_review_waits_longer_each_time_and_counts_for_nothing() -> None:
    """Twenty refusals of a review are no review: the task's limit of six stays untouched."""
    patient = structs.replace(Policy(), backoff=structs.replace(BACKOFF, tries=30))
    orchestrator, order = at_review(plan(1, policy=patient))
    waits, at = [], 1_000
    for _turn in range(20):
        made = refuse(orchestrator, order, at)
        backed = found(d.BackedOff, made)
        assert (backed.agent, backed.account) == (order.by, order.account)
        waits.append(backed.until - at)
        assert orchestrator.fold.state.agents[order.by].state is AgentState.WAITING
        assert orchestrator.fold.state.tasks["t0"].reviews == 0
        order = found(d.ReviewOrdered, wait_over(orchestrator, made))
        assert (order.by, order.review) == (backed.agent, 1)
        at = backed.until + 1_000
    assert waits[:4] == [5_000, 10_000, 20_000, 40_000]
    assert set(waits[-10:]) == {BACKOFF.cap_ms}
    verdict = {"task": "t0", "epoch": 1, "by": order.by, "accepted": False, "remarks": 1}
    made = told(orchestrator, f.ReviewEnded, at, order.n, **verdict)
    assert found(d.Requeued, made).rule == "work.refused"
    assert orchestrator.fold.state.tasks["t0"].reviews == 1
    assert orchestrator.fold.state.ledger.fleet.spent == 1_000


def test_after_some_tries_the_account_rests_and_the_review_goes_to_another() -> None:
    orchestrator, order = at_review(plan(1, accounts=(ORG, SECOND_ORG)))
    at = 1_000
    for _turn in range(BACKOFF.tries - 1):
        made = refuse(orchestrator, order, at)
        order, at = found(d.ReviewOrdered, wait_over(orchestrator, made)), found(d.BackedOff, made).until + 1_000
    made = refuse(orchestrator, order, at)
    parked = found(d.AccountParked, made)
    assert (parked.account, parked.until) == ("org", at + BACKOFF.rest_ms)
    assert found(d.Released, made).rule == "supply.review-again"
    again = found(d.ReviewOrdered, made)
    assert (again.account, again.review) == ("second", 1)


def test_a_reviewer_that_waits_loses_the_review_if_its_account_has_gone() -> None:
    """While it waited, the account's window closed: the review is not ordered outside of it."""
    night = structs.replace(ORG, windows=(Interval(start=0, end=MINUTE), Interval(start=HOUR, end=2 * HOUR)))
    orchestrator, order = at_review(plan(1, accounts=(night,)))
    who = {"agent": order.by, "task": "t0", "epoch": 1, "account": "org", "why": Refusal.THROTTLE, "status": 429}
    made = told(orchestrator, f.Refused, 1_000, order.n, **who, retry_ms=2 * MINUTE)
    assert found(d.BackedOff, made).until == 1_000 + 2 * MINUTE
    made = wait_over(orchestrator, made)
    assert found(d.Released, made).rule == "supply.review-again"
    assert not [one for one in made if isinstance(one, d.ReviewOrdered)]
    assert orchestrator.fold.state.tasks["t0"].state is TaskState.REVIEW


@pytest.mark.parametrize("why", [Refusal.THROTTLE, Refusal.QUOTA, Refusal.OVERLOAD, Refusal.BILLING])
def test_no_refusal_of_a_turn_is_held_against_the_task(why: Refusal) -> None:
    """Whatever a provider refuses, and however often: no failure, no attempt lost, no turn used up."""
    orchestrator = Orchestrator(Fold(plan(1, profiles=(DEVELOPER, REVIEWER), accounts=(ORG, SECOND_ORG))))
    start = found(d.Dispatched, told(orchestrator, f.RunStarted, 0))
    who = {"agent": start.agent, "task": "t0", "epoch": 1}
    turn, at, seen = found(d.TurnGranted, told(orchestrator, f.AgentUp, 1, start.n, **who)), 1_000, []
    for _turn in range(9):
        refusal = {**who, "account": turn.account, "why": why, "status": 429}
        made = told(orchestrator, f.Refused, at, turn.n, **refusal)
        seen += made
        if not any(isinstance(one, d.BackedOff | d.TurnGranted) for one in made):
            break
        if any(isinstance(one, d.BackedOff) for one in made):
            at = found(d.BackedOff, made).until
            made = wait_over(orchestrator, made)
        turn, at = found(d.TurnGranted, made), at + 1_000
        assert turn.turn == 1
    assert found(d.AccountRotated, seen).account == "second"
    assert found(d.Swapped, seen).rule == "swap.error"
    task = orchestrator.fold.state.tasks["t0"]
    assert (task.state, sum(task.failures.values()), task.lost_attempts) == (TaskState.QUEUED, 0, 0)
