"""The panel of agents: who does what, how long ago they were heard, what they cost; the most urgent first."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from orchestra_tui.base.i18n import N_, _
from orchestra_tui.fleet.runs import HUMAN
from orchestra_tui.tui.widgets.bars import Piece
from orchestra_tui.tui.widgets.fleet.agent_cells import about, cells, layout, said, your_cells
from orchestra_tui.tui.widgets.fleet.columns import flowing, line, names
from orchestra_tui.tui.widgets.fleet.moment import Key, Moment, Subject
from orchestra_tui.tui.widgets.fleet.panel import Panel, PanelRow
from orchestra_tui.tui.widgets.fleet.roll import Roll
from orchestra_tui.tutor.telling.words import name

HEADED = 56
"""Cells from which the columns have names."""
FOOTED = 13
"""Lines from which the agent under the cursor is told in full below."""
EVERYTHING = 150
"""Cells from which there is a column for almost everything."""


class AgentsPanel(Panel):
    """One row an agent; above them one for the human, where something lies with them."""

    name_of = N_("Agents")
    _roll: Roll

    def note(self, moment: Moment) -> tuple[Piece, ...]:
        """How many of them have something to do."""
        index, total = moment.state.index, len(moment.state.agents)
        said: list[Piece] = [(_("{busy} of {all} busy").format(busy=index.busy, all=total) + " ", "muted")]
        if moment.filter.problems:
            said.insert(0, (_("only problems") + "  ", "accent"))
        return tuple(said)

    def head(self, moment: Moment, width: int) -> Sequence[PanelRow]:
        """The names of the columns."""
        if width < HEADED or self._extent.height < 5:
            return ()
        return (PanelRow(names(layout(moment.recording, width))),)

    def keys(self, moment: Moment, width: int) -> Sequence[Key]:
        """The agents by urgency, then as in the plan."""
        self._roll = Roll(moment)
        return self._roll.names

    def subject_of(self, moment: Moment, key: Key) -> Subject:
        """The agent and its task."""
        if key == HUMAN:
            return Subject(task=self._roll.yours[0].id if self._roll.yours else "")
        agent = moment.state.agents.get(cast("str", key))
        return Subject(agent.name, self._roll.task_of(agent)) if agent else Subject()

    def row(self, moment: Moment, key: Key, width: int) -> PanelRow:
        """State, name, task, ages, turns, money."""
        return agent_row(moment, self._roll, cast("str", key), width)

    def foot_size(self, width: int, height: int) -> int:
        """Two or three lines where there is room for them but not for every column."""
        if height < FOOTED or not HEADED <= width < EVERYTHING:
            return 0
        return 2 if width >= 90 or height < FOOTED + 2 else 3

    def foot(self, moment: Moment, width: int) -> Sequence[PanelRow]:
        """All of the agent under the cursor."""
        agent = moment.state.agents.get(str(self.chosen)) if self._keys else None
        if agent is None:
            return [PanelRow()] * self._foot
        sign, _word, ink = said(moment, self._roll, agent)
        head = [(f" {sign} ", ink), (f"{name(agent.name)}  ", "foreground bold")]
        return flowing(head, about(moment, agent), width, self._foot)

    def empty(self, moment: Moment) -> str:
        """Why there is nobody."""
        return _("Nobody is stuck, waits or needs you.") if moment.filter.problems else _("There are no agents.")


def agent_row(moment: Moment, roll: Roll, key: str, width: int) -> PanelRow:
    """The row of an agent, or of the human, in so many cells."""
    places = layout(moment.recording, width)
    widths = {column.id: wide for column, wide in places}
    if key == HUMAN:
        return PanelRow(line(places, your_cells(moment, roll, widths)))
    return PanelRow(line(places, cells(moment, roll, moment.state.agents[key], widths)))
