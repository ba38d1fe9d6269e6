"""The numbers of the simulated world; `defaults.yaml` has them beside their sources. Times are in ms, shares 0 to 1."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

from orchestra_tui.fleet.model import Frozen, Refusal

Share = Annotated[float, Meta(ge=0, le=1)]
Factor = Annotated[float, Meta(ge=0, le=1_000)]
Time = Annotated[int, Meta(ge=0)]
Tokens = Annotated[int, Meta(ge=0)]
Level = Annotated[float, Meta(ge=-20, le=20)]


class Work(Frozen, frozen=True, kw_only=True):
    """A role's turn: median duration, tokens of a first turn in a fresh context."""

    turn_ms: Time
    fresh: Tokens
    cached: Tokens
    out: Tokens


class Mind(Frozen, frozen=True, kw_only=True):
    """What a model can do: its skill on the scale of difficulty, and the factor of its durations."""

    skill: Level
    pace: Factor = 1.0


class Turns(Frozen, frozen=True, kw_only=True):
    """How a turn goes.

    It succeeds with sigmoid(skill - difficulty + bonuses): `memory` for each failed turn of the task up to `memory_cap`
    of them, `remarks` for a review's remarks, less `rot` for each turn already in the context. What succeeds is sound
    with sigmoid(... + `margin`). A failed turn looks done and green in `false_done`, is known to be unfinished in
    `unfinished`; a `no_op` did nothing and claims success.
    """

    spread: Factor
    token_spread: Factor
    memory: Level
    memory_cap: int
    remarks: Level
    rot: Level
    margin: Level
    false_done: Share
    unfinished: Share
    no_op: Share
    repair: Share
    repair_pace: Factor
    growth: Factor
    compact: Factor
    reread: Tokens
    progress: Share
    boot_ms: Time
    boot_spread: Factor
    stuck: Level


class Faults(Frozen, frozen=True, kw_only=True):
    """What goes wrong by itself: shares of turns, of messages, of four-hour intervals."""

    hang: Share
    loop: Share
    crash: Share
    mute: Share
    mute_time_ms: Time
    revive: Share
    zombie: Share
    duplicate: Share
    late: Share
    late_time_ms: Time
    burst: Share
    burst_time_ms: Time
    burst_spread: Factor
    cut: Share
    cut_time_ms: Time
    interval_ms: Annotated[int, Meta(ge=1)]
    stop_ms: Time
    zombie_time_ms: Time
    down_ms: Time


class Checks(Frozen, frozen=True, kw_only=True):
    """Tests and lint: how long they take, and how often they are red for no reason."""

    low_ms: Time
    high_ms: Time
    flaky: Share


class Reviews(Frozen, frozen=True, kw_only=True):
    """Reviews by an agent and by the human: what they find, what they find where nothing is, how long they take."""

    agent_detects: Share
    agent_alarm: Share
    agent_time_ms: Time
    human_detects: Share
    human_alarm: Share
    human_time_ms: Time
    spread: Factor
    size: Annotated[int, Meta(ge=1)]
    size_spread: Factor


class Merges(Frozen, frozen=True, kw_only=True):
    """Merging: the chance that two branches conflict, by whether their `touches` overlap, and what mending takes."""

    low_ms: Time
    high_ms: Time
    overlap: Share
    apart: Share
    unknown: Share
    semantic: Share
    resolve: Share


class Overhead(Frozen, frozen=True, kw_only=True):
    """What each other agent at work adds to the time and the tokens of a turn, on the same files more than elsewhere.

    `confusion` is what each of those on the same files takes from the chance of success, up to `confusion_cap` of them.
    """

    agent: Factor
    overlap: Factor
    confusion: Level
    confusion_cap: Annotated[int, Meta(ge=0)]


class TaskFate(Frozen, frozen=True, kw_only=True):
    """What a scenario fixes of a task: its hidden difficulty, its size in lines, and turns (from 1) that go wrong."""

    difficulty: Level | None = None
    size: Annotated[int, Meta(ge=1)] | None = None
    hang: tuple[int, ...] = ()
    loop: tuple[int, ...] = ()
    crash: tuple[int, ...] = ()
    mute: tuple[int, ...] = ()
    false_done: tuple[int, ...] = ()
    zombie: bool = False


class AccountFate(Frozen, frozen=True, kw_only=True):
    """What a provider really gives an account, whatever the pool says: its quota, its credit in micro-dollars."""

    window_ms: Annotated[int, Meta(ge=1)] | None = None
    tokens: Tokens | None = None
    requests: Annotated[int, Meta(ge=0)] | None = None
    credit: Annotated[int, Meta(ge=0)] | None = None


class Outage(Frozen, frozen=True, kw_only=True):
    """A provider that is overloaded (`overload`), or cannot be reached (`cut`), from `start_ms` on."""

    provider: str
    start_ms: Time
    length_ms: Time
    kind: str = "overload"


class Params(Frozen, frozen=True, kw_only=True):
    """All of it; `strength` has the skill of a model that is not named, by its strength."""

    roles: dict[str, Work]
    models: dict[str, Mind]
    strength: dict[str, Mind]
    difficulty: Level
    difficulty_spread: Factor
    turns: Turns
    faults: Faults
    checks: Checks
    reviews: Reviews
    merges: Merges
    overhead: Overhead
    tasks: dict[str, TaskFate] = {}
    accounts: dict[str, AccountFate] = {}
    outages: tuple[Outage, ...] = ()
    restarts_ms: tuple[Time, ...] = ()


STATUS = {
    Refusal.THROTTLE: 429,
    Refusal.QUOTA: 429,
    Refusal.OVERLOAD: 529,
    Refusal.BILLING: 402,
    Refusal.REQUEST: 400,
}
"""The HTTP status a refusal comes with."""
