"""What the orchestrator decides; each decision names its rule and the numbers it rests on."""

from __future__ import annotations

import msgspec

from orchestra_tui.fleet.event import Decision
from orchestra_tui.fleet.model import Failure, Refusal, SwapKind


class TimerSet(Decision, frozen=True, tag="timer-set"):
    """A timer is to fire at `due`, later by up to `spread` as the world draws it; it replaces one of the same name."""

    timer: str
    due: int
    spread: int = 0


class Dispatched(Decision, frozen=True, tag="dispatched"):
    """An agent gets a task: a new epoch, a worktree and a branch of its own, begun from the branch `base` or from main.

    `failures` of earlier attempts are handed over; with `fresh`, the context is a new one.
    """

    task: str
    epoch: int
    agent: str
    account: str
    model: str
    worktree: str
    branch: str
    base: str = ""
    failures: int = 0
    fresh: bool = True


class TurnGranted(Decision, frozen=True, tag="turn-granted"):
    """The next turn of a build may begin; `reserved` micro-dollars are set aside for it."""

    task: str
    epoch: int
    agent: str
    account: str
    model: str
    turn: int
    reserved: int


class Settled(Decision, frozen=True, tag="settled"):
    """A reservation, named by the decision that made it, gives way to what was used; what exceeds it is an overrun."""

    reservation: int
    account: str
    spent: int
    overrun: int = 0


class BudgetRefused(Decision, frozen=True, tag="budget-refused"):
    """A reservation would break a cap (`scope`: account-day, task or fleet): `spent + reserved + ask > cap`."""

    task: str
    account: str
    scope: str
    spent: int
    reserved: int
    ask: int
    cap: int
    until: int | None = None


class Suspected(Decision, frozen=True, tag="suspected"):
    """An agent looks silent (`output`) or stuck (`progress`): its age in ms against the limit."""

    agent: str
    task: str
    epoch: int
    clock: str
    age: int
    limit: int


class Recovered(Decision, frozen=True, tag="recovered"):
    """A suspect agent beat or got on again."""

    agent: str
    task: str
    epoch: int


class Nudged(Decision, frozen=True, tag="nudged"):
    """An agent is asked how it is doing."""

    agent: str
    task: str
    epoch: int


class Restarted(Decision, frozen=True, tag="restarted"):
    """The same agent begins its job again as a new epoch, from its branch `base`; `restarts` of late, their limit."""

    agent: str
    task: str
    epoch: int
    account: str
    model: str
    worktree: str
    branch: str
    restarts: int
    limit: int
    base: str = ""


class Fenced(Decision, frozen=True, tag="fenced"):
    """An agent's epoch is over; it is stopped, its reservation waits for it, and what it still reports is stale."""

    agent: str
    task: str
    epoch: int


class Released(Decision, frozen=True, tag="released"):
    """An agent's build is over and well; it may take another task, its worktree and branch stay."""

    agent: str
    task: str
    epoch: int


class Swapped(Decision, frozen=True, tag="swapped"):
    """A task is taken from the agent that had it last and queued for another: why, and what counted up to the limit."""

    task: str
    epoch: int
    swap: SwapKind
    agent: str
    model: str
    count: int = 0
    limit: int = 0
    stronger_than: int | None = None
    to: str = ""


class Failed(Decision, frozen=True, tag="failed"):
    """Something counts against a task: its kind, and how often that was so."""

    task: str
    epoch: int
    failure: Failure
    count: int
    signature: str = ""


class BackedOff(Decision, frozen=True, tag="backed-off"):
    """A refused job waits with the same account until `until`."""

    agent: str
    task: str
    epoch: int
    account: str
    tries: int
    until: int


class AccountParked(Decision, frozen=True, tag="account-parked"):
    """An account is not used before `until` (None: not any more)."""

    account: str
    why: Refusal
    until: int | None = None


class AccountRotated(Decision, frozen=True, tag="account-rotated"):
    """A job goes on with another account, and another model if need be."""

    agent: str
    task: str
    epoch: int
    account: str
    model: str
    before: str


class CheckOrdered(Decision, frozen=True, tag="check-ordered"):
    """Tests and lint are to run in the agent's worktree."""

    task: str
    epoch: int
    agent: str
    check: int


class ReviewQueued(Decision, frozen=True, tag="review-queued"):
    """A task's checks are green; it waits for review by an agent or by the human (`by`: `agent`, `human`)."""

    task: str
    epoch: int
    by: str


class ReviewOrdered(Decision, frozen=True, tag="review-ordered"):
    """A diff is to be reviewed by an agent, under a reservation, or by the human (`by` is `human`)."""

    task: str
    epoch: int
    by: str
    review: int
    account: str = ""
    model: str = ""
    reserved: int = 0


class MergeQueued(Decision, frozen=True, tag="merge-queued"):
    """A task is accepted; it waits for the merge slot."""

    task: str
    epoch: int


class MergeOrdered(Decision, frozen=True, tag="merge-ordered"):
    """A task has the one merge slot: merge it and run the checks on the merged tree."""

    task: str
    epoch: int
    branch: str


class Requeued(Decision, frozen=True, tag="requeued"):
    """A task goes back to the queue to be mended: after a refused review, a conflict, red checks on the merged tree."""

    task: str
    epoch: int
    why: str


class Merged(Decision, frozen=True, tag="merged"):
    """A task is done."""

    task: str
    epoch: int
    commit: str


class NeedsHuman(Decision, frozen=True, tag="needs-human"):
    """The ladder has ended: which limit was reached. The bundle is diff, log and lessons."""

    task: str
    epoch: int
    why: str
    count: int = 0
    limit: int = 0


class Cancelled(Decision, frozen=True, tag="cancelled"):
    """A task is given up."""

    task: str
    epoch: int


class Stale(Decision, frozen=True, tag="stale"):
    """A report of a fenced epoch changes nothing but the bill."""

    agent: str
    task: str
    epoch: int
    current: int


class Waiting(Decision, frozen=True, tag="waiting"):
    """A ready task cannot be dispatched now: what it waits for, and until when if that is known."""

    task: str
    for_: str = msgspec.field(name="for")
    until: int | None = None


class BudgetAlarm(Decision, frozen=True, tag="budget-alarm"):
    """More was spent than reserved and a cap is broken: nothing new starts."""

    scope: str
    account: str
    spent: int
    cap: int


class FleetPaused(Decision, frozen=True, tag="paused"):
    """Nothing new starts, in the whole fleet or with one agent."""

    agent: str = ""


class FleetResumed(Decision, frozen=True, tag="resumed"):
    """New work starts again."""

    agent: str = ""


class PolicySet(Decision, frozen=True, tag="policy-set"):
    """A value of the policy is another from now on."""

    path: str
    value: int | bool | None


class Finished(Decision, frozen=True, tag="finished"):
    """Every task is in a final state, or the time is up."""

    merged: int
    needs_human: int
    cancelled: int
    left: int


AnyDecision = (
    TimerSet | Dispatched | TurnGranted | Settled | BudgetRefused | Suspected | Recovered | Nudged | Restarted
    | Released | Fenced | Swapped | Failed | BackedOff | AccountParked | AccountRotated | CheckOrdered
    | ReviewQueued | ReviewOrdered | MergeQueued | MergeOrdered | Requeued | Merged | NeedsHuman | Cancelled | Stale
    | Waiting | BudgetAlarm | FleetPaused | FleetResumed | PolicySet | Finished
)  # fmt: skip
