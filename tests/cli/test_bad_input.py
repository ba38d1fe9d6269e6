"""Folders and files nobody should have: one clear line, the right exit code, no traceback; and the rest goes on."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import Call

COMMANDS = [["read", "--list"], ["read", "a"], ["search", "text"], ["check"]]


def missing(folder: Path) -> Path:
    return folder / "nowhere"


def a_file(folder: Path) -> Path:
    path = folder / "course.zip"
    path.write_text("PK", encoding="utf-8")
    return path


def no_modules(folder: Path) -> Path:
    folder.joinpath("pictures").mkdir()
    folder.joinpath("notes.txt").touch()
    return folder


def unreadable(folder: Path) -> Path:
    path = folder / "closed"
    path.mkdir()
    path.joinpath("a.md").write_text("## A\n", encoding="utf-8")
    path.chmod(0)
    return path


def a_loop(folder: Path) -> Path:
    path = folder / "loop"
    path.symlink_to(path)
    return path


def steering_name(folder: Path) -> Path:
    return folder / "x\x1b[2J\n[/red]"


def too_long(folder: Path) -> Path:
    return folder / ("x" * 5000)


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
@pytest.mark.parametrize(
    "make", [missing, a_file, no_modules, unreadable, a_loop, steering_name, too_long], ids=lambda make: make.__name__
)
def test_what_cannot_be_opened_is_one_line_and_exit_2(
    call: Call, tmp_path: Path, make: Callable[[Path], Path], words: list[str]
) -> None:
    folder = make(tmp_path)
    if make is unreadable and os.access(folder, os.R_OK):
        pytest.skip("this user may read everything")
    done = call("--course", folder, *words)
    assert (done.code, done.out) == (2, "")
    assert done.err.count("\n") == 1
    assert done.err.startswith(f"orchestra-tutorial: {tmp_path}")
    assert "Traceback" not in done.err
    assert not re.search("[\x1b]", done.err)


def broken_bytes(path: Path) -> str:
    path.write_bytes(b"## Broken \xff\xfe\n\ntext\n")
    return f"{path}:1:11"


def a_directory(path: Path) -> str:
    path.mkdir()
    return str(path)


def huge(path: Path) -> str:
    with path.open("wb") as file:
        file.truncate(50 * 1024 * 1024)
    return f"{path}: The file is too large: 50 MB"


def dangling(path: Path) -> str:
    path.symlink_to(path.parent / "gone.md")
    return str(path)


@pytest.mark.parametrize("harm", [broken_bytes, a_directory, huge, dangling], ids=lambda harm: harm.__name__)
def test_one_bad_theory_is_told_and_the_rest_goes_on(call: Call, small: Path, harm: Callable[[Path], str]) -> None:
    path = small / "course" / "1-first" / "theory.md"
    path.unlink()
    said = harm(path)
    listed = call("--course", small, "read", "--list", "--json")
    assert listed.code == 0
    assert "Again" in [each["title"] for each in json.loads(listed.out)]
    searched = call("--course", small, "search", "conflict")
    assert "Again" in searched.out or "No conflict" in searched.out
    checked = call("check", small)
    assert checked.code == 1
    for done in (listed, searched):
        if harm is not a_directory:
            assert said in done.err
            assert done.err.count("\n") == 1
    assert "theory.md" in checked.out


@pytest.mark.parametrize("harm", [a_directory, huge, dangling], ids=lambda harm: harm.__name__)
def test_where_nothing_can_be_read_it_is_exit_2(call: Call, tmp_path: Path, harm: Callable[[Path], str]) -> None:
    folder = tmp_path / "alone"
    module = folder / "module"
    module.mkdir(parents=True)
    harm(module / "theory.md")
    done = call("--course", folder, "read", "--list")
    assert (done.code, done.out) == (2, "")
    assert done.err.count("\n") == 1


def test_a_file_of_only_controls_and_markup_is_shown_escaped(call: Call, tmp_path: Path) -> None:
    tmp_path.joinpath("[b]x[red].md").write_bytes(b"## [/b] \x1b[31m\n\n\x00\x07\x9b31m [red]text[/red]\r\n")
    for words in (["read", "--list"], ["search", "text"], ["check"]):
        done = call("--course", tmp_path, *words)
        assert not re.search("[\x00\x07\x1b\x9b\r]", done.out + done.err)
        assert "Traceback" not in done.err
