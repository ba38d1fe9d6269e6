"""Looking closer: why, the filter, the story, the section; and one sentence that says how things stand."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from orchestra_tui.base.i18n import _
from orchestra_tui.tui.screens.fleet.news import news
from orchestra_tui.tui.screens.fleet.timing import Timing
from orchestra_tui.tui.widgets.bars import Piece

if TYPE_CHECKING:
    from orchestra_tui.tui.screens.fleet.why import Tried, Ways
    from orchestra_tui.tutor.playing.recording import Recording


class Seeing(Timing):
    """What the learner looks at."""

    _tried: tuple[Recording | None, Tried] = (None, {})
    """The alternatives that were computed for the take they belong to, and not kept."""

    _said_at: tuple[Recording | None, int] = (None, 0)
    """The moment that a remark was about."""

    def say(self, text: str) -> None:
        """A remark in the status line, until another moment is shown or some time has passed."""
        self._said_at = (self.stage.recording, self.stage.player.n)
        super().say(text)

    def redraw(self) -> None:
        """Draw the moment; a remark about another one is over."""
        if self._said_at != (self.stage.recording, self.stage.player.n):
            self.hush()
        super().redraw()

    def ways(self) -> Ways:
        """How the page that answers "why?" leads back."""
        raise NotImplementedError

    def standing(self) -> list[Piece]:
        """The last thing that turned the run."""
        moment = self.moment
        if said := news(moment):
            return said
        key = self.orchestra.keymap.first("play")
        return [(_("Nothing has happened yet: {key} lets time go.").format(key=key), "muted")]

    def action_why(self) -> None:
        """Why this is so."""
        from orchestra_tui.tui.screens.fleet.why import WhyScreen
        from orchestra_tui.tui.screens.fleet.why_rows import Question

        subject, recording = self.subject, self.stage.recording
        if 0 < subject.event <= recording.count:
            question = Question(subject.event)
        elif subject.agent in recording.plan.slot:
            question = Question(agent=subject.agent)
        elif subject.task in recording.plan.task:
            question = Question(task=subject.task)
        else:
            self.say(_("There is nothing to explain in this row."))
            return
        if self._tried[0] is not recording:
            self._tried = (recording, {})
        self.app.push_screen(WhyScreen(self.looks, self.stage, question, self._tried[1], self.ways()))

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

    def action_story(self) -> None:
        """The run so far in words."""
        from orchestra_tui.tui.screens.fleet.story import StoryScreen

        if self.stage.player.n:
            self.app.push_screen(StoryScreen(self.looks, self.stage.recording, self.stage.player.n))
        else:
            self.say(_("Nothing has happened yet that could be told."))

    def action_section(self) -> None:
        """The section the scenario belongs to; leaving it leads back here."""
        if self.stage.source.section is not None:
            self.orchestra.open_passage(self.stage.source.section, "")
