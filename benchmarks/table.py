"""The figures as a Markdown table."""

from __future__ import annotations

import statistics
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from benchmarks.rows import Row


@dataclass(frozen=True, slots=True)
class Line:
    """A row as it is shown: medians, the ratios of the pairs, and the most or the least their median may be.

    Without ratios it was not measured.
    """

    title: str
    unit: str
    own: float = 0
    peer: float = 0
    ratios: Sequence[float] = ()
    cpu: Sequence[float] = ()
    most: float | None = None
    least: float | None = None


def table(rows: Sequence[Row], measured: str, against: str) -> str:
    """Medians of what is measured and what it is measured against, the paired ratios, the budget and the verdict."""
    return markdown(map(_line, rows), measured, against)


def markdown(lines: Iterable[Line], measured: str, against: str) -> str:
    """The table of these lines."""
    heads = f"| | {measured} | {against} | ratio | quartiles | CPU ratio | budget | |"
    return "\n".join([heads, "|---|---:|---:|---:|---:|---:|---:|---|", *map(_shown, lines)])


def _line(row: Row) -> Line:
    if not row.comparison.runs:
        return Line(row.title, row.unit, most=row.budget)
    own, peer = row.comparison.medians(row.figure)
    cpu = row.comparison.ratios(row.cpu) if row.cpu else ()
    return Line(row.title, row.unit, own, peer, row.comparison.ratios(row.figure), cpu, most=row.budget)


def _shown(line: Line) -> str:
    budget = f"≤ {line.most:g}" if line.most is not None else f"≥ {line.least:g}" if line.least is not None else ""
    if not line.ratios:
        return f"| {line.title} | | | | | | {budget} | not measured |"
    ratios = sorted(line.ratios)
    middle = statistics.median(ratios)
    quarter = len(ratios) // 4
    kept = (line.most is None or middle <= line.most) and (line.least is None or middle >= line.least)
    cells = [
        line.title,
        f"{_number(line.own)} {line.unit}".strip(),
        f"{_number(line.peer)} {line.unit}".strip(),
        f"**{_number(middle)}**",
        f"{_number(ratios[quarter])}-{_number(ratios[-1 - quarter])}",
        _number(statistics.median(line.cpu)) if line.cpu else "",
        budget,
        "" if not budget else "ok" if kept else "**over**" if line.most is not None else "**under**",
    ]
    return f"| {' | '.join(cells)} |"


def _number(value: float) -> str:
    """Rounded to the two or three digits that mean something."""
    places = 0 if value >= 100 else 1 if value >= 10 else 2 if value >= 0.1 else 3
    return f"{value:.{places}f}"
