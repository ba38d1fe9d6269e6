"""Who of a fleet is shown first, and what lies with the human. Pure."""

from __future__ import annotations

from orchestra_tui.fleet.model import AgentState, TaskState
from orchestra_tui.fleet.runs import HUMAN, AgentRun, TaskRun
from orchestra_tui.fleet.state import State
from orchestra_tui.tui.widgets.fleet.moment import Moment

_URGENCY = {
    AgentState.SUSPECT: 0,
    AgentState.WAITING: 3,
    AgentState.PAUSED: 4,
    AgentState.IDLE: 6,
}
"""What is shown first; what is not here is at work, all of it alike, so that rows do not jump with every check."""
_NEEDS_YOU, _AT_WORK_TOO = 2, 5


def needs_you(state: State) -> list[TaskRun]:
    """The tasks that lie with the human, for review or for good, those that wait longest first."""
    index = state.index
    if not (state.index.counts[TaskState.NEEDS_HUMAN] or index.human or index.human_reviews):
        return []
    return sorted((run for run in state.tasks.values() if lies_with_you(run)), key=lambda run: run.since)


def lies_with_you(run: TaskRun) -> bool:
    """Whether a task is the human's now."""
    if run.state is TaskState.REVIEW:
        return HUMAN in {run.reviewer, "" if run.reviewer else run.review_due}
    return run.state is TaskState.NEEDS_HUMAN


class Roll:
    """The agents of a moment in the order they are shown, and what of theirs lies with the human."""

    def __init__(self, moment: Moment) -> None:
        self.yours = needs_you(moment.state)
        self.theirs: dict[str, TaskRun] = {}
        for run in self.yours:
            self.theirs.setdefault(run.author, run)
        ranked = [(self.urgency(agent), agent.name) for agent in moment.state.agents.values()]
        if moment.filter.problems:
            ranked = [pair for pair in ranked if pair[0] < _AT_WORK_TOO]
        ranked.sort(key=lambda pair: pair[0])
        self.names = [*([HUMAN] if self.yours else []), *(name for _rank, name in ranked)]

    def urgency(self, agent: AgentRun) -> int:
        """How far up an agent stands, 0 being the first."""
        state = state_of(agent)
        if state is AgentState.IDLE and agent.name in self.theirs:
            return _NEEDS_YOU
        return _URGENCY.get(state, _AT_WORK_TOO)

    def task_of(self, agent: AgentRun) -> str:
        """The task of an agent: the one it works on, or one of its own that lies with the human."""
        if agent.job or agent.name not in self.theirs:
            return agent.task
        return self.theirs[agent.name].id


def state_of(agent: AgentRun) -> AgentState:
    """What an agent is doing, a pause included."""
    return AgentState.PAUSED if agent.paused and agent.state is AgentState.IDLE else agent.state
