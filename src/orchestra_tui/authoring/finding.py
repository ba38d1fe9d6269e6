"""What a rule says about a file."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from orchestra_tui.base.errors import OrchestraError, Place
from orchestra_tui.base.text import visible


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """Something to mend in a course: where (1-based), by which rule, and in one line what is wrong and what to do."""

    file: Path
    line: int
    column: int
    rule: str
    message: str

    def __str__(self) -> str:
        return f"{Place(self.file, self.line, self.column)}: {self.rule}: {visible(self.message, keep='')}"


@dataclass(frozen=True, slots=True)
class Fault:
    """A finding before it has a rule and a path to show: `path` is absolute, `line` and `column` 1-based."""

    path: Path
    line: int
    column: int
    message: str


def says(what: str, remedy: str = "") -> str:
    """The message of a finding: what is wrong, and what to do."""
    return f"{what}. {remedy}" if remedy else what


def from_error(error: OrchestraError, path: Path) -> Fault:
    """An error as a fault; in `path`, at its beginning, where the error has no place."""
    place = error.place or Place(path)
    return Fault(Path(place.file), place.line or 1, place.column or 1, says(error.message, error.remedy))


def from_place(place: Place, message: str) -> Fault:
    """A fault at a place."""
    return Fault(Path(place.file), place.line or 1, place.column or 1, message)
