"""What happens outside the orchestrator: in a world, or at the learner's hand."""

from __future__ import annotations

from orchestra_tui.fleet.event import Fact
from orchestra_tui.fleet.model import Refusal, Usage


class RunStarted(Fact, frozen=True, tag="run-started"):
    """The first fact of every run."""


class TimerFired(Fact, frozen=True, tag="timer-fired"):
    """A timer ran out; one that was replaced or no longer matters is ignored."""

    timer: str


class AgentUp(Fact, frozen=True, tag="agent-up"):
    """An agent's process is there and its worktree is ready."""

    agent: str
    task: str
    epoch: int


class Beat(Fact, frozen=True, tag="beat"):
    """A heartbeat; `progress` if since the last one a commit, a test or a point of the plan was added."""

    agent: str
    task: str
    epoch: int
    progress: bool = False


class TurnEnded(Fact, frozen=True, tag="turn-ended"):
    """A turn of a build is over; `done` is what the agent says of its task, which need not be so."""

    agent: str
    task: str
    epoch: int
    turn: int
    usage: Usage
    done: bool = False
    progress: bool = False


class Refused(Fact, frozen=True, tag="refused"):
    """A provider refused a turn or a review; `retry_ms` is its Retry-After, `reset` when a quota window ends."""

    agent: str
    task: str
    epoch: int
    account: str
    why: Refusal
    status: int
    retry_ms: int | None = None
    reset: int | None = None


class AgentExited(Fact, frozen=True, tag="agent-exited"):
    """An agent's process ended by itself (`crash`) or because it was stopped; `usage` is what it did not report."""

    agent: str
    task: str
    epoch: int
    crash: bool
    usage: Usage = Usage()


class CheckEnded(Fact, frozen=True, tag="check-ended"):
    """Tests and lint ran in an agent's worktree; `signature` names what failed, equal for equal failures."""

    task: str
    epoch: int
    check: int
    passed: bool
    signature: str = ""


class ReviewEnded(Fact, frozen=True, tag="review-ended"):
    """A review is over; `by` is an agent or `human`, `remarks` how many things must be mended."""

    task: str
    epoch: int
    by: str
    accepted: bool
    remarks: int = 0
    usage: Usage = Usage()


class MergeEnded(Fact, frozen=True, tag="merge-ended"):
    """A merge was tried: `merged`, a textual `conflict` with the tasks in `against`, or `red` checks afterwards."""

    task: str
    epoch: int
    outcome: str
    against: tuple[str, ...] = ()
    commit: str = ""


class OrchestratorRestarted(Fact, frozen=True, tag="orchestrator-restarted"):
    """The orchestrator came back and read its log; what was running went on without it."""


class NudgeAsked(Fact, frozen=True, tag="nudge-asked"):
    """Ask an agent how it is doing."""

    agent: str


class RestartAsked(Fact, frozen=True, tag="restart-asked"):
    """Start an agent's job again, with the same agent."""

    agent: str


class SwapAsked(Fact, frozen=True, tag="swap-asked"):
    """Give a task to another agent, to `agent` if named."""

    task: str
    agent: str = ""


class KillAsked(Fact, frozen=True, tag="kill-asked"):
    """Stop an agent's job; its task goes back to the queue."""

    agent: str


class CancelAsked(Fact, frozen=True, tag="cancel-asked"):
    """Give a task up."""

    task: str


class PauseAsked(Fact, frozen=True, tag="pause-asked"):
    """Start nothing new, with the whole fleet or one agent; watchdogs and bills go on."""

    agent: str = ""


class ResumeAsked(Fact, frozen=True, tag="resume-asked"):
    """Go on after a pause."""

    agent: str = ""


class PolicyAsked(Fact, frozen=True, tag="policy-asked"):
    """Change a value of the policy by its path (`limits.critic_after`)."""

    path: str
    value: int | bool | None


class FaultAsked(Fact, frozen=True, tag="fault-asked"):
    """The learner breaks something in the world; only the world knows what follows."""

    fault: str
    target: str = ""


World = (
    RunStarted | TimerFired | AgentUp | Beat | TurnEnded | Refused | AgentExited | CheckEnded | ReviewEnded | MergeEnded
    | OrchestratorRestarted
)  # fmt: skip
Intervention = (
    NudgeAsked | RestartAsked | SwapAsked | KillAsked | CancelAsked | PauseAsked | ResumeAsked | PolicyAsked
    | FaultAsked
)  # fmt: skip
AnyFact = World | Intervention
