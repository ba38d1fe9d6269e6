"""The screen of one run: watch it, rewind it, conduct it."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.binding import BindingType

from orchestra_tui.tui.bindings import bindings
from orchestra_tui.tui.screens.fleet.hand import Hand
from orchestra_tui.tui.screens.fleet.layout import ORDER
from orchestra_tui.tui.screens.fleet.reloading import Reloading
from orchestra_tui.tui.screens.fleet.seeing import Seeing
from orchestra_tui.tui.widgets.fleet.panel import Panel


class DashboardScreen(Hand, Reloading, Seeing):
    """All of it together."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("fleet")

    def holds(self, condition: str) -> bool:
        """Whether a command's condition holds."""
        match condition:
            case "simulated":
                return self.stage.source.scenario is not None
            case "takes":
                return len(self.stage.takes) > 1
            case "ended":
                return self.stage.player.ended or self.end_told
            case "section":
                return self.stage.source.section is not None
        return super().holds(condition)

    def action_panel(self, step: int) -> None:
        """The next panel."""
        names = [panel.id or "" for panel in self.panels.values()]
        here = names.index(self.panel.id or ORDER[0])
        self.look_at(names[(here + step) % len(names)])

    def action_enlarge(self) -> None:
        """The whole screen for this panel, or not any more."""
        self.large = "" if self.large else self.panel.id or ""
        self.place_panels()
        self.call_after_refresh(self.redraw)

    async def action_back(self) -> None:
        """Give up what is computed; small again; else away."""
        if self.wanted is not None:
            self.action_give_up()
        elif self.large and len(self.arranged.shown) > 1:
            self.action_enlarge()
            if self.panel.id not in self.arranged.shown:
                self.look_at(ORDER[0])
        else:
            self.leave()

    @on(Panel.Opened)
    def opened(self, event: Panel.Opened) -> None:
        """A row was clicked twice."""
        event.stop()
        self.action_why()
