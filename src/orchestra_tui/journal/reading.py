"""What the learner has read, marked and noted in a course: derived from rows, in whatever order they come."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain
from typing import TYPE_CHECKING

from orchestra_tui.journal.events import BOOKMARK, EVERY_COURSE, NOTE, PLACE, READ, TOUR, Spot
from orchestra_tui.journal.row import Row

if TYPE_CHECKING:
    from orchestra_tui.journal.store import Journal

_SHAPE = 1


@dataclass(frozen=True, slots=True)
class Bookmark:
    """A place to come back to, with the text it stood at when it was set, at `utc_ms`."""

    section: str
    block: int
    line: int
    text: str
    utc_ms: int


@dataclass(frozen=True, slots=True)
class Note:
    """The learner's note on a section, as last changed at `utc_ms`."""

    section: str
    text: str
    utc_ms: int


@dataclass(frozen=True, slots=True)
class Reading:
    """What is known about reading one course; sections are named by their full ids, bookmarks come oldest first."""

    place: Spot | None = None
    read: frozenset[str] = frozenset()
    bookmarks: tuple[Bookmark, ...] = ()
    notes: dict[str, Note] = field(default_factory=dict)
    tour_seen: bool = False


def load(journal: Journal, course: str) -> Reading:
    """The reading of `course`; of its places only the newest is looked at.

    Raises OrchestraError as `Journal.rows` does.
    """
    return derive(
        chain(
            journal.rows({READ, BOOKMARK, NOTE, TOUR}, course),
            journal.rows(TOUR, EVERY_COURSE),
            _newest_place(journal, course),
        )
    )


def derive(rows: Iterable[Row]) -> Reading:
    """The reading these rows of one course tell of.

    For each thing its newest row counts; rows that make no sense do not.
    """
    newest: dict[tuple[object, ...], tuple[tuple[int, str], object]] = {}
    for row in rows:
        said = _said(row)
        if said is None:
            continue
        about, value = said
        if about not in newest or newest[about][0] < row.key:
            newest[about] = row.key, value
    place: Spot | None = None
    read, bookmarks, notes, tour = set(), [], [], False
    for _key, value in sorted(newest.values(), key=lambda pair: pair[0]):
        match value:
            case Spot():
                place = value
            case Bookmark():
                bookmarks.append(value)
            case Note():
                notes.append(value)
            case str():
                read.add(value)
            case True:
                tour = True
    return Reading(place, frozenset(read), tuple(bookmarks), {note.section: note for note in notes}, tour)


def _newest_place(journal: Journal, course: str) -> Iterator[Row]:
    for row in journal.rows(PLACE, course, newest_first=True):
        if _said(row) is not None:
            yield row
            return


def _said(row: Row) -> tuple[tuple[object, ...], object] | None:
    """What the row is about, and what it says of that: None for taken away; or None if it says nothing we know."""
    if row.v != _SHAPE:
        return None
    match row.kind, row.body:
        case "place", {"block": int(block), "line": int(line)} if row.subject and _counts(block, line):
            return (PLACE,), Spot(row.subject, block, line)
        case "read", {"read": bool(on)} if row.subject:
            return (READ, row.subject), row.subject if on else None
        case "bookmark", {"block": int(block), "line": int(line), "text": str(text), "on": bool(on)} if (
            row.subject and _counts(block, line)
        ):
            mark = Bookmark(row.subject, block, line, text, row.utc_ms)
            return (BOOKMARK, row.subject, block, line), mark if on else None
        case "note", {"text": str(text)} if row.subject:
            return (NOTE, row.subject), Note(row.subject, text, row.utc_ms) if text.strip() else None
        case "tour", {"seen": bool(seen)}:
            return (TOUR,), seen
    return None


def _counts(*numbers: int) -> bool:
    return all(number >= 0 and not isinstance(number, bool) for number in numbers)
