"""Versions of the file: made, brought up to date, refused."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from orchestra_tui.base.errors import OrchestraError
from orchestra_tui.journal import schema
from tests.journal.conftest import Opener, fill


def pragma(path: Path, text: str) -> int:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        found = connection.execute(f"PRAGMA {text}").fetchone()
        return found[0] if found else 0


def test_a_new_file_says_whose_it_is_and_its_version(opened: Opener, path: Path) -> None:
    fill(opened(), 1)
    assert pragma(path, "user_version") == len(schema.MIGRATIONS)
    assert pragma(path, "application_id") == schema.APPLICATION


@pytest.mark.parametrize("text", ["", "PRAGMA journal_mode = WAL"], ids=["empty file", "killed while making it"])
def test_a_file_with_nothing_in_it_yet_is_taken(opened: Opener, path: Path, text: str) -> None:
    path.parent.mkdir()
    path.touch()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(text)
    journal = opened()
    assert (list(journal.rows()), journal.forget()) == ([], 0)
    row = journal.append("note", "m/s", {})
    assert (list(opened().rows()), journal.notices) == ([row], ())


@pytest.mark.parametrize("ours", [True, False])
def test_a_newer_file_is_refused_and_left_as_it_is(opened: Opener, path: Path, ours: bool) -> None:
    if ours:
        journal = opened()
        fill(journal, 5)
        journal.close()
    path.parent.mkdir(exist_ok=True)
    pragma(path, "user_version = 99")
    before = {file: file.read_bytes() for file in path.parent.iterdir()}
    with pytest.raises(OrchestraError) as caught:
        opened()
    assert str(caught.value) == (
        f"{path}: The journal has version 99, and this program knows versions up to {len(schema.MIGRATIONS)}. "
        "Update orchestra-tutorial; the file was left as it is."
    )
    assert {file: file.read_bytes() for file in path.parent.iterdir()} == before


def test_a_file_that_became_newer_meanwhile_gets_no_rows(opened: Opener, path: Path) -> None:
    journal = opened()
    rows = fill(journal, 3)
    pragma(path, "user_version = 99")
    late = journal.append("note", "m/s", {})
    assert journal.pending == (late,)
    assert "version 99" in str(journal.notices[0])
    pragma(path, f"user_version = {len(schema.MIGRATIONS)}")
    assert (journal.retry(), list(opened().rows())) == (True, [*rows, late])


NEXT = ("ALTER TABLE log ADD COLUMN more TEXT NOT NULL DEFAULT 'x'", "CREATE INDEX log_more ON log (more)")


def test_an_older_file_is_brought_up_to_date(opened: Opener, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    journal = opened()
    rows = fill(journal, 40)
    journal.close()
    monkeypatch.setattr(schema, "MIGRATIONS", (*schema.MIGRATIONS, NEXT))
    journal = opened()
    assert pragma(path, "user_version") == 2
    assert list(journal.rows()) == rows
    rows.append(journal.append("note", "m/s", {}))
    journal.close()
    damaged = bytearray(path.read_bytes())
    damaged[:4096] = bytes(4096)
    path.write_bytes(damaged)
    assert list(opened().rows()) == rows, "what was added to a row does not keep it from being salvaged"


def test_a_migration_that_fails_changes_nothing(opened: Opener, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    journal = opened()
    rows = fill(journal, 4)
    journal.close()
    with monkeypatch.context() as patch:
        patch.setattr(schema, "MIGRATIONS", (*schema.MIGRATIONS, (*NEXT, "CREATE INDEX log_more ON log (kind)")))
        journal = opened()
        assert "log_more already exists" in str(journal.notices[0])
        waiting = journal.append("note", "m/s", {})
        assert journal.pending == (waiting,)
        assert pragma(path, "user_version") == 1
    assert list(opened().rows()) == rows
