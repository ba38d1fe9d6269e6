"""The moment of a run that is on the screen: what every panel draws from."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, field
from typing import NamedTuple

from orchestra_tui.fleet.plan import Plan
from orchestra_tui.fleet.state import State
from orchestra_tui.tutor.playing.recording import Recording
from orchestra_tui.tutor.telling.words import Calendar


@dataclass(frozen=True, slots=True)
class Filter:
    """What is left out: everything but problems, events without these words."""

    problems: bool = False
    words: str = ""


@dataclass(frozen=True, slots=True)
class Moment:
    """After `n` events, at `at` ms; `state` is that of this moment and not kept by anybody beyond it."""

    recording: Recording
    n: int
    at: int
    state: State
    calendar: Calendar
    filter: Filter = field(default_factory=Filter)

    @property
    def plan(self) -> Plan:
        """What was given."""
        return self.recording.plan


class Subject(NamedTuple):
    """What a row is about: an agent, a task, an event (0: none)."""

    agent: str = ""
    task: str = ""
    event: int = 0


Key = Hashable
"""What a row of a panel is known by, whatever moment is shown."""
