"""The companion text's shape: its sections, its length, its links, its code and its typography."""

from __future__ import annotations

import json
import re
import subprocess
import textwrap
import unicodedata
from pathlib import Path
from typing import Any

import msgspec
import pytest
import yaml

from orchestra_tui.base.yaml import parse
from orchestra_tui.course.course import open_course
from orchestra_tui.course.links import Passage, resolve
from orchestra_tui.fleet import log
from orchestra_tui.fleet.assemble import Part, policy_at
from orchestra_tui.fleet.events import AnyEvent
from orchestra_tui.fleet.rules.names import RULES
from orchestra_tui.fleet.simulation.run import run
from tests.fleet.fleets import SCENARIOS, scenario
from tests.text.test_theory import FAULTS

from . import theory

TEXT = theory.source(theory.FLEET_FILE)
PROSE = theory.prose(TEXT)
SECTIONS = theory.sections(theory.FLEET_FILE)
TYPESET = re.sub(r"`[^`\n]*`", "x", PROSE)
MODULE = open_course(theory.ROOT).modules[0]
OUTSIDE = {"https://arxiv.org/abs/2604.03551", "https://whatsthebestcodeagent.com"}
RUNS = {
    "fleet-core": ("zombie", 2, ()),
    "fleet-health": ("zombie", 2, ()),
    "fleet-swaps": ("zombie", 2, ()),
    "fleet-budget": ("swap-timeout", 1, ("policy.budget.fleet=3",)),
}
"""Of which run the lines of the log in a section are: scenario, seed, settings."""


def test_eight_sections_in_their_order_each_with_headings_to_point_at() -> None:
    assert tuple(SECTIONS) == theory.FLEET_IDS
    assert TEXT.startswith("# Как работает учебный флит\n")
    for section in SECTIONS.values():
        assert section.source.startswith("## "), section.id
        assert len(re.findall(r"^## ", theory.prose(section.source), re.MULTILINE)) == 1, section.id
        assert 3 <= len(re.findall(r"^### ", section.source, re.MULTILINE)) <= 5, section.id


def test_about_two_and_a_half_thousand_words() -> None:
    assert 2300 <= theory.count_words(PROSE) <= 2700
    for section in SECTIONS.values():
        assert 180 <= theory.count_words(theory.prose(section.source)) <= 460, section.id


@pytest.mark.parametrize("piece", theory.pieces(TEXT), ids=lambda piece: piece[:30])
def test_no_paragraph_or_item_is_longer_than_six_lines(piece: str) -> None:
    assert len(textwrap.wrap(piece, 80)) <= 6


def test_links_lead_where_they_say() -> None:
    course = open_course(theory.ROOT)
    here = course.section("fleet-core")
    inside: set[str] = set()
    for target in theory.links(TEXT):
        found = resolve(course, here, target)
        if isinstance(found, Passage):
            assert found.anchor or found.ref.section == target.partition("#")[2], target
            inside.add(target)
        else:
            assert target in OUTSIDE
    theory_links = {target.removeprefix("theory.md#") for target in inside if target.startswith("theory.md#")}
    assert theory_links >= {"roles", "ralph-loop", "runbook", "monitoring", "why-parallel"}
    assert set(theory.links(TEXT)) >= OUTSIDE


def test_every_code_block_names_a_language_that_is_tested() -> None:
    languages = [match["language"] for match in theory.FENCE.finditer(TEXT)]
    assert set(languages) == {"json", "yaml", "bash"}
    assert TEXT.count("```") == 2 * len(languages)


@pytest.mark.parametrize("id", RUNS)
def test_the_lines_of_a_log_are_of_the_run_named(id: str) -> None:
    name, seed, settings = RUNS[id]
    one = scenario(name, *settings)
    told = {log.line_of(event).decode() for event in run(one.plan, one.params, seed).events}
    (code,) = [match["text"] for match in theory.FENCE.finditer(SECTIONS[id].source) if match["language"] == "json"]
    lines = code.splitlines()
    assert lines
    assert set(lines) <= told
    assert all(msgspec.convert(json.loads(line), AnyEvent) for line in lines)
    lead = SECTIONS[id].blocks[SECTIONS[id].blocks.index(f"```json\n{code}```") - 1]
    assert f"`{name}`" in lead
    assert f"seed {seed}" in lead or id in {"fleet-health", "fleet-swaps"}


def test_every_log_in_the_text_is_tested() -> None:
    assert {section.id for section in SECTIONS.values() if "```json" in section.source} == set(RUNS)


@pytest.mark.parametrize("code", theory.fences("yaml", theory.FLEET_FILE), ids=lambda code: code.split("\n", 1)[0])
def test_yaml_is_what_the_loader_takes(code: str) -> None:
    value: dict[str, Any] = yaml.safe_load(code)
    document = parse(code, "fleet.md")
    (key,) = value
    if key == "policy":
        assert policy_at(Part(document, ("policy",))) != policy_at(Part(document, ("nothing",)))
    else:
        shipped = yaml.safe_load((SCENARIOS / "night-shift.yaml").read_text(encoding="utf-8"))
        assert value == {"pool": shipped["pool"]}


def test_the_commands_parse_and_their_settings_fit() -> None:
    (code,) = theory.fences("bash", theory.FLEET_FILE)
    outcome = subprocess.run(["bash", "-n"], input=code, capture_output=True, text=True, check=False)
    assert (outcome.returncode, outcome.stderr) == (0, "")
    plain, changed = code.splitlines()
    name, setting = re.fullmatch(r"orchestra-tutorial fleet run (\S+) --seed 1 --set (\S+)", changed).groups()  # type: ignore[union-attr]
    assert plain == f"orchestra-tutorial fleet run {name} --seed 1"
    assert scenario(name, setting).plan != scenario(name).plan


def test_no_emoji() -> None:
    odd = {c for c in TEXT if unicodedata.category(c) in {"So", "Sk", "Cs", "Co", "Cn"} and c not in "→`"}
    assert not odd


@pytest.mark.parametrize("fault", FAULTS)
def test_typography(fault: str) -> None:
    found = re.search(FAULTS[fault], TYPESET, re.IGNORECASE)
    assert found is None, f"{fault}: {TYPESET[max(0, found.start() - 30) : found.end() + 30]!r}"


def test_quotes_spaces_and_voice() -> None:
    assert re.fullmatch(r"(«»)*", re.sub(r"[^«»]", "", PROSE))
    assert TEXT.endswith("\n")
    assert not re.search(r"[ \t\r\u00a0\u200b]$|\t|\r|\u00a0|\n{3}|\n\n\Z", TEXT, re.MULTILINE)
    words = {word.casefold() for word in re.findall(r"[А-Яа-яЁё]+", PROSE)}
    assert {"ты", "твоя"} <= words
    assert not words & {"вы", "вас", "вам", "вами", "ваш", "ваша", "ваши", "ваше", "вашей"}
    assert not re.search(r"революц|невероятн|потрясающ|магическ|волшебн|уникальн|не просто|!", TYPESET, re.IGNORECASE)


def test_every_rule_of_the_fleet_has_its_place() -> None:
    file: Path = theory.CONTENT / "rules.yaml"
    sheet = yaml.safe_load(file.read_text(encoding="utf-8"))
    assert sheet["version"] == 1
    assert list(sheet["rules"]) == list(RULES)
    sections = {section.ref.section: section for section in MODULE.sections}
    for rule, place in sheet["rules"].items():
        id_, _hash, anchor = place.partition("#")
        assert id_ in sections, rule
        assert anchor in sections[id_].anchors, rule
