from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from orchestra_tui.authoring.check import check, lock
from orchestra_tui.base.paths import shipped
from orchestra_tui.base.yaml import load, parse
from orchestra_tui.fleet.possible import impossible
from orchestra_tui.fleet.simulation.scenario import load as load_scenario
from orchestra_tui.quiz.bank import Sheet
from orchestra_tui.quiz.types import QUESTION_TYPES
from tests.cli.conftest import Call
from tests.tutor import fleets
from tests.tutor.school import build

SCENARIOS = sorted((shipped() / "content/module-7-orchestration/scenarios").glob("*.yaml"))
RULES = {"question", "question-own", "question-repeated", "question-section", "yaml", "yaml-trap"}


@pytest.fixture
def school(tmp_path: Path) -> Path:
    return build(tmp_path / "school", ("one",))


def fits(value: object, part: dict[str, Any]) -> bool:
    """Whether a value has the type and the bounds that a part of a schema says."""
    kinds = {"object": dict, "array": list, "string": str, "boolean": bool, "integer": int, "number": (int, float),
             "null": type(None)}  # fmt: skip
    kind = kinds[part["type"]] if "type" in part else object
    if not isinstance(value, kind) or value not in part.get("enum", [value]):
        return False
    if isinstance(value, bool):
        return part.get("type", "boolean") == "boolean"
    if isinstance(value, int | float):
        return bool(part.get("minimum", value) <= value <= part.get("maximum", value))
    return not isinstance(value, str) or bool(re.search(part.get("pattern", ""), value))


def holds(schema: dict[str, Any], value: object, part: dict[str, Any] | None = None) -> bool:
    """Whether a value is what a JSON Schema says, as far as ours use it."""
    part = schema if part is None else part
    if "$ref" in part:
        return holds(schema, value, schema["$defs"][part["$ref"].rpartition("/")[2]])
    if "anyOf" in part:
        return any(holds(schema, value, each) for each in part["anyOf"])
    if not fits(value, part):
        return False
    if isinstance(value, list):
        enough = len(value) >= part.get("minItems", 0)
        return enough and all(holds(schema, each, part.get("items", {})) for each in value)
    if not isinstance(value, dict):
        return True
    known, extra = part.get("properties", {}), part.get("additionalProperties", {})
    rest = extra if isinstance(extra, dict) else {"anyOf": [{}] if extra else []}
    needed = all(name in value for name in part.get("required", ()))
    return needed and all(holds(schema, each, known.get(name, rest)) for name, each in value.items())


def test_the_schema_of_questions_is_one(call: Call) -> None:
    schema = json.loads(call("schema", "quiz").out)
    good = {"version": 1, "section": "s", "questions": [
        {"id": "s.q", "type": "short", "objective": "o", "kind": "why", "prompt": "?", "explain": "!", "accept": ["a"]}
    ]}  # fmt: skip
    assert holds(schema, good)
    for wrong in ({"kind": "because"}, {"type": "long"}, {"acept": []}, {"prompt": 5}):
        assert not holds(schema, good | {"questions": [good["questions"][0] | wrong]})


@pytest.mark.parametrize("path", SCENARIOS, ids=lambda path: path.stem)
def test_the_schemas_of_the_fleet_take_what_ships(call: Call, path: Path) -> None:
    value = parse(path.read_text(encoding="utf-8"), path).value
    assert isinstance(value, dict)
    for name, part in (("scenario", value), ("runbook", value["runbook"]), ("pool", value["pool"])):
        schema = json.loads(call("schema", name).out)
        assert holds(schema, part), name
        assert not holds(schema, {"unknown": 1})


def test_the_schemas_have_the_names_and_units_that_are_written(call: Call) -> None:
    schema = json.loads(call("schema", "scenario").out)
    health = schema["$defs"]["Health"]["properties"]
    assert health["progress"]["default"] == "15m"
    assert not [
        name for part in schema["$defs"].values() for name in part.get("properties", {}) if name.endswith("_ms")
    ]
    assert schema["required"] == ["version", "title", "section", "watch", "question", "runbook", "pool", "profiles"]
    assert "critic_after" in schema["properties"]["policy"]["anyOf"][1]["properties"]


@pytest.mark.parametrize("lang", ["en", "ru"])
def test_a_new_scenario_is_valid_and_is_written(call: Call, tmp_path: Path, lang: str) -> None:
    root = fleets.build(tmp_path / "course")
    shown = call("--course", root, "new", "scenario", "my-first", "--section", "two", lang=lang)
    assert (shown.code, shown.err) == (0, "")
    made = load_scenario(shown.out, Path("my-first.yaml"))
    assert (made.head.section, impossible(made.plan)) == ("two", ())
    assert holds(json.loads(call("schema", "scenario").out), yaml.safe_load(shown.out))
    done = call("--course", root, "new", "scenario", "my-first", "--section", "two", "--write", lang=lang)
    file = root / "content/m/scenarios/my-first.yaml"
    assert file.read_text(encoding="utf-8") == shown.out
    assert done.code == 0
    assert check(root) == []
    assert json.loads(call("--course", root, "fleet", "run", "my-first", "--json").out)["tasks"]["merged"] == 3


def test_a_new_scenario_is_about_the_first_section_and_its_name_is_free(call: Call, tmp_path: Path) -> None:
    root = fleets.build(tmp_path / "course")
    assert "\nsection: one\n" in call("--course", root, "new", "scenario", "mine").out
    lock(root)
    (root / "content/m/scenarios/zero.yaml").unlink()
    for name, said in {
        "small": 'There is a scenario "small" already. Give it another name.',
        "zero": '"zero" was the name of a scenario once. An id is never used again: choose another.',
        "Мой": '"Мой" is no name for a scenario. Use small Latin letters, digits and hyphens.',
        "../x": '"../x" is no name for a scenario.',
    }.items():
        done = call("--course", root, "new", "scenario", name, "--write")
        assert (done.code, done.out, done.err.count("\n")) == (2, "", 1)
        assert said in done.err
    assert "no section nowhere" in call("--course", root, "new", "scenario", "mine", "--section", "nowhere").err


def test_a_course_without_content_has_no_place_for_a_scenario(call: Call, small: Path) -> None:
    done = call("--course", small, "new", "scenario", "mine")
    assert (done.code, done.err.count("\n")) == (2, 1)
    assert "The course has no content folder" in done.err


@pytest.mark.parametrize("kind", QUESTION_TYPES)
def test_a_new_question_is_valid_and_is_appended(call: Call, school: Path, kind: str) -> None:
    shown = call("--course", school, "new", "question", "one", "--type", kind)
    assert shown.code == 0
    sheet = load(f"version: 1\nsection: one\nquestions:\n{shown.out}", "new.yaml", Sheet)
    assert (sheet.questions[0].id, sheet.questions[0].type) == (f"one.{kind}-1", kind)
    body = yaml.safe_load(f"version: 1\nsection: one\nquestions:\n{shown.out}")
    assert holds(json.loads(call("schema", "quiz").out), body)
    for number in (1, 2):
        done = call("--course", school, "new", "question", "one", "--type", kind, "--write")
        assert done.out.startswith(f'"one.{kind}-{number}" was written to ')
    assert not {each.rule for each in check(school)} & RULES


def test_an_id_that_was_ever_used_is_not_suggested(call: Call, school: Path) -> None:
    file = school / "content/m/quiz/one.yaml"
    before = file.read_text()
    call("--course", school, "new", "question", "one", "--write")
    lock(school)
    file.write_text(before)
    assert "id: one.single-2\n" in call("--course", school, "new", "question", "one").out


def test_a_new_question_takes_the_objective_of_its_section(call: Call, school: Path) -> None:
    (school / "content/m/module.yaml").write_text(
        "version: 1\nobjectives:\n  - {id: m.two, section: two, text: t}\n  - {id: m.one, section: one, text: t}\n"
    )
    assert "objective: m.one\n" in call("--course", school, "new", "question", "one").out
    assert "objective: m.x\n" in call("--course", school, "new", "question", "one", "--objective", "m.x").out


def test_a_file_is_made_for_a_section_that_has_none(call: Call, school: Path) -> None:
    file = school / "content/m/quiz/one.yaml"
    file.unlink()
    call("--course", school, "new", "question", "one", "--write")
    assert [each.id for each in load(file.read_text(), file, Sheet).questions] == ["one.single-1"]


@pytest.mark.parametrize("text", ["version: 1\n", "questions:\n  - {}\nversion: 1\nsection: one\n"])
def test_a_broken_file_stays_as_it_is(call: Call, school: Path, text: str) -> None:
    file = school / "content/m/quiz/one.yaml"
    file.write_text(text)
    done = call("--course", school, "new", "question", "one", "--write")
    assert done.code == 2
    assert "one.yaml" in done.err
    assert file.read_text() == text


def test_questions_that_do_not_end_the_file_are_not_appended_to(call: Call, school: Path) -> None:
    file = school / "content/m/quiz/one.yaml"
    head, _sep, questions = file.read_text().partition("questions:")
    text = f"questions:{questions}{head}"
    file.write_text(text)
    done = call("--course", school, "new", "question", "one", "--write")
    assert (done.code, file.read_text()) == (2, text)


def test_bad_use_is_one_line(call: Call, school: Path, small: Path) -> None:
    for words in (["nowhere"], ["one", "--type", "essay"], []):
        done = call("--course", school, "new", "question", *words)
        assert (done.code, done.out, done.err.count("\n")) == (2, "", 1)
    assert "Known here: single, multiple," in call("--course", school, "new", "question", "one", "--type", "essay").err
    assert "content" in call("--course", small, "new", "question", "the-end-x").err
    assert call("schema", "essay").code == 2
