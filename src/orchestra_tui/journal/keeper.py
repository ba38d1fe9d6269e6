"""Keeps rows safe: whatever happens to the file, a row handed in here is on the disk or still in memory."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable
from datetime import date
from pathlib import Path
from threading import RLock
from typing import TypeVar

from orchestra_tui.base.errors import OrchestraError
from orchestra_tui.journal import damage, faults
from orchestra_tui.journal.database import Database, is_damage, is_shut_out
from orchestra_tui.journal.row import Row

T = TypeVar("T")

_TROUBLE = (sqlite3.Error, OSError, OrchestraError)


class Keeper:
    """The way to the file: opens it when needed, again when it was replaced, and a new one when it is damaged.

    Every public method may be called from any thread; one works at a time. `pending` and `notices` never wait.
    """

    def __init__(self, path: Path | None, today: Callable[[], date], busy_ms: int) -> None:
        self.path = path
        self.lock = RLock()
        self.queue: dict[str, Row] = {}
        self.pending: tuple[Row, ...] = ()
        self.notices: dict[str, OrchestraError] = {}
        self._today = today
        self._busy_ms = busy_ms
        self._database: Database | None = None
        self._committed: dict[str, Row] = {}
        self._mending = False

    def look(self) -> int | None:
        """Opens the file if there is one, finishes what a killed tutorial began, and returns the time of the last row.

        Raises OrchestraError where the file is not ours to touch; every other trouble becomes a notice.
        """
        with self.lock:
            if self.path is None:
                return None
            try:
                if not _writable(self.path):
                    self.note("unsaved", faults.read_only(self.path))
                self._recover(self.path)
                return self._attempt(Database.last_ms, None, create=False)
            except (sqlite3.Error, OSError) as error:
                self.note("unreadable", faults.unreadable(self.path, error))
                return None

    def read(self, work: Callable[[Database], T], nothing: T) -> T:
        """What `work` finds in the file, or `nothing` where there is no file; raises OrchestraError."""
        with self.lock:
            try:
                found = self._attempt(work, nothing, create=False)
            except (sqlite3.Error, OSError) as error:
                raise faults.unreadable(self.path or Path(), error) from error
            self.note("unreadable", None)
            return found

    def change(self, work: Callable[[Database], T], nothing: T, *, create: bool) -> T:
        """Does `work` in the file as a whole, or raises OrchestraError and has changed nothing."""

        def in_file(database: Database) -> T:
            if not database.kept:
                raise sqlite3.OperationalError("attempt to write a readonly database")
            return work(database)

        with self.lock:
            try:
                return self._attempt(in_file, nothing, create=create)
            except (sqlite3.Error, OSError) as error:
                raise faults.unchanged(self.path or Path(), error) from error

    def put(self, row: Row) -> bool:
        """Commits the row and all that wait; False if they have to go on waiting."""
        with self.lock:
            self.queue[row.id] = row
            return self.flush()

    def flush(self) -> bool:
        """Commits what waits; False, and a notice, if it has to go on waiting."""
        with self.lock:
            if self.path is None:
                self.pending = tuple(self.queue.values())
                return not self.queue
            rows = tuple(self.queue.values())
            try:
                if rows:
                    self._attempt(lambda database: database.insert(rows), 0, create=True)
            except _TROUBLE as error:
                self.note("unsaved", faults.unsaved(self.path, error))
                return False
            else:
                self._committed.update((row.id, row) for row in rows)
                for row in rows:
                    self.queue.pop(row.id, None)
                if not self.queue and rows:
                    self.note("unsaved", None)
                return not self.queue
            finally:
                self.pending = tuple(self.queue.values())

    def drop(self, course: str | None) -> set[str]:
        """Forgets the rows of a course, or all, that are held in memory; returns the ids of those that waited."""
        with self.lock:
            doomed = {row.id for row in self.queue.values() if course in {None, row.course}}
            self.queue = {row.id: row for row in self.queue.values() if row.id not in doomed}
            kept = (row for row in self._committed.values() if course not in {None, row.course})
            self._committed = {row.id: row for row in kept}
            self.pending = tuple(row for row in self.pending if row.id not in doomed)
            return doomed

    def note(self, name: str, notice: OrchestraError | None) -> None:
        """Sets the notice of this name, or takes it back."""
        if notice is not None or name in self.notices:
            others = {key: value for key, value in self.notices.items() if key != name}
            self.notices = {**others, name: notice} if notice else others

    def held(self) -> dict[str, Row]:
        """Every row this session appended or salvaged, by id, committed or not."""
        with self.lock:
            return {**self._committed, **self.queue}

    def close(self) -> None:
        """Tries once more to commit what waits, and lets go of the file."""
        with self.lock:
            if self._database is not None and self._database.kept and not self._database.is_current():
                self.queue = {**self._committed, **self.queue}
            self.flush()
            self._let_go()

    def _attempt(self, work: Callable[[Database], T], nothing: T, *, create: bool) -> T:
        """`work` done in the file, tried once more if there is a new file or a new way to it."""
        try:
            return self._once(work, nothing, create)
        except sqlite3.Error as error:
            if not self._overcome(error):
                raise
        return self._once(work, nothing, create)

    def _once(self, work: Callable[[Database], T], nothing: T, create: bool) -> T:
        database = self._opened(create=create)
        return nothing if database is None else work(database)

    def _overcome(self, error: sqlite3.Error) -> bool:
        """Whether it is worth trying again: in a new file, or through a connection that knows today's permissions."""
        if is_damage(error) and self.path is not None and not self._mending:
            self._mend(self.path)
            return True
        was_open = self._database is not None and self._database.kept
        if was_open and (is_shut_out(error) or is_damage(error)):
            self._let_go()
        return was_open and is_shut_out(error)

    def _opened(self, *, create: bool) -> Database | None:
        if self.path is None:
            return None
        if self._database is not None and not self._database.is_current():
            # Another tutorial set the file aside, or somebody moved it: what we wrote into it belongs in its successor.
            self._let_go()
            self.queue = {**self._committed, **self.queue}
        if self._database is None or (create and not self._database.kept):
            found = self._found(self.path, create)
            self._let_go()
            self._database = found
        return self._database

    def _found(self, path: Path, create: bool) -> Database | None:
        database = Database.open(path, self._busy_ms, create=create)
        if database is None:
            return None
        try:
            database.settle()
        except sqlite3.Error as error:
            if is_damage(error):
                self._let_go()
                self._database = database
                raise
            database.close()
            if create or not is_shut_out(error):
                raise
            return Database.copy(path)
        except BaseException:
            database.close()
            raise
        return database

    def _let_go(self) -> None:
        if self._database is not None:
            self._database.close()
            self._database = None

    def _mend(self, path: Path) -> None:
        self._mending = True
        try:
            damage.park(path, self._let_go)
            self._recover(path)
        except OSError as error:
            self.note("damaged", faults.stuck(path, error))
            raise
        finally:
            self._mending = False

    def _recover(self, path: Path) -> None:
        """Brings the rows of each file that was moved out of the way into the new one, and gives it its last name."""
        for file in damage.parked(path):
            rows = damage.salvage(file)
            self.queue = {**{row.id: row for row in rows}, **self._committed, **self.queue}
            if self.flush():
                aside = damage.set_aside(file, path, self._today())
                self.note(f"damaged {aside.name}", faults.damaged(path, aside, len(rows)))


def _writable(path: Path) -> bool:
    """Whether the file, or the nearest folder there is above it, lets us write; a guess, appending finds out."""
    there = next(spot for spot in (path, *path.parents) if spot.exists() or spot == spot.parent)
    folder = there if there != path else path.parent
    return folder.is_dir() and all(os.access(spot, os.W_OK) for spot in {there, folder})
