"""Anchors numbered the way GitHub numbers repeats."""

from __future__ import annotations

from collections.abc import Iterable


class Slugger:
    """Gives each name once: `a`, then `a-1`, `a-2`, never one that is taken (`a-1` may be a heading of its own)."""

    def __init__(self, taken: Iterable[str] = ()) -> None:
        self._seen: dict[str, int] = dict.fromkeys(taken, 0)

    def __call__(self, name: str) -> str:
        """The name, numbered if it was given before."""
        result = name
        number = self._seen.get(name, 0)
        while result in self._seen:
            number += 1
            result = f"{name}-{number}"
        if number:
            self._seen[name] = number
        self._seen[result] = 0
        return result
