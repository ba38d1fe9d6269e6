"""The learner's hand, the fence around what was taken away, and runs that differ by one thing only."""

from __future__ import annotations

from collections import defaultdict

import pytest
from msgspec import structs

from orchestra_tui.fleet import decisions as d
from orchestra_tui.fleet import facts as f
from orchestra_tui.fleet.model import AgentState, Role, TaskState, Usage
from orchestra_tui.fleet.simulation.run import run
from tests.fleet.fleets import DEVELOPER, REVIEWER, calm, found, plan
from tests.fleet.hand import USAGE, Hand, one_task


def queue(hand: Hand) -> list[tuple]:
    return [key for keys in hand.state.index.ready.values() for key in keys]


def test_a_pause_starts_nothing_and_stops_nothing_and_leaves_the_queue_as_it_was() -> None:
    hand = Hand(plan(4, profiles=(structs.replace(DEVELOPER, count=2), REVIEWER)))
    hand.up()
    before = queue(hand)
    assert found(d.FleetPaused, hand.tell(f.PauseAsked)).rule == "control.pause"
    assert not hand.ring("wake")
    granted = found(d.TurnGranted, hand.turn(done=False))
    assert granted.turn == 2
    made = [*hand.turn(), *hand.check()]
    assert found(d.ReviewQueued, made).task == "t0"
    assert not [one for one in made if isinstance(one, d.Dispatched | d.ReviewOrdered)]
    assert queue(hand) == before
    made = hand.tell(f.ResumeAsked)
    assert found(d.ReviewOrdered, made).task == "t0"
    assert found(d.Dispatched, made).task == "t1"


def test_watchdogs_see_through_a_pause() -> None:
    hand = one_task()
    hand.tell(f.PauseAsked)
    assert found(d.Nudged, hand.silence()).rule == "health.nudge"
    assert found(d.Restarted, hand.silence()).epoch == 2


def test_a_paused_agent_gets_nothing_and_others_do() -> None:
    hand = Hand(plan(3, profiles=(structs.replace(DEVELOPER, count=2), REVIEWER)))
    hand.tell(f.PauseAsked, agent="dev-2")
    made = hand.ring("wake")
    assert not [one for one in made if isinstance(one, d.Dispatched)]
    hand.up()
    hand.turn()
    assert found(d.Dispatched, hand.check()).agent == "dev-1"
    assert found(d.Dispatched, [*hand.tell(f.ResumeAsked, agent="dev-2"), *hand.ring("wake")]).agent == "dev-2"


def test_a_kill_is_one_however_often_it_is_asked() -> None:
    hand = one_task()
    made = hand.tell(f.KillAsked, agent="dev-1")
    assert [type(one) for one in made][:2] == [d.Fenced, d.Requeued]
    again = found(d.Dispatched, made)
    assert again.agent != "dev-1"
    assert hand.tell(f.KillAsked, agent="dev-1") == ()
    assert hand.state.agents["dev-1"].state is AgentState.STOPPING
    assert hand.state.tasks["t0"].failures == {}


def test_nothing_a_fenced_attempt_says_counts_but_its_bill() -> None:
    """Beats, results and refusals of an old epoch are written down as stale; the branch of each attempt is its own."""
    hand = one_task()
    old, first = hand.orders[d.TurnGranted], hand.orders[d.Dispatched]
    who = hand.who(d.TurnGranted)
    hand.tell(f.RestartAsked, agent=first.agent)
    fenced = found(d.Fenced, [hand.orders[d.Fenced]])
    new = hand.orders[d.Restarted]
    assert (first.branch, new.branch, first.worktree, new.worktree) == ("t0/e1", "t0/e2", "../t0-e1", "../t0-e2")
    agent = hand.state.agents[first.agent]
    seen = agent.beat_at
    stale = found(d.Stale, hand.tell(f.Beat, old.n, **who, progress=True))
    assert (stale.agent, stale.epoch, stale.current) == (first.agent, 1, 2)
    made = hand.tell(f.TurnEnded, old.n, **who, turn=1, usage=USAGE, done=True)
    assert [type(one) for one in made] == [d.Settled, d.Stale]
    assert (agent.beat_at, agent.state, hand.state.tasks["t0"].state) == (seen, AgentState.STARTING, TaskState.RUNNING)
    assert hand.state.ledger.fleet.spent == USAGE.cost
    assert hand.tell(f.AgentExited, fenced.n, **who, crash=False, usage=Usage(cost=5)) == ()
    assert hand.state.ledger.fleet.spent == USAGE.cost


def test_a_task_that_is_given_up_takes_those_behind_it_along() -> None:
    chain = [structs.replace(task, after=(f"t{n - 1}",) if n else ()) for n, task in enumerate(plan(3).tasks)]
    hand = one_task(tasks=tuple(chain))
    made = hand.tell(f.CancelAsked, task="t0")
    assert found(d.Cancelled, made).task == "t0"
    assert [(one.task, one.why) for one in made if isinstance(one, d.NeedsHuman)] == [
        ("t1", "dependency"), ("t2", "dependency"),
    ]  # fmt: skip
    assert found(d.Finished, made).rule == "finish.done"


def test_what_is_being_merged_is_not_given_up() -> None:
    hand = one_task()
    hand.turn()
    hand.check()
    hand.review(accepted=True)
    assert hand.state.merging == "t0"
    assert hand.tell(f.CancelAsked, task="t0") == ()


@pytest.mark.parametrize("change", [{"count": 1}, {"count": 6}, {"priority": 5}])
def test_runs_that_differ_in_one_thing_draw_the_same_for_everything_else(change: dict[str, int]) -> None:
    """23, 24: what a task's n-th turn, check and review are like is the task's own, whoever does it and when."""
    params = structs.replace(calm(), overhead=structs.replace(calm().overhead, agent=0.0))
    drawn = []
    for developer in (DEVELOPER, structs.replace(DEVELOPER, **change)):
        told = defaultdict(list)
        result = run(plan(8, profiles=(developer, REVIEWER)), params, 11)
        for event in result.events:
            if isinstance(event, f.TurnEnded):
                told[event.task, "turn"].append((event.usage, event.done))
            elif isinstance(event, f.CheckEnded):
                told[event.task, "check"].append((event.passed, event.signature))
        drawn.append(told)
        assert all(task.state is TaskState.MERGED for task in result.final.tasks.values())
    one, two = drawn
    firsts = {key: (one[key][0], two[key][0]) for key in one}
    assert len(firsts) == 16
    assert all(a == b for a, b in firsts.values())


def test_a_paused_reviewer_without_a_job_is_not_waited_for() -> None:
    hand = Hand(plan(1, profiles=(structs.replace(DEVELOPER, count=2, roles=(Role.DEVELOPER, Role.REVIEWER)),)))
    hand.tell(f.PauseAsked, agent="dev-2")
    hand.up()
    hand.turn()
    assert found(d.ReviewOrdered, hand.check()).by == hand.orders[d.Dispatched].agent == "dev-1"


def test_a_busy_reviewer_is_waited_for_paused_or_not() -> None:
    hand = Hand(plan(2, profiles=(structs.replace(DEVELOPER, count=2, roles=(Role.DEVELOPER, Role.REVIEWER)),)))
    hand.up()
    hand.turn()
    check = hand.orders[d.CheckOrdered]
    hand.ring("wake")
    other = hand.orders[d.Dispatched]
    assert (check.agent, other.agent) == ("dev-1", "dev-2")
    hand.tell(f.PauseAsked, agent="dev-2")
    made = hand.check()
    assert found(d.ReviewQueued, made).task == "t0"
    assert not [one for one in made if isinstance(one, d.ReviewOrdered)]
