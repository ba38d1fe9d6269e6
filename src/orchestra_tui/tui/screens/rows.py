"""Pieces of rows that several pages are made of: headings, sentences, bars. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len

from orchestra_tui.tui.fragments import set_plain
from orchestra_tui.tui.widgets.bars import Piece
from orchestra_tui.tui.widgets.board import BoardRow

FULL, REST = "━", "─"
_EIGHTHS = " ▁▂▃▄▅▆▇█"


def blank() -> BoardRow:
    """An empty row."""
    return BoardRow()


def heading(text: str, right: str = "") -> BoardRow:
    """A title over rows, with what their right side is about."""
    return BoardRow(((text, "primary bold"),), ((right, "muted"),) if right else ())


def sentence(text: str, width: int, ink: str = "foreground", indent: int = 0) -> list[BoardRow]:
    """Words in as many rows as they need."""
    lines = set_plain(text, max(12, width - indent))
    return [BoardRow(((" " * indent + line.text, ink),)) for line in lines]


def bar(share: float, width: int, ink: str) -> tuple[Piece, ...]:
    """A bar of `width` cells, filled by a share of 0 to 1; anything more than nothing shows."""
    filled = min(width, max(round(share * width), 1 if share > 0 else 0))
    return (FULL * filled, f"{ink} bold"), (REST * (width - filled), "faint")


def columns(counts: Sequence[int], height: int) -> list[str]:
    """Counts as columns of a chart, a character each, from the top row down; the highest takes the whole height."""
    most = max([*counts, 1])
    rows = []
    for level in range(height - 1, -1, -1):
        eighths = [min(8, max(0, round(count * height * 8 / most) - 8 * level)) for count in counts]
        if level == 0:
            eighths = [max(1, each) if count else each for each, count in zip(eighths, counts, strict=True)]
        rows.append("".join(_EIGHTHS[each] for each in eighths))
    return rows


def score_ink(score: float | None) -> str:
    """The ink of a score of 0 to 1, None for none yet."""
    return "muted" if score is None else "success" if score >= 0.8 else "warning" if score >= 0.5 else "error"


def padded(text: str, width: int) -> str:
    """The text with spaces after it, up to so many cells."""
    return text + " " * max(0, width - cell_len(text))
