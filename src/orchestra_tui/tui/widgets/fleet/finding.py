"""Looking for words in the events of a run, bit by bit, so that nobody has to wait for a long log. Pure."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from orchestra_tui.base.text import fold
from orchestra_tui.tutor.playing.recording import Recording
from orchestra_tui.tutor.telling.sentence import sentence
from orchestra_tui.tutor.telling.words import Calendar

SLICE = 250
"""Events that are looked at in one go: a few milliseconds."""


class Search:
    """The events among `numbers` in which every word occurs, in what is said of them, their kind or their rule.

    It goes back from event `n` first, because that is what is on the screen, then on from there to the end.
    """

    def __init__(self, recording: Recording, calendar: Calendar, numbers: Sequence[int], words: str, n: int) -> None:
        self._recording, self._calendar, self._numbers = recording, calendar, numbers
        self._words = fold(words).split()
        self._low = self._high = bisect_right(numbers, n)
        self.found: list[int] = []
        """What was found so far, in order."""

    @property
    def done(self) -> bool:
        """Whether everything was looked at."""
        return not self._low and self._high >= len(self._numbers)

    @property
    def share(self) -> int:
        """How much was looked at, in percent."""
        return 100 * (self._high - self._low) // max(1, len(self._numbers))

    def go_on(self, count: int = SLICE) -> None:
        """Look at some more."""
        if self._low:
            start, self._low = self._low, max(0, self._low - count)
            self.found[:0] = self._hits(self._low, start)
        else:
            start, self._high = self._high, min(len(self._numbers), self._high + count)
            self.found += self._hits(start, self._high)

    def _hits(self, start: int, end: int) -> list[int]:
        return [n for n in self._numbers[start:end] if self._fits(n)]

    def _fits(self, n: int) -> bool:
        event = self._recording.events[n - 1]
        said = fold(f"{sentence(self._calendar, event)} {getattr(event, 'rule', '')} {type(event).__name__}")
        return all(word in said for word in self._words)
