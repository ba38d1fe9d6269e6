"""The figures as a Markdown table."""

from __future__ import annotations

import statistics
from collections.abc import Sequence

from benchmarks.rows import Row


def table(rows: Sequence[Row], measured: str, against: str) -> str:
    """Medians of what is measured and what it is measured against, the paired ratios, the budget and the verdict."""
    heads = f"| | {measured} | {against} | ratio | quartiles | CPU ratio | budget | |"
    return "\n".join([heads, "|---|---:|---:|---:|---:|---:|---:|---|", *map(_line, rows)])


def _line(row: Row) -> str:
    budget = "" if row.budget is None else f"≤ {row.budget:g}"
    if not row.comparison.runs:
        return f"| {row.title} | | | | | | {budget} | not measured |"
    own, peer = row.comparison.medians(row.figure)
    ratios = row.comparison.ratios(row.figure)
    middle = statistics.median(ratios)
    quarter = len(ratios) // 4
    cells = [
        row.title,
        f"{_number(own)} {row.unit}".strip(),
        f"{_number(peer)} {row.unit}".strip(),
        f"**{_number(middle)}**",
        f"{_number(ratios[quarter])}-{_number(ratios[-1 - quarter])}",
        _number(statistics.median(row.comparison.ratios(row.cpu))) if row.cpu else "",
        budget,
        "" if row.budget is None else "ok" if middle <= row.budget else "**over**",
    ]
    return f"| {' | '.join(cells)} |"


def _number(value: float) -> str:
    """Rounded to the two or three digits that mean something."""
    places = 0 if value >= 100 else 1 if value >= 10 else 2 if value >= 0.1 else 3
    return f"{value:.{places}f}"
