"""The panel: Dependencies."""

from __future__ import annotations

from collections.abc import Sequence

from orchestra_tui.base.i18n import N_
from orchestra_tui.tui.widgets.fleet.moment import Key, Moment
from orchestra_tui.tui.widgets.fleet.panel import Panel, PanelRow


class GraphPanel(Panel):
    """To be drawn."""

    name_of = N_("Dependencies")

    def keys(self, moment: Moment, width: int) -> Sequence[Key]:
        """None."""
        return ()

    def row(self, moment: Moment, key: Key, width: int) -> PanelRow:
        """None."""
        return PanelRow()
