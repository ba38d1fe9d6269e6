"""Plans and runs that several tests of the fleet share."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import TypeVar

from msgspec import structs

from orchestra_tui.base.paths import shipped
from orchestra_tui.fleet.event import Decision, Fact
from orchestra_tui.fleet.events import AnyEvent
from orchestra_tui.fleet.fold import Fold
from orchestra_tui.fleet.invariants import broken
from orchestra_tui.fleet.metrics import Metric, compute
from orchestra_tui.fleet.model import Account, Model, Price, Profile, Role, Task
from orchestra_tui.fleet.orchestrator import Orchestrator
from orchestra_tui.fleet.plan import Plan
from orchestra_tui.fleet.simulation.params import Params
from orchestra_tui.fleet.simulation.run import Act, Run, Runner, run
from orchestra_tui.fleet.simulation.scenario import Scenario, defaults, read
from orchestra_tui.fleet.watching import Watch

D = TypeVar("D", bound=Decision)

SCENARIOS = shipped() / "content" / "module-7-orchestration" / "scenarios"
NAMES = tuple(sorted(file.stem for file in SCENARIOS.glob("*.yaml")))

SMALL = Model(
    id="haiku",
    provider="anthropic",
    strength=1,
    price=Price(fresh=100_000, cached=10_000, out=500_000, version="haiku@test"),
)
MIDDLE = Model(
    id="sonnet",
    provider="anthropic",
    strength=2,
    price=Price(fresh=2_000_000, cached=100_000, out=10_000_000, version="sonnet@test"),
)
OTHER = Model(
    id="codex",
    provider="openai",
    strength=2,
    price=Price(fresh=1_750_000, cached=175_000, out=14_000_000, version="codex@test"),
)
STRONG = Model(
    id="opus",
    provider="anthropic",
    strength=4,
    price=Price(fresh=4_000_000, cached=200_000, out=20_000_000, version="opus@test"),
)
MODELS = (SMALL, MIDDLE, OTHER, STRONG)
DEVELOPER = Profile(
    id="dev", cli="claude", model="sonnet", roles=(Role.DEVELOPER,), max_turns=8, count=3, fallbacks=("opus",)
)
REVIEWER = Profile(id="rev", cli="claude", model="opus", roles=(Role.REVIEWER,), max_turns=5)
ORG = Account(id="org", owner="team", provider="anthropic", models=("haiku", "sonnet", "opus"), days=(0,))


def plan(count: int = 6, **changes: object) -> Plan:
    """A plan of `count` independent tasks; fields may be replaced."""
    tasks = tuple(Task(id=f"t{n}", title=f"Task {n}", role=Role.DEVELOPER, touches=(f"src/{n}",)) for n in range(count))
    base = Plan(tasks=tasks, profiles=(DEVELOPER, REVIEWER), accounts=(ORG,), models=MODELS)
    return structs.replace(base, **changes)


def calm() -> Params:
    """The default world without anything that goes wrong by itself."""
    params = defaults()
    quiet = dict.fromkeys(
        ("hang", "loop", "crash", "mute", "zombie", "duplicate", "late", "burst", "cut", "revive"), 0.0
    )
    return structs.replace(params, faults=structs.replace(params.faults, **quiet))


def watched(plan: Plan, params: Params, seed: int, acts: Sequence[Act] = ()) -> Run:
    """A run with every invariant checked after every fact, and its log's after every event."""
    runner, watch, seen = Runner(plan, params, seed, acts), Watch(plan), 0
    while runner.step():
        complaints = list(broken(plan, runner.state))
        assert not complaints, (seed, runner.state.n, complaints[:3], runner.events[-4:])
        for event in runner.events[seen:]:
            watch.see(event)
        seen = len(runner.events)
        assert not watch.broken, (seed, watch.broken[:3])
    assert runner.state.finished
    assert not runner.state.ledger.open
    return Run(plan, seed, tuple(runner.events), runner.orchestrator.fold.freeze())


def told(orchestrator: Orchestrator, kind: type[Fact], at: int, cause: int = 0, **fields: object) -> tuple:
    """What the orchestrator decides when it is told a fact."""
    return orchestrator.handle(kind(n=orchestrator.fold.state.n + 1, at=at, cause=cause, **fields))


def found(kind: type[D], made: Iterable[Decision]) -> D:
    """The first decision of a kind."""
    return next(decision for decision in made if isinstance(decision, kind))


def folds(plan: Plan, events: Sequence[AnyEvent]) -> Iterator[Fold]:
    """The fold after every event."""
    fold = Fold(plan)
    for event in events:
        fold.push(event)
        yield fold


@cache
def scenario(name: str, *settings: str) -> Scenario:
    """A shipped scenario, with settings."""
    return read(SCENARIOS / f"{name}.yaml", settings)


@cache
def measured(name: str, seed: int, *settings: str) -> dict[Metric, int]:
    """The metrics of a run of a shipped scenario."""
    one = scenario(name, *settings)
    return compute(one.plan, run(one.plan, one.params, seed).events)


def write(folder: Path, name: str, text: str) -> Path:
    """A file with a text."""
    file = folder / name
    file.write_text(text, encoding="utf-8")
    return file
