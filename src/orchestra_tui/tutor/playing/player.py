"""Playing a recording: which moment is shown, how fast time goes, and where a jump leads. Pure; it is told the time."""

from __future__ import annotations

from orchestra_tui.tutor.playing.marks import STOPS, is_turning
from orchestra_tui.tutor.playing.recording import Recording

SPEEDS = (0.25, 0.5, 1.0, 2.0, 5.0, 10.0, 30.0, 60.0, 120.0, 300.0, 600.0, 1000.0)
"""How many seconds of the run go by in one of ours."""
USUAL = 120.0
"""A run of three hours in a minute and a half."""
BEAT_MS = 900
"""How long each decision is shown when time goes from one to the next."""


class Player:
    """A moment of a recording: `n` events have happened, and it is `at` ms, not later than the next event.

    `stepping` makes time go from decision to decision instead of evenly.
    """

    def __init__(self, recording: Recording, speed: float = USUAL) -> None:
        self.recording = recording
        self.n = 0
        self.at = 0
        self.speed = speed
        self.playing = False
        self.stepping = False
        self._owed = 0.0

    @property
    def ended(self) -> bool:
        """Whether nothing more will happen."""
        return self.n >= self.recording.count

    def advance(self, elapsed_ms: float) -> bool:
        """So much of our time went by while playing; whether another moment is shown now."""
        if not self.playing:
            return False
        before = (self.n, self.at)
        if self.stepping:
            self._owed += elapsed_ms
            while self._owed >= BEAT_MS and not self.ended:
                self._owed -= BEAT_MS
                self.to_decision(1)
        else:
            self._owed += elapsed_ms * self.speed
            whole = int(self._owed)
            self._owed -= whole
            self.go_time(self.at + whole)
        if self.ended:
            self.playing = False
        return (self.n, self.at) != before

    def play(self, *, on: bool) -> None:
        """Let time go, or stop it; at the end it begins anew."""
        if on and self.ended:
            self.go(0)
        self.playing, self._owed = on, 0.0

    def faster(self, step: int) -> None:
        """The next speed up or down."""
        nearest = min(range(len(SPEEDS)), key=lambda place: abs(SPEEDS[place] - self.speed))
        self.speed = SPEEDS[max(0, min(nearest + step, len(SPEEDS) - 1))]
        self._owed = 0.0

    def go(self, n: int) -> None:
        """The moment right after event `n`."""
        self.n = max(0, min(n, self.recording.count))
        self.at = self.recording.time(self.n)

    def stay(self, n: int) -> None:
        """Right after event `n`, but no sooner than the time shown, as long as nothing else has happened by then."""
        at = self.at
        self.go(n)
        following = self.recording.time(self.n + 1) if self.n < self.recording.count else self.at
        self.at = max(self.at, min(at, following))

    def go_time(self, at: int) -> None:
        """A time of the run, between its start and its end."""
        self.at = max(0, min(at, self.recording.end))
        self.n = self.recording.after(self.at)

    def step(self, by: int) -> None:
        """So many events on or back."""
        self.go(self.n + by)

    def to_decision(self, way: int) -> None:
        """Right after the next decision worth seeing, or the one before; to the end or the start if there is none."""
        events, n = self.recording.events, self.n + way
        while 0 < n <= len(events):
            if is_turning(events[n - 1]):
                break
            n += way
        self.go(n)

    def to_mark(self, way: int) -> None:
        """Right after the next mark that a jump stops at, or the one before."""
        n = self.n
        while True:
            mark = self.recording.mark_after(n) if way > 0 else self.recording.mark_before(n)
            if mark is None:
                self.go(self.recording.count if way > 0 else 0)
                return
            if mark.kind in STOPS:
                self.go(mark.n)
                return
            n = mark.n

    def change(self, recording: Recording, keep_n: bool = False) -> None:
        """Another recording of the same run or one like it: the time shown stays, or the number of events."""
        n, at = self.n, self.at
        self.recording = recording
        if keep_n and n <= recording.count and recording.time(n) <= at:
            self.n, self.at = n, min(at, max(recording.end, 0))
            following = recording.time(n + 1) if n < recording.count else self.at
            self.at = min(self.at, following)
        else:
            self.go_time(at)
