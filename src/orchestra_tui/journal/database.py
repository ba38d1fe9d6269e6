"""The journal's file as SQLite sees it: opened as safely as its folder allows, written, read in pages."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from orchestra_tui.journal import carve, faults, schema
from orchestra_tui.journal.row import FIELDS, Row, from_stored
from orchestra_tui.journal.schema import Standing

PAGE = 512
"""How many rows are read at a time; between pages nothing is locked."""

Values = tuple[object, ...]

_COLUMNS = ", ".join(FIELDS)
_INSERT = f"INTO log ({_COLUMNS}) VALUES ({', '.join('?' * len(FIELDS))})"


class Damaged(sqlite3.DatabaseError):
    """What stands in the journal's place is no journal."""


def is_damage(error: sqlite3.Error) -> bool:
    """Whether the file itself is to blame, and not a lock, a full disk or a missing permission."""
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    said = str(error)
    return (
        isinstance(error, Damaged)
        or code in {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}
        or said.startswith(("no such table", "no such column", "no such index", "Could not decode to UTF-8"))
    )


def connect(path: Path | str, busy_ms: int) -> sqlite3.Connection:
    """A connection that waits `busy_ms` for locks and begins no transactions of its own."""
    return sqlite3.connect(path, timeout=busy_ms / 1000, isolation_level=None, check_same_thread=False)


def is_shut_out(error: Exception) -> bool:
    """Whether SQLite may not open the file for what it needs, while its bytes may still be read."""
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    return code in {sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM}


class Database:
    """An open journal file, or its copy in memory where the file does not let itself be opened (`kept` is False)."""

    def __init__(self, connection: sqlite3.Connection, path: Path, *, kept: bool) -> None:
        self._connection = connection
        self._path = path
        self.kept = kept
        self._identity = _identity(path)

    @classmethod
    def open(cls, path: Path, busy_ms: int, *, create: bool) -> Database | None:
        """The file at `path`, made with its folders if `create`; else None where there is none.

        Nothing of it is read before `settle`. Raises OSError, sqlite3.Error, and OrchestraError where it is no file.
        """
        if path.is_dir():
            raise Damaged("a folder stands in its place")
        if not path.exists():
            if not create:
                return None
            path.parent.mkdir(parents=True, exist_ok=True)
        elif not path.is_file():
            raise faults.not_a_file(path)
        return cls(connect(path, busy_ms), path, kept=True)

    @classmethod
    def copy(cls, path: Path) -> Database:
        """The rows of a file that SQLite may not open (a read-only folder), in memory.

        Raises OSError where it may not be read, and OrchestraError where it is too new.
        """
        image = carve.Image.of(path)
        if image.version > len(schema.MIGRATIONS):
            raise faults.newer(path, image.version, len(schema.MIGRATIONS))
        database = cls(connect(":memory:", 0), path, kept=False)
        database.insert(image.rows())
        return database

    def settle(self) -> None:
        """Makes the file ready, looking before touching: one that is not ours, or too new, is left as it is.

        Raises sqlite3.Error, and OrchestraError where the file is too new.
        """
        try:
            standing = _judge(self._connection, self._path)
        except sqlite3.OperationalError as error:
            if not is_shut_out(error):
                raise
            self._leave_wal(error)
            standing = _judge(self._connection, self._path)
        self._identity = _identity(self._path)
        self._connection.execute("PRAGMA synchronous = FULL")
        # A file system without shared memory, or another tutorial just opening the file, leaves the mode as it is.
        with suppress(sqlite3.OperationalError):
            if self._connection.execute("PRAGMA journal_mode").fetchone()[0] != "wal":
                self._connection.execute("PRAGMA journal_mode = WAL").fetchone()
        if standing is Standing.OLDER:
            self.insert(())

    def close(self) -> None:
        """Lets go of the file."""
        self._connection.close()

    def is_current(self) -> bool:
        """Whether the path still leads to this file, and not to one that took its place, or nowhere."""
        return self._identity == _identity(self._path)

    def insert(self, rows: Iterable[Row]) -> int:
        """Commits all rows or none; those that are there already stay. Returns how many were not."""
        with self._writing():
            return sum(self._add(row) for row in rows)

    def erase(self, course: str | None) -> int:
        """Deletes the rows of a course, or all, overwriting them; returns how many."""
        self._connection.execute("PRAGMA secure_delete = ON")
        with self._writing():
            if course is None:
                return self._connection.execute("DELETE FROM log").rowcount
            return self._connection.execute("DELETE FROM log WHERE course = ?", (course,)).rowcount

    def scrub(self) -> bool:
        """Takes what was erased out of the write-ahead log and the free space; False while another program reads."""
        with suppress(sqlite3.OperationalError):
            self._connection.execute("VACUUM")
        with suppress(sqlite3.OperationalError):
            return not self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
        return False

    def last_ms(self) -> int | None:
        """The time of the row that was appended last."""
        if self._is_fresh():
            return None
        found = self._connection.execute("SELECT utc_ms FROM log ORDER BY seq DESC LIMIT 1").fetchone()
        return found[0] if found and isinstance(found[0], int) else None

    def shelves(self) -> list[tuple[str, str]]:
        """Each pair of course and kind that has rows."""
        if self._is_fresh():
            return []
        return self._connection.execute("SELECT DISTINCT course, kind FROM log").fetchall()

    def page(
        self, course: str, kind: str, after: tuple[object, object] | None, *, newest_first: bool = False
    ) -> list[Values]:
        """Up to PAGE rows of one course and kind, by time and id, from beyond `after` (utc_ms, id)."""
        if self._is_fresh():
            return []
        order, beyond = ("DESC", "<") if newest_first else ("ASC", ">")
        bound = f"AND (utc_ms, id) {beyond} (?, ?)" if after else ""
        query = f"""SELECT {_COLUMNS} FROM log WHERE course = ? AND kind = ? {bound}
            ORDER BY utc_ms {order}, id {order} LIMIT {PAGE}"""
        return self._connection.execute(query, (course, kind, *(after or ()))).fetchall()

    def _add(self, row: Row) -> int:
        added = self._connection.execute(f"INSERT OR IGNORE {_INSERT}", row.stored()).rowcount
        if not added and from_stored(self._same(row)) is None:
            self._connection.execute(f"REPLACE {_INSERT}", row.stored())
            return 1
        return added

    def _same(self, row: Row) -> Sequence[object]:
        found: Values = self._connection.execute(f"SELECT {_COLUMNS} FROM log WHERE id = ?", (row.id,)).fetchone()
        return found

    def _leave_wal(self, error: sqlite3.Error) -> None:
        """Takes the file out of WAL mode where there is no shared memory for it; raises `error` where that fails."""
        try:
            self._connection.execute("PRAGMA locking_mode = EXCLUSIVE")
            self._connection.execute("PRAGMA journal_mode = DELETE").fetchone()
            self._connection.execute("PRAGMA locking_mode = NORMAL")
        except sqlite3.Error:
            raise error from None

    def _is_fresh(self) -> bool:
        return schema.version(self._connection) == 0

    @contextmanager
    def _writing(self) -> Iterator[None]:
        """A transaction of ours alone, in a file that is ours and up to date."""
        try:
            self._connection.execute("BEGIN IMMEDIATE")
            _judge(self._connection, self._path)
            schema.migrate(self._connection)
            yield
            self._connection.execute("COMMIT")
        except BaseException:
            with suppress(sqlite3.Error):
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")
            raise


def _judge(connection: sqlite3.Connection, path: Path) -> Standing:
    """How the file stands to us; Damaged or OrchestraError where we must not go on."""
    standing = schema.standing(connection)
    if standing is Standing.FOREIGN:
        raise Damaged("it is not a journal")
    if standing is Standing.NEWER:
        raise faults.newer(path, schema.version(connection), len(schema.MIGRATIONS))
    return standing


def _identity(path: Path) -> tuple[int, int] | None:
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_dev, status.st_ino
