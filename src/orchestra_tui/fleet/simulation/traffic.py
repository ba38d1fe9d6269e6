"""Who is at work on which files, so that each turn knows how many others are in its way."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from orchestra_tui.fleet.model import Task


class Traffic:
    """The builds under way; a touch lies in the way of another if one is the other or contains it."""

    def __init__(self) -> None:
        self._tasks: dict[str, Task] = {}
        self._exact: dict[str, dict[str, None]] = defaultdict(dict)
        self._under: dict[str, dict[str, None]] = defaultdict(dict)

    def enter(self, agent: str, task: Task) -> None:
        """An agent begins to build a task."""
        self.leave(agent)
        self._tasks[agent] = task
        for touch in task.touches:
            self._exact[touch.rstrip("/")][agent] = None
            for folder in folders(touch):
                self._under[folder][agent] = None

    def leave(self, agent: str) -> None:
        """An agent builds nothing any more."""
        task = self._tasks.pop(agent, None)
        for touch in task.touches if task else ():
            self._exact[touch.rstrip("/")].pop(agent, None)
            for folder in folders(touch):
                self._under[folder].pop(agent, None)

    def others(self, agent: str) -> int:
        """How many other agents build something."""
        return len(self._tasks) - (agent in self._tasks)

    def overlapping(self, agent: str, task: Task) -> int:
        """How many other agents build something on the same files."""
        found: dict[str, None] = {}
        for touch in task.touches:
            found.update(self._under.get(touch.rstrip("/"), {}))
            for folder in folders(touch):
                found.update(self._exact.get(folder, {}))
        found.pop(agent, None)
        return sum(self._tasks[name].id != task.id for name in found)


def folders(touch: str) -> Iterator[str]:
    """A path and every folder above it."""
    path = touch.rstrip("/")
    while path:
        yield path
        path = path.rpartition("/")[0]
