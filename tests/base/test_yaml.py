"""Strict YAML: what it reads, what it refuses, and that every refusal names the very place."""

from __future__ import annotations

import subprocess
import sys
from enum import Enum
from pathlib import Path
from typing import Annotated, Any, Literal

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from orchestra_tui.base import yaml
from orchestra_tui.base.errors import OrchestraError


class Colour(Enum):
    RED = "red"
    BLUE = "blue"


class Choice(msgspec.Struct, forbid_unknown_fields=True):
    id: str
    text: str
    correct: bool = False


class Single(msgspec.Struct, tag="single", tag_field="type", forbid_unknown_fields=True):
    id: Annotated[str, msgspec.Meta(pattern="^[a-z.]+$")]
    choices: Annotated[list[Choice], msgspec.Meta(min_length=1)]


class Number(msgspec.Struct, tag="number", tag_field="type", forbid_unknown_fields=True):
    id: str
    answer: float
    tolerance: Annotated[int, msgspec.Meta(ge=0)] = 0


class Quiz(msgspec.Struct, forbid_unknown_fields=True):
    version: Literal[1]
    questions: list[Single | Number] = []
    colours: dict[str, Colour] = {}
    nested: dict[str, dict[str, int]] = {}
    numbered: dict[int, str] = {}
    note: str | None = None


GOOD = """\
version: 1
questions:
  - type: single
    id: a.b
    choices:
      - {id: yes, text: no, correct: true}
  - {type: number, id: n, answer: 3}
colours: {sky: blue}
numbered: {7: seven}
"""


def value(text: str) -> Any:
    return yaml.parse(text, "f.yaml").value


def problem(text: str, kind: type[object]) -> OrchestraError | None:
    try:
        yaml.load(text, "f.yaml", kind)
    except OrchestraError as error:
        return error
    return None


def refused(text: str, kind: type[object] = Quiz) -> str:
    line = str(problem(text, kind))
    assert "\n" not in line
    return line


def test_a_typed_document_is_read() -> None:
    quiz = yaml.load(GOOD, "f.yaml", Quiz)
    assert quiz.questions == [Single("a.b", [Choice("yes", "no", True)]), Number("n", 3.0)]
    assert quiz.colours == {"sky": Colour.BLUE}
    assert quiz.numbered == {7: "seven"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("no", "no"),
        ("Yes", "Yes"),
        ("on", "on"),
        ("y", "y"),
        ("true", True),
        ("FALSE", False),
        ("tRue", "tRue"),
        ("~", None),
        ("null", None),
        ("", None),
        ('""', ""),
        ("12:30", "12:30"),
        ("2026-01-02", "2026-01-02"),
        ("0755", 755),
        ("0o17", 15),
        ("0xff", 255),
        ("-12", -12),
        ("+3", 3),
        ("1_000", "1_000"),
        ("3.10", 3.1),
        (".5", 0.5),
        ("1e3", 1000.0),
        ("1.", 1.0),
        (".", "."),
        ("-", [None]),
        ("'3.10'", "3.10"),
        ("0b1", "0b1"),
        ("15%", "15%"),
        ("=", "="),
    ],
)
def test_plain_scalars_mean_what_yaml_1_2_says(text: str, expected: object) -> None:
    found = value(f"a: {text}" if text != "-" else "a:\n-")["a"]
    assert (found, type(found)) == (expected, type(expected))


def test_keys_are_text_as_written() -> None:
    assert value("1: a\ntrue: b\n~: c\n'': d\n") == {"1": "a", "true": "b", "~": "c", "": "d"}


def test_a_mark_crlf_and_aliases_are_understood() -> None:
    assert value("\ufeffa: &x [1, {b: c}]\r\nd: *x\r\ne: |\r\n  f\r\n") == {
        "a": [1, {"b": "c"}],
        "d": [1, {"b": "c"}],
        "e": "f\n",
    }


REFUSED = {
    "": "f.yaml:1:1: The file is empty",
    "# only a comment\n": "f.yaml:1:1: The file is empty",
    "a: 1\nb: 2\na: 3\n": 'f.yaml:3:1: The key "a" is here again, first at 1:1. Keep one of them.',
    'a: {x: 1, "x": 2}': 'f.yaml:1:11: The key "x" is here again, first at 1:5. Keep one of them.',
    "a: 1\n---\nb: 2\n": "f.yaml:2:1: A second document begins here",
    "a: !!int 3": 'f.yaml:1:4: The tag "tag:yaml.org,2002:int" is not allowed. Put text that begins with ! in quotes.',
    "a: !x y": 'f.yaml:1:4: The tag "!x" is not allowed',
    "- !!python/object/apply:os.system [ls]": "f.yaml:1:3: The tag",
    "a: &x {c: 1}\nb:\n  <<: *x\n": 'f.yaml:3:3: "<<" is not understood here',
    "? [a]\n: b\n": "f.yaml:1:3: A key must be plain text",
    "&a k: 1\n*a : 2\n": "f.yaml:2:1: A key must be plain text",
    "a: 1\n?\n: b\n": 'f.yaml:2:2: The key before ":" is missing',
    "a: *b\n": 'f.yaml:1:4: "*b" names nothing that ended above it. Put text that begins with * in quotes',
    "a: &a [*a]": 'f.yaml:1:8: "*a" names nothing',
    "a: &a 1\nb: &a [*a]": 'f.yaml:2:8: "*a" names nothing',
    "a: .nan": "f.yaml:1:4: This is not a number that can be computed with. Put it in quotes if it is text.",
    "a: -.inf": "f.yaml:1:4: This is not a number",
    "a: 1e999": "f.yaml:1:4: This is not a number",
    f"a: {'9' * 5000}": "f.yaml:1:4: This is not a number",
    "a: b\x00": "f.yaml:1:5: A character that may not stand in YAML: U+0000. Delete it.",
    "a: b\nc: \x1b[31m": "f.yaml:2:4: A character that may not stand in YAML: U+001B",
    "a: \ud800": "f.yaml:1:4: A character that may not stand in YAML: U+D800",
    "a: b\x85c": "f.yaml:1:5: A character that may not stand in YAML: U+0085",
    "a: b\u2028c": "f.yaml:1:5: A character that may not stand in YAML: U+2028",
    "a: b\rc: d": "f.yaml:1:5: A character that may not stand in YAML: U+000D",
    "a: b\n\ufeffc: d": "f.yaml:2:1: A character that may not stand in YAML: U+FEFF",
    "a:\n\tb: 1\n": "f.yaml:2:1: A tab in the indentation. Use spaces.",
    "a:\n  b: 1\n\tc: 2\n": "f.yaml:3:1: A tab in the indentation. Use spaces.",
    "a: |\n\tb\n": "f.yaml:2:1: A tab in the indentation. Use spaces.",
    "a: b: c\n": 'f.yaml:1:5: ": " is not allowed here. Mend the indentation, or put text with special characters',
    "a: 1\n  b: 2\n": 'f.yaml:2:4: ": " is not allowed here',
    "a: @x\n": "f.yaml:1:4: Unquoted text cannot begin with this character. Put the text in quotes",
    "a: `x`\n": "f.yaml:1:4: Unquoted text cannot begin with this character",
    "a: ** bold\n": "f.yaml:1:4: Unquoted text cannot begin with * or &",
    'x: 1\na: "x\nb: 1\n': "f.yaml:2:4: This quote is never closed",
    'a: "\\d"\n': "f.yaml:1:5: Unknown escape after a backslash",
    "a: [1, 2\nb: 3\n": "f.yaml:1:4: This bracket is never closed, or a comma is missing",
    "a: {x: 1\n": "f.yaml:1:4: This bracket is never closed, or a comma is missing",
    "a: 1\nb\nc: 2\n": 'f.yaml:2:1: ":" is missing after this key',
    "  a: 1\nb: 2\n": "f.yaml:2:1: This does not belong to what stands above it",
    'a: "x" y\n': "f.yaml:1:8: This does not belong to what stands above it",
    "a:\n  - b\n  c: 1\n": "f.yaml:3:3: This does not belong to what stands above it",
    "a: - b\n": "f.yaml:1:4: A list cannot begin here. Begin it on a new line",
    "a: {": "f.yaml:1:5: A value is missing here",
    "a: }\n": "f.yaml:1:4: A value is missing here",
    "%YAML 3.0\n---\na: 1\n": "f.yaml:1:1: Another version of YAML",
    "a: |x\n b\n": "f.yaml:1:5: This is not YAML: did not find expected comment or line break",
}


@pytest.mark.parametrize("text", REFUSED)
def test_what_is_not_strict_yaml_is_refused_at_its_place(text: str) -> None:
    assert refused(text, object).startswith(REFUSED[text])


MISFITS = {
    "[]": "f.yaml:1:1: Expected a mapping, found a list",
    "a: 1\n": 'f.yaml:1:1: Unknown key "a". Known here: version, questions, colours, nested, numbered, note.',
    "version: 2\n": 'f.yaml:1:10: Unknown value "2". Known here: 1.',
    "version: yes\n": "f.yaml:1:10: Expected a whole number, found text",
    "questions: []": 'f.yaml:1:1: The key "version" is missing',
    "version: 1\nquestion: []": 'f.yaml:2:1: Unknown key "question". Did you mean "questions"?',
    "version: 1\nnote: 3.10": 'f.yaml:2:7: Expected text or nothing, found a number. Put it in quotes: "3.10".',
    "version: 1\nnumbered: {1: a, x: b}": "f.yaml:2:18: This key does not fit. Expected a whole number, found text.",
    "version: 1\ncolours:\n  a: red\n  b: blue\n  c: blu": 'f.yaml:5:6: Unknown value "blu". Did you mean "blue"?',
    "version: 1\nnested:\n  a: {b: 1}\n  c: {d: 2, e: x, f: 3}\n  g: {}": (
        "f.yaml:4:16: Expected a whole number, found text"
    ),
}
QUESTIONS = {
    "{type: singel, id: a}": '3:12: Unknown value "singel". Did you mean "single"?',
    "{id: a}": '3:5: The key "type" is missing',
    "{type: single, choices: []}": "3:29: Expected a list of length ≥ 1",
    "{type: single, id: A, choices: [{id: a, text: b}]}": "3:24: Expected text of the form '^[a-z.]+$'",
    "{type: single, id: true, choices: []}": '3:24: Expected text, found true or false. Put it in quotes: "true".',
    "{type: single, id: a, choices: [{id: a, text: b, corect: true}]}": (
        '3:54: Unknown key "corect". Did you mean "correct"?'
    ),
    "{type: single, id: a, choices: [{id: a, text: b}, {id: b}]}": '3:55: The key "text" is missing',
    "{type: number, id: a, answer: 1, choices: []}": '3:38: Unknown key "choices". Known here: id, answer, tolerance.',
    "{type: number, id: a, answer: 1, tolerance: -1}": "3:49: Expected a whole number ≥ 0",
}


@pytest.mark.parametrize("text", MISFITS)
def test_a_misfit_is_named_at_its_key_or_value(text: str) -> None:
    assert refused(text).startswith(MISFITS[text])


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_misfit_inside_a_tagged_union_is_named_too(question: str) -> None:
    assert refused(f"version: 1\nquestions:\n  - {question}\n").startswith(f"f.yaml:{QUESTIONS[question]}")


@pytest.mark.parametrize("opening", ["[", "{a: ", "- "])
@pytest.mark.parametrize("times", [65, 100_000])
def test_deep_nesting_is_refused_where_it_begins(opening: str, times: int) -> None:
    line = refused(opening * times, object)
    assert "Nested deeper than 64 levels" in line
    assert line.startswith("f.yaml:1:")


def test_a_hundred_thousand_levels_end_no_process() -> None:
    code = (
        "from orchestra_tui.base import yaml\n"
        "for text in ('[' * 100_000, '- ' * 100_000, '{a: ' * 100_000, '[' * 1_999_999):\n"
        "    try: yaml.load(text, 'f', object)\n"
        "    except yaml.OrchestraError as error: print(error)\n"
    ).replace("yaml.OrchestraError", "Exception")
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.count("Nested deeper than 64 levels") == 4


def test_sixty_four_levels_are_fine() -> None:
    assert value("[" * 64 + "]" * 64)


def test_aliases_may_not_explode_nor_nest_too_deep() -> None:
    laughs = "a0: &a0 [lol, lol, lol, lol, lol, lol, lol, lol, lol]\n"
    for n in range(1, 10):
        laughs += f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n"
    assert refused(laughs, object).startswith("f.yaml:6:")
    ladder = "a0: &a0 [1]\n" + "".join(f"a{n}: &a{n} [*a{n - 1}]\n" for n in range(1, 70))
    assert refused(ladder, object) == "f.yaml:64:12: Nested deeper than 64 levels"


def test_a_text_too_long_is_refused() -> None:
    assert refused("a: " + "b" * 2_000_000, object).startswith("f.yaml: The text is longer than 2000000 characters")


def test_places_of_values_and_keys() -> None:
    document = yaml.parse(GOOD, "f.yaml")
    assert str(document.at("questions", 0, "choices", 0, "text")) == "f.yaml:6:25"
    assert str(document.key_at("questions", 0, "choices", 0, "text")) == "f.yaml:6:19"
    assert str(document.at("questions", 9, "id")) == "f.yaml:3:3"
    assert str(document.key_at("questions", 1)) == "f.yaml:7:5"
    assert str(document.at()) == "f.yaml:1:1"


def test_traps_are_noted_where_they_stand() -> None:
    text = 'a: no\nb: [12:30, "no", 2026-01-02]\nc: 0755\nd: 3.10\ne: 1_000\nf: 10\ng: 3.1\nh: never\n'
    traps = list(yaml.parse(text, "f.yaml").traps())
    assert [f"{trap.place}:{trap.text}" for trap in traps] == [
        "f.yaml:1:4:no",
        "f.yaml:2:5:12:30",
        "f.yaml:2:18:2026-01-02",
        "f.yaml:3:4:0755",
        "f.yaml:4:4:3.10",
        "f.yaml:5:4:1_000",
    ]
    assert len({trap.note for trap in traps}) == 6


def test_a_file_is_read_or_refused_in_one_line(tmp_path: Path) -> None:
    good = tmp_path / "a.yaml"
    good.write_text(GOOD, encoding="utf-8")
    assert yaml.read(good, Quiz).version == 1
    bad = tmp_path / "b.yaml"
    bad.write_bytes(b"a: 1\nb: \xd0\xb0\xff\n")
    for path, reason in {
        bad: "b.yaml:2:5: Byte 0xff is not UTF-8",
        tmp_path: ": It is not a regular file",
        tmp_path / "none.yaml": "none.yaml: It cannot be read: No such file or directory",
    }.items():
        with pytest.raises(OrchestraError) as caught:
            yaml.read(path, Quiz)
        assert reason in str(caught.value)


PIECES = st.sampled_from([
    *("a", "b: ", "- ", "\n", "  ", "{", "}", "[", "]", ", ", ": ", "? ", "*a", "&a ", "!t ", "|", ">-", '"', "'", "#"),
    *("\\", "%", "@", "\t", "\r", "---\n", "...\n", "<<: ", "1e9", "0x", "~", "version: 1\n", "questions:", "id: "),
    *("type: single\n", "nested: ", "numbered: ", "colours: ", "...", "\ufeff", "\x00", "ё", "\ud800", "%YAML 1.2\n"),
])  # fmt: skip


@settings(max_examples=600, deadline=None)
@given(st.one_of(st.lists(PIECES, max_size=40).map("".join), st.text(max_size=60)), st.sampled_from([Quiz, object]))
def test_nothing_but_an_orchestra_error_ever_leaves(text: str, kind: type[object]) -> None:
    error = problem(text, kind)
    if error is not None:
        assert error.place is not None
        assert 1 <= (error.place.line or 1) <= text.count("\n") + 1
        assert "\n" not in str(error)


SCALARS = st.one_of(st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False, allow_infinity=False))
WORDS = st.text(st.characters(exclude_categories=["C", "Zl", "Zp"]), max_size=12)
VALUES = st.recursive(
    SCALARS | WORDS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(WORDS, inner, max_size=4),
    max_leaves=20,
)


@settings(max_examples=200, deadline=None)
@given(VALUES)
def test_json_is_read_as_json(data: object) -> None:
    assert value(msgspec.json.encode(data).decode()) == data
