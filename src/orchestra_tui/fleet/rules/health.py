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
    if agent.state is AgentState.CHECKING or agent.state is AgentState.WAITING:
        return (whole,)
    ralph = desk.profile(agent.name).fresh_context
    progress: Clock = ("progress", agent.progress_at, health.ralph_progress_ms if ralph else health.progress_ms)
    output: Clock = ("output", agent.beat_at, health.beat_ms * health.suspect_beats)
    return (output, whole) if agent.job == "review" else (output, progress, whole)


def watch(desk: Desk, agent: AgentRun) -> None:
    """Sets the timer for the next look at an agent: when its first clock runs out, or its grace does.

    A clock that stands still now may run again at any moment, so the look is never later than the shortest one's limit.
    """
    health = desk.policy.health
    due = desk.at + health.beat_ms * health.suspect_beats
    for _name, began, limit in clocks(desk, agent):
        due = min(due, began + limit)
    if agent.nudged_at is not None:
        due = max(due, agent.nudged_at + health.grace_ms)
    desk.timer("health.watch", f"watch/{agent.name}/{agent.epoch}", max(due, desk.at + 1))


def look(desk: Desk, name: str) -> None:
    """Looks at an agent whose timer ran out."""
    agent = desk.agent(name)
    at = desk.at
    late = next(
        ((clock, at - began, limit) for clock, began, limit in clocks(desk, agent) if at - began >= limit), None
    )
    if late is None:
        recovered(desk, agent, progress=True)
        watch(desk, agent)
        return
    clock, age, limit = late
    if not agent.suspect:
        who = {"agent": name, "task": agent.task, "epoch": agent.epoch}
        desk.decide(d.Suspected, f"health.{clock}", **who, clock=clock, age=age, limit=limit)
        if clock in {"output", "progress"} and agent.nudges < desk.policy.health.nudges:
            desk.decide(d.Nudged, "health.nudge", **who)
            watch(desk, agent)
            return
    give_up(desk, agent, clock)


def give_up(desk: Desk, agent: AgentRun, clock: str) -> None:
    """The nudge did not help: restart the same agent while the intensity allows it, else swap; a review begins anew."""
    task = desk.task(agent.task)
    if agent.job == "review":
        swap.fence(desk, agent.name, "health.review-lost")
        return
    swap.fail(desk, task, Failure.TIMEOUT)
    limit = desk.policy.health.restarts
    recent = swap.restarts_of_late(desk, agent.name)
    if clock != "attempt" and recent < limit and not swap.worn_out(desk, task):
        begin_again(desk, agent, "health.restart")
    else:
        swap.swap(desk, task, SwapKind.TIMEOUT, "swap.timeout", count=recent, limit=limit)


def begin_again(desk: Desk, agent: AgentRun, rule: str) -> None:
    """The same agent begins its build again."""
    swap.restart(desk, agent.name, rule)
    watch(desk, agent)


def beat(desk: Desk, fact: f.Beat) -> None:
    """A heartbeat: a suspect agent may be well again."""
    agent = desk.agent(fact.agent)
    if agent.suspect:
        recovered(desk, agent, progress=fact.progress)


def recovered(desk: Desk, agent: AgentRun, *, progress: bool) -> None:
    """An agent showed what was missed: output, or progress where that was missed."""
    if agent.suspect and (progress or agent.suspect != "progress"):
        desk.decide(d.Recovered, "health.recovered", agent=agent.name, task=agent.task, epoch=agent.epoch)
