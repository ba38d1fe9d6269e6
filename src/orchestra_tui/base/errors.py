"""Faults a person can mend, said in one line: where, what is wrong, what to do."""

from __future__ import annotations

from os import PathLike
from typing import NamedTuple

from orchestra_tui.base.text import visible

FOUND = 1
"""Exit code: the check found something in files."""
BAD_USE = 2
"""Exit code: bad use, or a folder that cannot be opened."""


class Place(NamedTuple):
    """Where a fault is: a file, and 1-based line and column where they are known."""

    file: str | PathLike[str]
    line: int | None = None
    column: int | None = None

    def __str__(self) -> str:
        parts = [visible(str(self.file), keep=""), *(str(n) for n in (self.line, self.column) if n is not None)]
        return ":".join(parts)


class OrchestraError(Exception):
    """A fault with a place and a remedy; `str()` is the one line to show, safe for a terminal."""

    exit_code = BAD_USE

    def __init__(self, message: str, *, place: Place | None = None, remedy: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.place = place
        self.remedy = remedy

    def __str__(self) -> str:
        where = f"{self.place}: " if self.place else ""
        what = visible(self.message, keep="")
        return f"{where}{what}. {visible(self.remedy, keep='')}" if self.remedy else f"{where}{what}"
