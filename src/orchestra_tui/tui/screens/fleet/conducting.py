"""The learner's hand: each act forks the future of the take that is shown, at the moment that is shown."""

from __future__ import annotations

from textual import on, work
from textual.message import Message
from textual.worker import get_current_worker

from orchestra_tui.fleet.facts import Intervention
from orchestra_tui.fleet.simulation.run import Act
from orchestra_tui.tui.screens.fleet.timing import Timing
from orchestra_tui.tutor.playing.recording import EndedError, Recording
from orchestra_tui.tutor.playing.takes import play


class Conducting(Timing):
    """What the learner does to the fleet."""

    class Played(Message):
        """A fork was computed."""

        def __init__(self, recording: Recording, acts: tuple[Act, ...], parent: int) -> None:
            super().__init__()
            self.recording = recording
            self.acts = acts
            self.parent = parent

    def act(self, fact: Intervention) -> None:
        """Do this at the moment shown; the future is computed elsewhere and shown when it is there."""
        self.set_playing(on=False)
        self._play(self.stage.acts(fact), self.stage.number)

    @work(thread=True, exclusive=True, group="fork", exit_on_error=False)
    def _play(self, acts: tuple[Act, ...], parent: int) -> None:
        worker, source = get_current_worker(), self.stage.source
        assert source.scenario
        try:
            recording = play(
                source.scenario.plan,
                source.scenario.params,
                source.seed,
                acts,
                title=source.title,
                progress=lambda _done, _all: not worker.is_cancelled,
            )
        except EndedError:
            return
        self.post_message(self.Played(recording, acts, parent))

    @on(Played)
    def played(self, event: Played) -> None:
        """The fork is there: show it at the same moment."""
        event.stop()
        self.stage.add(event.recording, event.acts, event.parent)
        self.changed()
