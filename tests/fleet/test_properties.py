"""The invariants over random plans, pools, faults and interventions; and that runs end when faults do."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec import structs

from orchestra_tui.fleet import decisions as d
from orchestra_tui.fleet import facts as f
from orchestra_tui.fleet.fold import Fold
from orchestra_tui.fleet.invariants import Watch, broken
from orchestra_tui.fleet.model import Account, Interval, Profile, Quota, Role, Task, TaskState
from orchestra_tui.fleet.plan import Plan
from orchestra_tui.fleet.policy import Budget, Flow, Limits, Policy, Review
from orchestra_tui.fleet.replay import verify
from orchestra_tui.fleet.simulation.params import AccountFate, Params
from orchestra_tui.fleet.simulation.run import Act, Runner
from orchestra_tui.fleet.simulation.scenario import defaults
from orchestra_tui.fleet.simulation.world import FAULTS
from orchestra_tui.fleet.units import DAY, HOUR, MINUTE
from tests.fleet.fleets import MODELS, calm, plan, watched

MODEL_IDS = tuple(model.id for model in MODELS)
DAYS = tuple(range(-5 * HOUR, 40 * DAY, DAY))
MAX_EVENTS = 6_000
FILES = ("a", "a/b", "a/b/c", "d", "d/e")


@st.composite
def tasks(draw: st.DrawFn) -> tuple[Task, ...]:
    found: list[Task] = []
    for n in range(draw(st.sampled_from([1, 3, 5, 7, 9]))):
        after = draw(st.lists(st.sampled_from([t.id for t in found]), max_size=2, unique=True)) if found else []
        found.append(
            Task(
                id=f"t{n}",
                title="",
                role=draw(st.sampled_from([Role.DEVELOPER, Role.DEVELOPER, Role.QA])),
                after=tuple(after),
                touches=tuple(draw(st.lists(st.sampled_from(FILES), max_size=2, unique=True))),
                review=draw(st.booleans()),
                budget=draw(st.sampled_from([None, None, None, 3_000_000])),
                priority=draw(st.integers(-1, 1)),
            )
        )
    return tuple(found)


@st.composite
def profiles(draw: st.DrawFn) -> tuple[Profile, ...]:
    found = [Profile(id="rev", cli="claude", model="opus", roles=(Role.REVIEWER,), max_turns=3)]
    for name, roles in (("dev", (Role.DEVELOPER, Role.REVIEWER)), ("any", (Role.DEVELOPER, Role.QA))):
        found.append(
            Profile(
                id=name,
                cli="claude",
                model=draw(st.sampled_from(MODEL_IDS)),
                roles=roles,
                max_turns=draw(st.sampled_from([6, 3, 1])),
                count=draw(st.integers(1, 4)),
                priority=draw(st.integers(-1, 1)),
                fresh_context=draw(st.booleans()),
                fallbacks=tuple(draw(st.lists(st.sampled_from(MODEL_IDS), max_size=2, unique=True))),
            )
        )
    return tuple(found)


@st.composite
def accounts(draw: st.DrawFn) -> tuple[Account, ...]:
    found: list[Account] = []
    for n, provider in enumerate(["anthropic", "openai", *draw(st.lists(st.just("anthropic"), max_size=2))]):
        starts = draw(st.sampled_from([None, None, 0, 2]))
        windows = starts if starts is None else tuple(
            Interval(start=starts * HOUR + k * DAY, end=(starts + 8) * HOUR + k * DAY) for k in range(20)
        )  # fmt: skip
        found.append(
            Account(
                id=f"acc{n}",
                owner="x",
                provider=provider,
                models=MODEL_IDS,
                days=DAYS,
                windows=windows,
                daily_budget=draw(st.sampled_from([None, None, 8_000_000, 2_000_000])),
                quota=draw(st.sampled_from([None, None, Quota(window_ms=HOUR, tokens=300_000, requests=5)])),
                concurrency=draw(st.sampled_from([None, 1, 2])),
            )
        )
    return tuple(found)


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    policy = Policy(
        limits=Limits(
            attempts=draw(st.sampled_from([6, 3, 1])),
            critic_after=draw(st.integers(1, 3)),
            conflicts=draw(st.integers(0, 3)),
        ),
        flow=Flow(agents=draw(st.sampled_from([None, 1, 3])), review_wip=draw(st.sampled_from([None, 1]))),
        review=Review(agent=draw(st.booleans()), human=draw(st.booleans())),
        budget=Budget(fleet=draw(st.sampled_from([None, None, 12_000_000]))),
        max_ms=3 * DAY,
    )
    hours = tuple(Interval(start=k * DAY, end=k * DAY + 8 * HOUR) for k in range(20))
    return Plan(
        tasks=draw(tasks()),
        profiles=draw(profiles()),
        accounts=draw(accounts()),
        models=MODELS,
        policy=policy,
        reviewer_hours=draw(st.sampled_from([None, hours])),
    )


@st.composite
def worlds(draw: st.DrawFn) -> Params:
    params = defaults()
    share = st.sampled_from([0.0, 0.02, 0.1, 0.3])
    names = ("hang", "loop", "crash", "mute", "zombie", "duplicate", "late", "cut", "burst")
    faults = structs.replace(params.faults, **{name: draw(share) for name in names})
    fates = {"acc0": AccountFate(window_ms=HOUR, tokens=200_000), "acc1": AccountFate(credit=1_000_000)}
    throttle = {"acc0": AccountFate(window_ms=2 * MINUTE, requests=1)}
    return structs.replace(
        params,
        faults=faults,
        checks=structs.replace(params.checks, flaky=draw(share)),
        merges=structs.replace(params.merges, overlap=draw(share), unknown=draw(share)),
        difficulty=draw(st.sampled_from([-1.0, 0.0, 2.0])),
        accounts=draw(st.sampled_from([{}, fates, throttle])),
        restarts_ms=tuple(draw(st.lists(st.integers(0, 5 * HOUR), max_size=2))),
    )


AGENTS = ("dev-1", "any-1", "rev-1", "nobody-1")
TASKS = ("t0", "t1", "t6")


def acts() -> st.SearchStrategy[list[Act]]:
    agent, task = st.sampled_from(AGENTS), st.sampled_from(TASKS)
    target = st.sampled_from([*AGENTS, *TASKS, "anthropic", "acc0"])
    policy = st.sampled_from(
        [("limits.attempts", 1), ("budget.fleet", 1_000_000), ("flow.agents", 2), ("backoff.tries", 0), ("x.y", 1)]
    )
    kinds = st.one_of(
        st.builds(lambda a: f.NudgeAsked(n=0, at=0, agent=a), agent),
        st.builds(lambda a: f.RestartAsked(n=0, at=0, agent=a), agent),
        st.builds(lambda a: f.KillAsked(n=0, at=0, agent=a), agent),
        st.builds(lambda t, a: f.SwapAsked(n=0, at=0, task=t, agent=a), task, agent),
        st.builds(lambda t: f.CancelAsked(n=0, at=0, task=t), task),
        st.builds(lambda a: f.PauseAsked(n=0, at=0, agent=a), st.sampled_from(["", *AGENTS])),
        st.builds(lambda a: f.ResumeAsked(n=0, at=0, agent=a), st.sampled_from(["", *AGENTS])),
        st.builds(lambda p: f.PolicyAsked(n=0, at=0, path=p[0], value=p[1]), policy),
        st.builds(lambda k, t: f.FaultAsked(n=0, at=0, fault=k, target=t), st.sampled_from(FAULTS), target),
    )
    return st.lists(st.builds(Act, st.integers(1, 400), kinds), max_size=4)


def holds(plan: Plan, params: Params, seed: int, interventions: list[Act]) -> None:
    runner, watch, seen = Runner(plan, params, seed, interventions), Watch(plan), 0
    while len(runner.events) < MAX_EVENTS and runner.step():
        complaints = list(broken(plan, runner.state))
        assert not complaints, (runner.state.n, complaints[:3], runner.events[-4:])
        for event in runner.events[seen:]:
            watch.see(event)
        seen = len(runner.events)
        assert not watch.broken, watch.broken[:3]
    events = tuple(runner.events)
    assert verify(plan, events) is None
    half = len(events) // 2
    fold = Fold(plan)
    for event in events[:half]:
        fold.push(event)
    rest = Fold.thaw(plan, fold.freeze())
    for event in events[half:]:
        rest.push(event)
    assert rest.state == runner.state
    if len(events) < MAX_EVENTS:
        assert runner.state.finished
        assert not runner.state.ledger.open
        assert not any(agent.job for agent in runner.state.agents.values())


PROFILE = {"deadline": None, "suppress_health_check": list(HealthCheck), "print_blob": True, "database": None}


@settings(max_examples=500, derandomize=True, **PROFILE)
@given(plans(), worlds(), st.integers(0, 1_000), acts())
def test_invariants_hold(plan: Plan, params: Params, seed: int, interventions: list[Act]) -> None:
    holds(plan, params, seed, interventions)


@pytest.mark.soak
@settings(max_examples=10_000, **PROFILE)
@given(plans(), worlds(), st.integers(0, 1_000_000), acts())
def test_invariants_hold_for_long(plan: Plan, params: Params, seed: int, interventions: list[Act]) -> None:
    holds(plan, params, seed, interventions)


@pytest.mark.parametrize("seed", range(15))
def test_without_faults_every_task_ends(seed: int) -> None:
    """13: with capacity and money left, everything is merged or told to a human, in good time."""
    result = watched(plan(10), calm(), seed)
    assert all(task.state.final for task in result.final.tasks.values())
    assert sum(task.state is TaskState.MERGED for task in result.final.tasks.values()) >= 8
    assert result.events[-1].at < DAY


@pytest.mark.parametrize("seed", range(10))
def test_a_silent_agent_is_noticed_in_time_and_a_busy_one_is_left_alone(seed: int) -> None:
    """15: within period times threshold; who beats and progresses is never touched."""
    from orchestra_tui.fleet.simulation.params import TaskFate

    quiet = structs.replace(calm(), tasks={"t1": TaskFate(hang=(1,))})
    events = watched(plan(3), quiet, seed).events
    granted = next(e for e in events if isinstance(e, d.TurnGranted) and e.task == "t1")
    suspected = [e for e in events if isinstance(e, d.Suspected)]
    assert suspected[0].task == "t1"
    assert suspected[0].at - granted.at <= 3 * MINUTE
    assert all(e.task == "t1" or e.clock == "progress" for e in suspected)


@pytest.mark.parametrize("seed", range(5))
def test_the_oldest_ready_task_is_not_starved(seed: int) -> None:
    """14: tasks of one kind are begun in the order of the runbook."""
    events = watched(plan(12), calm(), seed).events
    first = [e.task for e in events if isinstance(e, d.Dispatched) and e.epoch == 1]
    assert first == [f"t{n}" for n in range(12)]
