from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Call
from tests.cli.terminal import on_terminal


def test_hits_are_named_like_the_list_names_them(call: Call, small: Path) -> None:
    done = call("--course", small, "search", "conflict")
    assert done.out == "the-end-x:13: Merge conflicts end here.\n2-second/begin:6: No conflict, one link.\n"
    assert (done.code, done.err) == (0, "")


def test_hits_as_json(call: Call, small: Path) -> None:
    assert json.loads(call("--course", small, "search", "soft start", "--json").out) == [
        {"module": "1-first", "section": "begin", "line": 8, "text": "A soft start with strong words."}
    ]


def test_the_line_of_a_hit_is_the_line_of_the_file(call: Call, small: Path) -> None:
    source = (small / "course" / "1-first" / "theory.md").read_text(encoding="utf-8").splitlines()
    for hit in json.loads(call("--course", small, "search", "end", "--json").out):
        assert "end" in source[hit["line"] - 1]


def test_words_need_no_quotes(call: Call, small: Path) -> None:
    assert call("--course", small, "search", "soft", "start").out == call("--course", small, "search", "soft start").out


@pytest.mark.parametrize("words", ["конфликт", "КОНФЛИКТЫ", "конфликтами"])
def test_russian_forms_are_found(call: Call, words: str) -> None:
    found = json.loads(call("search", words, "--json").out)
    assert "monitoring" in {hit["section"] for hit in found}


@pytest.mark.parametrize("words", ["nothing-like-this", "ъ" * 1000, " ", "\x1b[2J"])
def test_finding_nothing_is_no_fault(call: Call, small: Path, words: str) -> None:
    done = call("--course", small, "search", words)
    assert (done.code, done.out, done.err) == (0, "", "orchestra-tutorial: Nothing was found\n")
    assert call("--course", small, "search", words, "--json").out == "[]\n"


def test_on_a_terminal_hits_are_bold(small: Path) -> None:
    assert "A \x1b[1msoft\x1b[0m start" in on_terminal("--course", str(small), "search", "soft")


def test_words_said_under_a_locale_that_cannot_say_them() -> None:
    environment = {**os.environ, "LC_ALL": "POSIX", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"}
    command = [sys.executable, "-m", "orchestra_tui", "search", "конфликт"]
    assert subprocess.run(command, env=environment, capture_output=True, check=True).stdout
