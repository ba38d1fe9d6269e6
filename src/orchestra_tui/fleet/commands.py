"""What a world is asked to do: each command is a pure function of one decision."""

from __future__ import annotations

from orchestra_tui.fleet import decisions as d
from orchestra_tui.fleet.event import Decision
from orchestra_tui.fleet.model import Frozen


class Command(Frozen, frozen=True, kw_only=True):
    """A request to the world; `decision` is the number of the decision behind it, the answer's cause."""

    decision: int


class SetTimer(Command, frozen=True):
    """Fire `timer` at `due` ms, later by up to `spread`; a timer of the same name is replaced."""

    timer: str
    due: int
    spread: int


class StartAgent(Command, frozen=True):
    """Make the worktree and the branch (from `base`, else from main) and start the agent's process in it."""

    agent: str
    task: str
    epoch: int
    account: str
    model: str
    worktree: str
    branch: str
    base: str = ""
    fresh: bool = True


class RunTurn(Command, frozen=True):
    """Let the agent take its next turn."""

    agent: str
    task: str
    epoch: int
    account: str
    model: str
    turn: int


class RunCheck(Command, frozen=True):
    """Run tests and lint in the agent's worktree."""

    task: str
    epoch: int
    agent: str
    check: int


class RunReview(Command, frozen=True):
    """Have the diff reviewed by an agent or by `human`."""

    task: str
    epoch: int
    by: str
    review: int
    account: str
    model: str


class RunMerge(Command, frozen=True):
    """Merge the branch into main and run the checks on the merged tree; undo it unless they are green."""

    task: str
    epoch: int
    branch: str


class Nudge(Command, frozen=True):
    """Ask the agent how it is doing."""

    agent: str
    task: str
    epoch: int


class StopAgent(Command, frozen=True):
    """Stop the agent's whole process group: politely, then by force; keep its worktree."""

    agent: str
    task: str
    epoch: int


AnyCommand = SetTimer | StartAgent | RunTurn | RunCheck | RunReview | RunMerge | Nudge | StopAgent


def command_of(decision: Decision) -> AnyCommand | None:  # noqa: PLR0911
    """The command a decision stands for; None for one that is only written down."""
    match decision:
        case d.TimerSet(n=n, timer=timer, due=due, spread=spread):
            return SetTimer(decision=n, timer=timer, due=due, spread=spread)
        case d.Dispatched() | d.Restarted():
            return StartAgent(
                decision=decision.n,
                agent=decision.agent,
                task=decision.task,
                epoch=decision.epoch,
                account=decision.account,
                model=decision.model,
                worktree=decision.worktree,
                branch=decision.branch,
                base=decision.base if isinstance(decision, d.Dispatched) else "",
                fresh=decision.fresh if isinstance(decision, d.Dispatched) else True,
            )
        case d.TurnGranted(n=n, agent=agent, task=task, epoch=epoch, account=account, model=model, turn=turn):
            return RunTurn(decision=n, agent=agent, task=task, epoch=epoch, account=account, model=model, turn=turn)
        case d.CheckOrdered(n=n, task=task, epoch=epoch, agent=agent, check=check):
            return RunCheck(decision=n, task=task, epoch=epoch, agent=agent, check=check)
        case d.ReviewOrdered(n=n, task=task, epoch=epoch, by=by, review=review, account=account, model=model):
            return RunReview(decision=n, task=task, epoch=epoch, by=by, review=review, account=account, model=model)
        case d.MergeOrdered(n=n, task=task, epoch=epoch, branch=branch):
            return RunMerge(decision=n, task=task, epoch=epoch, branch=branch)
        case d.Nudged(n=n, agent=agent, task=task, epoch=epoch):
            return Nudge(decision=n, agent=agent, task=task, epoch=epoch)
        case d.Fenced(n=n, agent=agent, task=task, epoch=epoch) | d.Released(n=n, agent=agent, task=task, epoch=epoch):
            return StopAgent(decision=n, agent=agent, task=task, epoch=epoch)
    return None
