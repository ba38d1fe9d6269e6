"""The world's own parts: draws, working hours, who is in whose way, what a provider refuses."""

from __future__ import annotations

import math
from statistics import fmean, pstdev

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from orchestra_tui.fleet.model import Interval, Quota, Refusal, Role, Task
from orchestra_tui.fleet.simulation.draws import Draws, exp, sigmoid
from orchestra_tui.fleet.simulation.fate import overlap
from orchestra_tui.fleet.simulation.faults import Weather
from orchestra_tui.fleet.simulation.history import History
from orchestra_tui.fleet.simulation.params import AccountFate, Outage
from orchestra_tui.fleet.simulation.places import worked
from orchestra_tui.fleet.simulation.traffic import Traffic
from orchestra_tui.fleet.units import HOUR, MINUTE
from tests.fleet.fleets import ORG, calm, plan

PATHS = st.lists(st.sampled_from(["a", "a/", "a/b", "a/b/c", "ab", "d/e", "d", "f.py"]), max_size=3, unique=True)


def task(id: str, touches: list[str]) -> Task:
    return Task(id=id, title="", role=Role.DEVELOPER, touches=tuple(touches))


def test_draws_belong_to_what_they_are_about() -> None:
    one, two = Draws(7), Draws(7)
    two.uniform("other", "asked", "before")
    assert one.uniform("pass", "api", 1) == two.uniform("pass", "api", 1)
    assert one.uniform("pass", "api", 1) != one.uniform("pass", "api", 2)
    assert one.uniform("pass", "api", 1) != Draws(8).uniform("pass", "api", 1)
    assert one.uniform("pass", "a", "bc") != one.uniform("pass", "ab", "c")


def test_draws_are_pinned() -> None:
    """These numbers are part of every log's hash: they may not change from machine to machine."""
    draws = Draws(1)
    assert draws.whole(0, 999_999, "pin", 1) == PINNED[0]
    assert draws.lognormal(100_000, 0.6, "pin", 2) == PINNED[1]


PINNED = (175601, 21919)


def test_distributions() -> None:
    draws = Draws(1)
    uniform = [draws.uniform("u", n) for n in range(4_000)]
    normal = [draws.normal("n", n) for n in range(4_000)]
    logs = sorted(draws.lognormal(1_000, 0.6, "l", n) for n in range(4_001))
    assert 0.48 < fmean(uniform) < 0.52
    assert abs(fmean(normal)) < 0.06
    assert 0.95 < pstdev(normal) < 1.05
    assert 940 < logs[2_000] < 1_060


@given(st.floats(-50, 50))
def test_exp_is_exp(x: float) -> None:
    assert exp(x) == pytest.approx(math.exp(x), rel=1e-12)
    assert 0 <= sigmoid(x) <= 1


@pytest.mark.parametrize(
    ("start", "length", "done"),
    [(0, 2, 10), (8, 2, 10), (9, 1, 10), (15, 3, 34), (16, 1, 33), (20, 1, 33), (9, 8, 33), (0, 40, None)],
)
def test_work_goes_on_in_working_hours_only(start: int, length: int, done: int | None) -> None:
    days = tuple(Interval(start=(8 + 24 * k) * HOUR, end=(16 + 24 * k) * HOUR) for k in range(3))
    assert worked(days, start * HOUR, length * HOUR) == (None if done is None else done * HOUR)


@given(st.lists(PATHS, max_size=8), PATHS, st.integers(0, 8), st.booleans())
def test_history_and_traffic_find_what_overlaps(merged: list[list[str]], mine: list[str], cut: int, all_: bool) -> None:
    history, traffic, me = History(), Traffic(), task("me", mine)
    others = [task(f"t{n}", touches) for n, touches in enumerate(merged)]
    for number, other in enumerate(others):
        history.add(other)
        traffic.enter(f"dev-{number}", other)
    near = [(o, overlap(me, o)) for o in others[cut:]]
    expected = near if all_ else [(o, touching) for o, touching in near if touching is not False]
    assert list(history.since(cut, me, everywhere=all_)) == expected
    assert traffic.overlapping("dev-99", me) == sum(overlap(me, o) is True for o in others)
    assert traffic.others("dev-0") == max(0, len(others) - 1)


def test_quota_is_real_arithmetic() -> None:
    quota = structs.replace(ORG, quota=Quota(window_ms=5 * HOUR, tokens=100))
    weather = Weather(plan(accounts=(quota,)), calm(), Draws(1))
    assert weather.refusal(quota, 0) is None
    weather.request(quota, 0, 99)
    assert weather.refusal(quota, 1) is None
    weather.request(quota, 1, 1)
    found = weather.refusal(quota, 2 * HOUR)
    assert (found.why, found.retry_ms, found.reset) == (Refusal.QUOTA, 3 * HOUR, 5 * HOUR)
    assert weather.refusal(quota, 5 * HOUR) is None


def test_what_the_provider_knows_and_the_pool_does_not() -> None:
    fates = {"org": AccountFate(window_ms=MINUTE, requests=1, credit=10)}
    weather = Weather(plan(), structs.replace(calm(), accounts=fates), Draws(1))
    weather.request(ORG, 0, 5)
    assert weather.refusal(ORG, 10).why is Refusal.THROTTLE
    weather.meters["org"].spent = 10
    assert weather.refusal(ORG, 10).why is Refusal.BILLING


def test_outages_come_and_go() -> None:
    outage = Outage(provider="anthropic", start_ms=10, length_ms=5)
    weather = Weather(plan(), structs.replace(calm(), outages=(outage,)), Draws(1))
    refused = [weather.refusal(ORG, at) is not None for at in (9, 10, 14, 15)]
    assert refused == [False, True, True, False]
