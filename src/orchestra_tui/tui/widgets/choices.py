"""The list of a picker: what can be chosen, what it is, which letters matched."""

from __future__ import annotations

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style

from orchestra_tui.tui.offers import Choice
from orchestra_tui.tui.widgets.fit import cut, fit
from orchestra_tui.tui.widgets.rows import RowList

BEFORE = 24
"""Characters left of the first match where a long title has to be cut there."""


class Choices(RowList[Choice], can_focus=False, inherit_bindings=False):
    """Choices with a cursor; the keys come from the picker around it."""

    ground = "bar"

    def segments(self, row: Choice, width: int, style: Style) -> list[Segment]:
        """Sign, title with its matches, hint."""
        muted = self.inked(style, "muted")
        hint = cut(row.hint, width // 3) if row.hint and width > 30 else ""
        right = f"  {hint} " if hint else " "
        left = f" {'  ' * row.indent}{row.sign} "
        room = max(0, width - cell_len(left) - cell_len(right))
        title, spans = _around(row, room)
        pieces, at = [], 0
        for start, stop in spans:
            if start < stop <= len(title) and start >= at:
                pieces.append(Segment(title[at:start], style))
                pieces.append(Segment(title[start:stop], style + self.looks.named("hit")))
                at = stop
        pieces.append(Segment(title[at:], style if row.value is not None else muted))
        signed = Segment(left, self.inked(style, "accent"))
        return [segment for segment in (signed, *pieces, Segment(right, muted)) if segment.text]


def _around(row: Choice, room: int) -> tuple[str, tuple[tuple[int, int], ...]]:
    """The title in `room` cells with its first match in sight, and where the matches are then."""
    title, spans = row.title, row.spans
    if spans and cell_len(title) > room and spans[0][1] > room - 2:
        skipped = max(0, spans[0][0] - min(BEFORE, room // 3))
        title = "…" + title[skipped:]
        spans = tuple((start - skipped + 1, stop - skipped + 1) for start, stop in spans)
    return fit(title, room), spans
