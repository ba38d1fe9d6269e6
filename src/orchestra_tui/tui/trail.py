"""The way back: where the learner jumped from. Pure."""

from __future__ import annotations

from typing import NamedTuple

from orchestra_tui.course.model import Place

LONGEST = 100


class Spot(NamedTuple):
    """A place in a section named by its full id."""

    section: str
    place: Place


class Trail:
    """Two stacks, as in a browser: leaving a place by a jump forgets what lay ahead."""

    def __init__(self) -> None:
        self._behind: list[Spot] = []
        self._ahead: list[Spot] = []

    def leave(self, spot: Spot) -> None:
        """The learner jumps away from here."""
        self._behind = [*self._behind[-LONGEST:], spot]
        self._ahead.clear()

    def can(self, by: int) -> bool:
        """Whether there is a way back (-1) or forward (1)."""
        return bool(self._behind if by < 0 else self._ahead)

    def go(self, by: int, here: Spot) -> Spot | None:
        """Where the way back or forward leads from here, or None at its end."""
        if not self.can(by):
            return None
        source, goal = (self._behind, self._ahead) if by < 0 else (self._ahead, self._behind)
        goal.append(here)
        return source.pop()
