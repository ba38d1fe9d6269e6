"""Numbers in every dress, and only what is a number."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orchestra_tui.quiz.numbers import read
from orchestra_tui.quiz.types.number import grade_number, in_unit
from orchestra_tui.quiz.verdict import Outcome


@pytest.mark.parametrize(
    ("text", "value", "quantity"),
    [
        ("15", 15, None), ("15.", 15, None), ("1,5 ч", 5400, "time"), ("1h30m", 5400, "time"),
        ("2 мин 5 с", 125, "time"), ("20 000", 20000, None), ("20\u202f000", 20000, None), ("80k", 80000, None),
        ("80 тыс. токенов", 80000, "tokens"), ("2M токенов", 2_000_000, "tokens"), ("$4.50", Fraction(9, 2), "money"),
        ("4,50 $", Fraction(9, 2), "money"), ("15 %", 15, "share"), ("3/2", Fraction(3, 2), None), ("−3", -3, None),
        (".5", Fraction(1, 2), None), ("12 агентов", 12, None), ("за 5 минут на задачу", 300, "time"),
        ("20 терминов в день", 20, None), ("≈ 40", 40, None), ("три", 3, None), ("три попытки", 3, None),
        ("полтора часа", 5400, "time"), ("= 7", 7, None), ("через 5 часов", 18000, "time"),
        ("после трёх попыток", 3, None),
        ("примерно через 320 минут", 19200, "time"), ("Ответ: 4", 4, None), ("ровно10", 10, None),
        ("8 × 40 = 320", 320, None),
        ("сорок пять минут", 2700, "time"), ("триста двадцать", 320, None),
        ("пять часов двадцать минут", 19200, "time"),
        ("1 доллар 80 центов", Fraction(9, 5), "money"), ("хватит четырёх агентов", 4, None), ("четверо", 4, None),
        ("12 агентов на одного человека", 12, None), ("ноль", 0, None), ("сто", 100, None),
    ],
)  # fmt: skip
def test_numbers_are_read(text: str, value: Fraction, quantity: str | None) -> None:
    found = read(text)
    assert found
    assert (found.values[0], found.quantity) == (value, quantity)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "много",
        "5-7",
        "5 или 6",
        "> 5",
        "не больше 5",
        "1:30",
        "1/0",
        "5.5.5",
        "9" * 60,
        "1 ч 30",
        "минус 5",
        "²",
        ">= 5",
        "<=5",
        "4 = 4 или 5",
        "два или три",
        "внутри 5",
        "через",
        "заново 5",
        "5 ч 1 доллар",
        "=",
    ],
)
def test_what_is_no_number_is_none(text: str) -> None:
    assert read(text) is None


def test_a_comma_may_group_or_divide() -> None:
    found = read("1,500")
    assert found
    assert set(found.values) == {1500, Fraction(3, 2)}


def test_m_is_what_the_question_asks_for() -> None:
    assert grade_number("5m", 5, "0", "min").outcome is Outcome.RIGHT
    assert grade_number("5m", 5_000_000, "0", "tokens").outcome is Outcome.RIGHT


@pytest.mark.parametrize(
    ("answer", "value", "tolerance", "unit", "outcome"),
    [
        ("0,1", 0.1, "0", "$", Outcome.RIGHT),
        ("10 центов", 0.1, "0", "$", Outcome.RIGHT),
        ("0.3", 0.1 * 3, "1%", "", Outcome.RIGHT),
        ("1234567", 1234567, "0", "", Outcome.RIGHT),
        ("40 агентов", 40, "0", "", Outcome.RIGHT),
        ("40 минут", 40, "0", "", Outcome.INVALID),
        ("41", 40, "1", "", Outcome.RIGHT),
        ("42", 40, "1", "", Outcome.WRONG),
    ],
)
def test_numbers_are_graded(answer: str, value: float, tolerance: str, unit: str, outcome: Outcome) -> None:
    assert grade_number(answer, value, tolerance, unit).outcome is outcome


@given(st.floats(0, 1e9, allow_nan=False), st.sampled_from(["", "min", "$", "tokens", "%"]))
def test_what_is_shown_as_the_answer_is_right(value: float, unit: str) -> None:
    value = round(value, 4)
    assert grade_number(in_unit(value, unit), value, "0", unit).outcome is Outcome.RIGHT
