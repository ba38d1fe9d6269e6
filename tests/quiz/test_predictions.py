"""The predictions that ship: each can be computed, its lesson holds under many seeds, its prompt quotes real runs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pytest

from orchestra_tui.fleet.metrics import Metric
from orchestra_tui.fleet.units import DOLLAR, HOUR, MINUTE
from orchestra_tui.quiz.types.predict import Predict
from orchestra_tui.quiz.verdict import Outcome
from tests.fleet.fleets import NAMES, measured
from tests.quiz.test_content import QUESTIONS

M = Metric
Numbers = dict[Metric, int]
SIZES = {"min": MINUTE, "h": HOUR, "$": DOLLAR, "": 1}
PREDICTIONS = {id: question for id, question in QUESTIONS.items() if isinstance(question, Predict)}
SEEDS = range(101, 111)


@dataclass(frozen=True)
class Lesson:
    """What must be so of (as shipped, as set) in most runs; `quoted` are the numbers of the first in the prompt."""

    holds: Callable[[Numbers, Numbers], bool]
    quoted: dict[Metric, str]


def within(low: float, high: float, metric: Metric) -> Callable[[Numbers, Numbers], bool]:
    return lambda old, new: low * old[metric] <= new[metric] <= high * old[metric]


LESSONS = {
    "why-parallel.four-for-a-chain": Lesson(within(0.97, 1.03, M.MAKESPAN), {M.MAKESPAN: "110 минут"}),
    "why-parallel.two-instead-of-eight": Lesson(
        within(0.2, 0.7, M.COST), {M.COST: "23,5 доллара", M.CONFLICTS: "17 конфликтов"}
    ),
    "why-parallel.one-reader-for-all": Lesson(within(0.9, 1.1, M.MAKESPAN), {M.MAKESPAN: "28 часов"}),
    "ralph-loop.price-of-a-long-session": Lesson(
        lambda old, new: new[M.COST] > 1.02 * old[M.COST], {M.COST: "10,2 доллара", M.TURNS: "21 ход"}
    ),
    "roles.without-a-senior": Lesson(lambda _old, new: 1 <= new[M.MERGED] <= 3, {}),
    "roles.bob-by-day": Lesson(
        lambda old, new: old[M.MAKESPAN] < 4 * HOUR and 10 * HOUR < new[M.MAKESPAN] < 12 * HOUR,
        {M.MAKESPAN: "3 часа"},
    ),
    "patterns.one-developer": Lesson(within(1.2, 2.6, M.MAKESPAN), {M.MAKESPAN: "86 минут"}),
    "patterns.eight-developers": Lesson(within(0.65, 1.25, M.MAKESPAN), {M.MAKESPAN: "101 минута"}),
    "monitoring.two-hangs": Lesson(lambda _old, new: new[M.NUDGES] == 2, {}),
    "fleet-tasks.quick-reader": Lesson(
        lambda old, new: new[M.MAKESPAN] < 8 * HOUR and new[M.MAKESPAN] < 12 / 35 * old[M.MAKESPAN],
        {M.MAKESPAN: "26,9 часа"},
    ),
    "fleet-health.no-restarts": Lesson(
        lambda old, new: new[M.RESTARTS] == 0 and new[M.TIMEOUT_SWAPS] == old[M.TIMEOUT_SWAPS] + old[M.RESTARTS], {}
    ),
    "fleet-swaps.dead-at-once": Lesson(lambda _old, new: new[M.STALE] == 0, {}),
    "fleet-supply.alice-alone": Lesson(
        lambda _old, new: new[M.MAKESPAN] > 10 * HOUR and new[M.MAKESPAN] % (5 * HOUR) < HOUR + 15 * MINUTE,
        {M.MAKESPAN: "40 минут"},
    ),
    "fleet-budget.two-dollars": Lesson(lambda _old, new: new[M.MERGED] == 0 and new[M.COST] < 2 * DOLLAR, {}),
    "fleet-world.does-the-clock-care": Lesson(within(1, 1, M.MAKESPAN), {M.MAKESPAN: "50 минут"}),
    "fleet-control.cap-instead-of-firing": Lesson(within(0.1, 0.7, M.CONFLICTS), {M.CONFLICTS: "19 конфликтов"}),
}


def settings(question: Predict) -> tuple[str, ...]:
    return tuple(f"{path}={value}" for path, value in question.sim.set.items())


def truth(question: Predict) -> float:
    value = measured(question.sim.scenario, question.sim.seed, *settings(question))[Metric(question.ask.metric)]
    return value / SIZES[question.ask.unit]


def test_there_are_enough_of_them_over_all_scenarios() -> None:
    assert set(LESSONS) == set(PREDICTIONS)
    assert len(PREDICTIONS) >= 12
    assert {question.sim.scenario for question in PREDICTIONS.values()} == set(NAMES)


@pytest.mark.parametrize("id", PREDICTIONS)
def test_the_truth_is_right_and_what_people_think_is_not(id: str) -> None:
    question = PREDICTIONS[id]
    value = truth(question)
    assert question.grade(f"{value:.4f} {question.ask.unit}", value).outcome is Outcome.RIGHT
    assert question.misconceptions
    for wrong in question.misconceptions:
        verdict = question.grade(str(wrong.value), value)
        assert verdict.outcome is Outcome.WRONG, wrong
        assert [feedback.why for feedback in verdict.feedback] == [wrong.why]


@pytest.mark.parametrize("id", PREDICTIONS)
def test_the_prompt_quotes_the_run_as_shipped(id: str) -> None:
    question, lesson = PREDICTIONS[id], LESSONS[id]
    numbers = measured(question.sim.scenario, question.sim.seed)
    for metric, said in lesson.quoted.items():
        assert said in question.prompt
        size = next(size for word, size in (("мин", MINUTE), ("час", HOUR), ("долл", DOLLAR), ("", 1)) if word in said)
        told = said.split()[0].replace(",", ".")
        places = len(told.partition(".")[2])
        assert round(numbers[metric] / size, places) == float(told)


@pytest.mark.parametrize("id", LESSONS)
def test_the_lesson_is_no_luck_of_a_seed(id: str) -> None:
    question, lesson = PREDICTIONS[id], LESSONS[id]
    name, changed = question.sim.scenario, settings(question)
    shown = [lesson.holds(measured(name, seed), measured(name, seed, *changed)) for seed in SEEDS]
    assert lesson.holds(measured(name, question.sim.seed), measured(name, question.sim.seed, *changed))
    assert sum(shown) >= 0.8 * len(shown)


@pytest.mark.soak
@pytest.mark.parametrize("id", LESSONS)
def test_the_lesson_holds_under_two_hundred_seeds(id: str) -> None:
    question, lesson = PREDICTIONS[id], LESSONS[id]
    name, changed = question.sim.scenario, settings(question)
    shown = [lesson.holds(measured(name, seed), measured(name, seed, *changed)) for seed in range(200)]
    assert sum(shown) >= 0.85 * len(shown)
