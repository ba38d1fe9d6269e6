"""What is on main and which files it touched, so that a merge looks only at what could be in its way."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator

from orchestra_tui.fleet.model import Task
from orchestra_tui.fleet.simulation.fate import overlap
from orchestra_tui.fleet.simulation.traffic import folders


class History:
    """The tasks merged so far, in order."""

    def __init__(self) -> None:
        self.merged: list[Task] = []
        self._exact: dict[str, list[int]] = defaultdict(list)
        self._under: dict[str, list[int]] = defaultdict(list)
        self._untold: list[int] = []

    def __len__(self) -> int:
        return len(self.merged)

    def add(self, task: Task) -> None:
        """A task is on main now."""
        place = len(self.merged)
        self.merged.append(task)
        if not task.touches:
            self._untold.append(place)
        for touch in task.touches:
            self._exact[touch.rstrip("/")].append(place)
            for folder in folders(touch):
                self._under[folder].append(place)

    def since(self, cut: int, task: Task, *, everywhere: bool) -> Iterator[tuple[Task, bool | None]]:
        """What was merged after the first `cut`, in order, and whether it touches the same as a task (None: unknown).

        Unless `everywhere`, what surely touches something else is left out.
        """
        if not task.touches:
            yield from ((other, None) for other in self.merged[cut:])
            return
        places = dict.fromkeys(_from(self._untold, cut))
        for touch in task.touches:
            places.update(dict.fromkeys(_from(self._under.get(touch.rstrip("/"), []), cut)))
            for folder in folders(touch):
                places.update(dict.fromkeys(_from(self._exact.get(folder, []), cut)))
        for place in range(cut, len(self.merged)) if everywhere else sorted(places):
            other = self.merged[place]
            yield other, overlap(task, other) if place in places else False


def _from(places: list[int], cut: int) -> list[int]:
    return places[bisect_left(places, cut) :]
