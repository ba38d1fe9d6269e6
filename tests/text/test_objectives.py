"""The module's learning objectives: every section and every acceptance criterion has one to ask about."""

from __future__ import annotations

import re
from typing import Any

import yaml

from orchestra_tui.authoring.check import check
from orchestra_tui.course.course import open_course

from . import theory

MODULE: dict[str, Any] = yaml.safe_load((theory.CONTENT / "module.yaml").read_text(encoding="utf-8"))
OBJECTIVES = {each["id"]: each for each in MODULE["objectives"]}
CRITERIA = {
    "the shift of role": {"m7.role-shift", "m7.specification"},
    "roles tied to models": {"m7.roles"},
    "fail-until-done and hot swap": {"m7.fail-until-done", "m7.hot-swap"},
    "worktrees with commands": {"m7.isolation", "m7.worktrees"},
    "Ralph with a concrete example": {"m7.ralph-loop"},
    "three patterns": {"m7.patterns", "m7.hierarchy"},
    "a runbook and the bible": {"m7.runbook", "m7.bible"},
    "lessons and kinds of memory": {"m7.memory"},
    "honest about the overhead": {"m7.overhead", "m7.parallel-or-not"},
    "the cloud": {"m7.headless", "m7.sdk-and-teams"},
    "OpenClaw and its place": {"m7.openclaw"},
}
"""Which objectives ask for each of the assignment's acceptance criteria."""


def test_the_file_says_what_it_must_and_no_more() -> None:
    assert set(MODULE) == {"version", "title", "objectives"}
    assert MODULE["version"] == 1
    assert theory.source().startswith(f"# Модуль 7. {MODULE['title']}\n")
    assert all(set(each) == {"id", "section", "text"} for each in MODULE["objectives"])


def test_ids_are_unique_and_every_section_has_an_objective_in_its_order() -> None:
    assert len(OBJECTIVES) == len(MODULE["objectives"])
    assert all(re.fullmatch(r"m7\.[a-z0-9]+(-[a-z0-9]+)*", id_) for id_ in OBJECTIVES)
    sections = [each["section"] for each in MODULE["objectives"]]
    assert tuple(dict.fromkeys(sections)) == (*theory.IDS, *theory.FLEET_IDS)
    assert 14 <= sum(section in theory.IDS for section in sections) <= 20
    assert 8 <= sum(section in theory.FLEET_IDS for section in sections) <= 12


def test_each_is_one_sentence_that_begins_with_what_the_learner_can_do() -> None:
    texts = [each["text"] for each in OBJECTIVES.values()]
    for text in texts:
        assert re.match(r"[А-ЯЁ][а-яё]+(?:ть|ти|чь)(?:ся)? ", f"{text.split(',')[0]} "), text
        assert text.endswith(".")
        assert text.count(".") == 1
        assert len(text) <= 140
    assert len(set(texts)) == len(texts)


def test_every_criterion_is_asked_for_and_every_objective_is_owed() -> None:
    assert len(CRITERIA) == 11
    claimed = set().union(*CRITERIA.values())
    assert claimed <= set(OBJECTIVES)
    owed = {id_ for id_, each in OBJECTIVES.items() if each["section"] in theory.IDS}
    assert owed - claimed == {"m7.monitoring", "m7.conflicts"}


def test_the_lock_holds_every_section_and_term_sorted() -> None:
    lines = (theory.CONTENT.parent / "ids.lock").read_text(encoding="utf-8").splitlines()
    assert lines == sorted(set(lines))
    terms = yaml.safe_load((theory.CONTENT / "glossary.yaml").read_text(encoding="utf-8"))["terms"]
    assert {f"section {theory.FOLDER}/{id_}" for id_ in (*theory.IDS, *theory.FLEET_IDS)} <= set(lines)
    assert {f"term {theory.FOLDER}/{term['id']}" for term in terms} <= set(lines)


def test_the_linter_finds_nothing_in_what_ships() -> None:
    assert check(theory.ROOT) == []
    sections = open_course(theory.ROOT).modules[0].sections
    assert [section.ref.section for section in sections] == [*theory.IDS, *theory.FLEET_IDS]
