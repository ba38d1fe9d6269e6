"""The questions that ship: enough of them, of every kind, about everything the module wants to be known."""

from __future__ import annotations

import re
from collections import Counter, defaultdict

import pytest

from orchestra_tui.base.paths import shipped
from orchestra_tui.course.course import open_course
from orchestra_tui.course.layout import codes
from orchestra_tui.course.snippets import snippet
from orchestra_tui.quiz.bank import Bank
from orchestra_tui.quiz.model import KINDS
from orchestra_tui.quiz.objectives import objectives
from orchestra_tui.quiz.sitting import shuffled
from orchestra_tui.quiz.types.number import in_unit
from orchestra_tui.quiz.types.predict import Predict
from orchestra_tui.quiz.verdict import Outcome
from orchestra_tui.tutor.simulating import Simulator

FOLDER = shipped() / "content" / "module-7-orchestration"
SECTIONS = [
    "role-shift",
    "why-parallel",
    "isolation",
    "ralph-loop",
    "roles",
    "patterns",
    "runbook",
    "monitoring",
    "cloud",
]
FLEET = [
    "fleet-core",
    "fleet-tasks",
    "fleet-health",
    "fleet-swaps",
    "fleet-supply",
    "fleet-budget",
    "fleet-world",
    "fleet-control",
]
ALL = Bank(FOLDER / "quiz").all()
QUESTIONS = {question.id: question for _section, question in ALL}
TRICKS = re.compile(
    r"вс[её] (?:вышеперечисленное|перечисленное)|ничего из перечисленного|все ответы|оба верны", re.IGNORECASE
)


def test_there_are_enough_questions_on_every_section() -> None:
    counts = Counter(section for section, _question in ALL)
    assert set(counts) == {*SECTIONS, *FLEET}
    assert {section: counts[section] for section in SECTIONS if counts[section] < 7} == {}
    assert {section: counts[section] for section in FLEET if counts[section] < 4} == {}
    assert len(QUESTIONS) == len(ALL) >= 110


def test_the_fleet_is_asked_about_and_run() -> None:
    about = [question for section, question in ALL if section in FLEET]
    plain = [question for question in about if question.type != "predict"]
    assert len(plain) >= 20
    assert 2 * sum(bool(question.exhibit) for question in plain) >= len(plain)
    assert all(question.anchor for question in about)
    for section in FLEET:
        assert len({question.type for where, question in ALL if where == section}) >= 4, section


def test_types_and_kinds_are_mixed() -> None:
    assert len({question.type for question in QUESTIONS.values()}) >= 7
    kinds = Counter(question.kind for question in QUESTIONS.values())
    assert set(kinds) == set(KINDS)
    assert min(kinds.values()) >= len(QUESTIONS) // 20
    for section in SECTIONS:
        mine = [question for where, question in ALL if where == section]
        assert len({question.type for question in mine}) >= 4, section
        assert len({question.kind for question in mine}) >= 3, section
        assert sum(question.kind in {"why", "diagnose"} for question in mine) * 2 >= len(mine), section


def test_many_come_from_practice_with_an_exhibit() -> None:
    shown = [question for question in QUESTIONS.values() if question.exhibit]
    assert len(shown) >= 25
    for question in shown:
        blocks = codes(snippet(question.exhibit))
        assert "```" not in question.exhibit or blocks, question.id
        assert all(code.language for code in blocks), question.id


def test_every_objective_is_asked_in_two_ways() -> None:
    ways = defaultdict(set)
    for question in QUESTIONS.values():
        ways[question.objective].add((question.type, question.kind))
    wanted = {objective.id: objective.section for objective in objectives(FOLDER)}
    assert set(ways) <= set(wanted)
    assert {id for id in wanted if len(ways[id]) < 2} == set()
    assert set(wanted.values()) == {*SECTIONS, *FLEET}


@pytest.mark.parametrize("id", QUESTIONS)
def test_a_question_holds_what_it_promises(id: str) -> None:
    question = QUESTIONS[id]
    assert question.hints
    assert question.explain.strip()
    assert list(question.faults()) == []
    key = question.key()
    if key is not None:
        verdict = question.grade(key)
        assert verdict.outcome is Outcome.RIGHT
        assert all(feedback.why.strip() for feedback in verdict.feedback)
        order = shuffled(question.options(), "7")
        assert question.lines(order)
        assert not any(question.show(key).lower() == hint.lower() for hint in question.hints)


def test_every_prediction_can_be_computed_and_no_misconception_is_right() -> None:
    simulate = Simulator(open_course)
    for question in (each for each in QUESTIONS.values() if isinstance(each, Predict)):
        truth = simulate(question.sim, question.ask)
        assert truth is not None, question.id
        right = [id for id in (choice.id for choice in question.choices) if question.grade(id, truth).score == 1]
        assert len(right) == (question.ask.form == "choice"), question.id
        for misread in question.misconceptions:
            assert question.grade(in_unit(misread.value, question.ask.unit), truth).score == 0, question.id


def test_no_option_is_a_trick() -> None:
    options = [(question.id, option.text) for question in QUESTIONS.values() for option in question.options()]
    assert [(id, text) for id, text in options if TRICKS.search(text)] == []


def test_right_options_are_neither_the_longest_nor_in_one_place() -> None:
    single = [question for question in QUESTIONS.values() if question.type == "single"]
    lengths = [(max(len(c.text) for c in q.choices if not c.correct), len(next(c.text for c in q.choices if c.correct)))
               for q in single]  # fmt: skip
    assert sum(right > wrong for wrong, right in lengths) <= 0.4 * len(single)
    places = Counter(next(n for n, c in enumerate(q.choices) if c.correct) for q in single)
    assert max(places.values()) <= 0.45 * len(single)


def test_every_section_has_its_file() -> None:
    module = open_course(shipped()).module("module-7-orchestration")
    assert module
    theory, fleet = module.documents
    assert [section.ref.section for section in theory.sections] == SECTIONS
    assert [section.ref.section for section in fleet.sections] == FLEET
    for section in module.sections:
        assert (FOLDER / "quiz" / f"{section.ref.section}.yaml").is_file()
