"""Predictions are read as people write them, and held against the run."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orchestra_tui.fleet.metrics import QUANTITIES, Metric
from orchestra_tui.fleet.units import DOLLAR, HOUR, MINUTE
from orchestra_tui.tutor.playing.guess import Grade, example, grade, guess, off_by


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1h30m", 90), ("90 мин", 90), ("1 ч 30", 90), ("1ч30", 90), ("1 ч 30 мин", 90), ("1:30", 90), ("1,5 ч", 90),
        ("полтора часа", 90), ("около 2 часов", 120), ("3h 20", 200), ("2 дня", 2880), ("0 мин", 0), ("0", 0),
        ("1/2 часа", 30),
    ],
)  # fmt: skip
def test_times(text: str, expected: int) -> None:
    assert guess(text, Metric.MAKESPAN) == expected * MINUTE


@pytest.mark.parametrize(
    ("text", "expected"), [("$4.50", 4.5), ("4,5", 4.5), ("15 долларов", 15), ("1 доллар 80 центов", 1.8), ("15$", 15)]
)
def test_money(text: str, expected: float) -> None:
    assert guess(text, Metric.COST) == round(expected * DOLLAR)


@pytest.mark.parametrize(
    ("text", "metric", "expected"),
    [
        ("11", Metric.MERGED, 11), ("11 задач", Metric.MERGED, 11), ("три", Metric.SWAPS, 3),
        ("80k", Metric.TOKENS, 80_000),
        ("60%", Metric.UTILISATION, 60), ("60", Metric.UTILISATION, 60), ("2 раза", Metric.ROTATIONS, 2),
    ],
)  # fmt: skip
def test_counts_tokens_and_shares(text: str, metric: Metric, expected: int) -> None:
    assert guess(text, metric) == expected


@pytest.mark.parametrize(
    ("text", "metric"),
    [
        ("90", Metric.MAKESPAN), ("abc", Metric.MAKESPAN), ("$5", Metric.MAKESPAN), ("90 мин", Metric.COST),
        ("-3", Metric.MERGED),
        ("", Metric.MERGED), ("9" * 60, Metric.MERGED), ("3 часа", Metric.MERGED), ("5 или 6", Metric.MERGED),
    ],
)  # fmt: skip
def test_what_is_none_is_sent_back_with_an_example(text: str, metric: Metric) -> None:
    with pytest.raises(ValueError, match=r"write|Write") as caught:
        guess(text, metric)
    assert example(metric) in str(caught.value)
    assert "\n" not in str(caught.value)


def test_the_examples_are_predictions() -> None:
    for metric in Metric:
        for text in example(metric).split(", "):
            assert guess(text, metric) > 0


@given(st.text(max_size=30), st.sampled_from(list(Metric)))
def test_anything_typed_is_read_or_sent_back(text: str, metric: Metric) -> None:
    told = ""
    try:
        found = guess(text, metric)
    except ValueError as error:
        found, told = -1, str(error)
    assert (found >= 0) != bool(told)


@pytest.mark.parametrize(
    ("predicted", "value", "metric", "expected"),
    [
        (4, 4, Metric.MERGED, Grade.EXACT), (3, 4, Metric.MERGED, Grade.CLOSE), (2, 4, Metric.MERGED, Grade.NEAR),
        (1, 2, Metric.MERGED, Grade.NEAR), (9, 4, Metric.MERGED, Grade.FAR), (0, 0, Metric.STALE, Grade.EXACT),
        (1, 0, Metric.STALE, Grade.FAR), (100, 101, Metric.TURNS, Grade.CLOSE),
        (101 * MINUTE, 100 * MINUTE, Metric.MAKESPAN, Grade.EXACT),
        (88 * MINUTE, 100 * MINUTE, Metric.MAKESPAN, Grade.CLOSE),
        (2 * HOUR, 3 * HOUR, Metric.MAKESPAN, Grade.NEAR), (9 * HOUR, 3 * HOUR, Metric.MAKESPAN, Grade.FAR),
        (0, 3 * HOUR, Metric.MAKESPAN, Grade.FAR), (0, 0, Metric.QUOTA_WAIT, Grade.EXACT),
    ],
)  # fmt: skip
def test_how_good(predicted: int, value: int, metric: Metric, expected: Grade) -> None:
    assert grade(predicted, value, metric) is expected


@given(st.integers(0, 10**12), st.integers(0, 10**12), st.sampled_from(list(Metric)))
def test_nearer_is_never_worse(predicted: int, value: int, metric: Metric) -> None:
    order = list(Grade)
    nearer = predicted + (value - predicted) // 2
    assert order.index(grade(nearer, value, metric)) <= order.index(grade(predicted, value, metric))
    assert grade(value, value, metric) is Grade.EXACT


def test_how_far_off_in_the_unit_that_says_most() -> None:
    assert off_by(3, 4, Metric.MERGED) == "−1"
    assert off_by(4, 4, Metric.MERGED) == "="
    assert off_by(9 * HOUR, 3 * HOUR, Metric.MAKESPAN) == "+200 %"
    assert off_by(300 * HOUR, HOUR, Metric.MAKESPAN) == "+>999 %"
    assert off_by(HOUR, 0, Metric.QUOTA_WAIT) == "+∞"
    assert set(QUANTITIES.values()) == {"time", "money", "tokens", "share"}
