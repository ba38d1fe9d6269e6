"""Frozen states stay as they are, whatever comes after, and cost no more than what changed."""

from __future__ import annotations

from orchestra_tui.fleet.fold import Fold
from orchestra_tui.fleet.replay import state_at
from orchestra_tui.fleet.simulation.run import run
from tests.fleet.fleets import scenario


def test_frozen_states_are_those_of_a_fold_from_the_start() -> None:
    one = scenario("swap-critic")
    events = run(one.plan, one.params, 5).events
    fold, kept = Fold(one.plan), []
    for event in events:
        fold.push(event)
        if event.n % 37 == 0:
            kept.append((event.n, fold.freeze()))
    assert len(kept) > 5
    for n, frozen in kept:
        assert frozen == state_at(one.plan, events, n)


def test_going_on_from_a_frozen_state_leaves_it_alone() -> None:
    one = scenario("swap-critic")
    events = run(one.plan, one.params, 5).events
    before, again = state_at(one.plan, events, 100), state_at(one.plan, events, 100)
    fold = Fold.thaw(one.plan, before)
    for event in events[100:]:
        fold.push(event)
    assert before == again
    assert fold.state == state_at(one.plan, events, len(events))


def test_what_did_not_change_is_shared() -> None:
    one = scenario("parallel-feature")
    events = run(one.plan, one.params, 1).events
    fold = Fold(one.plan)
    for event in events[:60]:
        fold.push(event)
    early = fold.freeze()
    for event in events[60:70]:
        fold.push(event)
    late = fold.freeze()
    shared = [id for id in early.tasks if early.tasks[id] is late.tasks[id]]
    assert len(shared) > 0
    assert any(early.tasks[id] != late.tasks[id] for id in early.tasks if id not in shared)
