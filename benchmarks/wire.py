"""The terminal's side of the conversation: which modes the program has switched on, and answers to what it asks."""

from __future__ import annotations

import re
from collections.abc import Callable

COLUMNS, ROWS = 120, 36

ALTERNATE, CURSOR, FRAME = 1049, 25, 2026
KNOWN = {1, 7, 25, 1000, 1002, 1003, 1004, 1006, 1015, 1016, 1049, 2004, 2026, 2048}
LEFT_ON = {
    ALTERNATE: "alternate screen",
    1000: "mouse",
    1002: "mouse",
    1003: "mouse",
    1004: "focus reports",
    2004: "bracketed paste",
    2048: "resize reports",
}

_SPOKEN = re.compile(
    rb"\x1b\[(?P<prefix>[<=>?]?)(?P<numbers>[0-9;]*)(?P<final>\$?[@-~])|\x1b\](?P<colour>1[01]);\?(?:\x07|\x1b\\)"
)
_UNFINISHED = re.compile(rb"\x1b(?:\[[<=>?]?[0-9;]*\$?|\][^\x07\x1b]{0,20}\x1b?)?\Z")
_COLOURS = {b"10": b"e0e0/e0e0/e0e0", b"11": b"1010/1010/1010"}


class Wire:
    """Follows the raw output as it is read; `cursor` tells the cursor's (row, column), from 1, when a program asks."""

    def __init__(self, cursor: Callable[[], tuple[int, int]]) -> None:
        self.modes = {CURSOR}
        self.keyboard: list[int] = []
        self._cursor = cursor
        self._rest = b""

    @property
    def in_frame(self) -> bool:
        """Whether a synchronised frame is open: nothing of it is visible yet."""
        return FRAME in self.modes

    def left_on(self) -> list[str]:
        """What a shell would find not as it was, in words."""
        found = {LEFT_ON[mode] for mode in self.modes if mode in LEFT_ON}
        found |= {"hidden cursor"} - ({"hidden cursor"} if CURSOR in self.modes else set())
        found |= {"keyboard protocol"} if self.keyboard else set()
        return sorted(found)

    def hear(self, data: bytes) -> bytes:
        """Take the next piece of output; return what a modern terminal would answer to it."""
        data = self._rest + data
        unfinished = _UNFINISHED.search(data, max(0, len(data) - 64))
        cut = unfinished.start() if unfinished else len(data)
        self._rest = data[cut:]
        return b"".join(self._answer(match) for match in _SPOKEN.finditer(data, 0, cut))

    def _answer(self, said: re.Match[bytes]) -> bytes:
        if colour := said["colour"]:
            return b"\x1b]%s;rgb:%s\x1b\\" % (colour, _COLOURS[colour])
        numbers = [int(number) for number in said["numbers"].split(b";") if number]
        first = numbers[0] if numbers else 0
        match said["prefix"] + said["final"]:
            case b"?h":
                return self._switch_on(numbers)
            case b"?l":
                self.modes.difference_update(numbers)
            case b">u":
                self.keyboard.append(first)
            case b"<u":
                del self.keyboard[-(first or 1) :]
            case kind:
                return self._report(kind, first)
        return b""

    def _report(self, kind: bytes, number: int) -> bytes:
        if kind == b"n":
            return b"\x1b[%d;%dR" % self._cursor() if number == 6 else b"\x1b[0n"
        mode = 0 if number not in KNOWN else 1 if number in self.modes else 2
        reports = {
            b"c": b"\x1b[?62;22c",
            b">q": b"\x1bP>|bench(1)\x1b\\",
            b"?u": b"\x1b[?%du" % (self.keyboard[-1] if self.keyboard else 0),
            b"?$p": b"\x1b[?%d;%d$y" % (number, mode),
        }
        return reports.get(kind, b"")

    def _switch_on(self, modes: list[int]) -> bytes:
        self.modes.update(modes)
        return b"\x1b[48;%d;%d;%d;%dt" % (ROWS, COLUMNS, ROWS * 16, COLUMNS * 8) if 2048 in modes else b""
