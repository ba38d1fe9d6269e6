from __future__ import annotations

import sqlite3
import sys
from pathlib import Path

import pytest

from orchestra_tui.base.paths import home
from orchestra_tui.cli import output, probes, probes_data
from orchestra_tui.journal.store import Journal
from tests.cli.conftest import Call, Done


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    folder = tmp_path / "mine"
    with Journal.open(home(folder).journal) as journal:
        journal.append("read", "m/a", {"read": True}, "one")
    return folder


def lines(done: Done, word: str) -> list[str]:
    """What the doctor says under this word."""
    return [line.partition("  ")[2].strip() for line in done.out.splitlines() if line.startswith(f"{word} ")]


def test_in_order(call: Call, mine: Path) -> None:
    done = call("--home", mine, "doctor")
    assert (done.code, done.err) == (0, "")
    assert lines(done, "broken") == []
    fine = "\n".join(lines(done, "ok"))
    wanted = ("Python 3.", "Textual 8.", "git 2.", "journal: 1 row, version 1,", "17 sections", str(mine / "config"))
    for each in wanted:
        assert each in fine


def test_looking_makes_nothing(call: Call, tmp_path: Path) -> None:
    assert call("--home", tmp_path / "new", "doctor").code == 0
    assert not (tmp_path / "new").exists()


def damage(path: Path) -> str:
    path.write_bytes(b"SQLite format 3\0" + b"\xff" * 4000)
    return "The journal is damaged"


def replace(path: Path) -> str:
    path.unlink()
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE mine (x)")
    other.close()
    return "it is not a journal"


def bend(path: Path) -> str:
    with Journal.open(path) as journal:
        for number in range(2000):
            journal.append("read", f"m/{number}", {"read": True}, "one")
    data = bytearray(path.read_bytes())
    data[8192:16384] = b"\x0d" * 8192
    path.write_bytes(data)
    return "The journal is damaged"


def update(path: Path) -> str:
    with sqlite3.connect(path) as journal:
        journal.execute("PRAGMA user_version = 99")
    journal.close()
    return "has version 99"


def fill(path: Path) -> str:
    path.unlink()
    path.mkdir()
    return "not a regular file"


@pytest.mark.parametrize("harm", [damage, replace, bend, update, fill], ids=lambda harm: harm.__name__)
def test_a_broken_journal_is_named_and_left_as_it_is(call: Call, mine: Path, harm: object) -> None:
    path = home(mine).journal
    said = harm(path)  # type: ignore[operator]
    before = path.read_bytes() if path.is_file() else b""
    done = call("--home", mine, "doctor")
    assert done.code == 1
    assert [line for line in lines(done, "broken") if said in line and str(path) in line]
    assert (path.read_bytes() if path.is_file() else b"") == before
    assert [each.name for each in path.parent.iterdir()] == [path.name]


def test_a_damaged_journal_that_was_set_aside_is_named(call: Call, mine: Path) -> None:
    damage(home(mine).journal)
    call("--home", mine, "progress", "export", "-")
    done = call("--home", mine, "doctor")
    assert done.code == 0
    assert [line for line in lines(done, "warning") if "damaged-" in line]


def test_a_broken_course_is_named(call: Call, tmp_path: Path) -> None:
    done = call("--course", tmp_path / "nothing", "doctor")
    assert done.code == 1
    assert [line for line in lines(done, "broken") if str(tmp_path / "nothing") in line]


def test_a_file_of_the_course_that_cannot_be_read_is_named(call: Call, small: Path) -> None:
    extra = small / "course" / "1-first" / "practice.md"
    extra.write_bytes(b"# Practice\n\n\xff\n")
    done = call("--course", small, "doctor")
    assert done.code == 1
    assert [line for line in lines(done, "broken") if f"{extra}:3:1" in line]


def test_a_folder_that_cannot_be_written_is_named(call: Call, tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.touch()
    done = call("--home", file, "doctor")
    assert done.code == 1
    assert len([line for line in lines(done, "broken") if "cannot be written" in line]) == 3


def test_faults_in_the_settings_are_named(call: Call, tmp_path: Path) -> None:
    settings = home(tmp_path / "mine").settings
    settings.parent.mkdir(parents=True)
    settings.write_text("width = 7\n", encoding="utf-8")
    done = call("--home", tmp_path / "mine", "doctor")
    assert done.code == 0
    assert [line for line in lines(done, "warning") if f"{settings}:1" in line]


GITS = {
    "missing": (None, "git was not found"),
    "old": ("echo git version 2.30.2", "git 2.30.2 is too old"),
    "odd": ("exit 3", "git does not answer"),
}


@pytest.mark.parametrize(("script", "said"), GITS.values(), ids=GITS.keys())
def test_git(call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str | None, said: str) -> None:
    if script:
        tmp_path.joinpath("git").write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
        tmp_path.joinpath("git").chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    done = call("doctor")
    assert done.code == 0
    assert [line for line in lines(done, "warning") if said in line and "install git 2.38 or newer" in line]


TERMINALS = {
    "good": ({"TERM": "xterm", "COLUMNS": "80", "LINES": "24"}, "ok", "80x24 (TERM=xterm, COLORTERM=-)"),
    "small": ({"TERM": "xterm", "COLUMNS": "30", "LINES": "24"}, "warning", "Make it 40x12 or larger."),
    "dumb": ({"TERM": "dumb"}, "warning", "orchestra-tutorial read --list"),
    "plain": ({"TERM": "xterm", "COLUMNS": "80", "LINES": "24", "NO_COLOR": "1"}, "ok", "NO_COLOR"),
    "tmux": ({"TMUX": "x"}, "warning", "set -s set-clipboard on"),
    "no clipboard": ({"TERM_PROGRAM": "Apple_Terminal"}, "warning", "use the file"),
}


@pytest.mark.parametrize(("environment", "word", "said"), TERMINALS.values(), ids=TERMINALS.keys())
def test_terminals(
    call: Call, monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], word: str, said: str
) -> None:
    monkeypatch.setattr(output, "is_terminal", lambda _: True)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert [line for line in lines(call("doctor"), word) if said in line]


def test_without_a_terminal(call: Call) -> None:
    assert [line for line in lines(call("doctor"), "warning") if "no terminal here" in line]


def test_a_locale_that_is_not_utf8(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("locale.getencoding", lambda: "KOI8-R")
    assert [line for line in lines(call("doctor"), "warning") if "expects KOI8-R" in line]


def test_without_textual(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    from importlib import metadata

    def missing(name: str) -> str:
        raise metadata.PackageNotFoundError(name)

    monkeypatch.setattr(metadata, "version", missing)
    done = call("doctor")
    assert done.code == 1
    assert [line for line in lines(done, "broken") if "Textual is missing" in line]


def test_a_probe_that_fails_stops_no_other(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("odd\x1b[1m")

    monkeypatch.setattr(probes, "git", fail)
    monkeypatch.setattr(probes_data, "journal", fail)
    done = call("doctor")
    assert done.code == 1
    assert lines(done, "broken") == ["looking failed: RuntimeError: odd\\x1b[1m. Try again with --debug."] * 2
    assert [line for line in lines(done, "ok") if "17 sections" in line]
    assert sys.version.split()[0] in done.out
