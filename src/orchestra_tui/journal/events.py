"""The rows that reading makes, each with the one shape both faces write and `reading` understands.

Each function gives `(kind, subject, body)`, to be handed on as `journal.append(*place_row(…), course)`. A section is
named by its full id.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from orchestra_tui.journal.row import Body

PLACE = "place"
READ = "read"
BOOKMARK = "bookmark"
NOTE = "note"
TOUR = "tour"

EVERY_COURSE = ""
"""The course of a row that belongs to the learner and not to one course."""

Event: TypeAlias = "tuple[str, str, Body]"


class Spot(NamedTuple):
    """Where the learner is: the section's full id, the top-level block, the line within it as laid out."""

    section: str
    block: int = 0
    line: int = 0


def place_row(section: str, block: int, line: int) -> Event:
    """The learner stopped here."""
    return PLACE, section, {"block": block, "line": line}


def read_row(section: str, read: bool = True) -> Event:
    """The section is read, or is not after all."""
    return READ, section, {"read": read}


def bookmark_row(section: str, block: int, line: int, text: str = "", on: bool = True) -> Event:
    """A bookmark is set, with the text it stands at, or taken away."""
    return BOOKMARK, section, {"block": block, "line": line, "text": text, "on": on}


def note_row(section: str, text: str) -> Event:
    """The note of a section is now `text`; an empty one removes it."""
    return NOTE, section, {"text": text}


def tour_row(seen: bool = True) -> Event:
    """The tour was seen; goes with the course EVERY_COURSE."""
    return TOUR, "", {"seen": seen}
