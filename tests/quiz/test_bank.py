"""A bank reads a section's file when it is asked for, and no other."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from orchestra_tui.base.errors import OrchestraError
from orchestra_tui.quiz.bank import Bank, schema

QUESTION = """\
version: 1
section: {section}
questions:
  - {{id: {section}.a, type: truefalse, objective: o, kind: why, prompt: {prompt}, explain: e, correct: true,
     why_true: t, why_false: f}}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, section, prompt in (("one", "one", "раз"), ("one.en", "one", "one"), ("two", "two", "два")):
        (tmp_path / f"{name}.yaml").write_text(QUESTION.format(section=section, prompt=prompt), encoding="utf-8")
    (tmp_path / "broken.yaml").write_text("version: 1\nsection: broken\nquestions: []\n", encoding="utf-8")
    return tmp_path


def test_sections_are_known_by_the_names_of_their_files(folder: Path) -> None:
    assert list(Bank(folder).files) == ["broken", "one", "two"]
    assert Bank(None).files == Bank(folder / "nowhere").files == {}


def test_one_file_is_read_for_one_section(folder: Path) -> None:
    bank = Bank(folder)
    assert [q.id for q in bank.questions("one")] == ["one.a"]
    assert bank.question("two.a")
    assert bank.questions("unknown") == ()
    with pytest.raises(OrchestraError, match=r"broken\.yaml:3:12"):
        bank.questions("broken")


def test_a_question_is_looked_for_in_the_file_its_id_names_first(folder: Path) -> None:
    found = Bank(folder).question("one.a")
    assert found
    assert found[0] == "one"


@pytest.mark.parametrize(("language", "prompt"), [("", "раз"), ("en", "one"), ("en-GB", "one"), ("de", "раз")])
def test_a_translation_is_asked_where_there_is_one(folder: Path, language: str, prompt: str) -> None:
    assert Bank(folder, language).questions("one")[0].prompt == prompt


def test_the_schema_names_every_type() -> None:
    text = json.dumps(schema())
    for kind in ("single", "multiple", "truefalse", "order", "match", "cloze", "short", "number", "command", "predict"):
        assert f'"{kind}"' in text
