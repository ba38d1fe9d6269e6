"""Where things stand in a log: events worth a row, trouble, the last word on a task or an account."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from orchestra_tui.fleet import decisions as d
from orchestra_tui.fleet import facts as f
from orchestra_tui.fleet.event import Event, Unknown
from orchestra_tui.tutor.telling.weight import QUIET, Weight, weight_of

_ABOUT: dict[type[Event | Unknown], str] = {
    d.Waiting: "task",
    d.NeedsHuman: "task",
    d.BudgetRefused: "account",
    d.AccountParked: "account",
}
"""The kinds whose last word is asked for, and the field that says about whom it is."""

_TROUBLE = frozenset({f.Refused, d.Suspected, d.Failed, d.AccountParked, d.BudgetRefused})
"""Trouble though the run does not turn with it."""


@dataclass(frozen=True)
class Register:
    """`told` are the numbers of the events worth a row, `troubles` of those that need attention, in order."""

    told: array[int] = field(default_factory=lambda: array("q"))
    troubles: array[int] = field(default_factory=lambda: array("q"))
    _words: dict[tuple[type[Event | Unknown], str], list[int]] = field(default_factory=lambda: defaultdict(list))

    @classmethod
    def of(cls, events: Iterable[Event | Unknown]) -> Register:
        """The register of a log."""
        made = cls()
        for event in events:
            kind = type(event)
            if kind in QUIET:
                continue
            made.told.append(event.n)
            weight = weight_of(event)
            if weight is Weight.TURN_POINT or kind in _TROUBLE or (weight is Weight.STEP and kind is f.AgentExited):
                made.troubles.append(event.n)
            if about := _ABOUT.get(kind):
                made._words[kind, getattr(event, about)].append(event.n)
        return made

    def last(self, kind: type[Event], who: str, n: int) -> int:
        """The last event of a kind about a task or an account among the first `n`; 0 if there is none."""
        numbers = self._words.get((kind, who), [])
        place = bisect_right(numbers, n)
        return numbers[place - 1] if place else 0
