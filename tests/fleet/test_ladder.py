"""What is tried before a task is given to somebody else, to whom it then goes, and where the ladder ends."""

from __future__ import annotations

import pytest
from msgspec import structs

from orchestra_tui.fleet import decisions as d
from orchestra_tui.fleet import facts as f
from orchestra_tui.fleet.model import Failure, Profile, Refusal, Role, SwapKind, TaskState
from orchestra_tui.fleet.policy import Health, Limits, Policy
from orchestra_tui.fleet.units import MINUTE
from tests.fleet.fleets import DEVELOPER, REVIEWER, found, plan
from tests.fleet.hand import USAGE, Hand, one_task

HEALTH = Policy().health


def test_silence_is_nudged_then_restarted_then_swapped_to_somebody_else() -> None:
    hand = one_task()
    first = hand.orders[d.Dispatched]
    made = hand.silence()
    assert found(d.Suspected, made).clock == "output"
    assert found(d.Suspected, made).age == HEALTH.beat_ms * HEALTH.suspect_beats
    assert found(d.Nudged, made).agent == first.agent
    made = hand.silence()
    assert hand.at == made[0].at == found(d.Failed, made).at
    restarted = found(d.Restarted, made)
    assert (restarted.agent, restarted.epoch, restarted.restarts, restarted.limit) == (first.agent, 2, 1, 1)
    hand.up(d.Restarted)
    hand.silence()
    made = hand.silence()
    assert not [one for one in made if isinstance(one, d.Restarted)]
    swapped = found(d.Swapped, made)
    assert (swapped.swap, swapped.rule, swapped.agent) == (SwapKind.TIMEOUT, "swap.timeout", first.agent)
    again = found(d.Dispatched, made)
    assert again.agent != first.agent
    assert again.epoch == 3
    assert hand.state.tasks["t0"].failures == {Failure.TIMEOUT: 2}


def test_one_beat_makes_an_agent_well_again() -> None:
    hand = one_task()
    hand.silence()
    assert found(d.Recovered, hand.tell(f.Beat, **hand.who(d.Dispatched))).rule == "health.recovered"
    agent = hand.state.agents[hand.orders[d.Dispatched].agent]
    assert (agent.suspect, agent.nudges) == ("", 0)
    assert found(d.Nudged, hand.silence()).rule == "health.nudge"


def test_a_nudge_by_hand_is_not_the_nudge_that_comes_before_a_restart() -> None:
    hand = one_task()
    agent = hand.orders[d.Dispatched].agent
    assert found(d.Nudged, hand.tell(f.NudgeAsked, agent=agent)).rule == "control.nudge"
    hand.tell(f.Beat, **hand.who(d.Dispatched))
    made = hand.silence()
    assert found(d.Nudged, made).rule == "health.nudge"
    assert not [one for one in made if isinstance(one, d.Restarted)]


def test_an_agent_is_restarted_so_often_in_a_window_and_again_after_it() -> None:
    hand = one_task(policy=structs.replace(Policy(), health=Health(nudges=0, restarts=2)))
    for number, well in ((1, 20), (2, 15), (2, 0)):
        made = hand.silence()
        assert found(d.Restarted, made).restarts == number
        hand.up(d.Restarted)
        for _minute in range(well):
            hand.tell(f.Beat, after=MINUTE, **hand.who(d.Restarted), progress=True)
    assert found(d.Swapped, hand.silence()).count == 2


def test_a_crash_is_restarted_then_swapped() -> None:
    hand = one_task()
    crash = {"crash": True, "usage": USAGE}
    made = hand.tell(f.AgentExited, hand.orders[d.TurnGranted].n, **hand.who(d.TurnGranted), **crash)
    assert found(d.Settled, made).spent == USAGE.cost
    assert found(d.Restarted, made).rule == "health.restart-crashed"
    hand.up(d.Restarted)
    made = hand.tell(f.AgentExited, hand.orders[d.TurnGranted].n, **hand.who(d.TurnGranted), **crash)
    assert found(d.Swapped, made).rule == "swap.crash"
    assert hand.state.tasks["t0"].failures == {Failure.CRASH: 2}


@pytest.mark.parametrize("by", ["reviews", "same failure", "turns"])
def test_a_critic_swap_goes_to_a_stronger_model_of_somebody_else(by: str) -> None:
    developer = structs.replace(DEVELOPER, max_turns=3 if by == "turns" else 30)
    hand = one_task(profiles=(developer, structs.replace(REVIEWER, count=2)))
    made: tuple = ()
    for _number in range(3):
        author = hand.orders[d.TurnGranted].agent
        hand.turn()
        if by == "reviews":
            hand.check()
            made = hand.review(accepted=False)
            if not [one for one in made if isinstance(one, d.Swapped)]:
                hand.up()
        else:
            made = hand.check(passed=False, signature="test-1" if by == "same failure" else f"test-{_number}")
    swapped, after = found(d.Swapped, made), found(d.Dispatched, made)
    assert swapped.rule == {"reviews": "swap.critic", "same failure": "swap.same-failure", "turns": "swap.turns"}[by]
    assert (swapped.swap, swapped.count, swapped.limit) == (SwapKind.CRITIC, 3, 3)
    assert (swapped.agent, swapped.model, swapped.stronger_than) == (author, "sonnet", 2)
    assert after.agent != author
    assert (after.model, after.fresh, after.base) == ("opus", True, f"t0/e{swapped.epoch}")
    assert after.failures == sum(hand.state.tasks["t0"].failures.values())


def test_without_a_stronger_model_a_critic_swap_ends_with_a_human() -> None:
    hand = one_task(profiles=(structs.replace(DEVELOPER, fallbacks=("codex", "haiku")), REVIEWER))
    for _number in range(3):
        hand.turn()
        made = hand.check(passed=False, signature="test-1")
    last = found(d.NeedsHuman, made)
    assert (last.rule, last.why, last.count, last.limit) == ("ladder.no-stronger-model", "no-stronger-model", 3, 3)
    assert not [one for one in made if isinstance(one, d.Dispatched)]


def test_a_model_that_failed_is_not_taken_again_after_a_second_swap() -> None:
    weak = Profile(
        id="dev",
        cli="claude",
        model="haiku",
        roles=(Role.DEVELOPER,),
        max_turns=1,
        count=9,
        fallbacks=("sonnet", "opus"),
    )
    hand = one_task(profiles=(weak, REVIEWER))
    models = [hand.orders[d.Dispatched].model]
    while hand.state.tasks["t0"].state is not TaskState.NEEDS_HUMAN:
        hand.turn(done=False)
        if hand.orders[d.Dispatched].model != models[-1]:
            models.append(hand.orders[d.Dispatched].model)
            hand.up()
    assert models == ["haiku", "sonnet", "opus"]
    assert hand.orders[d.NeedsHuman].why == "no-stronger-model"


def test_too_many_lost_attempts_end_with_a_human_but_an_error_swap_never_does() -> None:
    limits = structs.replace(Policy(), limits=Limits(attempts=2))
    hand = one_task(policy=limits)
    hand.silence()
    hand.silence()
    hand.up(d.Restarted)
    hand.silence()
    assert found(d.NeedsHuman, hand.silence()).why == "attempts"

    hand = one_task()
    crash = {"crash": True, "usage": USAGE}
    hand.tell(f.AgentExited, hand.orders[d.TurnGranted].n, **hand.who(d.TurnGranted), **crash)
    hand.tell(f.PolicyAsked, path="limits.attempts", value=1)
    hand.up(d.Restarted)
    about = {**hand.who(d.TurnGranted), "account": "org", "why": Refusal.BILLING, "status": 402}
    made = hand.tell(f.Refused, hand.orders[d.TurnGranted].n, **about)
    assert found(d.Swapped, made).swap is SwapKind.ERROR
    assert hand.state.tasks["t0"].state is TaskState.QUEUED


def test_a_run_whose_time_is_up_leaves_no_task_with_nobody() -> None:
    hand = Hand(plan(2))
    hand.up()
    made = hand.ring("end")
    assert found(d.Finished, made).rule == "finish.limit"
    assert found(d.Finished, made).left == 2
    assert {one.rule for one in made if isinstance(one, d.Fenced)} == {"finish.stop"}
    assert {run.state for run in hand.state.tasks.values()} == {TaskState.QUEUED}
    assert not any(agent.job for agent in hand.state.agents.values())
