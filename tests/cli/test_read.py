from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from orchestra_tui.base.paths import shipped
from tests.cli.conftest import Call
from tests.cli.terminal import on_terminal

NINE = ["role-shift", "why-parallel", "isolation", "ralph-loop", "roles", "patterns", "runbook", "monitoring", "cloud"]


def test_the_list_as_json_has_the_shipped_sections(call: Call) -> None:
    done = call("read", "--list", "--json")
    entries = json.loads(done.out)
    theory = [each for each in entries if each["section"] in NINE]
    assert [each["section"] for each in theory] == NINE
    assert {each["module"] for each in theory} == {"module-7-orchestration"}
    assert all(set(each) == {"module", "section", "title", "words"} for each in entries)
    assert 1700 <= sum(each["words"] for each in theory) <= 2300
    assert (done.code, done.err) == (0, "")


def test_the_list_is_aligned_and_ends_with_the_total(call: Call, small: Path) -> None:
    assert call("--course", small, "read", "--list").out == (
        "First module · 1-first\n"
        "1-first/begin   1 min  How it begins\n"
        "the-end-x       1 min  The end {#x}\n"
        "Second module · 2-second\n"
        "2-second/begin  1 min  Again\n"
        "\n"
        "3 sections, 3 min\n"
    )


def test_every_id_of_the_list_can_be_read(call: Call, small: Path) -> None:
    ids = call("--course", small, "read", "--ids").out.split()
    assert ids == ["1-first/begin", "the-end-x", "2-second/begin", "1-first", "2-second"]
    assert [call("--course", small, "read", each).code for each in ids] == [0] * 5


def test_a_section_off_a_terminal_is_its_source(call: Call, small: Path) -> None:
    assert call("--course", small, "read", "1-first/begin").out == (
        "<!-- section: begin -->\n## How it begins\n\nA *soft* start with **strong** words.\n\n"
    )


def test_the_sections_of_a_module_are_its_source_character_for_character(call: Call) -> None:
    source = (shipped() / "course" / "module-7-orchestration" / "theory.md").read_text(encoding="utf-8")
    parts = [call("read", section).out for section in NINE]
    assert source.endswith("".join(parts))
    assert call("read", "module-7-orchestration").out.startswith("".join(parts))


def test_a_section_as_json(call: Call, small: Path) -> None:
    assert json.loads(call("--course", small, "read", "2-second/begin", "--json").out) == {
        "module": "2-second",
        "section": "begin",
        "title": "Again",
        "markdown": "<!-- section: begin -->\n## Again\n\nNo conflict, one [link](https://example.org/a).\n",
    }


def test_a_module_as_json_is_an_array(call: Call, small: Path) -> None:
    found = json.loads(call("--course", small, "read", "1-first", "--json").out)
    assert [each["section"] for each in found] == ["begin", "the-end-x"]
    listed = json.loads(call("--course", small, "read", "1-first", "--list", "--json").out)
    assert [each["section"] for each in listed] == ["begin", "the-end-x"]


@pytest.mark.parametrize(("ref", "said"), [("begin", "2-second/begin"), ("the-ent", "the-end"), ("3/x", "--list")])
def test_an_id_that_is_not_one_names_those_that_are(call: Call, small: Path, ref: str, said: str) -> None:
    done = call("--course", small, "read", ref)
    assert (done.code, done.out) == (2, "")
    assert said in done.err
    assert done.err.count("\n") == 1


def test_on_a_terminal_a_section_is_laid_out(small: Path) -> None:
    shown = on_terminal("--course", str(small), "read", "1-first/begin")
    assert "\x1b[1mHow it begins\x1b[0m\n" in shown
    assert "A \x1b[3msoft\x1b[0m start with \x1b[1mstrong\x1b[0m words." in shown
    assert "<!--" not in shown
    assert "<https://example.org/a>" in on_terminal("--course", str(small), "read", "2-second/begin")


def test_on_a_terminal_nothing_is_wider_than_it_and_colours_are_not_used() -> None:
    shown = on_terminal("read", "isolation")
    assert set(re.findall(r"\x1b\[[^m]*m", shown)) <= {"\x1b[0m", "\x1b[1m", "\x1b[3m", "\x1b[4m", "\x1b[1;3m"}
    assert max(len(re.sub(r"\x1b\[[^m]*m", "", line)) for line in shown.splitlines()) <= 60


@pytest.mark.parametrize("environment", [{"TERM": "dumb"}, {"NO_COLOR": "1"}])
def test_a_person_who_wants_no_escapes_gets_none(small: Path, environment: dict[str, str]) -> None:
    shown = on_terminal("--course", str(small), "read", "1-first/begin", **environment)
    assert "A soft start with strong words." in shown
    assert "\x1b" not in shown


def test_read_alone_on_a_terminal_says_how_to_go_on(small: Path) -> None:
    assert "To read one: orchestra-tutorial read 1-first/begin" in on_terminal("--course", str(small), "read")


def test_foreign_text_steers_no_terminal(call: Call, tmp_path: Path) -> None:
    folder = tmp_path / "evil\x1b[31m"
    folder.mkdir()
    folder.joinpath("a\x1b]0;x.md").write_text(
        "## Title \x1b[2J \x9b31m \u202e[b]x[/b]\n\nText \x1b[0m [/nope].\n", encoding="utf-8"
    )
    for words in (["read", "--list"], ["read", "--list", "--json"], ["read", "--ids"], ["read", "a\x1b-0-x"]):
        done = call("--course", folder, *words)
        assert not re.search("[\x1b\x9b\u202e]", done.out + done.err), words
    ref = json.loads(call("--course", folder, "read", "--list", "--json").out)[0]
    whole = call("--course", folder, "read", f"{ref['module']}/{ref['section']}", "--json")
    assert not re.search("[\x1b\x9b\u202e]", whole.out)
    assert json.loads(whole.out)["markdown"].startswith("## Title \x1b[2J \x9b31m \u202e[b]x[/b]")


def test_folds_are_open_where_nobody_can_open_them(tmp_path: Path) -> None:
    tmp_path.joinpath("a.md").write_text(
        "## A\n\n<details>\n<summary>Answer</summary>\n\nForty-two.\n\n</details>\n", encoding="utf-8"
    )
    assert "Forty-two." in on_terminal("--course", str(tmp_path), "read", "a")
