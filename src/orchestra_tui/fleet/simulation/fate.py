"""What the world knows of tasks and branches and nobody else does: how hard, how far, how sound."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from orchestra_tui.fleet.model import Task
from orchestra_tui.fleet.simulation.draws import Draws
from orchestra_tui.fleet.simulation.params import Params, TaskFate


@dataclass(slots=True)
class Branch:
    """An attempt's branch: how many merges main had when it last took main in, and what is on it.

    `solved`: the work is there; `sound`: it is right, too; `green`: the checks pass. `conflict` are the tasks it must
    be reconciled with, `remarks` a review left, `small` if they are only small.
    """

    task: str
    cut: int
    solved: bool = False
    sound: bool = False
    green: bool = False
    conflict: tuple[str, ...] = ()
    remarks: int = 0
    small: bool = False

    def become(self, other: Branch) -> None:
        """What another has on it is on this one now."""
        self.solved, self.sound, self.green = other.solved, other.sound, other.green
        self.conflict, self.remarks, self.small = other.conflict, other.remarks, other.small


@dataclass(slots=True)
class Life:
    """A task's own history: its ordinals are what its draws are keyed by."""

    task: Task
    given: TaskFate
    difficulty: float
    size: int
    turns: int = 0
    failed: int = 0
    checks: int = 0
    reviews: int = 0
    merges: int = 0
    signature: int = 0
    branches: dict[str, Branch] = field(default_factory=dict)

    def branch(self, name: str, base: str, cut: int) -> Branch:
        """A new branch, from `base` with the newest main merged into it, or from main."""
        old = self.branches.get(base)
        self.branches[name] = branch = replace(old, cut=cut) if old else Branch(self.task.id, cut)
        return branch


def life_of(task: Task, params: Params, draws: Draws) -> Life:
    """A task before anybody has begun it."""
    given = params.tasks.get(task.id, TaskFate())
    difficulty, size = given.difficulty, given.size
    if difficulty is None:
        difficulty = params.difficulty + params.difficulty_spread * draws.normal("difficulty", task.id)
    if size is None:
        size = draws.lognormal(params.reviews.size, params.reviews.size_spread, "size", task.id)
    return Life(task, given, difficulty, size)


def overlap(one: Task, two: Task) -> bool | None:
    """Whether two tasks touch the same file or folder; None if one does not say what it touches."""
    if not one.touches or not two.touches:
        return None
    return any(_inside(a, b) or _inside(b, a) for a in one.touches for b in two.touches)


def _inside(path: str, folder: str) -> bool:
    folder = folder.rstrip("/")
    return path.rstrip("/") == folder or path.startswith(f"{folder}/")
