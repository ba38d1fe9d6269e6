"""What a fleet is made of: roles, models, accounts, profiles, tasks. Times in ms from the start, money in micro-$."""

from __future__ import annotations

from enum import StrEnum

import msgspec


class Frozen(msgspec.Struct, frozen=True, kw_only=True, gc=False, forbid_unknown_fields=True):
    """An immutable value without reference cycles."""


class Role(StrEnum):
    """What an agent is for."""

    ARCHITECT = "architect"
    PLANNER = "planner"
    DEVELOPER = "developer"
    QA = "qa"
    REVIEWER = "reviewer"
    DEVOPS = "devops"


class TaskState(StrEnum):
    """Where a task is; the last three are final."""

    QUEUED = "queued"
    RUNNING = "running"
    CHECKING = "checking"
    REVIEW = "review"
    MERGING = "merging"
    MERGED = "merged"
    NEEDS_HUMAN = "needs-human"
    CANCELLED = "cancelled"

    @property
    def final(self) -> bool:
        """Whether nothing happens to the task any more."""
        return self in {TaskState.MERGED, TaskState.NEEDS_HUMAN, TaskState.CANCELLED}


class AgentState(StrEnum):
    """What an agent, a slot of a profile, is doing."""

    IDLE = "idle"
    STARTING = "starting"
    WORKING = "working"
    WAITING = "waiting"
    CHECKING = "checking"
    SUSPECT = "suspect"
    STOPPING = "stopping"
    PAUSED = "paused"


class SwapKind(StrEnum):
    """Why a task was given to another agent."""

    TIMEOUT = "timeout"
    ERROR = "error"
    CRITIC = "critic"
    MANUAL = "manual"


class Failure(StrEnum):
    """What counts against a task; each raises one counter, and only one."""

    TIMEOUT = "timeout"
    CRASH = "crash"
    TURNS = "turns"
    SAME = "same"
    REVIEW = "review"
    CONFLICT = "conflict"
    MERGED_RED = "merged-red"


ATTEMPT_ENDS = (Failure.TIMEOUT, Failure.CRASH, Failure.TURNS, Failure.SAME)
"""The failures that end an attempt without a result; together they are limited by `limits.attempts`."""


class Refusal(StrEnum):
    """What a provider says instead of answering; never counts against the task."""

    THROTTLE = "throttle"
    QUOTA = "quota"
    OVERLOAD = "overload"
    BILLING = "billing"
    REQUEST = "request"


class Interval(Frozen, frozen=True):
    """A half-open stretch of time, `start` included, `end` not."""

    start: int
    end: int


class Price(Frozen, frozen=True):
    """Micro-dollars for a million tokens, and which price list that is (`name@date`)."""

    fresh: int
    cached: int
    out: int
    version: str


class Model(Frozen, frozen=True):
    """A language model; a critic swap goes to a higher `strength` only."""

    id: str
    provider: str
    strength: int
    price: Price


class Quota(Frozen, frozen=True):
    """What a provider lets an account use in each window of `window_ms`: tokens, requests, or both."""

    window_ms: int
    tokens: int | None = None
    requests: int | None = None


class Account(Frozen, frozen=True):
    """Access to a provider that belongs to somebody.

    `windows` are when it may be used (None: always); `days` are the midnights of its own zone, ascending, the first at
    or before the start: an account-day runs from one to the next, and `daily_budget` caps what is spent and reserved in
    it. `concurrency` caps its running jobs.
    """

    id: str
    owner: str
    provider: str
    models: tuple[str, ...]
    days: tuple[int, ...]
    windows: tuple[Interval, ...] | None = None
    daily_budget: int | None = None
    quota: Quota | None = None
    concurrency: int | None = None


class Profile(Frozen, frozen=True):
    """A kind of agent: a CLI, a model, the roles it plays; it has `count` slots, agents named `<id>-1` and so on.

    `max_turns` ends an attempt. `fresh_context` is Ralph mode: every turn begins with a clean context. `fallbacks` are
    models to go on with when `model` cannot be had. A higher `priority` is dispatched first.
    """

    id: str
    cli: str
    model: str
    roles: tuple[Role, ...]
    max_turns: int
    count: int = 1
    priority: int = 0
    fresh_context: bool = False
    fallbacks: tuple[str, ...] = ()

    @property
    def slots(self) -> tuple[str, ...]:
        """The names of its agents."""
        return tuple(f"{self.id}-{number}" for number in range(1, self.count + 1))


class Task(Frozen, frozen=True):
    """An atomic task of the runbook; `path` names its roadmap, phase and task, `after` what must be merged before.

    `touches` are the files or folders it will change; `budget` caps what all its attempts may cost.
    """

    id: str
    title: str
    role: Role
    path: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    touches: tuple[str, ...] = ()
    accept: str = ""
    review: bool = True
    budget: int | None = None
    priority: int = 0


class Usage(Frozen, frozen=True):
    """What a job used: tokens, and their cost by the price list `price`."""

    fresh: int = 0
    cached: int = 0
    out: int = 0
    cost: int = 0
    price: str = ""

    @property
    def tokens(self) -> int:
        """All tokens."""
        return self.fresh + self.cached + self.out

    @property
    def metered(self) -> int:
        """The tokens that count against a quota: those read from a cache do not."""
        return self.fresh + self.out


def cost(price: Price, fresh: int, cached: int, out: int) -> int:
    """Micro-dollars, rounded up."""
    return -(-(fresh * price.fresh + cached * price.cached + out * price.out) // 1_000_000)
