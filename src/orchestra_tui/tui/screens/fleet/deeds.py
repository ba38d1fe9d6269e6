"""What can be done to whom at a moment, and why not; who comes first when it has to be chosen. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from orchestra_tui.base.i18n import N_, _
from orchestra_tui.fleet import facts as f
from orchestra_tui.fleet.facts import Intervention
from orchestra_tui.fleet.model import AgentState, TaskState
from orchestra_tui.fleet.plan import Plan
from orchestra_tui.fleet.runs import AgentRun, TaskRun
from orchestra_tui.fleet.state import State
from orchestra_tui.tui.offers import Choice
from orchestra_tui.tui.widgets.fleet.glyphs import AGENT, TASK
from orchestra_tui.tui.widgets.fleet.moment import Subject
from orchestra_tui.tutor.telling.words import agent_state, name, task_state

URGENT = (AgentState.SUSPECT, AgentState.WAITING, AgentState.WORKING, AgentState.CHECKING, AgentState.STARTING)
"""Which agents come first when one of them has to be chosen; the others follow."""
BUILT = (TaskState.RUNNING, TaskState.CHECKING)
NEAR = (*BUILT, TaskState.REVIEW, TaskState.MERGING, TaskState.QUEUED)
"""Which tasks come first."""


class Deed(NamedTuple):
    """Something done to an agent or to a task (`on`), asked for by `question` where nobody is pointed at.

    `fact` makes the intervention of a name; `obstacle` says in words why it cannot be done, if it cannot.
    """

    on: str
    question: str
    fact: Callable[[str], Intervention]
    obstacle: Callable[[State, str], str]


def _free(msgid: str) -> Callable[[State, str], str]:
    def obstacle(state: State, agent: str) -> str:
        run = state.agents[agent]
        if run.job:
            return ""
        said = N_("{agent} is being stopped already.") if run.state is AgentState.STOPPING else msgid
        return _(said).format(agent=name(agent))

    return obstacle


def _no_swap(state: State, task: str) -> str:
    run = state.tasks[task]
    if run.state in BUILT:
        return ""
    said = _("{task} is not being built now ({state}): there is nobody to take it from.")
    return said.format(task=name(task), state=task_state(run.state))


def _no_end(state: State, task: str) -> str:
    run = state.tasks[task]
    if state.merging == task:
        return _("{task} is being merged this very moment: too late to give it up.").format(task=name(task))
    said = _("{task} is at its end already ({state}).") if run.state.final else ""
    return said.format(task=name(task), state=task_state(run.state))


NUDGE = Deed(
    "agent",
    N_("Whom to nudge?"),
    lambda agent: f.NudgeAsked(n=0, at=0, agent=agent),
    _free(N_("{agent} is free: there is nothing to ask about.")),
)
RESTART = Deed(
    "agent",
    N_("Whom to restart?"),
    lambda agent: f.RestartAsked(n=0, at=0, agent=agent),
    _free(N_("{agent} is free: there is nothing to begin anew.")),
)
KILL = Deed(
    "agent",
    N_("Whom to stop?"),
    lambda agent: f.KillAsked(n=0, at=0, agent=agent),
    _free(N_("{agent} is free: there is nothing to stop.")),
)
PAUSE = Deed(
    "agent",
    N_("Whom to pause, or to let go on?"),
    lambda agent: f.PauseAsked(n=0, at=0, agent=agent),
    lambda _state, _agent: "",
)
SWAP = Deed(
    "task", N_("Which task to give to another agent?"), lambda task: f.SwapAsked(n=0, at=0, task=task), _no_swap
)
CANCEL = Deed("task", N_("Which task to give up?"), lambda task: f.CancelAsked(n=0, at=0, task=task), _no_end)


def agent_of(state: State, subject: Subject) -> str:
    """The agent that is pointed at: itself, or by the task it has; empty if none."""
    if subject.agent in state.agents:
        return subject.agent
    task = state.tasks.get(subject.task)
    return next((who for who in (task.agent, task.reviewer) if who in state.agents), "") if task else ""


def task_of(state: State, subject: Subject) -> str:
    """The task that is pointed at: itself, or by the agent that has it; empty if none."""
    if subject.task in state.tasks:
        return subject.task
    agent = state.agents.get(subject.agent)
    return agent.task if agent and agent.task in state.tasks else ""


def agents_by_need(state: State) -> list[AgentRun]:
    """All agents, those in trouble and at work first."""
    rank = {each: place for place, each in enumerate(URGENT)}
    return sorted(state.agents.values(), key=lambda agent: rank.get(agent.state, len(URGENT)))


def tasks_by_need(state: State) -> list[TaskRun]:
    """All tasks, those at work first, and of these those that failed most."""
    rank = {each: place for place, each in enumerate(NEAR)}
    return sorted(
        state.tasks.values(), key=lambda task: (rank.get(task.state, len(NEAR)), -sum(task.failures.values()))
    )


def candidates(state: State, deed: Deed) -> list[Choice]:
    """Whom a deed can be done to now, the likeliest first."""
    if deed.on == "agent":
        return [agent_choice(run) for run in agents_by_need(state) if not deed.obstacle(state, run.name)]
    return [task_choice(run) for run in tasks_by_need(state) if not deed.obstacle(state, run.id)]


def agent_choice(run: AgentRun) -> Choice:
    """An agent to choose, with what it does."""
    kind = AgentState.PAUSED if run.paused and run.state is AgentState.IDLE else run.state
    about = f"{agent_state(kind)} · {name(run.task)}" if run.task else agent_state(kind)
    return Choice(name(run.name), run.name, AGENT[kind][0], about)


def task_choice(run: TaskRun) -> Choice:
    """A task to choose, with where it is."""
    about = f"{task_state(run.state)} · {name(run.agent)}" if run.agent else task_state(run.state)
    return Choice(name(run.id), run.id, TASK[run.state][0], about)


def successors(plan: Plan, state: State, task: str) -> Iterator[Choice]:
    """To whom a task can be handed now: to whom the coordinator likes, or to a free agent of its role."""
    yield Choice(
        _("let the coordinator decide"), "", "◇", detail=_("Whoever is free and plays the role; the same agent last.")
    )
    role, holder = plan.task[task].role, state.tasks[task].agent
    for profile in plan.crew[role]:
        for slot in profile.slots:
            run = state.agents[slot]
            if slot != holder and run.state is AgentState.IDLE and not run.paused:
                model = plan.model[profile.model]
                strength = _("strength {n}").format(n=model.strength)
                detail = _("Free now. Model {model}, {strength}.").format(model=name(model.id), strength=strength)
                yield Choice(name(slot), slot, AGENT[AgentState.IDLE][0], name(model.id), detail)


def behind(plan: Plan, state: State, task: str) -> list[str]:
    """The tasks that cannot be done without this one, in the order of the runbook."""
    found, waiting = set[str](), [task]
    while waiting:
        for each in plan.dependents[waiting.pop()]:
            if each not in found and not state.tasks[each].state.final:
                found.add(each)
                waiting.append(each)
    return sorted(found, key=plan.place.__getitem__)
