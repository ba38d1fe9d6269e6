"""When the disk cannot take a row: it waits in memory, is tried again, and can be saved elsewhere."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from orchestra_tui.base.errors import OrchestraError
from orchestra_tui.journal import database
from tests.journal.conftest import Ids, Opener, fill


class Failing(sqlite3.Connection):
    """A connection that fails at the statements that begin with `at`, before or after carrying them out."""

    at = ""
    message = ""
    done_first = False
    error: type[BaseException] = sqlite3.OperationalError

    def execute(self, sql: str, *arguments: object) -> sqlite3.Cursor:
        if self.at and sql.startswith(self.at):
            if self.done_first:
                super().execute(sql, *arguments)
            raise self.error(self.message)
        return super().execute(sql, *arguments)


@pytest.fixture
def failing(monkeypatch: pytest.MonkeyPatch) -> type[Failing]:
    class Now(Failing):
        pass

    def connect(target: object, busy_ms: int) -> sqlite3.Connection:
        return sqlite3.connect(target, isolation_level=None, check_same_thread=False, factory=Now)

    monkeypatch.setattr(database, "connect", connect)
    return Now


def test_a_full_disk(opened: Opener, path: Path, tmp_path: Path) -> None:
    journal = opened()
    rows = fill(journal, 30)
    connection = journal._keeper._database._connection
    connection.execute(f"PRAGMA max_page_count = {connection.execute('PRAGMA page_count').fetchone()[0]}")
    while not journal.pending:
        rows.append(journal.append("note", "m/s", {"text": "word " * 50}, "course"))
    rows += fill(journal, 40)
    waiting = list(journal.pending)
    assert waiting == rows[-41:]
    assert [str(notice) for notice in journal.notices] == [
        f"{path}: Your progress is not being saved: database or disk is full. "
        "It is kept in memory and tried again; before you leave, save it elsewhere."
    ]
    assert list(journal.rows()) == rows, "what waits counts like what is saved"
    assert list(opened().rows()) == rows[:-41]
    assert not journal.retry()
    assert journal.save_elsewhere(tmp_path / "elsewhere.jsonl") == len(rows)
    assert list(journal.pending) == waiting

    connection.execute("PRAGMA max_page_count = 100000")
    rows.append(journal.append("note", "m/s", {}))
    assert (journal.pending, journal.notices) == ((), ())
    again = opened()
    assert list(again.rows()) == rows
    assert again.merge(tmp_path / "elsewhere.jsonl") == (0, len(rows) - 1)


@pytest.mark.parametrize(
    ("at", "message"),
    [
        ("INSERT", "database or disk is full"),
        ("COMMIT", "database or disk is full"),
        ("BEGIN", "disk I/O error"),
        ("INSERT", "attempt to write a readonly database"),
    ],
)
@pytest.mark.parametrize("done_first", [False, True], ids=["refused", "done and then failed"])
def test_a_failing_statement(failing: type[Failing], opened: Opener, at: str, message: str, done_first: bool) -> None:
    journal = opened()
    rows = fill(journal, 2)
    failing.at, failing.message, failing.done_first = at, message, done_first
    rows += fill(journal, 2)
    assert list(journal.pending) == rows[2:]
    assert message in str(journal.notices[0])
    assert list(journal.rows()) == rows
    if at == "BEGIN":
        with pytest.raises(OrchestraError, match="nothing was changed"):
            journal.forget()
    failing.at = ""
    assert journal.retry()
    assert list(journal.rows()) == list(opened().rows()) == rows
    assert (journal.left_aside, journal.notices) == ((), ())


def test_a_disk_that_cannot_be_read(failing: type[Failing], opened: Opener, tmp_path: Path) -> None:
    before = opened(new_id=Ids(70))
    old = fill(before, 3)
    before.close()
    journal = opened()
    rows = fill(journal, 3)
    failing.at, failing.message = "SELECT", "disk I/O error"
    with pytest.raises(OrchestraError, match=r"journal\.sqlite: The journal cannot be read: disk I/O error\. Check"):
        list(journal.rows())
    rows += fill(journal, 1)
    assert journal.save_elsewhere(tmp_path / "saved.jsonl") == 4, "this session's at least"
    assert journal.left_aside == ()
    assert any("cannot be read" in str(notice) for notice in journal.notices)
    failing.at = ""
    assert list(journal.rows()) == [*old, *rows]
    opened(tmp_path / "other" / "journal.sqlite").merge(tmp_path / "saved.jsonl")
    assert journal.retry()
    assert journal.notices == ()


def test_interrupting_the_commit_keeps_the_row(failing: type[Failing], opened: Opener) -> None:
    journal = opened()
    rows = fill(journal, 1)
    failing.at, failing.error = "COMMIT", KeyboardInterrupt
    with pytest.raises(KeyboardInterrupt):
        journal.append("note", "m/s", {"text": "precious"})
    failing.at = ""
    (waiting,) = journal.pending
    assert journal.retry()
    assert list(opened().rows()) == [*rows, waiting]


@pytest.mark.parametrize("place", ["under a file", "where the system lets nobody write"])
def test_a_folder_that_cannot_be_made(opened: Opener, tmp_path: Path, place: str) -> None:
    home = tmp_path / "file" if place == "under a file" else Path("/proc/self/orchestra")
    if place != "under a file" and not Path("/proc/self").exists():
        pytest.skip("no /proc here")
    (tmp_path / "file").write_text("")
    journal = opened(home / "data" / "journal.sqlite")
    if place == "under a file":
        assert "kept in memory only" in str(journal.notices[0])
    rows = fill(journal, 3)
    assert list(journal.pending) == list(journal.rows()) == rows
    assert len(journal.notices) == 1
    with pytest.raises(OrchestraError, match="nothing was changed"):
        journal.merge_lines([b'{"format":"orchestra-tutorial-journal","version":1}\n'], "-")
    assert journal.save_elsewhere(tmp_path / "saved.jsonl") == 3


def read_only(path: Path) -> Callable[..., sqlite3.Connection]:
    def connect(target: object, busy_ms: int) -> sqlite3.Connection:
        uri = f"{path.as_uri()}?mode=ro" if target == path else target
        return sqlite3.connect(uri, uri=target == path, isolation_level=None, check_same_thread=False)

    return connect


def shut_out(path: Path) -> Callable[..., sqlite3.Connection]:
    """A read-only folder where SQLite could not make the files that WAL needs."""

    class Shut(sqlite3.Connection):
        def execute(self, sql: str, *arguments: object) -> sqlite3.Cursor:
            error = sqlite3.OperationalError("unable to open database file")
            error.sqlite_errorcode = sqlite3.SQLITE_CANTOPEN
            raise error

    def connect(target: object, busy_ms: int) -> sqlite3.Connection:
        factory = Shut if target == path else sqlite3.Connection
        return sqlite3.connect(target, isolation_level=None, check_same_thread=False, factory=factory)

    return connect


@pytest.mark.parametrize("how", [read_only, shut_out])
def test_a_journal_that_may_only_be_read(
    how: Callable[[Path], Callable[..., sqlite3.Connection]],
    opened: Opener,
    path: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    journal = opened()
    rows = fill(journal, 100)
    with monkeypatch.context() as patch:
        patch.setattr(database, "connect", how(path))
        journal.close()
        before = path.read_bytes()
        journal = opened()
        assert list(journal.rows()) == rows
        late = fill(journal, 2)
        assert list(journal.pending) == late
        assert list(journal.rows()) == [*rows, *late]
        assert len(journal.notices) == 1
        with pytest.raises(OrchestraError, match="nothing was changed"):
            journal.forget()
        assert journal.save_elsewhere(tmp_path / "saved.jsonl") == 102
        assert path.read_bytes() == before
    assert journal.retry()
    assert list(opened().rows()) == [*rows, *late]


def test_a_newer_journal_that_may_only_be_read_is_refused(
    opened: Opener, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    journal = opened()
    fill(journal, 1)
    journal._keeper._database._connection.execute("PRAGMA user_version = 99")
    journal.close()
    monkeypatch.setattr(database, "connect", shut_out(path))
    with pytest.raises(OrchestraError, match="has version 99"):
        opened()


@pytest.mark.skipif(getattr(os, "geteuid", lambda: 0)() == 0, reason="permissions do not stop root")
def test_permissions(opened: Opener, path: Path) -> None:
    journal = opened()
    rows = fill(journal, 5)
    journal.close()
    for mode in (0o555, 0o000):
        path.parent.chmod(mode)
        journal = opened()
        assert len(journal.notices) >= 1
        if mode:
            assert list(journal.rows()) == rows
        assert journal.append("note", "m/s", {}) in journal.pending
        path.parent.chmod(0o755)
        rows.append(journal.pending[0])
        assert journal.retry()


WITHOUT_WAL = "file:{path}?vfs=unix-dotfile"


@pytest.mark.skipif(sys.platform == "win32", reason="a file system of Unix")
def test_a_file_system_without_wal(opened: Opener, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A new file there, and one that was in WAL mode when it was copied there."""

    def connect(target: object, busy_ms: int) -> sqlite3.Connection:
        return sqlite3.connect(WITHOUT_WAL.format(path=target), uri=True, isolation_level=None, check_same_thread=False)

    journal = opened()
    rows = fill(journal, 20)
    journal.close()
    monkeypatch.setattr(database, "connect", connect)
    for at, expected in ((path, rows), (path.with_name("new.sqlite"), [])):
        journal = opened(at)
        assert list(journal.rows()) == expected
        late = fill(journal, 3)
        assert (journal.pending, journal.notices) == ((), ())
        mode = journal._keeper._database._connection.execute("PRAGMA journal_mode").fetchone()
        assert mode == ("delete",)
        journal.close()
        assert list(opened(at).rows()) == [*expected, *late]


REAL_DISK = """
import subprocess, sys
from pathlib import Path
from orchestra_tui.journal.store import Journal

home, outside = Path(sys.argv[1]), Path(sys.argv[2])
def mount(*options):
    subprocess.run(["mount", *options, str(home)], check=True)
mount("-t", "tmpfs", "-o", "size=150k", "tmpfs")
journal = Journal.open(home / "journal.sqlite")
rows = []
while len(journal.pending) < 3:
    rows.append(journal.append("note", "m/s", {"text": "word " * 100}))
assert "full" in str(journal.notices[0]), journal.notices
assert list(journal.rows()) == rows
mount("-o", "remount,size=10m")
assert journal.retry() and not journal.notices
journal.close()

mount("-o", "remount,ro")
journal = Journal.open(home / "journal.sqlite")
assert "kept in memory only" in str(journal.notices[0]), journal.notices
assert list(journal.rows()) == rows
rows.append(journal.append("note", "m/s", {}))
assert list(journal.pending) == rows[-1:] and list(journal.rows()) == rows
assert journal.save_elsewhere(outside) == len(rows)
mount("-o", "remount,rw")
assert journal.retry()
assert list(Journal.open(home / "journal.sqlite").rows()) == rows
print("all of", len(rows))
"""


def test_a_disk_that_is_really_full_and_then_really_read_only(tmp_path: Path) -> None:
    """In a mount namespace of its own, where the system has them."""
    alone = ["unshare", "--user", "--map-root-user", "--mount"]
    home = tmp_path / "home"
    home.mkdir(exist_ok=True)
    probe = [*alone, "mount", "-t", "tmpfs", "tmpfs", str(home)]
    if shutil.which("unshare") is None or subprocess.run(probe, capture_output=True, check=False).returncode:
        pytest.skip("no mounts of one's own here")
    script = [sys.executable, "-W", "error", "-c", REAL_DISK, str(home), str(tmp_path / "saved.jsonl")]
    done = subprocess.run([*alone, *script], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("all of")
