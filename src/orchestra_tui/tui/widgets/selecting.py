"""What a selection on the screen means as text: lines that only the width broke are joined again."""

from __future__ import annotations

from collections.abc import Sequence

from textual.selection import Selection

from orchestra_tui.course.layout import Line
from orchestra_tui.tui.widgets.spans import flows


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
        continues = before is not None and flows(before, line)
        start, stop = max(span[0] - margin, 0), len(line.text) if span[1] < 0 else max(span[1] - margin, 0)
        if line.code is not None or continues:
            start = max(start, line.indent)
        text = line.text[start:stop]
        if line.code is not None and before is not None and before.code == line.code and _continued(line):
            pieces.append(text)
        else:
            pieces.append((" " if continues else "\n" if before is not None else "") + text)
        before = line
    return "".join(pieces)


def _continued(line: Line) -> bool:
    """Whether a line of code goes on from the one above because it was too long."""
    return line.text.startswith("↪")
