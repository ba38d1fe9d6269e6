"""Looking closer: why, the filter, takes, the result, the story, the section."""

from __future__ import annotations

from dataclasses import replace

from orchestra_tui.base.i18n import _
from orchestra_tui.tui.screens.fleet.timing import Timing


class Seeing(Timing):
    """What the learner looks at."""

    def action_why(self) -> None:
        """Why this is so."""

    def action_problems(self) -> None:
        """Only what needs attention, or everything."""
        self.filter = replace(self.filter, problems=not self.filter.problems)
        self.redraw()

    def action_filter(self) -> None:
        """Events with these words."""
        from orchestra_tui.tui.screens.ask import Ask

        def given(text: str | None) -> None:
            self.filter = replace(self.filter, words=text or "")
            self.redraw()

        self.app.push_screen(Ask(_("Which events? Words of an agent, a task, a kind"), self.filter.words), given)
