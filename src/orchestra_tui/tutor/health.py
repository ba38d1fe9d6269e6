"""How the learner's journal is, found out without changing it: opening it for use would mend it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from orchestra_tui.base.errors import OrchestraError, Place
from orchestra_tui.base.i18n import _

if TYPE_CHECKING:
    from sqlite3 import Connection

_PATIENCE = 2.0
"""Seconds to wait for another program that writes."""


@dataclass(frozen=True, slots=True)
class Health:
    """A journal in order: its rows, the version of its form, its size in bytes."""

    rows: int
    version: int
    size: int


def journal_health(path: Path) -> Health | None:
    """The state of the journal at `path`, None where there is none yet.

    Raises OrchestraError where it is damaged, newer than this program, locked or not readable.
    """
    import sqlite3

    from orchestra_tui.journal import faults

    if not path.exists():
        return None
    if not path.is_file():
        raise faults.not_a_file(path)
    connection = None
    try:
        connection = sqlite3.connect(_address(path), uri=True, timeout=_PATIENCE)
        return _looked_at(connection, path)
    except sqlite3.OperationalError as error:
        raise faults.unreadable(path, error) from error
    except sqlite3.DatabaseError as error:
        raise _damaged(path, str(error)) from error
    finally:
        if connection is not None:
            connection.close()


def _address(path: Path) -> str:
    """Read-only; where nothing waits in a write-ahead log, so that SQLite makes no files beside it either."""
    log = path.with_name(f"{path.name}-wal")
    how = "mode=ro" if log.exists() else "immutable=1"
    return f"{path.absolute().as_uri()}?{how}"


def _looked_at(connection: Connection, path: Path) -> Health:
    from orchestra_tui.journal import faults, schema

    standing = schema.standing(connection)
    version = schema.version(connection)
    if standing is schema.Standing.NEWER:
        raise faults.newer(path, version, len(schema.MIGRATIONS))
    if standing is schema.Standing.FOREIGN:
        raise _damaged(path, _("it is not a journal"))
    rows = 0
    if standing is not schema.Standing.FRESH:
        verdict = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
        if verdict != "ok":
            raise _damaged(path, str(verdict))
        rows = connection.execute("SELECT count(*) FROM log").fetchone()[0]
    return Health(rows, version, path.stat().st_size)


def _damaged(path: Path, why: str) -> OrchestraError:
    return OrchestraError(
        _("The journal is damaged: {why}").format(why=" ".join(why.split())),
        place=Place(path),
        remedy=_("Open the tutorial: it sets the file aside and saves what can be read."),
    )
