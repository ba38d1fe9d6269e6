"""The list of a picker: what can be chosen, what it is, which letters matched."""

from __future__ import annotations

from typing import NamedTuple

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style

from orchestra_tui.tui.widgets.fit import cut, fit
from orchestra_tui.tui.widgets.rows import RowList


class Choice(NamedTuple):
    """Something to choose. `sign` is one cell; `hint` stands at the right; `detail` is shown below for the current one.

    All texts are safe for a terminal. A choice with nothing in `value` is only a line of text.
    """

    title: str
    value: object = None
    sign: str = " "
    hint: str = ""
    detail: str = ""
    indent: int = 0
    spans: tuple[tuple[int, int], ...] = ()


class Choices(RowList[Choice], can_focus=False, inherit_bindings=False):
    """Choices with a cursor; the keys come from the picker around it."""

    ground = "bar"

    def segments(self, row: Choice, width: int, style: Style) -> list[Segment]:
        """Sign, title with its matches, hint."""
        muted = style + Style(color=self.looks.ink("muted", "bar").color)
        hint = cut(row.hint, width // 3) if row.hint and width > 30 else ""
        right = f"  {hint} " if hint else " "
        left = f" {'  ' * row.indent}{row.sign} "
        room = max(0, width - cell_len(left) - cell_len(right))
        title = fit(row.title, room)
        pieces, at = [], 0
        for start, stop in row.spans:
            if start < stop <= len(title) and start >= at:
                pieces.append(Segment(title[at:start], style))
                pieces.append(Segment(title[start:stop], style + self.looks.named("hit")))
                at = stop
        pieces.append(Segment(title[at:], style if row.value is not None else muted))
        sign = style + Style(color=self.looks.ink("accent", "bar").color)
        return [segment for segment in (Segment(left, sign), *pieces, Segment(right, muted)) if segment.text]
