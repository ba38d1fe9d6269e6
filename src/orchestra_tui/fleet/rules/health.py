"""Watching agents: two clocks, output and progress; suspect, nudge, restart, swap."""

from __future__ import annotations

from orchestra_tui.fleet import decisions as d
from orchestra_tui.fleet import facts as f
from orchestra_tui.fleet.model import AgentState, Failure, SwapKind
from orchestra_tui.fleet.rules import swap
from orchestra_tui.fleet.rules.desk import Desk
from orchestra_tui.fleet.runs import AgentRun

Clock = tuple[str, int, int]
"""The name of a clock, when it began to run, and its limit in ms."""


def clocks(desk: Desk, agent: AgentRun) -> tuple[Clock, ...]:
    """The clocks that run for an agent now; before its first beat, ages count from the start.

    Checks and waiting stop the clocks of output and progress, not that of the whole attempt.
    """
    health = desk.policy.health
    whole: Clock = ("attempt", agent.started_at, health.attempt_ms)
    if agent.state is AgentState.STARTING:
        return (("start", agent.started_at, health.start_ms), whole)
    if agent.state in {AgentState.CHECKING, AgentState.WAITING}:
        return (whole,)
    ralph = desk.profile(agent.name).fresh_context
    progress: Clock = ("progress", agent.progress_at, health.ralph_progress_ms if ralph else health.progress_ms)
    output: Clock = ("output", agent.beat_at, health.beat_ms * health.suspect_beats)
    return (output, whole) if agent.job == "review" else (output, progress, whole)


def watch(desk: Desk, agent: AgentRun) -> None:
    """Sets the timer for the next look at an agent: when its first clock runs out, or its grace does."""
    due = min(began + limit for _name, began, limit in clocks(desk, agent))
    if agent.nudged_at is not None:
        due = max(due, agent.nudged_at + desk.policy.health.grace_ms)
    desk.timer("health.watch", f"watch/{agent.name}/{agent.epoch}", max(due, desk.at + 1))


def look(desk: Desk, name: str, epoch: int) -> None:
    """Looks at an agent whose timer ran out."""
    agent = desk.state.agents.get(name)
    if agent is None or agent.epoch != epoch or not agent.job:
        return
    late = next(
        ((n, desk.at - began, limit) for n, began, limit in clocks(desk, agent) if desk.at - began >= limit), None
    )
    if late is None:
        recovered(desk, name, progress=True)
        watch(desk, agent)
    elif not agent.suspect:
        clock, age, limit = late
        desk.decide(
            d.Suspected, f"health.{clock}", agent=name, task=agent.task, epoch=epoch, clock=clock, age=age, limit=limit
        )
        if clock not in {"attempt", "start"} and agent.nudges < desk.policy.health.nudges:
            desk.decide(d.Nudged, "health.nudge", agent=name, task=agent.task, epoch=epoch)
            watch(desk, agent)
        else:
            give_up(desk, agent, late[0])
    else:
        give_up(desk, agent, late[0])


def give_up(desk: Desk, agent: AgentRun, clock: str) -> None:
    """The nudge did not help: restart the same agent while the intensity allows it, else swap; a review begins anew."""
    task = desk.task(agent.task)
    if agent.job == "review":
        swap.fence(desk, agent.name, "health.review-lost")
        return
    swap.fail(desk, task, Failure.TIMEOUT)
    limit = desk.policy.health.restarts
    recent = swap.restarts_of_late(desk, agent.name)
    if clock != "attempt" and recent < limit:
        swap.restart(desk, agent.name, "health.restart")
        watch(desk, agent)
    else:
        swap.swap(desk, task, SwapKind.TIMEOUT, "swap.timeout", count=recent, limit=limit)


def beat(desk: Desk, fact: f.Beat) -> None:
    """A heartbeat: a suspect agent may be well again; one of a fenced epoch is stale."""
    agent = desk.agent(fact.agent)
    if agent.job and agent.epoch == fact.epoch and agent.task == fact.task:
        recovered(desk, fact.agent, fact.progress)
    else:
        desk.decide(
            d.Stale,
            "fence.stale-beat",
            agent=fact.agent,
            task=fact.task,
            epoch=fact.epoch,
            current=desk.task(fact.task).epoch,
        )


def recovered(desk: Desk, name: str, progress: bool) -> None:
    """An agent showed what was missed: output, or progress where that was missed."""
    agent = desk.agent(name)
    if agent.suspect and (progress or agent.suspect != "progress"):
        desk.decide(d.Recovered, "health.recovered", agent=name, task=agent.task, epoch=agent.epoch)
