"""The rules for scenarios, predictions and rules.yaml: each finds its planted fault at its very place."""

from __future__ import annotations

from pathlib import Path

import pytest

from orchestra_tui.authoring.check import RULES, check, lock
from orchestra_tui.fleet.rules import names

from .build import build, found

S = "content/m/scenarios/small.yaml"
E = "content/m/scenarios/small.ru.yaml"
Q = "content/m/quiz/one.yaml"
B = "content/m/rules.yaml"
L = "content/ids.lock"

SCENARIO = """\
version: 1
title: Small
section: one
watch: look
question: {text: "how long?", metric: makespan, form: duration}
goal:
  - {metric: merged, at_least: 2}
start: "2026-11-02T22:00"
zone: Europe/Belgrade
runbook:
  tasks:
    - {id: api, role: developer, touches: [api/]}
    - {id: ui, role: developer, after: [api]}
pool:
  - {owner: alice, cli: claude}
profiles:
  dev: {roles: [developer], model: sonnet, max_turns: 10, count: 2}
  rev: {roles: [reviewer], model: opus, max_turns: 5}
"""
QUESTIONS = """\
version: 1
section: one
questions:
  - id: one.long
    type: predict
    objective: m.see
    kind: apply
    prompt: How long?
    explain: So long.
    sim: {scenario: small, seed: 3, set: {profiles.dev.count: 1, seed: 4}}
    ask: {metric: makespan, unit: min, tolerance: 20%}
  - id: one.slower
    type: predict
    objective: m.see
    kind: why
    prompt: Is one agent slower?
    explain: The second one waits.
    sim: {scenario: small, set: {profiles.dev.count: 1}}
    ask: {metric: makespan, form: choice, against: {profiles.dev.count: 2}}
    choices:
      - {id: much, text: Much, why: Nothing to share, at_least: 1.2}
      - {id: same, text: The same, why: It is a chain, below: 1.2}
"""
RULEBOOK = "version: 1\nrules:\n" + "".join(f"  {rule}: one#deeper\n" for rule in names.RULES)
CLEAN = {
    "course/course.yaml": "id: clean\ntitle: Clean\nlanguage: en\n",
    "course/m/theory.md": "# M\n\n<!-- section: one -->\n## One\n\nText.\n\n### Deeper\n\nMore.\n",
    "content/m/module.yaml": "version: 1\nobjectives:\n  - {id: m.see, section: one, text: See}\n",
    Q: QUESTIONS,
    S: SCENARIO,
    E: SCENARIO.replace("title: Small", "title: Малый").replace("{id: api,", "{id: api, accept: зелёный,"),
    B: RULEBOOK,
}


def clean(name: str, old: str, new: str) -> dict[str, str]:
    """The clean course with something replaced in one of its files."""
    assert old in CLEAN[name]
    return CLEAN | {name: CLEAN[name].replace(old, new, 1)}


def alone(old: str, new: str) -> dict[str, str]:
    """The same of the scenario, without its translation."""
    return {name: text for name, text in clean(S, old, new).items() if name != E}


PLANTED: list[tuple[dict[str, str], list[str]]] = [
    (alone("title: Small", "titel: Small"), [f"{S}:2:1:scenario"]),
    (alone("max_turns: 10", "max_turns: 0"), [f"{S}:17:55:scenario"]),
    (alone("touches: [api/]", "after: [ui]"), [f"{S}:13:40:scenario"]),
    (alone("cli: claude", "cli: clod"), [f"{S}:15:25:scenario"]),
    (alone("version: 1", "version: [[[["), [f"{S}:1:13:yaml"]),
    (alone("watch: look", f"watch: {'[' * 70}{']' * 70}"), [f"{S}:4:71:yaml"]),
    (clean(E, "title: Малый", "titel: Малый"), [f"{E}:2:1:scenario"]),
    (alone("section: one", "section: two"), [f"{S}:3:10:scenario-section"]),
    (
        alone("after: [api]", "after: [api], budget: 0.01"),
        [f"{S}:13:12:scenario-impossible"],
    ),
    (
        alone("touches: [api/]", "budget: 0.01"),
        [f"{S}:12:12:scenario-impossible", f"{S}:13:12:scenario-impossible"],
    ),
    (
        CLEAN | {
            "course/n/theory.md": "# N\n\n<!-- section: one -->\n## One\n\nText.\n",
            "content/n/scenarios/small.yaml": SCENARIO,
        },
        ["content/n/scenarios/small.yaml:1:1:scenario-name"],
    ),
    (CLEAN | {"content/m/scenarios/Not_so.yaml": SCENARIO}, ["content/m/scenarios/Not_so.yaml:1:1:scenario-name"]),
    (clean(E, "count: 2", "count: 3"), [f"{E}:1:1:scenario-translation"]),
    (clean(E, "at_least: 2", "at_least: 1"), [f"{E}:1:1:scenario-translation"]),
    (CLEAN | {"content/m/scenarios/other.ru.yaml": SCENARIO},
     ["content/m/scenarios/other.ru.yaml:1:1:scenario-translation"]),
    (clean(Q, "scenario: small, seed", "scenario: smal, seed"), [f"{Q}:10:21:prediction"]),
    (clean(Q, "metric: makespan, unit", "metric: makespam, unit"), [f"{Q}:11:19:prediction"]),
    (clean(Q, "unit: min,", "unit: $,"), [f"{Q}:11:35:prediction"]),
    (clean(Q, "unit: min, ", ""), [f"{Q}:11:10:prediction"]),
    (clean(Q, "form: choice,", "form: choice, unit: min,"), [f"{Q}:19:49:prediction"]),
    (clean(Q, "profiles.dev.count: 1, seed", "profiles.dev.cuont: 1, seed"), [f"{Q}:10:43:prediction"]),
    (clean(Q, "seed: 4", "profiles.dev.model: gtp"), [f"{Q}:10:66:prediction"]),
    (clean(Q, "against: {profiles.dev.count: 2}", "against: {profiles.dew.count: 2}"), [f"{Q}:19:53:prediction"]),
    (clean(Q, "unit: min,", "unit: fortnight,"), [f"{Q}:11:35:question-own"]),
    (clean(Q, "below: 1.2", "below: 1.3"), [f"{Q}:22:9:question-own"]),
    (clean(B, "rules:\n", "rule:\n"), [f"{B}:2:1:rulebook"]),
    (clean(B, "dispatch.ready: one#deeper", "dispatch.ready: [one]"), [f"{B}:3:19:rulebook"]),
    (clean(B, "dispatch.ready: ", "dispatch.reddy: "), [f"{B}:2:1:rulebook-rule", f"{B}:3:3:rulebook-rule"]),
    (clean(B, "  dispatch.ready: one#deeper\n", ""), [f"{B}:2:1:rulebook-rule"]),
    (
        CLEAN | {
            "course/n/theory.md": "# N\n\n<!-- section: one -->\n## One\n\nText.\n",
            "content/n/rules.yaml": "version: 1\nrules:\n  swap.critic: one\n",
        },
        ["content/n/rules.yaml:3:3:rulebook-rule"],
    ),
    (clean(B, "dispatch.ready: one#deeper", "dispatch.ready: two"), [f"{B}:3:19:rulebook-section"]),
    (clean(B, "dispatch.ready: one#deeper", "dispatch.ready: one#depper"), [f"{B}:3:19:rulebook-section"]),
]  # fmt: skip


def test_good_scenarios_have_no_findings(tmp_path: Path) -> None:
    assert found(build(tmp_path, CLEAN)) == []


@pytest.mark.parametrize(("files", "expected"), PLANTED)
def test_a_planted_fault_is_found_at_its_place(tmp_path: Path, files: dict[str, str], expected: list[str]) -> None:
    assert found(build(tmp_path, files)) == expected


def test_every_rule_about_the_fleet_has_a_planted_fault() -> None:
    planted = {place.rpartition(":")[2] for _files, places in PLANTED for place in places}
    assert {rule for rule in RULES if rule.startswith(("scenario", "prediction", "rulebook"))} <= planted


MESSAGES = [
    (clean(B, "dispatch.ready: ", "dispatch.reddy: "), [
        "No section explains these rules: dispatch.ready",
        'The fleet has no rule "dispatch.reddy". Did you mean "dispatch.ready"?',
    ]),
    (clean(B, "dispatch.ready: one#deeper", "dispatch.ready: one#depper"),
     ['There is no heading "depper" there. Did you mean "deeper"?']),
    (clean(Q, "scenario: small, seed", "scenario: smal, seed"),
     ['There is no scenario "smal". Did you mean "small"?']),
    (clean(Q, "metric: makespan, unit", "metric: makespam, unit"),
     ['There is no metric "makespam". Did you mean "makespan"?']),
    (clean(Q, "unit: min, ", ""), ['"makespan" is not measured in that. Write: unit: "min"']),
    (clean(Q, "form: choice,", "form: choice, unit: min,"),
     ['"makespan" is not measured in that. Leave the unit out.']),
    (clean(Q, "profiles.dev.count: 1, seed", "profiles.dev.cuont: 1, seed"),
     ['Unknown key "cuont". Did you mean "count"?']),
    (clean(Q, "profiles.dev.count: 1, seed", "profiles.dev.count.x: 1, seed"),
     ['"profiles.dev.count.x=1" leads nowhere: there is no "x"']),
    (alone("section: one", "section: onne"), ['The module has no section "onne". Did you mean "one"?']),
]  # fmt: skip


@pytest.mark.parametrize(("files", "messages"), MESSAGES)
def test_messages_name_the_remedy(tmp_path: Path, files: dict[str, str], messages: list[str]) -> None:
    assert [each.message for each in check(build(tmp_path, files))] == messages


def test_parts_of_scenarios_stand_in_folders_below(tmp_path: Path) -> None:
    start, end = SCENARIO.index("runbook:"), SCENARIO.index("pool:")
    body = "".join(f"{line[2:]}\n" for line in SCENARIO[start:end].splitlines()[1:])
    files = CLEAN | {
        S: f"{SCENARIO[:start]}runbook: parts/book.yaml\n{SCENARIO[end:]}",
        "content/m/scenarios/parts/book.yaml": body,
    }
    assert found(build(tmp_path, files)) == []


def test_the_lock_takes_scenarios_and_rules(tmp_path: Path) -> None:
    kept = lock(build(tmp_path, CLEAN))
    assert "scenario small" in kept
    assert "rule dispatch.ready" in kept
    assert sum(line.startswith("rule ") for line in kept) == len(names.RULES)
    assert found(tmp_path) == []
    (tmp_path / L).write_text((tmp_path / L).read_text().replace("scenario small\n", ""))
    assert found(tmp_path) == [f"{S}:1:1:lock"]


def test_a_course_without_rules_yaml_need_not_explain_them(tmp_path: Path) -> None:
    assert found(build(tmp_path, {name: text for name, text in CLEAN.items() if name != B})) == []
