"""The panel of agents: who does what, how long ago they were heard, what they cost; the most urgent first."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from orchestra_tui.base.i18n import N_, _
from orchestra_tui.base.text import visible
from orchestra_tui.fleet.model import AgentState, Role
from orchestra_tui.fleet.runs import AgentRun
from orchestra_tui.tui.widgets.bars import Piece
from orchestra_tui.tui.widgets.fit import fit
from orchestra_tui.tui.widgets.fleet.glyphs import AGENT
from orchestra_tui.tui.widgets.fleet.moment import Key, Moment, Subject
from orchestra_tui.tui.widgets.fleet.panel import Panel, PanelRow
from orchestra_tui.tutor.telling.words import agent_state, dollars, role_name

URGENCY = (
    AgentState.SUSPECT,
    AgentState.WAITING,
    AgentState.WORKING,
    AgentState.STARTING,
    AgentState.CHECKING,
    AgentState.STOPPING,
    AgentState.PAUSED,
    AgentState.IDLE,
)
"""What is shown first."""
PROBLEMS = frozenset({AgentState.SUSPECT, AgentState.WAITING, AgentState.PAUSED})


def state_of(agent: AgentRun) -> AgentState:
    """What an agent is doing, a pause included."""
    return AgentState.PAUSED if agent.paused and agent.state is AgentState.IDLE else agent.state


def clock(ms: int) -> str:
    """An age in at most five cells: `7s`, `2:05`, `1h40`."""
    seconds = max(0, ms) // 1_000
    if seconds < 60:
        return f"{seconds}s"
    if seconds < 3_600:
        return f"{seconds // 60}:{seconds % 60:02}"
    return f"{seconds // 3_600}h{seconds % 3_600 // 60:02}"


class AgentsPanel(Panel):
    """One row an agent."""

    name_of = N_("Agents")

    def note(self, moment: Moment) -> tuple[Piece, ...]:
        """How many of them have something to do."""
        index, total = moment.state.index, len(moment.state.agents)
        return ((_("{busy} of {all} busy").format(busy=index.busy, all=total) + " ", "muted"),)

    def keys(self, moment: Moment, width: int) -> Sequence[Key]:
        """The agents by urgency, then as in the plan."""
        agents = moment.state.agents.values()
        if moment.filter.problems:
            agents = [agent for agent in agents if state_of(agent) in PROBLEMS]  # type: ignore[assignment]
        return [agent.name for agent in sorted(agents, key=lambda agent: URGENCY.index(state_of(agent)))]

    def subject_of(self, moment: Moment, key: Key) -> Subject:
        """The agent and its task."""
        agent = moment.state.agents.get(cast("str", key))
        return Subject(agent.name, agent.task) if agent else Subject()

    def row(self, moment: Moment, key: Key, width: int) -> PanelRow:
        """State, name, task, ages, turns, money."""
        agent = moment.state.agents[cast("str", key)]
        state = state_of(agent)
        sign, ink = AGENT[state]
        profile = moment.plan.slot[agent.name]
        name = visible(agent.name, keep="")
        left: list[Piece] = [(f" {sign} ", ink), (fit(name, 20 if width >= 60 else 14), "foreground")]
        if width >= 48:
            left.append((fit(agent_state(state), 12), ink))
        task = f"{visible(agent.task, keep='')} e{agent.epoch}" if agent.job else ""
        left.append((f" {fit(task, 16)}", "accent"))
        if width >= 90:
            role = Role.REVIEWER if agent.job == "review" else profile.roles[0]
            left.append((f" {fit(role_name(role), 12)}", "muted"))
        return PanelRow(tuple(left), tuple(self._numbers(moment, agent, profile.max_turns, width)))

    def _numbers(self, moment: Moment, agent: AgentRun, most: int, width: int) -> list[Piece]:
        pieces: list[Piece] = []
        if agent.job and width >= 56:
            limit = moment.state.policy.health
            silence = moment.at - agent.beat_at
            late = silence > limit.beat_ms * limit.suspect_beats
            pieces.append((f"♥{clock(silence):>5}", "error" if late else "muted"))
            pieces.append((f" ↗{clock(moment.at - agent.progress_at):>5}", "muted"))
        if agent.job == "build" and width >= 70:
            pieces.append((f" {agent.turn:>2}/{most:<3}", "muted"))
        pieces.append((f" {dollars(agent.cost):>7} ", "foreground"))
        return pieces
