"""The learner's hand on the fleet; what is asked of something that is not there is ignored."""

from __future__ import annotations

from orchestra_tui.fleet import decisions as d
from orchestra_tui.fleet import facts as f
from orchestra_tui.fleet.model import SwapKind, TaskState
from orchestra_tui.fleet.rules import health, swap
from orchestra_tui.fleet.rules.desk import Desk
from orchestra_tui.fleet.state import changed


def nudge(desk: Desk, fact: f.NudgeAsked) -> None:
    """Ask an agent how it is doing."""
    agent = desk.state.agents.get(fact.agent)
    if agent and agent.job:
        desk.decide(d.Nudged, "control.nudge", agent=agent.name, task=agent.task, epoch=agent.epoch)


def restart(desk: Desk, fact: f.RestartAsked) -> None:
    """Begin an agent's build again; a review is ordered anew."""
    agent = desk.state.agents.get(fact.agent)
    if agent and agent.job == "build":
        health.begin_again(desk, agent, "control.restart")
    elif agent and agent.job:
        swap.fence(desk, agent.name, "control.restart.fence")


def swap_task(desk: Desk, fact: f.SwapAsked) -> None:
    """Give a running task to another agent."""
    task = desk.state.tasks.get(fact.task)
    if task and task.state in {TaskState.RUNNING, TaskState.CHECKING}:
        swap.swap(desk, task, SwapKind.MANUAL, "control.swap", to=fact.agent)


def kill(desk: Desk, fact: f.KillAsked) -> None:
    """Stop an agent; its task goes back to the queue."""
    agent = desk.state.agents.get(fact.agent)
    if agent is None or not agent.job:
        return
    task, build = desk.task(agent.task), agent.job == "build"
    swap.fence(desk, agent.name, "control.kill")
    if build:
        swap.requeue(desk, task, "control.killed")


def cancel(desk: Desk, fact: f.CancelAsked) -> None:
    """Give a task up, unless it is being merged."""
    task = desk.state.tasks.get(fact.task)
    if task is None or task.state.final or desk.state.merging == task.id:
        return
    for name in (task.agent, task.reviewer):
        if name in desk.state.agents:
            swap.fence(desk, name, "control.cancel.fence")
    desk.decide(d.Cancelled, "control.cancel", task=task.id, epoch=task.epoch)


def pause(desk: Desk, fact: f.PauseAsked) -> None:
    """Start nothing new."""
    if not fact.agent or fact.agent in desk.state.agents:
        desk.decide(d.FleetPaused, "control.pause", agent=fact.agent)


def resume(desk: Desk, fact: f.ResumeAsked) -> None:
    """Go on."""
    if not fact.agent or fact.agent in desk.state.agents:
        desk.decide(d.FleetResumed, "control.resume", agent=fact.agent)


def set_policy(desk: Desk, fact: f.PolicyAsked) -> None:
    """Change a value of the policy, if it fits there."""
    try:
        changed(desk.policy, fact.path, fact.value)
    except ValueError:
        return
    desk.decide(d.PolicySet, "control.policy", path=fact.path, value=fact.value)
