"""Random plans, worlds and interventions for the properties of runs."""

from __future__ import annotations

from hypothesis import HealthCheck
from hypothesis import strategies as st
from msgspec import structs

from orchestra_tui.fleet import facts as f
from orchestra_tui.fleet.model import Account, Interval, Profile, Quota, Role, Task
from orchestra_tui.fleet.plan import Plan
from orchestra_tui.fleet.policy import Budget, Flow, Health, Limits, Policy, Review
from orchestra_tui.fleet.simulation.params import AccountFate, Params
from orchestra_tui.fleet.simulation.run import Act
from orchestra_tui.fleet.simulation.scenario import defaults
from orchestra_tui.fleet.simulation.world import FAULTS
from orchestra_tui.fleet.units import DAY, HOUR, MINUTE
from tests.fleet.fleets import MODELS

PROFILE = {"deadline": None, "suppress_health_check": list(HealthCheck), "print_blob": True, "database": None}
MODEL_IDS = tuple(model.id for model in MODELS)
DAYS = tuple(range(-5 * HOUR, 40 * DAY, DAY))
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
        health=Health(nudges=draw(st.integers(0, 2)), restarts=draw(st.integers(1, 3)) - 1),
        limits=Limits(
            attempts=draw(st.sampled_from([6, 3, 1])),
            critic_after=draw(st.integers(1, 3)),
            conflicts=draw(st.integers(0, 3)),
        ),
        flow=Flow(
            agents=draw(st.sampled_from([None, 1, 3])),
            review_wip=draw(st.sampled_from([None, 1])),
            spawn_ms=draw(st.sampled_from([2_000, 0, 60_000])),
        ),
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


def interventions() -> st.SearchStrategy[f.Intervention]:
    """What the learner may do, sensible or not."""
    agent, task = st.sampled_from(AGENTS), st.sampled_from(TASKS)
    target = st.sampled_from([*AGENTS, *TASKS, "anthropic", "acc0"])
    policy = st.sampled_from(
        [("limits.attempts", 1), ("budget.fleet", 1_000_000), ("flow.agents", 2), ("backoff.tries", 0), ("x.y", 1)]
    )
    return st.one_of(
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


def acts() -> st.SearchStrategy[list[Act]]:
    """Up to four interventions, somewhere in a run."""
    return st.lists(st.builds(Act, st.integers(1, 400), interventions()), max_size=4)


def faults() -> st.SearchStrategy[list[Act]]:
    """Up to six things that break early in a run, and then no more."""
    target = st.sampled_from([*AGENTS, *TASKS, "anthropic", "acc0"])
    breaks = st.builds(lambda k, t: f.FaultAsked(n=0, at=0, fault=k, target=t), st.sampled_from(FAULTS), target)
    return st.lists(st.builds(Act, st.integers(1, 200), breaks), max_size=6)


@st.composite
def capable_plans(draw: st.DrawFn) -> Plan:
    """Plans in which everything can be done: no budgets, quotas or pauses that could stand in the way for good."""
    given = draw(plans())
    accounts = tuple(structs.replace(a, daily_budget=None, quota=None) for a in given.accounts)
    free = (*accounts, Account(id="free", owner="x", provider="anthropic", models=MODEL_IDS, days=DAYS))
    return structs.replace(
        given,
        tasks=tuple(structs.replace(task, budget=None) for task in given.tasks),
        profiles=tuple(structs.replace(p, model="sonnet", fallbacks=("opus",)) for p in given.profiles),
        accounts=free,
        policy=structs.replace(given.policy, budget=Budget(), max_ms=14 * DAY),
    )
