"""How long each question has been in front of the learner. Pure, but for the clock it is given."""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic


class Stopwatch:
    """Runs for one question at a time, and stands while the learner is elsewhere; `clock` counts seconds."""

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        self._clock = clock
        self._spent: dict[str, float] = {}
        self._running: str | None = None
        self._since = 0.0

    def start(self, id: str) -> None:
        """This question is in front of the learner from now on."""
        self.stop()
        self._running, self._since = id, self._clock()

    def stop(self) -> None:
        """No question is, for the time being."""
        if self._running is not None:
            self._spent[self._running] = self._seconds(self._running)
            self._running = None

    def ms(self, id: str) -> int:
        """Milliseconds for a question so far."""
        return round(self._seconds(id) * 1000)

    def open_ms(self, ids: frozenset[str]) -> int:
        """Milliseconds so far for all questions but these, whose time is counted elsewhere."""
        known = {*self._spent, *((self._running,) if self._running else ())}
        return sum(self.ms(id) for id in known - ids)

    def _seconds(self, id: str) -> float:
        running = self._clock() - self._since if id == self._running else 0.0
        return self._spent.get(id, 0.0) + running
