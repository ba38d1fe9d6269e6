"""Where the tasks of a run are at a moment, as far as a story needs it."""

from __future__ import annotations

from orchestra_tui.fleet import decisions as d
from orchestra_tui.fleet.event import Event, Unknown
from orchestra_tui.fleet.model import TaskState
from orchestra_tui.fleet.runs import HUMAN
from orchestra_tui.tutor.telling.chronicle import Chronicle


class Board:
    """The tasks as they are at a moment that moves on; `n` is the last event up to it.

    `waits` has the last reason why a task could not begin, `desk` whether a review is the human's,
    `paused` whether the whole fleet is.
    """

    def __init__(self, story: Chronicle) -> None:
        self.n = 0
        self._story = story
        self.state: dict[str, TaskState] = {task.id: TaskState.QUEUED for task in story.plan.tasks}
        self.waits: dict[str, d.Waiting] = {}
        self.desk: dict[str, bool] = {}
        self.paused = False

    def move_to(self, at: int) -> None:
        """Goes on to a later moment, the events at it included."""
        events = self._story.events
        while self.n < len(events) and events[self.n].at <= at:
            self._see(events[self.n])
            self.n += 1

    def _see(self, event: Event | Unknown) -> None:
        match event:
            case d.Dispatched() | d.Restarted():
                self.state[event.task] = TaskState.RUNNING
                self.waits.pop(event.task, None)
            case d.ReviewQueued():
                self.state[event.task], self.desk[event.task] = TaskState.REVIEW, event.by == HUMAN
            case d.MergeQueued():
                self.state[event.task] = TaskState.MERGING
            case d.Merged():
                self.state[event.task] = TaskState.MERGED
            case d.NeedsHuman() | d.Cancelled():
                self.state[event.task] = TaskState.NEEDS_HUMAN
            case d.Requeued() | d.Swapped():
                self.state[event.task] = TaskState.QUEUED
            case d.Waiting():
                self.waits[event.task] = event
            case d.FleetPaused(agent="") | d.FleetResumed(agent=""):
                self.paused = isinstance(event, d.FleetPaused)

    def of(self, state: TaskState) -> list[str]:
        """The tasks in a state, as in the runbook."""
        return [id for id, now in self.state.items() if now is state]

    def ready(self) -> list[str]:
        """The tasks that could begin."""
        tasks = self._story.plan.task
        queued = self.of(TaskState.QUEUED)
        return [id for id in queued if all(self.state[x] is TaskState.MERGED for x in tasks[id].after)]
