"""The simulated world's numbers against those that were measured; `defaults.yaml` has the sources."""

from __future__ import annotations

from collections import Counter, defaultdict
from statistics import fmean

import pytest
from msgspec import structs

from orchestra_tui.fleet import decisions as d
from orchestra_tui.fleet import facts as f
from orchestra_tui.fleet.model import Refusal, Role, Task
from orchestra_tui.fleet.plan import Plan
from orchestra_tui.fleet.simulation.behaviour import Behaviour, Setting
from orchestra_tui.fleet.simulation.draws import Draws
from orchestra_tui.fleet.simulation.fate import life_of
from orchestra_tui.fleet.simulation.faults import Weather
from orchestra_tui.fleet.simulation.params import Mind
from orchestra_tui.fleet.simulation.run import run
from orchestra_tui.fleet.simulation.scenario import defaults
from orchestra_tui.fleet.units import DOLLAR, HOUR, MINUTE
from tests.fleet.fleets import DEVELOPER, MIDDLE, ORG, REVIEWER, calm, plan, scenario

SONNET, OPUS = "claude-sonnet-5.5", "claude-opus-5.5"
NO_LIMIT = (10**9, 10**9, 10**9)


@pytest.mark.parametrize(("skill", "passes"), [(1.6, 0.79), (1.2, 0.73), (0.9, 0.68), (0.1, 0.52), (-0.5, 0.40)])
def test_a_first_turn_succeeds_as_often_as_the_model_is_good(skill: float, passes: float) -> None:
    params = structs.replace(calm(), models={"sonnet": Mind(skill=skill)})
    params = structs.replace(params, turns=structs.replace(params.turns, no_op=0.0))
    behaviour, draws = Behaviour(params, Draws(5)), Draws(5)
    solved = 0
    for number in range(3_000):
        life = life_of(Task(id=f"t{number}", title="", role=Role.DEVELOPER), params, draws)
        setting = Setting(MIDDLE, Role.DEVELOPER, 1, False, 0, 0, NO_LIMIT)
        branch = life.branch("b", "", 0)
        left = behaviour.turn(life, branch, setting).left
        assert left is not None
        assert not branch.solved  # before the turn is over
        solved += left.solved
    assert solved / 3_000 == pytest.approx(passes, abs=0.025)


class Measured:
    """What many runs of scenarios say about turns, reviews and tasks."""

    def __init__(self, names: tuple[str, ...], seeds: range) -> None:
        self.turns: dict[str, list[int]] = defaultdict(list)
        self.reviews: dict[str, list[int]] = defaultdict(list)
        self.cost = self.tasks = self.building = self.reviewing = 0
        for name in names:
            one = scenario(name)
            for seed in seeds:
                self._see(run(one.plan, one.params, seed).events)
                self.tasks += len(one.plan.tasks)

    def _see(self, events: tuple) -> None:
        orders = {e.n: e for e in events if isinstance(e, d.TurnGranted | d.ReviewOrdered)}
        for event in events:
            match event:
                case f.TurnEnded():
                    self.turns[orders[event.cause].model].append(event.usage.cost)
                    self.building += event.at - orders[event.cause].at
                case f.ReviewEnded():
                    self.reviews[orders[event.cause].model].append(event.usage.cost)
                    self.reviewing += event.at - orders[event.cause].at
                case d.Settled():
                    self.cost += event.spent


def test_turns_reviews_and_tasks_cost_and_take_what_was_measured() -> None:
    """A turn at Sonnet's prices $0.37, a review at Opus's $0.30; a task $1.19 and 543 s; an agent-hour $3.3 to $5."""
    found = Measured(("solo", "parallel-feature"), range(40))
    assert 0.36 < fmean(found.turns[SONNET]) / DOLLAR < 0.43
    assert 0.28 < fmean(found.reviews[OPUS]) / DOLLAR < 0.32
    assert 1.0 < found.cost / found.tasks / DOLLAR < 1.3
    assert 8 * MINUTE < found.building / found.tasks < 12 * MINUTE
    assert 3.3 < found.cost / DOLLAR / ((found.building + found.reviewing) / HOUR) < 5.0
    assert 1.5 < sum(map(len, found.turns.values())) / found.tasks < 2.1


def conflicts(given: Plan, seeds: range) -> tuple[dict[int, int], dict[int, int]]:
    """Merges tried and merges that conflicted, by how many other merges there were since the branch was cut."""
    tried, failed = Counter[int](), Counter[int]()
    for seed in seeds:
        merged, cut = 0, dict[str, int]()
        for event in run(given, calm(), seed).events:
            match event:
                case d.Dispatched() | d.Restarted():
                    cut[event.task] = merged
                case f.MergeEnded():
                    since = merged - cut[event.task]
                    tried[since] += 1
                    failed[since] += event.outcome == "conflict"
                    merged += event.outcome == "merged"
    return tried, failed


def test_branches_conflict_as_often_as_was_measured() -> None:
    """With 0.04 for a pair: 28 % after eight merges; over 107,000 merges 27.67 % were measured."""
    bare = tuple(structs.replace(task, touches=()) for task in plan(150).tasks)
    crew = (structs.replace(DEVELOPER, count=9), structs.replace(REVIEWER, count=4))
    tried, failed = conflicts(plan(tasks=bare, profiles=crew), range(6))
    expected = sum(count * (1 - 0.96**since) for since, count in tried.items())
    assert sum(failed.values()) == pytest.approx(expected, rel=0.12)
    assert sum(tried[since] for since in range(6, 11)) > 100
    near = range(6, 11)
    assert sum(failed[k] for k in near) / sum(tried[k] for k in near) == pytest.approx(0.277, abs=0.06)


def test_a_provider_is_overloaded_for_three_minutes_every_four_hours() -> None:
    weather, params = Weather(plan(), defaults(), Draws(3)), defaults()
    hours, refused = 4_000, 0
    for minute in range(hours * 60):
        refusal = weather.refusal(ORG, minute * MINUTE)
        refused += refusal is not None and refusal.why is Refusal.OVERLOAD
    cut = params.faults.cut * params.faults.cut_time_ms / MINUTE
    assert refused / (hours / 4) == pytest.approx(3 + cut, abs=0.4)


def test_one_patch_in_eight_is_green_and_wrong_and_reviews_find_four_of_five() -> None:
    """So a review sends back about one in five: what is wrong and found, and what is right and suspected."""
    reviews = [e for seed in range(12) for e in run(plan(12), calm(), seed).events if isinstance(e, f.ReviewEnded)]
    refused = sum(not e.accepted for e in reviews) / len(reviews)
    assert 0.12 < refused < 0.26
