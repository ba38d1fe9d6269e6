"""The journal as a file to carry away: JSON Lines, a header and then the rows; bringing one in is all or nothing."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path

from orchestra_tui.base.i18n import N_, _
from orchestra_tui.journal import faults
from orchestra_tui.journal.files import replace
from orchestra_tui.journal.row import FIELDS, Row, RowError, canonical, check

FORMAT = "orchestra-tutorial-journal"
VERSION = 1


def lines(rows: Iterable[Row], exported_at: datetime) -> Iterator[str]:
    """The lines of an export with their ends; nothing in them would make a terminal do anything."""
    moment = exported_at.isoformat(timespec="seconds")
    yield canonical({"format": FORMAT, "version": VERSION, "exported_at": moment}) + "\n"
    for row in rows:
        yield row.line() + "\n"


def save(path: Path, export: Iterable[str]) -> int:
    """Writes an export as a whole and returns its number of rows; OrchestraError where it cannot."""
    written = 0

    def counted() -> Iterator[str]:
        nonlocal written
        for written, line in enumerate(export):  # noqa: B007 - the last number is the count without the header
            yield line

    try:
        target = path.resolve()
        if target.exists() and not target.is_file() and not target.is_dir():
            with target.open("w", encoding="utf-8", newline="\n") as pipe:
                pipe.writelines(counted())
        else:
            replace(target, counted(), sync=True)
    except (OSError, RuntimeError, ValueError) as error:
        raise faults.not_exported(path, error) from error
    return written


def load(path: Path) -> list[Row]:
    """The rows of an exported file; OrchestraError naming the line that cannot be taken."""
    try:
        with path.open("rb") as file:
            return parse(file, path)
    except (OSError, ValueError) as error:
        raise faults.no_export(path, error) from error


def parse(export: Iterable[bytes], name: str | Path) -> list[Row]:
    """The rows of an export given line by line; `name` is what faults call it."""
    numbered = enumerate(export, 1)
    _check_header(next(numbered, (1, b""))[1], name)
    rows = []
    for number, line in numbered:
        if line.strip():
            try:
                rows.append(_row(line))
            except json.JSONDecodeError as error:
                raise faults.bad_line(name, number, _("This is not JSON"), error.colno) from None
            except UnicodeDecodeError as error:
                raise faults.bad_line(name, number, _("This is not UTF-8"), error.start + 1) from None
            except RecursionError:
                raise faults.bad_line(name, number, _("This is nested too deeply")) from None
            except RowError as error:
                raise faults.bad_line(name, number, _(str(error))) from None
            except ValueError:
                raise faults.bad_line(name, number, _("There is a number in it that JSON cannot hold")) from None
    return rows


def _check_header(line: bytes, name: str | Path) -> None:
    try:
        header = json.loads(line.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        raise faults.foreign_export(name) from None
    if not isinstance(header, dict) or header.get("format") != FORMAT:
        raise faults.foreign_export(name)
    version = header.get("version")
    if type(version) is not int or version < 1:
        raise faults.foreign_export(name)
    if version > VERSION:
        raise faults.newer_export(name)


def _row(line: bytes) -> Row:
    value = json.loads(line.decode("utf-8"), parse_constant=_refuse)
    if not isinstance(value, dict) or set(value) != set(FIELDS):
        raise RowError(N_("This is not a row of the journal"))
    row = check([value[name] for name in FIELDS])
    row.stored()
    return row


def _refuse(name: str) -> None:
    raise ValueError(name)


def guard(path: Path, journal: Path | None) -> None:
    """Raises OrchestraError where an export to `path` would overwrite the journal's own files."""
    own = (journal.with_name(journal.name + end) for end in ("", "-wal", "-shm")) if journal else ()
    try:
        mine = path.resolve() in set(own)
    except (OSError, RuntimeError, ValueError):
        return
    if mine:
        raise faults.onto_itself(path)
