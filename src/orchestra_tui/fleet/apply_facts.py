"""What facts change in the state; one that is not fresh changes nothing but what was used."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from orchestra_tui.fleet import facts as f
from orchestra_tui.fleet.change import Ground
from orchestra_tui.fleet.event import Event, Unknown
from orchestra_tui.fleet.model import AgentState


def timer_fired(ground: Ground, fact: f.TimerFired, fresh: bool) -> None:
    """The timer is not set any more."""
    if fresh:
        del ground.state.timers[fact.timer]


def agent_up(ground: Ground, fact: f.AgentUp, fresh: bool) -> None:
    """The agent works; its clocks begin anew."""
    if fresh:
        agent = ground.state.agents[fact.agent]
        ground.turn_to(agent, AgentState.WORKING)
        agent.beat_at = agent.progress_at = ground.state.at


def beat(ground: Ground, fact: f.Beat, fresh: bool) -> None:
    """Output was seen, and perhaps progress."""
    if fresh:
        agent = ground.state.agents[fact.agent]
        agent.beat_at = ground.state.at
        if fact.progress:
            agent.progress_at = ground.state.at


def turn_ended(ground: Ground, fact: f.TurnEnded, fresh: bool) -> None:
    """The turn is over and its usage known."""
    if reservation := ground.state.ledger.ordered(fact.cause, fact.agent, fact.task, fact.epoch):
        ground.used(reservation, fact.usage)
    if fresh:
        agent = ground.state.agents[fact.agent]
        agent.granted, agent.refusals, agent.beat_at = 0, 0, ground.state.at
        if fact.progress:
            agent.progress_at = ground.state.at


def refused(ground: Ground, fact: f.Refused, fresh: bool) -> None:
    """The turn or the review did not take place; the agent waits."""
    if not fresh:
        return
    agent = ground.state.agents[fact.agent]
    agent.granted, agent.beat_at = 0, ground.state.at
    agent.refusals += 1
    ground.turn_to(agent, AgentState.WAITING)
    if agent.job == "build":
        agent.turn -= 1
        ground.state.tasks[fact.task].turn = agent.turn
    else:
        ground.state.tasks[fact.task].reviews -= 1


def agent_exited(ground: Ground, fact: f.AgentExited, fresh: bool) -> None:
    """The process is gone; a slot that was being stopped is free again."""
    held = [r for r in ground.state.ledger.of(fact.agent, fact.task, fact.epoch) if r.n <= fact.cause]
    if held:
        ground.used(held[0], fact.usage)
    if fresh and not ground.state.agents[fact.agent].job:
        ground.let_go(ground.state.agents[fact.agent])


def check_ended(ground: Ground, fact: f.CheckEnded, fresh: bool) -> None:
    """Checks are progress, unless they fail in the same way again."""
    if not fresh:
        return
    task = ground.state.tasks[fact.task]
    same = not fact.passed and fact.signature == task.signature
    task.same_signature = 0 if fact.passed else task.same_signature + 1 if same else 1
    task.signature = fact.signature
    agent = ground.state.agents[task.agent]
    agent.beat_at = ground.state.at
    if fact.passed or not same:
        agent.progress_at = agent.waiting_at = ground.state.at


def review_ended(ground: Ground, fact: f.ReviewEnded, fresh: bool) -> None:
    """The reviewer is free again."""
    if reservation := ground.state.ledger.ordered(fact.cause, fact.by, fact.task, fact.epoch):
        ground.used(reservation, fact.usage)
    if not fresh:
        return
    task = ground.state.tasks[fact.task]
    ground.state.index.reviewer(ground.plan, task, "")
    task.review_n = 0
    task.refused_in_a_row = 0 if fact.accepted else task.refused_in_a_row + 1
    if agent := ground.state.agents.get(fact.by):
        ground.let_go(agent)


def merge_ended(ground: Ground, fact: f.MergeEnded, fresh: bool) -> None:
    """The merge slot is free again."""
    if fresh:
        ground.state.merging, ground.state.merging_n = "", 0
        ground.state.conflicts += fact.outcome == "conflict"


FACTS: dict[type[Event | Unknown], Callable[[Ground, Any, bool], None]] = {
    f.TimerFired: timer_fired,
    f.AgentUp: agent_up,
    f.Beat: beat,
    f.TurnEnded: turn_ended,
    f.Refused: refused,
    f.AgentExited: agent_exited,
    f.CheckEnded: check_ended,
    f.ReviewEnded: review_ended,
    f.MergeEnded: merge_ended,
}
"""By kind; what is not here changes nothing by itself."""
