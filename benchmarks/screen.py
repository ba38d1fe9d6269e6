"""What the person would see: pyte's screen, fed with what pyte understands, compared row by row."""

from __future__ import annotations

import codecs
import re

import pyte

# pyte prints these as text or stumbles over them: private sequences, strings, subparameters.
_FOREIGN = re.compile(
    r"\x1b\[[<=>][0-9;:]*[ -/]*[@-~]|\x1b\[[0-9;:?]*[ -/]+[@-~]|\x1b[PX^_\]][^\x07\x1b]*(?:\x07|\x1b\\)"
)
_UNFINISHED = re.compile(r"\x1b(?:\[[0-9;:<=>?]*[ -/]*|[PX^_\]][^\x07\x1b]*\x1b?|[ -/]+)?\Z")


class Screen:
    """A screen of `columns` x `rows` cells that knows which of its rows really changed."""

    def __init__(self, columns: int, rows: int) -> None:
        self._screen = pyte.Screen(columns, rows)
        self._stream = pyte.Stream(self._screen)
        self._decode = codecs.getincrementaldecoder("utf-8")("replace").decode
        self._rest = ""
        self._columns, self._rows = columns, rows
        self._cells: list[tuple[object, ...]] = [()] * rows
        self._lines = [""] * rows
        self._screen.dirty.update(range(rows))
        self.changed()

    @property
    def cursor(self) -> tuple[int, int]:
        """Row and column, counted from 1."""
        return self._screen.cursor.y + 1, min(self._screen.cursor.x, self._columns - 1) + 1

    @property
    def text(self) -> str:
        """The rows as of the last `changed`, without trailing blanks, one per line."""
        return "\n".join(self._lines)

    def feed(self, data: bytes) -> None:
        """Draw the next piece of a program's output."""
        text = self._rest + self._decode(data)
        unfinished = _UNFINISHED.search(text)
        cut = unfinished.start() if unfinished else len(text)
        text, self._rest = text[:cut], text[cut:]
        self._stream.feed(_FOREIGN.sub("", text))

    def changed(self) -> bool:
        """Whether a character or a colour differs from the last time this was asked."""
        found = False
        for row in [row for row in self._screen.dirty if row < self._rows]:
            line = self._screen.buffer[row]
            cells = tuple([line[column] for column in range(self._columns)])
            if cells != self._cells[row]:
                self._cells[row] = cells
                self._lines[row] = "".join([cell.data for cell in cells]).rstrip()
                found = True
        self._screen.dirty.clear()
        return found
