"""How fast a run is shown at first, and how long that takes: as long as it has things to show. Pure."""

from __future__ import annotations

from orchestra_tui.tutor.playing.marks import is_turning
from orchestra_tui.tutor.playing.player import SPEEDS
from orchestra_tui.tutor.playing.recording import Recording

SECONDS_FOR_ONE = 1.2
"""Seconds to see one decision worth seeing."""
SHORTEST, LONGEST = 45.0, 180.0
"""Seconds that a run takes at least and at most, as far as the speeds allow."""
PREDICTING = 1
"""Minutes to look at a scenario and predict its end."""


def pace(recording: Recording) -> float:
    """The slowest speed at which the run takes no longer than it deserves."""
    deserved = sum(is_turning(event) for event in recording.events) * SECONDS_FOR_ONE
    wanted = min(max(deserved, SHORTEST), LONGEST)
    return next((speed for speed in SPEEDS if recording.end / 1_000 <= speed * wanted), SPEEDS[-1])


def minutes(recording: Recording) -> int:
    """Minutes for a run, with its prediction."""
    return PREDICTING + max(1, round(recording.end / 1_000 / pace(recording) / 60))
