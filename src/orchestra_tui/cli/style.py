"""Laid-out lines as text for a terminal: bold, italic and underlined, no colours."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from orchestra_tui.course.layout import Line, Role, Run
from orchestra_tui.course.model import Mark

BOLD, ITALIC, UNDERLINE = "1", "3", "4"

_BOLD_ROLES = frozenset({
    Role.HEADING1, Role.HEADING2, Role.HEADING3, Role.HEADING4, Role.HEADING5, Role.HEADING6,
    Role.NOTE, Role.TIP, Role.IMPORTANT, Role.WARNING, Role.CAUTION, Role.TABLE_HEAD, Role.FOLD,
})  # fmt: skip


def styled(text: str, *codes: str) -> str:
    """The text in the look of these codes, and nothing left of it behind the text."""
    return f"\x1b[{';'.join(codes)}m{text}\x1b[0m" if codes and text else text


def render(lines: Iterable[Line], *, style: bool) -> Iterator[str]:
    """Each line as a str that ends in a newline."""
    for line in lines:
        yield (_line(line) if style else line.text) + "\n"


def _line(line: Line) -> str:
    return "".join(styled("".join(run.text for run in runs), *codes) for codes, runs in groupby(line.runs, key=_codes))


def _codes(run: Run) -> tuple[str, ...]:
    if not run.text.strip():
        return ()
    codes = []
    if run.role in _BOLD_ROLES or Mark.STRONG in run.mark:
        codes.append(BOLD)
    if Mark.EMPHASIS in run.mark:
        codes.append(ITALIC)
    if Mark.LINK in run.mark:
        codes.append(UNDERLINE)
    return tuple(codes)
