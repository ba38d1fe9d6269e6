"""Recordings that several tests share."""

from __future__ import annotations

from functools import cache

from orchestra_tui.tutor.playing.recording import Recording
from orchestra_tui.tutor.playing.takes import play
from tests.fleet.fleets import scenario


@cache
def recorded(name: str, seed: int = 1) -> Recording:
    """A shipped scenario under a seed."""
    one = scenario(name)
    return play(one.plan, one.params, seed, title=one.head.title)
