"""How the orchestrator decides: every limit and every patience, with its default and where that comes from."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

from orchestra_tui.fleet.model import Frozen
from orchestra_tui.fleet.units import HOUR, MINUTE, SECOND

Some = Annotated[int, Meta(ge=1)]
Whole = Annotated[int, Meta(ge=0)]


class Health(Frozen, frozen=True):
    """When an agent counts as silent or stuck, and what is tried before it is replaced.

    Two clocks, as Kubernetes keeps liveness apart from start-up: `suspect_beats` missed heartbeats in a row (its
    failureThreshold, 3) make an agent suspect, one beat makes it well. `progress_ms` without progress counts as stuck
    (Gas Town: stalled at 15 min); in fresh-context mode it is `ralph_progress_ms` (120 min there). After a nudge and
    `grace_ms`, the same agent is restarted, at most `restarts` times in `restart_window_ms` (OTP's restart intensity,
    one level); then the task is swapped.
    """

    beat_ms: Some = 60 * SECOND
    suspect_beats: Some = 3
    start_ms: Some = 3 * MINUTE
    progress_ms: Some = 15 * MINUTE
    ralph_progress_ms: Some = 120 * MINUTE
    attempt_ms: Some = 3 * HOUR
    nudges: Whole = 1
    grace_ms: Whole = 2 * MINUTE
    restarts: Whole = 1
    restart_window_ms: Some = 30 * MINUTE


class Backoff(Frozen, frozen=True):
    """Waiting after a refusal: `first_ms`, doubled each time up to `cap_ms`, spread by up to `spread` percent.

    Never shorter than the provider's Retry-After. After `tries` in a row the account rests `rest_ms` and the next one
    is taken (OpenClaw cools an account for minutes to an hour); billing stops it for the run.
    """

    first_ms: Some = 5 * SECOND
    cap_ms: Some = 5 * MINUTE
    spread: Whole = 25
    tries: Some = 3
    rest_ms: Some = 25 * MINUTE


class Limits(Frozen, frozen=True):
    """What a task may use up before a human is asked.

    `attempts` may end in silence, a crash, the last turn or the same failure again and again; what a provider refuses
    never counts (Hermes PR #38223). `critic_after` refused reviews, or as many equal failures of its checks as
    `same_failure`, hand the task to a stronger model.
    """

    attempts: Some = 6
    critic_after: Some = 3
    same_failure: Some = 3
    reviews: Some = 6
    conflicts: Whole = 3


class Flow(Frozen, frozen=True):
    """How much goes on at once: agents at work, tasks waiting for review (WIP), a spawn delay between dispatches."""

    agents: Some | None = None
    review_wip: Some | None = None
    spawn_ms: Whole = 2 * SECOND


class Review(Frozen, frozen=True):
    """Who reviews: an agent with the role reviewer, the one human, or both in turn."""

    agent: bool = True
    human: bool = False


class Budget(Frozen, frozen=True):
    """The fleet's cap in micro-dollars (None: none), and the reservation for one job as tokens of its worst case."""

    fleet: Whole | None = None
    fresh: Some = 200_000
    cached: Some = 1_500_000
    out: Some = 40_000


class Policy(Frozen, frozen=True):
    """All of it."""

    health: Health = Health()
    backoff: Backoff = Backoff()
    limits: Limits = Limits()
    flow: Flow = Flow()
    review: Review = Review()
    budget: Budget = Budget()
    max_ms: Some = 14 * 24 * HOUR
