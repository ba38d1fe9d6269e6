"""The table of the simulator's figures, and the fleets it is made from."""

from __future__ import annotations

import pytest
from benchmarks import fleet
from benchmarks.simulator import fleets
from benchmarks.simulator.engines import ENGINES
from benchmarks.table import Line, markdown

from orchestra_tui.fleet import decisions as d
from orchestra_tui.fleet.possible import impossible
from orchestra_tui.fleet.simulation.run import run


def taken(events: int, ms: float) -> fleet.Taken:
    return fleet.Taken(events, ms, ms, 10.0)


def test_the_verdict_follows_the_median_of_the_rounds() -> None:
    simpy = {("simpy", fleet.PEER_EVENTS): taken(fleet.PEER_EVENTS, 1_000)}
    rounds = [
        {**simpy, ("open", 1_000): taken(50_000, ms), ("open", 100): taken(5_000, 100)} for ms in (900, 1_000, 9_000)
    ]
    found = {line.title: line for line in fleet.lines(rounds)}
    speed = next(line for title, line in found.items() if title.startswith("events a second") and line.ratios)
    assert sorted(speed.ratios)[1] == pytest.approx(50_000 / fleet.PEER_EVENTS)
    growth = next(line for title, line in found.items() if title.startswith("time of 1,000") and line.ratios)
    assert sorted(growth.ratios)[1] == 10
    text = markdown(found.values(), "ours", "peer")
    assert "| **10.0** | 9.00-90.0 | 10.0 | ≤ 12 | ok |" in text
    assert "not measured" in text


@pytest.mark.parametrize(
    ("line", "verdict"),
    [
        (Line("a", "", 1, 1, [0.04], least=0.05), "**under**"),
        (Line("a", "", 1, 1, [0.06], least=0.05), "ok"),
        (Line("a", "", 1, 1, [13.0], most=12), "**over**"),
        (Line("a", "", 1, 1, [13.0]), ""),
    ],
)
def test_a_budget_is_the_most_or_the_least(line: Line, verdict: str) -> None:
    assert markdown([line], "a", "b").endswith(f"| {verdict} |")


@pytest.mark.parametrize("limits", [False, True])
def test_what_is_measured_is_a_real_run(limits: bool) -> None:
    plan = fleets.fleet(100, 10, limits=limits)
    assert impossible(plan) == ()
    assert sum(bool(task.after) for task in plan.tasks) == 50
    result = run(plan, fleets.world(shared=False), 1)
    assert sum(isinstance(e, d.Merged) for e in result.events) >= 95
    assert all(task.state.final for task in result.final.tasks.values())
    waits = {e.for_ for e in result.events if isinstance(e, d.Waiting)}
    assert bool(waits & {"concurrency", "quota", "window", "budget"}) == limits


def test_the_peers_do_as_many_events_as_they_say() -> None:
    for name in ("simpy", "heap"):
        assert ENGINES[name](2_000, 1)() == 2_000
