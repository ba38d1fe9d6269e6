"""The orchestrator: facts in, decisions out. Sans-IO; a world, simulated or live, does the rest."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from orchestra_tui.fleet import decisions as d
from orchestra_tui.fleet import facts as f
from orchestra_tui.fleet.fold import Fold
from orchestra_tui.fleet.rules import control, dispatch, health, late, work
from orchestra_tui.fleet.rules.desk import Desk

if TYPE_CHECKING:
    from orchestra_tui.fleet.event import Decision, Fact
    from orchestra_tui.fleet.events import AnyFact


class Orchestrator:
    """Decides about one run; everything it knows is in its fold."""

    def __init__(self, fold: Fold) -> None:
        self.fold = fold
        self._desk = Desk(fold)
        self._quiet_until = 0

    def handle(self, fact: AnyFact) -> tuple[Decision, ...]:
        """Applies a fact and returns the decisions that follow from it, applied already, in order.

        Raises BrokenLogError for a fact that cannot be the next event.
        """
        fresh = self.fold.push(fact)
        desk, kind = self._desk, type(fact)
        desk.cause, desk.at, desk.made = fact.n, fact.at, []
        if pay := late.PAYS.get(kind):
            pay(desk, fact)
        if desk.state.finished:
            return tuple(desk.made)
        if not fresh:
            late.note(desk, fact)
        elif follow := _FOLLOWS.get(kind):
            follow(desk, fact)
        if fact.at >= self._quiet_until or not _idle(fact, desk.made):
            self._quiet_until = dispatch.hand_out(desk)
        return tuple(desk.made)


def _idle(fact: Fact, made: list[Decision]) -> bool:
    """Whether a fact and what was decided about it free nothing and take nothing: somebody was heard or looked at."""
    if type(fact) is f.Beat:
        return not made
    if type(fact) is f.TimerFired and fact.timer.startswith("watch/"):
        return all(type(one) in _LOOKED for one in made)
    return False


_LOOKED = frozenset({d.TimerSet, d.Suspected, d.Nudged, d.Recovered})


def _started(desk: Desk, _fact: f.RunStarted) -> None:
    desk.timer("finish.limit", dispatch.END, desk.policy.max_ms)


def _timer(desk: Desk, fact: f.TimerFired) -> None:
    name, _slash, rest = fact.timer.partition("/")
    if name == dispatch.END:
        dispatch.conclude(desk, "finish.limit")
    elif name == "watch":
        health.look(desk, rest.rpartition("/")[0])
    elif name == "backoff":
        work.backoff_over(desk, desk.task(rest.rpartition("/")[0]))


_FOLLOWS: dict[type[Fact], Callable[[Desk, Any], None]] = {
    f.RunStarted: _started,
    f.TimerFired: _timer,
    f.AgentUp: work.agent_up,
    f.Beat: health.beat,
    f.TurnEnded: work.turn_ended,
    f.Refused: work.refused,
    f.AgentExited: work.agent_exited,
    f.CheckEnded: work.check_ended,
    f.ReviewEnded: work.review_ended,
    f.MergeEnded: work.merge_ended,
    f.NudgeAsked: control.nudge,
    f.RestartAsked: control.restart,
    f.SwapAsked: control.swap_task,
    f.KillAsked: control.kill,
    f.CancelAsked: control.cancel,
    f.PauseAsked: control.pause,
    f.ResumeAsked: control.resume,
    f.PolicyAsked: control.set_policy,
}
