"""Fleets of any size whose work grows with them and with nothing else, so that growing time is the simulator's own."""

from __future__ import annotations

from msgspec import structs

from orchestra_tui.fleet.model import Account, Interval, Model, Price, Profile, Quota, Role, Task
from orchestra_tui.fleet.plan import Plan
from orchestra_tui.fleet.policy import Flow, Policy
from orchestra_tui.fleet.simulation.params import Params
from orchestra_tui.fleet.simulation.scenario import defaults
from orchestra_tui.fleet.units import DAY, DOLLAR, HOUR

LAYERS = 10
"""The first half of the tasks is independent; each layer of the other half waits for the one before it."""
MIDDLE = Model(
    id="middle",
    provider="one",
    strength=2,
    price=Price(fresh=2_000_000, cached=100_000, out=10_000_000, version="middle@bench"),
)
STRONG = Model(
    id="strong",
    provider="one",
    strength=4,
    price=Price(fresh=4_000_000, cached=200_000, out=20_000_000, version="strong@bench"),
)
DAYS = 60


def fleet(tasks: int, agents: int, *, limits: bool) -> Plan:
    """So many tasks and agents, a quarter of these reviewers; with an open pool, or four accounts for ten agents.

    Limited accounts have windows, quotas, budgets or a cap of their jobs, a quarter of them each.
    """
    reviewers = max(1, agents // 4)
    developer = Profile(
        id="developer",
        cli="claude",
        model="middle",
        roles=(Role.DEVELOPER,),
        max_turns=10,
        count=agents - reviewers,
        fallbacks=("strong",),
    )
    reviewer = Profile(
        id="reviewer", cli="claude", model="strong", roles=(Role.REVIEWER,), max_turns=5, count=reviewers
    )
    return Plan(
        tasks=tuple(_task(number, tasks) for number in range(tasks)),
        profiles=(developer, reviewer),
        accounts=tuple(_account(n, limits=limits) for n in range(max(4, 4 * agents // 10) if limits else 1)),
        models=(MIDDLE, STRONG),
        policy=structs.replace(Policy(), flow=Flow(spawn_ms=0), max_ms=DAYS * DAY),
    )


def _task(number: int, tasks: int) -> Task:
    width = max(1, tasks // LAYERS)
    layered = number >= tasks // 2
    after = dict.fromkeys((number - width, number - width - number % width + (number * 7) % width)) if layered else ()
    return Task(
        id=f"t{number}",
        title=f"Task {number}",
        role=Role.DEVELOPER,
        after=tuple(f"t{other}" for other in after),
        touches=(f"src/part-{number}/",),
    )


def _account(number: int, *, limits: bool) -> Account:
    days = tuple(range(0, DAYS * DAY, DAY))
    account = Account(id=f"account-{number}", owner="team", provider="one", models=("middle", "strong"), days=days)
    if not limits:
        return account
    night = tuple(Interval(start=start + (number % 3) * HOUR, end=start + 12 * HOUR) for start in days)
    match number % 4:
        case 0:
            return structs.replace(account, windows=night, concurrency=3)
        case 1:
            return structs.replace(account, quota=Quota(window_ms=HOUR, tokens=1_000_000, requests=10), concurrency=2)
        case 2:
            return structs.replace(account, daily_budget=15 * DOLLAR, concurrency=2)
        case _:
            return structs.replace(account, concurrency=1)


def world(*, shared: bool) -> Params:
    """The world as it ships if work is `shared`: then each agent slows the others down and one merge slot serves all.

    Else agents do not get in each other's way, and a merge takes a moment: a task is the same work in a fleet of any
    size.
    """
    params = defaults()
    if shared:
        return params
    return structs.replace(
        params,
        overhead=structs.replace(params.overhead, agent=0.0),
        merges=structs.replace(params.merges, low_ms=100, high_ms=300, apart=0.0),
    )
