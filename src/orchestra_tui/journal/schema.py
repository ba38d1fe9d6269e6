"""The shape of the journal's file and its versions; opening a file of an older version brings it up to date."""

from __future__ import annotations

from enum import Enum
from sqlite3 import Connection

APPLICATION = 0x4F726368
"""Marks the file as this program's ("Orch")."""

MIGRATIONS: tuple[tuple[str, ...], ...] = (
    (
        """CREATE TABLE log (
            seq INTEGER PRIMARY KEY,
            id TEXT NOT NULL UNIQUE,
            utc_ms INTEGER NOT NULL,
            utc_offset_min INTEGER NOT NULL,
            course TEXT NOT NULL,
            kind TEXT NOT NULL,
            subject TEXT NOT NULL,
            v INTEGER NOT NULL,
            body TEXT NOT NULL
        )""",
        "CREATE INDEX log_order ON log (course, kind, utc_ms, id)",
    ),
)
"""The statements that lead from each version to the next one; what has shipped is never changed, only added to."""


class Standing(Enum):
    """How a file stands to this program."""

    FRESH = "nothing in it yet"
    CURRENT = "of this version"
    OLDER = "of an older version"
    NEWER = "of a version this program does not know"
    FOREIGN = "not a journal, or one that has lost its table"


def version(connection: Connection) -> int:
    """The version the file says it has."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def standing(connection: Connection) -> Standing:
    """How the file stands to this program; reads only. Raises sqlite3.Error where the file cannot be read."""
    found = version(connection)
    mark = connection.execute("PRAGMA application_id").fetchone()[0]
    names = {name for (name,) in connection.execute("SELECT name FROM sqlite_master")}
    if mark not in {0, APPLICATION}:
        return Standing.FOREIGN
    if found > len(MIGRATIONS):
        return Standing.NEWER
    if found == 0 and not names:
        return Standing.FRESH
    if mark != APPLICATION or found < 1 or not {"log", "log_order"} <= names:
        return Standing.FOREIGN
    return Standing.OLDER if found < len(MIGRATIONS) else Standing.CURRENT


def migrate(connection: Connection) -> None:
    """Brings a fresh or older file up to date, inside the caller's transaction; a current one is left alone."""
    missing = MIGRATIONS[version(connection) :]
    if not missing:
        return
    for statements in missing:
        for statement in statements:
            connection.execute(statement)
    connection.execute(f"PRAGMA application_id = {APPLICATION}")
    connection.execute(f"PRAGMA user_version = {len(MIGRATIONS)}")
