"""The panels there are, by name."""

from __future__ import annotations

from orchestra_tui.tui.looks import Looks
from orchestra_tui.tui.widgets.fleet.agents import AgentsPanel
from orchestra_tui.tui.widgets.fleet.board import BoardPanel
from orchestra_tui.tui.widgets.fleet.events import EventsPanel
from orchestra_tui.tui.widgets.fleet.graph import GraphPanel
from orchestra_tui.tui.widgets.fleet.money import MoneyPanel
from orchestra_tui.tui.widgets.fleet.panel import Panel
from orchestra_tui.tui.widgets.fleet.timeline import TimelinePanel

PANELS: dict[str, type[Panel]] = {
    "agents": AgentsPanel,
    "board": BoardPanel,
    "graph": GraphPanel,
    "timeline": TimelinePanel,
    "events": EventsPanel,
    "money": MoneyPanel,
}


def make(name: str, looks: Looks) -> Panel:
    """The panel of this name, known to stylesheets by it."""
    return PANELS[name](looks, id=name)
