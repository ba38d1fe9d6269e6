"""Lanes say what was so: against the states of random runs, and against lanes looked through one by one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from orchestra_tui.fleet import decisions as d
from orchestra_tui.fleet import facts as f
from orchestra_tui.fleet.fold import Fold
from orchestra_tui.fleet.model import AgentState, Interval
from orchestra_tui.fleet.plan import Plan
from orchestra_tui.fleet.runs import HUMAN, AgentRun
from orchestra_tui.fleet.simulation.params import Params
from orchestra_tui.fleet.simulation.run import Act, Runner, run
from orchestra_tui.fleet.state import State
from orchestra_tui.fleet.units import HOUR, MINUTE
from orchestra_tui.tutor.playing.lanes import WEIGHTY, Doing, Lane, Stretch
from orchestra_tui.tutor.playing.laying import FLEET, MAIN, LaneMaker
from orchestra_tui.tutor.playing.marks import Kind
from orchestra_tui.tutor.playing.recording import Recording, record
from tests.fleet.fleets import NAMES, scenario
from tests.fleet.fleets import plan as make_plan
from tests.fleet.test_properties import PROFILE, acts, plans, worlds

DOES = {
    AgentState.STARTING: Doing.START,
    AgentState.WORKING: Doing.WORK,
    AgentState.WAITING: Doing.WAIT,
    AgentState.CHECKING: Doing.CHECK,
    AgentState.SUSPECT: Doing.SUSPECT,
    AgentState.STOPPING: Doing.STOP,
}


def expected(agent: AgentRun) -> tuple[Doing, str, int] | None:
    """What the lane of an agent in this state has to say."""
    if agent.state is AgentState.IDLE:
        return None
    reviews = agent.state is AgentState.WORKING and agent.job == "review"
    return (Doing.REVIEW if reviews else DOES[agent.state], agent.task, agent.epoch)


def in_hours(hours: Sequence[Interval] | None, at: int) -> bool:
    return hours is None or any(span.start <= at < span.end for span in hours)


def agrees(recording: Recording) -> None:
    """Every lane, at the time of every event but the last, after all that happened then."""
    plan, fold, desk = recording.plan, Fold(recording.plan), dict[int, int]()
    for lane in recording.lanes.values():
        assert all(one.start < one.end <= other.start for one, other in pairwise(lane.stretches)), lane.name
        assert all(stretch.end <= recording.end for stretch in lane.stretches)
    for place, event in enumerate(recording.events):
        fold.push(event)  # type: ignore[arg-type]
        if isinstance(event, d.ReviewOrdered) and event.by == HUMAN:
            desk[event.n] = event.at
        elif isinstance(event, f.ReviewEnded) and event.by == HUMAN:
            desk.pop(event.cause, None)
        at = event.at
        if at == recording.end or recording.events[place + 1].at == at:
            continue
        for agent in fold.state.agents.values():
            found = recording.lanes[agent.name].at(at)
            assert (found and found[2:5]) == expected(agent), (agent.name, event, found)
        merging = recording.lanes[MAIN].at(at)
        assert (merging.task if merging else "") == fold.state.merging
        review = recording.lanes[HUMAN].at(at)
        assert (review is not None) == bool(desk), (at, desk, review)
        if review is not None:
            assert review.n in desk
            assert review.doing is (Doing.REVIEW if in_hours(plan.reviewer_hours, at) else Doing.WAIT)


def marked(recording: Recording) -> None:
    """Every mark is on one lane, in order; those of agents are with them."""
    found = [mark for lane in recording.lanes.values() for mark in lane.marks]
    assert Counter(found) == Counter(recording.marks)
    for lane in recording.lanes.values():
        assert all(one.n < other.n for one, other in pairwise(lane.marks))
        for mark in lane.marks:
            if mark.who in recording.lanes:
                assert lane.name == mark.who
            assert mark.kind is not Kind.MERGED or lane.name == MAIN
            assert mark.kind is not Kind.END or lane.name == FLEET
            if mark.kind in {Kind.SWAP, Kind.RESTART, Kind.ROTATION, Kind.REFUSAL}:
                assert lane.name in recording.plan.slot


@settings(max_examples=40, **PROFILE)
@given(plans(), worlds(), st.integers(0, 1_000), acts())
def test_lanes_agree_with_the_states_of_random_runs(plan: Plan, params: Params, seed: int, given: list[Act]) -> None:
    runner = Runner(plan, params, seed, given)
    while len(runner.events) < 3_000 and runner.step():
        pass
    recording = record(plan, runner.events)
    agrees(recording)
    marked(recording)


@pytest.mark.soak
@settings(max_examples=1_500, **PROFILE)
@given(plans(), worlds(), st.integers(0, 1_000_000), acts())
def test_lanes_agree_for_long(plan: Plan, params: Params, seed: int, given: list[Act]) -> None:
    runner = Runner(plan, params, seed, given)
    while len(runner.events) < 6_000 and runner.step():
        pass
    recording = record(plan, runner.events)
    agrees(recording)
    marked(recording)


@pytest.mark.parametrize("name", NAMES)
def test_lanes_agree_with_the_states_of_every_scenario(name: str) -> None:
    one = scenario(name)
    recording = record(one.plan, run(one.plan, one.params, one.head.seed).events)
    agrees(recording)
    marked(recording)
    assert sum(len(lane.stretches) for lane in recording.lanes.values()) > 20


def test_the_human_reviews_one_task_after_another_and_rests_at_night() -> None:
    """The lane shows which review is in work, not only that there are some."""
    one = scenario("human-bottleneck")
    recording = record(one.plan, run(one.plan, one.params, one.head.seed).events)
    lane = recording.lanes[HUMAN]
    ended = [e for e in recording.events if isinstance(e, f.ReviewEnded) and e.by == HUMAN]
    assert len({stretch.task for stretch in lane.stretches}) >= 10
    for event in ended:
        last = lane.at(event.at - 1)
        assert last is not None
        assert (last.task, last.doing, last.n) == (event.task, Doing.REVIEW, event.cause)
    nights = [stretch for stretch in lane.stretches if stretch.doing is Doing.WAIT]
    assert nights
    assert max(night.end - night.start for night in nights) > 8 * HOUR


@st.composite
def lanes(draw: st.DrawFn) -> Lane:
    lane, at = Lane("x"), 0
    for n in range(draw(st.integers(0, 40))):
        at += draw(st.sampled_from([0, 0, 1, 7, 300]))
        end = at + draw(st.sampled_from([0, 1, 3, 20, 500]))
        doing = draw(st.sampled_from(WEIGHTY))
        lane.add(Stretch(at, end, doing, draw(st.sampled_from("ab")), 1, n))
        at = end
    return lane


@given(lanes(), st.integers(-50, 3_000), st.integers(1, 900))
def test_what_is_in_a_span_is_what_reaches_into_it(lane: Lane, start: int, length: int) -> None:
    there = [s for s in lane.stretches if s.start < start + length and s.end > start]
    assert lane.between(start, start + length) == there
    most = lane.most(start, start + length)
    if not there:
        assert most is None
    else:
        first = min(WEIGHTY.index(s.doing) for s in there)
        assert most == [s for s in there if WEIGHTY.index(s.doing) == first][-1]
    assert lane.at(start) == next((s for s in lane.stretches if s.start <= start < s.end), None)


@given(lanes(), st.integers(0, 2_000), st.sampled_from([1, 2, 13, 100, 900]), st.integers(1, 30))
def test_columns_show_the_weightiest_however_many_there_are(lane: Lane, start: int, scale: int, room: int) -> None:
    each = [lane.most(time, time + scale) for time in range(start, start + scale * room, scale)]
    assert lane.columns(start, scale, room) == each


def test_a_stretch_that_goes_on_is_one_stretch() -> None:
    lane = Lane("x")
    lane.add(Stretch(0, 5, Doing.WORK, "a", 1, 1))
    lane.add(Stretch(5, 5, Doing.CHECK, "a", 1, 2))
    lane.add(Stretch(5, 9, Doing.WORK, "a", 1, 3))
    lane.add(Stretch(9, 12, Doing.WORK, "a", 2, 4))
    assert [(s.start, s.end, s.epoch) for s in lane.stretches] == [(0, 9, 1), (9, 12, 2)]
    assert lane.kinds == {Doing.WORK}


def test_a_swap_is_marked_on_the_lane_of_who_lost_the_task() -> None:
    one = scenario("swap-critic")
    recording = record(one.plan, run(one.plan, one.params, one.head.seed).events)
    swaps = [e for e in recording.events if isinstance(e, d.Swapped)]
    assert len(swaps) >= 2
    for event in swaps:
        holder = next(n for n, lane in recording.lanes.items() if any(mark.n == event.n for mark in lane.marks))
        built = [e for e in recording.events[: event.n] if isinstance(e, d.Dispatched | d.Restarted)]
        assert holder == [e.agent for e in built if e.task == event.task][-1]


def test_the_hand_of_the_learner_is_marked_where_it_reached() -> None:
    one = scenario("parallel-feature")
    after = next(
        e.n for e in run(one.plan, one.params, 1).events if isinstance(e, d.TurnGranted) and e.task == "worker"
    )
    agent = "claude-developer-3"
    given = [
        Act(after, f.FaultAsked(n=0, at=0, fault="hang", target=agent)),
        Act(after, f.SwapAsked(n=0, at=0, task="worker")),
        Act(after, f.PolicyAsked(n=0, at=0, path="limits.critic_after", value=2)),
        Act(after, f.FaultAsked(n=0, at=0, fault="overload", target="anthropic")),
    ]
    recording = record(one.plan, run(one.plan, one.params, 1, given).events)
    hands = {n: [m.at for m in lane.marks if m.kind is Kind.HAND] for n, lane in recording.lanes.items()}
    assert len(hands[agent]) == 2
    assert len(hands[FLEET]) == 2
    assert sum(map(len, hands.values())) == 4
    assert all(at == recording.time(after) for at in hands[agent])
    assert recording.time(after) > 10 * MINUTE


def test_a_review_that_comes_back_late_leaves_no_gap_on_the_humans_lane() -> None:
    """The one that lay on the desk first was in work until the other came; a second report of one changes nothing."""
    given_plan = make_plan(2)
    maker, state = LaneMaker(given_plan), State.begin(given_plan)
    for event in (
        d.ReviewOrdered(n=1, at=0, rule="review.human", task="t0", epoch=1, by=HUMAN, review=1),
        d.ReviewOrdered(n=2, at=50, rule="review.human", task="t1", epoch=1, by=HUMAN, review=1),
        f.ReviewEnded(n=3, at=80, cause=2, task="t1", epoch=1, by=HUMAN, accepted=True),
        f.ReviewEnded(n=4, at=90, cause=2, task="t1", epoch=1, by=HUMAN, accepted=True),
        f.ReviewEnded(n=5, at=100, cause=1, task="t0", epoch=1, by=HUMAN, accepted=True),
        d.ReviewOrdered(n=6, at=130, rule="review.human", task="t1", epoch=2, by=HUMAN, review=2),
    ):
        maker.see(event, state)
    lane = maker.done(150)[HUMAN]
    spans = [(s.start, s.end, s.task, s.n) for s in lane.stretches]
    assert spans == [(0, 50, "t0", 1), (50, 80, "t1", 2), (80, 100, "t0", 1), (130, 150, "t1", 6)]
