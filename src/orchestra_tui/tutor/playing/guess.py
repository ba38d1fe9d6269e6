"""What the learner predicts: read as people write it, and held against what the run came to. Pure."""

from __future__ import annotations

import re
from enum import StrEnum

from orchestra_tui.base.i18n import N_, _
from orchestra_tui.base.text import visible
from orchestra_tui.fleet.metrics import QUANTITIES, Metric
from orchestra_tui.fleet.units import DOLLAR, MINUTE, SECOND
from orchestra_tui.quiz.numbers import read

EXACT, CLOSE, NEAR = 0.02, 0.15, 0.5
"""How far off, as a share of the truth, a prediction is at most to be exact, close, or in the right direction."""
_MOST = 10**15
_FACTORS = {"time": SECOND, "money": DOLLAR, "tokens": 1, "share": 1, "": 1}
"""What a metric's own unit is, of the base unit in which numbers are read."""
_CLOCK = re.compile(r"(\d{1,3}):([0-5]\d)")
_HALF_SAID = re.compile(r"(?:ч|час\w*|h|hours?)\.?\s*\d{1,2}$", re.IGNORECASE)
_EXAMPLES = {"time": N_("1h 30m, 90 min"), "money": N_("$4.50"), "tokens": N_("80k"), "share": N_("60%")}


class Grade(StrEnum):
    """How good a prediction was."""

    EXACT = "exact"
    CLOSE = "close"
    NEAR = "near"
    FAR = "far"


def example(metric: Metric) -> str:
    """How a value of the metric may be written."""
    return _(_EXAMPLES.get(QUANTITIES.get(metric, ""), "7"))


def guess(text: str, metric: Metric) -> int:
    """A prediction in the metric's own unit; ValueError with one line for what is none.

    A time needs its unit, unless it is written `1:30`; money is in dollars with or without the sign.
    """
    quantity = QUANTITIES.get(metric, "")
    found = _CLOCK.fullmatch(text.strip()) if quantity == "time" else None
    if found:
        return (int(found[1]) * 60 + int(found[2])) * MINUTE
    told = f"{text} min" if quantity == "time" and _HALF_SAID.search(text.strip()) else text
    number = read(told, quantity)
    amount = number.values[0] * _FACTORS[quantity] if number and number.quantity in {None, quantity} else -1
    if number is None or not 0 <= amount < _MOST:
        message = _("“{text}” is not understood: write {example}")
        raise ValueError(message.format(text=visible(text.strip(), keep=""), example=example(metric)))
    if quantity == "time" and number.quantity is None and amount:
        message = _("{text} of what? Write {example}")
        raise ValueError(message.format(text=visible(text.strip(), keep=""), example=example(metric)))
    return round(amount)


def grade(predicted: int, value: int, metric: Metric) -> Grade:
    """How good a prediction was; of things that are counted, one more or less is close where there are several."""
    off = abs(predicted - value)
    if metric not in QUANTITIES:
        if off == 0:
            return Grade.EXACT
        if off == 1 and value > 2:
            return Grade.CLOSE
    share = off / value if value else float(bool(off))
    for least, found in ((EXACT, Grade.EXACT), (CLOSE, Grade.CLOSE), (NEAR, Grade.NEAR)):
        if share <= least and (found is not Grade.EXACT or metric in QUANTITIES):
            return found
    return Grade.FAR


SIGNS = {Grade.EXACT: "✓", Grade.CLOSE: "≈", Grade.NEAR: "◐", Grade.FAR: "✗"}
_PERCENT = 999
"""Percent that are still told as they are."""


def off_by(predicted: int, value: int, metric: Metric) -> str:
    """How far off: `+12 %`, `−1`; `=` where it is exact."""
    if predicted == value:
        return "="
    sign = "+" if predicted > value else "−"
    if metric not in QUANTITIES:
        return f"{sign}{abs(predicted - value)}"
    if not value:
        return f"{sign}∞"
    percent = round(100 * abs(predicted - value) / value)
    return f"{sign}{percent} %" if percent <= _PERCENT else f"{sign}>{_PERCENT} %"


def metric_of(name: str) -> Metric | None:
    """A metric by its name; None for one that this version does not know."""
    try:
        return Metric(name)
    except ValueError:
        return None
