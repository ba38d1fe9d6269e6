from __future__ import annotations

import os
import sqlite3
from pathlib import Path

import pytest

from orchestra_tui.base.errors import OrchestraError
from orchestra_tui.journal.store import Journal
from orchestra_tui.tutor import health
from orchestra_tui.tutor.health import journal_health


@pytest.fixture
def path(tmp_path: Path) -> Path:
    with Journal.open(tmp_path / "journal.sqlite") as journal:
        for number in range(3):
            journal.append("read", f"m/{number}", {"read": True}, "one")
    return tmp_path / "journal.sqlite"


def test_a_journal_in_order(path: Path, tmp_path: Path) -> None:
    found = journal_health(path)
    assert found
    assert (found.rows, found.version, found.size) == (3, 1, path.stat().st_size)
    assert journal_health(tmp_path / "none") is None


def test_rows_that_are_still_in_the_write_ahead_log_count(path: Path) -> None:
    with Journal.open(path) as journal:
        journal.append("read", "m/4", {"read": True}, "one")
        found = journal_health(path)
    assert found
    assert found.rows == 4


def test_an_empty_file_is_a_journal_nobody_wrote_in(tmp_path: Path) -> None:
    path = tmp_path / "empty.sqlite"
    path.touch()
    found = journal_health(path)
    assert found
    assert (found.rows, found.version) == (0, 0)


def test_a_journal_that_another_program_locks_says_so(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health, "_PATIENCE", 0.01)
    other = sqlite3.connect(path)
    other.execute("PRAGMA journal_mode = DELETE")
    other.execute("BEGIN EXCLUSIVE")
    Path(f"{path}-wal").touch()
    try:
        with pytest.raises(OrchestraError, match="locked"):
            journal_health(path)
    finally:
        other.rollback()
        other.close()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes with names")
def test_a_pipe_in_its_place_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(OrchestraError, match="not a regular file"):
        journal_health(tmp_path / "pipe")
