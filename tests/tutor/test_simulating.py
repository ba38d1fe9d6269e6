"""Predictions are judged by running their scenario, in the unit they ask for, and once."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from orchestra_tui.course.course import Course, open_course
from orchestra_tui.fleet.metrics import Metric
from orchestra_tui.journal.store import Journal
from orchestra_tui.quiz.model import Ask, Sim
from orchestra_tui.quiz.sitting import Mode
from orchestra_tui.quiz.verdict import Outcome
from orchestra_tui.tutor import fleet
from orchestra_tui.tutor.quiz import Quiz
from orchestra_tui.tutor.simulating import Simulator, rounded
from tests.tutor.fleets import build, course, course_files

QUIZ = """\
version: 1
section: one
questions:
  - id: one.how-long
    type: predict
    objective: m.see
    kind: apply
    prompt: How long?
    explain: So long.
    sim: {scenario: small, seed: 3}
    ask: {metric: makespan, unit: min, tolerance: 20%}
  - id: one.two-or-one
    type: predict
    objective: m.see
    kind: why
    prompt: Is one agent slower?
    explain: The second one waits.
    sim: {scenario: small, set: {profiles.dev.count: 1}}
    ask: {metric: makespan, form: choice, against: {}}
    choices:
      - {id: much, text: Much slower, why: Nothing to share, at_least: 1.2}
      - {id: same, text: About the same, why: It is a chain, below: 1.2}
  - id: one.gone
    type: predict
    objective: m.see
    kind: why
    prompt: What of a scenario that is not there?
    explain: Nothing.
    sim: {scenario: gone}
    ask: {metric: makespan, unit: min}
"""
PLAIN = """\
version: 1
section: two
questions:
  - id: two.plain
    type: truefalse
    objective: m.see
    kind: why
    prompt: True?
    explain: It is.
    correct: true
    why_true: It is
    why_false: It is not
"""


def simulator(made: Course) -> Simulator:
    return Simulator(lambda: made)


def value(made: Course, metric: str, unit: str = "", **sim: object) -> float | None:
    return simulator(made)(Sim(scenario="small", **sim), Ask(metric=metric, unit=unit))


def test_values_come_in_the_unit_asked_for(tmp_path: Path) -> None:
    made = course(tmp_path)
    numbers = fleet.run(fleet.prepare(made, "small", seed=1)).numbers
    minutes = numbers[Metric.MAKESPAN] / 60_000
    assert value(made, "makespan", "min") == pytest.approx(minutes, rel=1e-3)
    assert value(made, "makespan", "мин") == value(made, "makespan", "min")
    assert value(made, "makespan", "h") == pytest.approx(minutes / 60, rel=1e-3)
    assert value(made, "makespan") == pytest.approx(minutes * 60, rel=1e-3)
    assert value(made, "cost", "$") == pytest.approx(numbers[Metric.COST] / 1e6, rel=1e-3)
    assert value(made, "tokens", "tokens") == numbers[Metric.TOKENS]
    assert value(made, "merged") == 2
    assert value(made, "utilisation", "%") == numbers[Metric.UTILISATION]


def test_what_cannot_be_computed_is_none(tmp_path: Path) -> None:
    made = course(tmp_path)
    assert value(made, "makespan", "$") is None
    assert value(made, "merged", "min") is None
    assert value(made, "height") is None
    assert value(made, "makespan", "min", set={"profiles.dev.cuont": 1}) is None
    assert simulator(made)(Sim(scenario="gone"), Ask(metric="merged")) is None
    assert simulator(made)(Sim(scenario="small"), Ask(metric="conflicts", against={})) is None


def test_settings_and_seeds_make_other_runs(tmp_path: Path) -> None:
    made = course(tmp_path)
    assert value(made, "merged", set={"runbook.tasks.ui.after": "api"}) is None
    hard = {"world.tasks.api.difficulty": 9, "runbook.tasks": "[{id: api, role: developer}]", "world.tasks": "{}"}
    assert value(made, "merged", set=hard) == 1
    hard = {"world.tasks.api": "{difficulty: 9}", "profiles.dev.fallbacks": "[]", "runbook.goal": "yes"}
    assert value(made, "merged", set=hard) == 0
    assert value(made, "makespan", "min", seed=2) != value(made, "makespan", "min", seed=3)


def test_two_runs_are_compared(tmp_path: Path) -> None:
    made = course(tmp_path)
    ask = Ask(metric="makespan", against={"profiles.dev.count": 1})
    one, other = (value(made, "makespan", set={"profiles.dev.count": n}) for n in (2, 1))
    assert one
    assert other
    found = simulator(made)(Sim(scenario="small", set={"profiles.dev.count": 2}), ask)
    assert found == pytest.approx(one / other, rel=1e-3)


def test_a_run_is_computed_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made, runs = course(tmp_path), []
    whole = fleet.run
    monkeypatch.setattr(fleet, "run", lambda ready: runs.append(ready.seed) or whole(ready))
    ask = simulator(made)
    for metric in ("merged", "cost", "makespan"):
        ask(Sim(scenario="small", seed=4), Ask(metric=metric))
    assert runs == [4]
    ask(Sim(scenario="small", seed=5), Ask(metric="merged"))
    assert runs == [4, 5]
    path = tmp_path / "content/m/scenarios/small.yaml"
    os.utime(path, ns=(1, 1))
    ask(Sim(scenario="small", seed=4), Ask(metric="merged"))
    assert runs == [4, 5, 4]


@pytest.mark.parametrize(
    ("exact", "shown"), [(134.2667, 134.3), (5.12345, 5.123), (0.0123456, 0.01235), (18_590_436, 18_590_436), (0, 0)]
)
def test_values_have_four_digits(exact: float, shown: float) -> None:
    assert rounded(exact) == shown


@pytest.fixture
def school(tmp_path: Path) -> Path:
    quiz = {"content/m/quiz/one.yaml": QUIZ, "content/m/quiz/two.yaml": PLAIN}
    return build(tmp_path / "school", {**course_files(), **quiz})


def test_predictions_are_asked_judged_and_explained(school: Path, tmp_path: Path) -> None:
    made = open_course(school)
    minutes = value(made, "makespan", "min", seed=3)
    assert minutes
    with Journal.open(tmp_path / "journal.sqlite") as journal:
        quiz = Quiz(made, journal, simulator(made))
        sitting = quiz.begin(Mode.PRACTICE, quiz.sections(), seed=1)
        sitting, near = quiz.answer(sitting, "one.how-long", f"{minutes * 1.1:.0f} min")
        assert (near.outcome, near.note) == (Outcome.RIGHT, f"In the run: {minutes:g} min")
        assert quiz.verdict("one.how-long", f"{minutes * 2:.0f} min").outcome is Outcome.WRONG
        sitting, far = quiz.answer(sitting, "one.two-or-one", "much")
        assert far.outcome is Outcome.WRONG
        assert far.compared[0].expected == "About the same"
        assert far.note.startswith("In the run: 1")
        sitting, none = quiz.answer(sitting, "one.gone", "5 min")
        assert (none.outcome, none.note) == (Outcome.INVALID, "The run cannot be computed here")
        assert [given.question for given in sitting.given] == ["one.how-long", "one.two-or-one"]


LOADED = """
import sys
from orchestra_tui.__main__ import main
code = main(sys.argv[1:])
sys.stdout.flush()
sys.stderr.write("\\n" + " ".join(sorted(name for name in sys.modules if ".fleet" in name)))
sys.exit(code)
"""


def asked(tmp_path: Path, lines: str, *words: str) -> tuple[str, set[str]]:
    """What a sitting says to these lines, and the modules of the fleet it has loaded when it ends."""
    command = [sys.executable, "-c", LOADED, "--lang=en", "--home", str(tmp_path / "mine"), *words]
    done = subprocess.run(command, input=lines, capture_output=True, text=True, check=True)
    return done.stdout, set(done.stderr.splitlines()[-1].split())


def test_nothing_of_the_fleet_is_loaded_before_a_prediction_is_judged(school: Path, tmp_path: Path) -> None:
    words = ("--course", str(school), "quiz", "one", "--practice", "--json")
    said, loaded = asked(tmp_path, "s\ns\ns\n", *words)
    assert json.loads(said.splitlines()[-1])["questions"] == 3
    assert loaded == set()
    said, loaded = asked(tmp_path, "s\n5\n" * 3, *words, "--new")
    assert "orchestra_tui.fleet.simulation.world" in loaded


def test_questions_that_predict_nothing_load_nothing_of_the_fleet(school: Path, tmp_path: Path) -> None:
    said, loaded = asked(tmp_path, "1\n", "--course", str(school), "quiz", "two", "--json")
    assert [json.loads(line)["event"] for line in said.splitlines()][-2:] == ["verdict", "summary"]
    assert loaded == set()
