"""The parts of a run's state: tasks, agents and accounts as they are now. Changed by `Fold` alone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields
from operator import attrgetter
from types import MappingProxyType
from typing import TypeVar

from orchestra_tui.fleet.model import ATTEMPT_ENDS, AgentState, Failure, SwapKind, TaskState

HUMAN = "human"
K = TypeVar("K")


class Counts(Mapping[K, int]):
    """How many there were of each kind, 0 of what never was; shared by copies of a state, so it never changes."""

    __slots__ = ("_of",)

    def __init__(self, of: Mapping[K, int] = MappingProxyType({})) -> None:
        self._of = of

    def __getitem__(self, kind: K) -> int:
        return self._of.get(kind, 0)

    def __iter__(self) -> Iterator[K]:
        return iter(self._of)

    def __len__(self) -> int:
        return len(self._of)

    def more(self, kind: K) -> Counts[K]:
        """The counts with one more of a kind."""
        return Counts({**self._of, kind: self[kind] + 1})


_NO_FAILURES, _NO_SWAPS = Counts[Failure](), Counts[SwapKind]()


@dataclass(slots=True)
class TaskRun:
    """A task as it is now; ages and counters are of the whole run, `turn` and `check` of the present attempt.

    `review_n` is the decision that ordered the review under way, `author` the agent whose build is being reviewed.
    `stronger_than` is the strength a model must exceed after a critic swap; `failed_models` did not make it.
    """

    id: str
    state: TaskState = TaskState.QUEUED
    epoch: int = 0
    agent: str = ""
    author: str = ""
    model: str = ""
    branch: str = ""
    turn: int = 0
    check: int = 0
    checks: int = 0
    reviews: int = 0
    reviewer: str = ""
    review_n: int = 0
    review_due: str = ""
    attempts: int = 0
    blocked: int = 0
    failures: Counts[Failure] = field(default_factory=lambda: _NO_FAILURES)
    signature: str = ""
    same_signature: int = 0
    refused_in_a_row: int = 0
    swaps: Counts[SwapKind] = field(default_factory=lambda: _NO_SWAPS)
    stronger_than: int | None = None
    failed_models: tuple[str, ...] = ()
    avoid: str = ""
    prefer: str = ""
    waiting: str = ""
    since: int = 0
    started_at: int | None = None
    merged_at: int | None = None
    commit: str = ""

    @property
    def lost_attempts(self) -> int:
        """How many attempts ended without a result through a fault of their own."""
        return sum(self.failures[kind] for kind in ATTEMPT_ENDS)

    def copy(self) -> TaskRun:
        """A copy that later events do not change."""
        return TaskRun(*_fields_of_task(self))


@dataclass(slots=True)
class AgentRun:
    """An agent, a slot of a profile, as it is now; `tokens` and `cost` are of the whole run.

    `beat_at` and `progress_at` are the last output and the last progress of the present attempt; while it waits for a
    provider or for checks, since `waiting_at`, the clock of progress stands still. `restarts` are the moments it was
    restarted, `granted` is the decision that gave it the turn or review under way, `stopped` the one that fenced it.
    `nudges` are those since it became suspect.
    """

    name: str
    state: AgentState = AgentState.IDLE
    job: str = ""
    task: str = ""
    epoch: int = 0
    account: str = ""
    model: str = ""
    worktree: str = ""
    turn: int = 0
    granted: int = 0
    stopped: int = 0
    started_at: int = 0
    beat_at: int = 0
    progress_at: int = 0
    waiting_at: int | None = None
    suspect: str = ""
    nudged_at: int | None = None
    nudges: int = 0
    refusals: int = 0
    restarts: tuple[int, ...] = ()
    paused: bool = False
    tokens: int = 0
    cost: int = 0
    merged: int = 0

    @property
    def busy(self) -> bool:
        """Whether it has a job or is still being stopped."""
        return self.state is not AgentState.IDLE

    def copy(self) -> AgentRun:
        """A copy that later events do not change."""
        return AgentRun(*_fields_of_agent(self))


@dataclass(slots=True)
class AccountRun:
    """An account as it is now: its jobs, until when it rests, what the present quota window has used."""

    id: str
    jobs: int = 0
    parked_until: int | None = None
    parked_for_good: bool = False
    window: int = 0
    tokens: int = 0
    requests: int = 0

    def copy(self) -> AccountRun:
        """A copy that later events do not change."""
        return AccountRun(*_fields_of_account(self))


_fields_of_task = attrgetter(*(field.name for field in fields(TaskRun)))
_fields_of_agent = attrgetter(*(field.name for field in fields(AgentRun)))
_fields_of_account = attrgetter(*(field.name for field in fields(AccountRun)))
