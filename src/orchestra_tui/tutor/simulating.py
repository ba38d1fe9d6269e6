"""The answers of `predict` questions, computed by running their scenarios; the fleet is loaded when the first is asked.

One run for each scenario, seed and settings: an answer is judged more than once.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from math import floor, log10
from typing import TYPE_CHECKING

from orchestra_tui.base.errors import OrchestraError

if TYPE_CHECKING:
    from fractions import Fraction

    from orchestra_tui.course.course import Course
    from orchestra_tui.fleet.metrics import Metric
    from orchestra_tui.quiz.model import Ask, Sim

MOST_RUNS = 64
"""How many runs are remembered."""
_DIGITS = 4

Key = tuple[str, int, tuple[str, ...]]


class Simulator:
    """An AnswerSource over the scenarios of a course; `course` gives it as it is now."""

    def __init__(self, course: Callable[[], Course]) -> None:
        self._course = course
        self._numbers = lru_cache(MOST_RUNS)(self._run)

    def __call__(self, sim: Sim, ask: Ask) -> float | None:
        """The value asked for, in the unit asked for, to four digits; None where there is no such run."""
        from orchestra_tui.fleet.metrics import Metric

        try:
            metric = Metric(ask.metric)
            value = self._measured(sim, sim.set)[metric]
            if ask.against is None:
                return rounded(value / scale(metric, ask.unit))
            other = self._measured(sim, ask.against)[metric]
        except (OrchestraError, ValueError):
            return None
        return rounded(value / other) if other else None

    def _measured(self, sim: Sim, values: Mapping[str, object]) -> dict[Metric, int]:
        from orchestra_tui.fleet.simulation.setting import setting

        told = tuple(setting(path, value) for path, value in values.items())
        return self._numbers((sim.scenario, sim.seed, told), self._stamp(sim.scenario))

    def _stamp(self, name: str) -> int:
        """What changes when the scenario's file does."""
        from orchestra_tui.tutor.scenarios import find

        try:
            return find(self._course(), name).path.stat().st_mtime_ns
        except OSError:
            return 0

    def _run(self, key: Key, _stamp: int) -> dict[Metric, int]:
        from orchestra_tui.tutor.fleet import prepare, run

        name, seed, values = key
        return run(prepare(self._course(), name, seed=seed, settings=values)).numbers


def scale(metric: Metric, unit: str) -> Fraction:
    """How many of a metric's own units (ms, micro-dollars) make one `unit`; without one, a second or a dollar.

    Raises ValueError for a unit of another quantity.
    """
    from fractions import Fraction

    from orchestra_tui.fleet.metrics import QUANTITIES
    from orchestra_tui.quiz.numbers import unit_of

    quantity = QUANTITIES.get(metric, "")
    known = unit_of(unit) if unit else (quantity, Fraction(1))
    if known is None or known[0] != quantity:
        raise ValueError(unit)
    return known[1] * {"time": 1_000, "money": 1_000_000}.get(quantity, 1)


def rounded(value: Fraction | float) -> float:
    """A value to four digits; one of more digits to a whole number."""
    number = float(value)
    return round(number, max(0, _DIGITS - 1 - floor(log10(abs(number))))) if number else 0.0
