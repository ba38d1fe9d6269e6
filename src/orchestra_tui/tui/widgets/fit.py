"""Text cut to a number of cells."""

from __future__ import annotations

from rich.cells import cell_len, set_cell_size


def fit(text: str, width: int) -> str:
    """The text in exactly `width` cells: filled with spaces, or cut with an ellipsis."""
    if width <= 0:
        return ""
    room = width - cell_len(text)
    if room >= 0:
        return text + " " * room
    return set_cell_size(f"{set_cell_size(text, width - 1).rstrip()}…", width)


def cut(text: str, width: int) -> str:
    """The text in at most `width` cells."""
    return fit(text, width).rstrip() if cell_len(text) > width else text
