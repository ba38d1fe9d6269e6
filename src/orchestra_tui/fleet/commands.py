"""What a world is asked to do: each command is a pure function of one decision."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

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


def command_of(decision: Decision) -> AnyCommand | None:
    """The command a decision stands for; None for one that is only written down."""
    make = COMMANDS.get(type(decision))
    return make(decision) if make else None


def _timer(one: d.TimerSet) -> SetTimer:
    return SetTimer(decision=one.n, timer=one.timer, due=one.due, spread=one.spread)


def _start(one: d.Dispatched | d.Restarted) -> StartAgent:
    return StartAgent(
        decision=one.n,
        agent=one.agent,
        task=one.task,
        epoch=one.epoch,
        account=one.account,
        model=one.model,
        worktree=one.worktree,
        branch=one.branch,
        base=one.base,
        fresh=one.fresh if isinstance(one, d.Dispatched) else True,
    )


def _turn(one: d.TurnGranted) -> RunTurn:
    return RunTurn(
        decision=one.n,
        agent=one.agent,
        task=one.task,
        epoch=one.epoch,
        account=one.account,
        model=one.model,
        turn=one.turn,
    )


def _check(one: d.CheckOrdered) -> RunCheck:
    return RunCheck(decision=one.n, task=one.task, epoch=one.epoch, agent=one.agent, check=one.check)


def _review(one: d.ReviewOrdered) -> RunReview:
    return RunReview(
        decision=one.n,
        task=one.task,
        epoch=one.epoch,
        by=one.by,
        review=one.review,
        account=one.account,
        model=one.model,
    )


def _merge(one: d.MergeOrdered) -> RunMerge:
    return RunMerge(decision=one.n, task=one.task, epoch=one.epoch, branch=one.branch)


def _nudge(one: d.Nudged) -> Nudge:
    return Nudge(decision=one.n, agent=one.agent, task=one.task, epoch=one.epoch)


def _stop(one: d.Fenced | d.Released) -> StopAgent:
    return StopAgent(decision=one.n, agent=one.agent, task=one.task, epoch=one.epoch)


COMMANDS: dict[type[Decision], Callable[[Any], AnyCommand]] = {
    d.TimerSet: _timer,
    d.Dispatched: _start,
    d.Restarted: _start,
    d.TurnGranted: _turn,
    d.CheckOrdered: _check,
    d.ReviewOrdered: _review,
    d.MergeOrdered: _merge,
    d.Nudged: _nudge,
    d.Fenced: _stop,
    d.Released: _stop,
}
"""How the command of a decision is made, by kind; what is not here is only written down."""
