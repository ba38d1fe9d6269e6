"""A run as lanes: what each agent, the human and the branch main were busy with, and what stands out on them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from orchestra_tui.tutor.playing.marks import Mark


class Doing(StrEnum):
    """What a stretch of a lane is spent on; idle time has no stretch."""

    START = "start"
    WORK = "work"
    WAIT = "wait"
    CHECK = "check"
    REVIEW = "review"
    SUSPECT = "suspect"
    STOP = "stop"
    MERGE = "merge"


WEIGHTY = (
    *(Doing.SUSPECT, Doing.WAIT, Doing.REVIEW, Doing.CHECK),
    *(Doing.WORK, Doing.MERGE, Doing.START, Doing.STOP),
)
"""What is shown where there is room for one only, the first of these."""
_RANK = {doing: rank for rank, doing in enumerate(WEIGHTY)}


class Stretch(NamedTuple):
    """From `start` to `end` ms: what was done, for which task and epoch; event `n` began it, or ordered it."""

    start: int
    end: int
    doing: Doing
    task: str
    epoch: int
    n: int


@dataclass
class Lane:
    """The stretches of one lane in order of time, without overlap, and the marks on it."""

    name: str
    stretches: list[Stretch] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    _starts: list[int] = field(default_factory=list)
    _kinds: dict[Doing, tuple[list[int], list[int]]] = field(default_factory=dict)
    _marked: list[int] = field(default_factory=list)

    def add(self, stretch: Stretch) -> None:
        """A stretch is over; it lengthens the last one where that goes on with the same."""
        if stretch.end <= stretch.start:
            return
        last = self.stretches[-1] if self.stretches else None
        if last and last.end == stretch.start and last[2:5] == stretch[2:5]:
            self.stretches[-1] = last._replace(end=stretch.end)
            return
        starts, places = self._kinds.setdefault(stretch.doing, ([], []))
        starts.append(stretch.start)
        places.append(len(self.stretches))
        self.stretches.append(stretch)
        self._starts.append(stretch.start)

    @property
    def kinds(self) -> frozenset[Doing]:
        """What there are stretches of."""
        return frozenset(self._kinds)

    def put(self, mark: Mark) -> None:
        """Something stood out; marks come in order of time."""
        self.marks.append(mark)
        self._marked.append(mark.at)

    def between(self, start: int, end: int) -> list[Stretch]:
        """The stretches that reach into a span of time."""
        place = max(0, bisect_right(self._starts, start) - 1)
        if place < len(self.stretches) and self.stretches[place].end <= start:
            place += 1
        return self.stretches[place : bisect_left(self._starts, end)]

    def at(self, at: int) -> Stretch | None:
        """The stretch at a moment."""
        place = bisect_right(self._starts, at) - 1
        return self.stretches[place] if place >= 0 and at < self.stretches[place].end else None

    def most(self, start: int, end: int) -> Stretch | None:
        """The weightiest stretch that reaches into a span of time, the last of them; it looks at no others."""
        for doing in WEIGHTY:
            if doing in self._kinds:
                starts, places = self._kinds[doing]
                last = bisect_left(starts, end) - 1
                if last >= 0 and self.stretches[places[last]].end > start:
                    return self.stretches[places[last]]
        return None

    def columns(self, start: int, scale: int, room: int) -> list[Stretch | None]:
        """The weightiest stretch in each of `room` spans of `scale` ms, the first of which begins at `start`."""
        end = start + scale * room
        if bisect_left(self._starts, end) - bisect_right(self._starts, start) > 2 * room:
            return [self.most(time, time + scale) for time in range(start, end, scale)]
        found: list[Stretch | None] = [None] * room
        ranks = [len(WEIGHTY)] * room
        for stretch in self.between(start, end):
            rank = _RANK[stretch.doing]
            first, last = max(0, (stretch.start - start) // scale), min((stretch.end - 1 - start) // scale, room - 1)
            for column in range(first, last + 1):
                if rank <= ranks[column]:
                    found[column], ranks[column] = stretch, rank
        return found

    def last_mark(self, n: int) -> Mark | None:
        """The last mark that event `n` or one before it made."""
        place = bisect_right(self.marks, n, key=lambda mark: mark.n)
        return self.marks[place - 1] if place else None

    def marks_between(self, start: int, end: int) -> list[Mark]:
        """The marks in a span of time, its start included."""
        return self.marks[bisect_left(self._marked, start) : bisect_left(self._marked, end)]
