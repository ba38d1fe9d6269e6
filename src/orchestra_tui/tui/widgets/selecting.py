"""What a selection on the screen means as text: lines that only the width broke are joined again."""

from __future__ import annotations

from collections.abc import Sequence

from textual.selection import Selection

from orchestra_tui.course.layout import Line
from orchestra_tui.tui.widgets.spans import flows

CONTINUED = "↪"
"""What the layout puts before a line of code that goes on from the one above."""


def selected_text(lines: Sequence[Line], selection: Selection, margin: int) -> str:
    """The selected characters without what was drawn around them; columns of the selection count the margin."""
    first = selection.start.y if selection.start else 0
    last = selection.end.y if selection.end else len(lines) - 1
    pieces: list[str] = []
    before: Line | None = None
    for number in range(max(first, 0), min(last, len(lines) - 1) + 1):
        line, span = lines[number], selection.get_span(number)
        if span is None:
            continue
        start, stop = max(span[0] - margin, 0), len(line.text) if span[1] < 0 else max(span[1] - margin, 0)
        joint = "" if before is None else _joint(before, line, lines)
        if line.code is not None or joint != "\n":
            start = max(start, _content(line) if before is not None else line.indent)
        pieces += [joint, line.text[start:stop]]
        before = line
    return "".join(pieces)


def _joint(before: Line, line: Line, lines: Sequence[Line]) -> str:
    """What stands between two lines in the source: a line's end, a space where the width broke them, or nothing."""
    if _continues_code(line) and before.code == line.code:
        # The layout breaks code at a space if there is one in the second half of the line, else where the width ends.
        widest = max(len(each.text) for each in lines if each.code == line.code)
        half = before.text[_content(before) :]
        return "" if len(before.text) == widest and " " not in half[len(half) // 2 :] else " "
    return " " if flows(before, line) else "\n"


def _continues_code(line: Line) -> bool:
    return line.code is not None and CONTINUED in line.text[: line.indent]


def _content(line: Line) -> int:
    """Where the text of a line begins, behind what was drawn."""
    if not _continues_code(line):
        return line.indent
    rest = line.text[line.indent :]
    return len(line.text) - len(rest.lstrip())
