"""What will happen, in order of time; and the reports that come of it, some late or twice."""

from __future__ import annotations

import heapq
from collections.abc import Callable
from enum import IntEnum
from typing import Any, NamedTuple

from orchestra_tui.fleet.event import Fact
from orchestra_tui.fleet.simulation.draws import Draws
from orchestra_tui.fleet.simulation.params import Faults


class Rank(IntEnum):
    """What comes first of what happens in the same millisecond."""

    WORLD = 0
    REPORT = 1
    BEAT = 2
    TIMER = 3


class Report(NamedTuple):
    """A fact without its number and time; `cause` is the decision it answers."""

    kind: type[Fact]
    cause: int
    fields: dict[str, Any]


Happening = Report | Callable[[int], Report | None]
"""A report, or something that happens at a time and tells whether somebody notices: then there is a report of it."""


class Agenda:
    """A heap of (time, rank, number, happening)."""

    def __init__(self, faults: Faults, draws: Draws) -> None:
        self.faults = faults
        self.draws = draws
        self.now = 0
        self._heap: list[tuple[int, int, int, Happening]] = []
        self._count = 0
        self._asked: list[str] = []

    def at(self, time: int, rank: Rank, happening: Happening) -> None:
        """Puts something on the agenda, not before now."""
        self._count += 1
        heapq.heappush(self._heap, (time if time > self.now else self.now, rank, self._count, happening))

    def report(self, time: int, report: Report, *about: str | int) -> None:
        """A report at a time; what it is `about` says whether it comes late, or twice."""
        name = report.kind.__name__
        if (self._asked and self._asked[0] == "late" and self._asked.pop(0)) or self.draws.chance(
            self.faults.late, "late", name, *about
        ):
            time += self.faults.late_time_ms
        self.at(time, Rank.REPORT, report)
        if (self._asked and self._asked[0] == "duplicate" and self._asked.pop(0)) or self.draws.chance(
            self.faults.duplicate, "duplicate", name, *about
        ):
            self.at(time + self.faults.late_time_ms, Rank.REPORT, report)

    def disturb(self, fault: str) -> None:
        """The next report is to come late, or twice (`late`, `duplicate`)."""
        self._asked.append(fault)

    def next(self) -> tuple[int, int, Happening] | None:
        """Takes the next happening off the agenda; time moves on to it."""
        if not self._heap:
            return None
        time, rank, _number, happening = heapq.heappop(self._heap)
        self.now = max(self.now, time)
        return self.now, rank, happening
