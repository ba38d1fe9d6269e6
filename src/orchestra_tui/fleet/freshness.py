"""Whether a fact answers what is under way: the fence that keeps late, repeated and foreign reports out.

Every order has the number of its decision, and its answer carries that number as its cause; every attempt has its
epoch. A fact that fits neither changes nothing but the bill.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from orchestra_tui.fleet import facts as f
from orchestra_tui.fleet.event import Event, Unknown
from orchestra_tui.fleet.model import AgentState, TaskState
from orchestra_tui.fleet.runs import AgentRun
from orchestra_tui.fleet.state import State

Report = f.AgentUp | f.Beat | f.TurnEnded | f.Refused | f.AgentExited


def _at_work(state: State, fact: Report) -> AgentRun | None:
    agent = state.agents.get(fact.agent)
    if agent and agent.job and agent.task == fact.task and agent.epoch == fact.epoch:
        return agent
    return None


def _timer(state: State, fact: f.TimerFired) -> bool:
    return fact.timer in state.timers and state.timers[fact.timer][0] == fact.cause


def _up(state: State, fact: f.AgentUp) -> bool:
    agent = _at_work(state, fact)
    return agent is not None and agent.job == "build" and agent.state is AgentState.STARTING


def _beat(state: State, fact: f.Beat) -> bool:
    return _at_work(state, fact) is not None


def _turn(state: State, fact: f.TurnEnded) -> bool:
    agent = _at_work(state, fact)
    return agent is not None and agent.job == "build" and 0 < agent.granted == fact.cause


def _refused(state: State, fact: f.Refused) -> bool:
    agent = _at_work(state, fact)
    return agent is not None and 0 < agent.granted == fact.cause and fact.account == agent.account


def _exited(state: State, fact: f.AgentExited) -> bool:
    agent = _at_work(state, fact)
    if agent is not None:
        return fact.crash and (agent.job == "build" or fact.cause == agent.granted)
    stopped = state.agents.get(fact.agent)
    return stopped is not None and stopped.state is AgentState.STOPPING and fact.cause == stopped.stopped


def _check(state: State, fact: f.CheckEnded) -> bool:
    task = state.tasks.get(fact.task)
    return (
        task is not None
        and task.state is TaskState.CHECKING
        and (task.epoch, task.check) == (fact.epoch, fact.check)
    )  # fmt: skip


def _review(state: State, fact: f.ReviewEnded) -> bool:
    task = state.tasks.get(fact.task)
    if task is None or task.state is not TaskState.REVIEW or task.epoch != fact.epoch:
        return False
    return task.reviewer == fact.by and 0 < task.review_n == fact.cause


def _merge(state: State, fact: f.MergeEnded) -> bool:
    return state.merging == fact.task and 0 < state.merging_n == fact.cause


ASKS: dict[type[Event | Unknown], Callable[[State, Any], bool]] = {
    f.TimerFired: _timer,
    f.AgentUp: _up,
    f.Beat: _beat,
    f.TurnEnded: _turn,
    f.Refused: _refused,
    f.AgentExited: _exited,
    f.CheckEnded: _check,
    f.ReviewEnded: _review,
    f.MergeEnded: _merge,
}
"""Whether a fact, not applied yet, is about what is under way now, by kind; what is not here always is."""
