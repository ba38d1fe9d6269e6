"""Which panels stand where at which size. Pure."""

from __future__ import annotations

from typing import NamedTuple

AGENTS, BOARD, GRAPH, TIMELINE, EVENTS, MONEY = "agents", "board", "graph", "timeline", "events", "money"
ORDER = (AGENTS, BOARD, GRAPH, TIMELINE, EVENTS, MONEY)
"""The order of the panels, on the screen and for the key that moves between them."""


class Arrangement(NamedTuple):
    """The panels beside each other, row by row; `strip` is the height of the strip, `name` a class for the style."""

    name: str
    shown: frozenset[str]
    strip: int


SMALL = Arrangement("-small", frozenset({AGENTS}), 2)
MEDIUM = Arrangement("-medium", frozenset({AGENTS, TIMELINE, EVENTS}), 3)
WIDE = Arrangement("-wide", frozenset({AGENTS, BOARD, TIMELINE, EVENTS}), 3)
HUGE = Arrangement("-huge", frozenset(ORDER), 3)
EVERY = (SMALL, MEDIUM, WIDE, HUGE)


def arrangement(width: int, height: int) -> Arrangement:
    """The arrangement for a size in cells."""
    if width >= 170 and height >= 40:
        return HUGE
    if width >= 116 and height >= 28:
        return WIDE
    if width >= 72 and height >= 20:
        return MEDIUM
    return SMALL
