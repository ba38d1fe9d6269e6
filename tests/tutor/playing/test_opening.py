"""The way into a run: how fast it is shown, the situation in words, what else might be tried."""

from __future__ import annotations

import pytest
from msgspec import structs

from orchestra_tui.fleet.metrics import Metric
from orchestra_tui.fleet.model import Interval
from orchestra_tui.fleet.simulation.run import Act
from orchestra_tui.fleet.units import DAY, HOUR
from orchestra_tui.tui.places import WATCHED_MINUTES
from orchestra_tui.tutor.playing.pace import LONGEST, minutes, pace
from orchestra_tui.tutor.playing.player import SPEEDS
from orchestra_tui.tutor.playing.showing import MOST, Shown, shown
from orchestra_tui.tutor.playing.situation import begins, situation
from orchestra_tui.tutor.playing.takes import play
from orchestra_tui.tutor.playing.what_if import tells, what_ifs
from tests.fleet.fleets import NAMES, SCENARIOS, scenario
from tests.tutor.playing.reels import recorded


@pytest.mark.parametrize("name", NAMES)
def test_every_shipped_run_takes_the_minutes_that_are_promised(name: str) -> None:
    made = recorded(name)
    least, most = (int(number) for number in WATCHED_MINUTES.split("–"))
    assert least <= minutes(made) <= most
    assert pace(made) in SPEEDS
    assert made.end / 1_000 / pace(made) <= LONGEST


@pytest.mark.parametrize("name", NAMES)
def test_every_shipped_run_has_something_to_try_that_makes_a_difference(name: str) -> None:
    one, made = scenario(name), recorded(name)
    found = what_ifs(one.plan, made.metrics)
    assert len({each.text for each in found}) == len(found) > 0
    others = [play(one.plan, one.params, 1, [Act(1, each.fact)]).metrics for each in found]
    assert sum(tells(made.metrics, other) for other in others) >= 2


def test_what_is_offered_has_to_do_with_what_happened() -> None:
    def offered(name: str) -> list[str]:
        return [each.fact.path for each in what_ifs(scenario(name).plan, recorded(name).metrics)]

    assert offered("too-parallel")[:2] == ["review.human", "flow.agents"]
    assert offered("swap-critic")[0] == "limits.critic_after"
    assert "review.human" not in offered("solo")
    assert "backoff.tries" in offered("swap-error")


def test_the_same_run_is_no_difference() -> None:
    numbers = recorded("solo").metrics
    assert not tells(numbers, {**numbers, Metric.COST: numbers[Metric.COST] * 101 // 100})
    assert tells(numbers, {**numbers, Metric.COST: numbers[Metric.COST] * 110 // 100})
    assert tells(numbers, {**numbers, Metric.MERGED: numbers[Metric.MERGED] - 1})


def test_the_situation_says_what_matters() -> None:
    solo, night = dict(situation(scenario("solo").plan)), dict(situation(scenario("night-shift").plan))
    assert solo["tasks"].startswith("6 tasks: schema, backfill, dual-write")
    assert "each waits for the one before" in solo["tasks"]
    assert "2 tasks change db/schema.sql" in solo["tasks"]
    assert "at least 3 steps one after another" in night["tasks"]
    assert "bob: openai, 00:00–08:00, $25.00 a day" in night["pool"]
    assert "2 × codex-developer (developer, QA, reviewer: gpt-5.3-codex, else gpt-6.1-sol)" in night["crew"]
    assert dict(situation(scenario("human-bottleneck").plan))["review"] == "the human, 10:00–18:00"
    assert "none waits for another" in dict(situation(scenario("too-parallel").plan))["tasks"]
    assert begins(scenario("night-shift").plan) == "Monday, 22:00"


def test_a_window_that_had_begun_before_the_run_is_told_whole() -> None:
    plan = scenario("night-shift").plan
    (alice, bob) = plan.accounts
    spans = (Interval(start=0, end=HOUR), Interval(start=DAY - 2 * HOUR, end=DAY + HOUR))
    plan = structs.replace(plan, accounts=(structs.replace(alice, windows=spans), structs.replace(bob, windows=())))
    pool = dict(situation(plan))["pool"]
    assert "alice: anthropic, 20:00–23:00, $4.00 a day" in pool
    assert "bob: openai, never within the run" in pool


def test_a_scenario_is_read_first_and_measured_then() -> None:
    read, measured = list(shown(SCENARIOS / "solo.yaml", lambda: True))
    assert "Смотри на дорожки" in read.watch
    assert read.minutes == 0
    assert measured == Shown(read.watch, minutes(recorded("solo")))
    assert recorded("solo").count < MOST


def test_nobody_is_measured_who_is_not_wanted() -> None:
    assert [each.minutes for each in shown(SCENARIOS / "solo.yaml", lambda: False)] == [0]
