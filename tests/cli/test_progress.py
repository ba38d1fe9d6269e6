from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from orchestra_tui.base.paths import home
from orchestra_tui.cli import output
from orchestra_tui.journal import resume
from orchestra_tui.journal.events import Spot
from orchestra_tui.journal.store import Journal
from tests.cli.conftest import Call


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    """A home with two rows of one course and one of another."""
    folder = tmp_path / "mine"
    with Journal.open(home(folder).journal) as journal:
        journal.append("read", "m/a", {"read": True}, "one")
        journal.append("note", "m/a", {"text": "«заметка»"}, "one")
        journal.append("read", "m/b", {"read": True}, "other")
    resume.save(home(folder).resume, "one", Spot("m/a", 1, 2))
    return folder


def rows(folder: Path) -> int:
    with Journal.open(home(folder).journal) as journal:
        return sum(1 for _ in journal.rows())


def test_progress_travels_in_a_file(call: Call, mine: Path, tmp_path: Path) -> None:
    file = tmp_path / "out.jsonl"
    assert call("--home", mine, "progress", "export", file).out == "3 rows written\n"
    new = tmp_path / "new"
    assert call("--home", new, "progress", "import", file).out == "3 rows added, 0 known already\n"
    assert call("--home", new, "progress", "import", file).out == "0 rows added, 3 known already\n"
    assert rows(new) == 3


def test_progress_travels_through_a_pipe(
    call: Call, mine: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    exported = call("--home", mine, "progress", "export", "-")
    header, *lines = exported.out.splitlines()
    assert json.loads(header)["format"] == "orchestra-tutorial-journal"
    assert len(lines) == 3
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(exported.out.encode())))
    assert call("--home", tmp_path / "new", "progress", "import", "-").out == "3 rows added, 0 known already\n"


def test_exporting_nothing_makes_no_journal(call: Call, tmp_path: Path) -> None:
    assert call("--home", tmp_path / "new", "progress", "export", tmp_path / "out").out == "0 rows written\n"
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize(
    ("content", "said"), [(None, "missing.jsonl"), (b"{}\n", "missing.jsonl"), (b"\xff\xfe", "missing.jsonl")]
)
def test_a_file_that_is_no_export_changes_nothing(
    call: Call, mine: Path, tmp_path: Path, content: bytes | None, said: str
) -> None:
    file = tmp_path / "missing.jsonl"
    if content is not None:
        file.write_bytes(content)
    done = call("--home", mine, "progress", "import", file)
    assert done.code == 2
    assert said in done.err
    assert done.err.count("\n") == 1
    assert rows(mine) == 3


def test_an_export_that_cannot_be_written_is_one_line(call: Call, mine: Path, tmp_path: Path) -> None:
    done = call("--home", mine, "progress", "export", tmp_path / "no" / "such" / "folder.jsonl")
    assert (done.code, done.out) == (2, "")
    assert done.err.count("\n") == 1


def test_forgetting_off_a_terminal_needs_yes(call: Call, mine: Path) -> None:
    done = call("--home", mine, "progress", "forget")
    assert done.code == 2
    assert "--yes" in done.err
    assert rows(mine) == 3
    assert call("--home", mine, "progress", "forget", "--yes").out == "3 rows deleted\n"
    assert rows(mine) == 0
    assert resume.load(home(mine).resume, "one") is None


@pytest.mark.parametrize(
    ("answer", "left"), [("y", 0), ("Yes", 0), ("ДА ", 0), ("д", 0), ("", 3), ("n", 3), ("nope", 3), ("yess", 3)]
)
def test_forgetting_asks_on_a_terminal(
    call: Call, mine: Path, monkeypatch: pytest.MonkeyPatch, answer: str, left: int
) -> None:
    monkeypatch.setattr(output, "is_terminal", lambda _: True)
    monkeypatch.setattr("sys.stdin", io.StringIO(answer + "\n"))
    done = call("--home", mine, "progress", "forget")
    assert done.code == 0
    assert "(3 rows)" in done.err
    assert rows(mine) == left


def test_forgetting_one_course_leaves_the_others(call: Call, mine: Path, small: Path) -> None:
    small.joinpath("course", "course.yaml").write_text("id: one\ntitle: One\nlanguage: en\n", encoding="utf-8")
    assert call("--home", mine, "--course", small, "progress", "forget", "--yes").out == "2 rows deleted\n"
    assert rows(mine) == 1
