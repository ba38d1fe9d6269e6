"""A run as it was recorded: its events, its state after any of them, its lanes and marks. Immutable, safe to share."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from orchestra_tui.fleet import log
from orchestra_tui.fleet.event import Event, Unknown
from orchestra_tui.fleet.fold import SNAPSHOT, Fold
from orchestra_tui.fleet.metrics import Metric, compute
from orchestra_tui.fleet.plan import Plan
from orchestra_tui.fleet.state import State
from orchestra_tui.tutor.playing.lanes import Lane
from orchestra_tui.tutor.playing.laying import LaneMaker
from orchestra_tui.tutor.playing.marks import Mark, mark_of
from orchestra_tui.tutor.playing.register import Register
from orchestra_tui.tutor.playing.spending import Pace

Logged = Event | Unknown
Progress = Callable[[int, int], bool]
"""Told how many events of how many are done, now and then; False ends the work."""
TELL = 2_000
"""Events between two words to `Progress`."""


class EndedError(Exception):
    """Whoever wanted the recording does not want it any more."""


@dataclass(frozen=True, eq=False)
class Recording:
    """A recorded run; `snapshots[k]` is the state after `SNAPSHOT * k` events.

    `times` are the events' times in ms from the start. `lanes` are by agent, then `human`, `main` and `fleet`; `marks`
    are what stands out, in order.
    """

    plan: Plan
    seed: int
    events: tuple[Logged, ...]
    times: array[int]
    snapshots: tuple[State, ...]
    lanes: dict[str, Lane]
    marks: tuple[Mark, ...]
    title: str = ""
    _marked: array[int] = field(default_factory=lambda: array("q"))

    @property
    def count(self) -> int:
        """How many events there are."""
        return len(self.events)

    @property
    def end(self) -> int:
        """The time of the last event."""
        return self.times[-1] if self.times else 0

    @cached_property
    def metrics(self) -> dict[Metric, int]:
        """What the whole run is measured by."""
        return compute(self.plan, self.events)

    @cached_property
    def hashes(self) -> tuple[bytes, ...]:
        """The chained hash after each event."""
        return tuple(log.hashes(self.events))

    @cached_property
    def pace(self) -> Pace:
        """What was used by any time."""
        return Pace.of(self.events)

    @cached_property
    def register(self) -> Register:
        """Where things stand in the log."""
        return Register.of(self.events)

    @property
    def hash(self) -> str:
        """The hash of the whole log."""
        return self.hashes[-1].hex() if self.hashes else log.START.hex()

    def after(self, at: int) -> int:
        """How many events have happened by a time, those at that very time included."""
        return bisect_right(self.times, at)

    def time(self, n: int) -> int:
        """The time of event `n`; the start for 0."""
        return self.times[n - 1] if n else 0

    def mark_before(self, n: int) -> Mark | None:
        """The last mark before event `n`."""
        place = bisect_right(self._marked, n - 1)
        return self.marks[place - 1] if place else None

    def mark_after(self, n: int) -> Mark | None:
        """The first mark after event `n`."""
        place = bisect_right(self._marked, n)
        return self.marks[place] if place < len(self.marks) else None


def record(
    plan: Plan, events: Iterable[Logged], *, seed: int = 0, title: str = "", progress: Progress | None = None
) -> Recording:
    """The recording of a log; BrokenLogError for what is none. EndedError if `progress` wants no more."""
    every = tuple(events)
    fold, maker = Fold(plan), LaneMaker(plan)
    times, snapshots, marks = array("q"), [fold.freeze()], list[Mark]()
    for event in every:
        fold.push(event)  # type: ignore[arg-type]
        times.append(event.at)
        if (mark := mark_of(event)) is not None:
            marks.append(mark)
        maker.see(event, fold.state, mark)
        if event.n % SNAPSHOT == 0:
            snapshots.append(fold.freeze())
        if progress and event.n % TELL == 0 and not progress(event.n, len(every)):
            raise EndedError
    lanes = maker.done(times[-1] if times else 0)
    marked = array("q", (mark.n for mark in marks))
    made = Recording(plan, seed, every, times, tuple(snapshots), lanes, tuple(marks), title, marked)
    # Whoever draws must not wait for these.
    assert len(made.hashes) == len(every)
    assert made.metrics
    assert made.pace
    assert made.register
    return made


class Reel:
    """A recording being looked at: the state of one moment, moved back and forth. Not to be shared between threads.

    A step forward applies an event; anything else begins at the nearest snapshot, or at a state kept on the way.
    """

    STRIDE = 50
    """Events between two states kept on the way back, so that the next steps back begin near."""

    def __init__(self, recording: Recording) -> None:
        self.recording = recording
        self._fold = Fold.thaw(recording.plan, recording.snapshots[0])
        self._near: dict[int, State] = {}

    @property
    def n(self) -> int:
        """How many events have happened."""
        return self._fold.state.n

    @property
    def state(self) -> State:
        """The state at this moment; it changes with the next move."""
        return self._fold.state

    def go(self, n: int) -> State:
        """The state after `n` events, as many as there are at most."""
        n = max(0, min(n, self.recording.count))
        here = self._fold.state.n
        if not here <= n <= here + SNAPSHOT:
            self._begin(n)
        self._push(n)
        return self._fold.state

    def _begin(self, n: int) -> None:
        block = n // SNAPSHOT
        near = max((place for place in self._near if place <= n), default=-1)
        if near < block * SNAPSHOT:
            self._near = {}
            start = self.recording.snapshots[block]
            self._fold = Fold.thaw(self.recording.plan, start)
            if n < self._fold.state.n + self.STRIDE:
                return
            for stop in range(start.n + self.STRIDE, n, self.STRIDE):
                self._push(stop)
                self._near[stop] = self._fold.freeze()
        else:
            self._fold = Fold.thaw(self.recording.plan, self._near[near])

    def _push(self, n: int) -> None:
        events: Sequence[Logged] = self.recording.events
        for place in range(self._fold.state.n, n):
            self._fold.push(events[place])  # type: ignore[arg-type]
