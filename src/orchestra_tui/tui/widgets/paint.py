"""Runs into segments: what is laid over them (hits, selection, the picked link) is cut in here."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from rich.segment import Segment
from rich.style import Style

from orchestra_tui.course.layout.lines import Runs
from orchestra_tui.tui.looks import Looks


class Over(NamedTuple):
    """A style laid over the characters from `start` up to `stop` of a line."""

    start: int
    stop: int
    style: Style


def paint(runs: Runs, looks: Looks, over: Iterable[Over] = (), ground: Style | None = None) -> list[Segment]:
    """The segments of a line, on another `ground` than paper if given; a later `over` lies on top of an earlier one.

    Neighbours of one style are one segment.
    """
    pieces = [(run.text, looks.style(run.role, run.mark)) for run in runs]
    if ground is not None:
        pieces = [(text, style + ground) for text, style in pieces]
    for layer in over:
        pieces = _lay(pieces, layer)
    segments: list[Segment] = []
    for text, style in pieces:
        if segments and segments[-1].style == style:
            segments[-1] = Segment(segments[-1].text + text, style)
        elif text:
            segments.append(Segment(text, style))
    return segments


def _lay(pieces: list[tuple[str, Style]], layer: Over) -> list[tuple[str, Style]]:
    laid: list[tuple[str, Style]] = []
    begin = 0
    for text, style in pieces:
        end = begin + len(text)
        low, high = max(layer.start, begin), min(layer.stop, end)
        if low >= high:
            laid.append((text, style))
        else:
            laid.append((text[: low - begin], style))
            laid.append((text[low - begin : high - begin], style + layer.style))
            laid.append((text[high - begin :], style))
        begin = end
    return [(text, style) for text, style in laid if text]
