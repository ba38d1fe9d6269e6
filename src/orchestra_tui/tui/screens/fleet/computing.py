"""Futures computed in a thread, one at a time: seen while they are, given up when nobody wants them any more."""

from __future__ import annotations

from typing import NamedTuple

from textual import on, work
from textual.message import Message
from textual.worker import Worker, WorkerState, get_current_worker

from orchestra_tui.base.i18n import _
from orchestra_tui.fleet.simulation.run import Act
from orchestra_tui.fleet.simulation.scenario import Scenario
from orchestra_tui.tui.screens.frame import Frame
from orchestra_tui.tutor.playing.recording import EndedError, Recording
from orchestra_tui.tutor.playing.takes import play
from orchestra_tui.tutor.telling.difference_said import counted_events

GROUP = "future"


class Wanted(NamedTuple):
    """A future to compute: these acts under this seed, as against `parent`; `about` is the asker's own."""

    seed: int
    acts: tuple[Act, ...] = ()
    parent: Recording | None = None
    about: object = None


class Computing(Frame):
    """A screen that asks for futures; an heir says what is done with one in `computed`."""

    wanted: Wanted | None = None
    """What is being computed now."""
    _so_far = (0, 0)

    class Told(Message):
        """So many events of a future are computed, of how many (0: nobody knows yet)."""

        def __init__(self, wanted: Wanted, done: int, of: int) -> None:
            super().__init__()
            self.wanted = wanted
            self.done = (done, of)

    class Played(Message):
        """A future was computed."""

        def __init__(self, wanted: Wanted, recording: Recording) -> None:
            super().__init__()
            self.wanted = wanted
            self.recording = recording

    def compute(self, scenario: Scenario, wanted: Wanted) -> None:
        """Compute a future; what was wanted before is given up."""
        self.wanted, self._so_far = wanted, (0, 0)
        self._compute(scenario, wanted)
        self._show_computing()

    def give_up(self) -> None:
        """The future is not wanted any more."""
        self.wanted = None
        self.workers.cancel_group(self, GROUP)
        self._show_computing()

    def computed(self, wanted: Wanted, recording: Recording) -> None:
        """A future is there."""
        raise NotImplementedError

    def computing_said(self) -> str:
        """What is going on, in words; nothing when nothing is computed."""
        if self.wanted is None:
            return ""
        key = self.orchestra.keymap.first("fleet-back")
        done, of = self._so_far
        so_far = "" if not done else f" {100 * done // of}%" if of else f" {counted_events(done)}"
        return _("computing…{so_far} · {key} gives up").format(so_far=so_far, key=key)

    @work(thread=True, exclusive=True, group=GROUP, exit_on_error=False)
    def _compute(self, scenario: Scenario, wanted: Wanted) -> None:
        worker = get_current_worker()

        def progress(done: int, of: int) -> bool:
            if not worker.is_cancelled:
                self.post_message(self.Told(wanted, done, of))
            return not worker.is_cancelled

        try:
            recording = play(
                scenario.plan, scenario.params, wanted.seed, wanted.acts, title=scenario.head.title, progress=progress
            )
        except EndedError:
            return
        if not worker.is_cancelled:
            self.post_message(self.Played(wanted, recording))

    @on(Told)
    def future_grows(self, event: Told) -> None:
        """Say how far it is."""
        event.stop()
        if event.wanted is self.wanted:
            self._so_far = event.done
            self.refresh_status()

    @on(Played)
    def future_there(self, event: Played) -> None:
        """Hand it over, unless it was given up."""
        event.stop()
        if event.wanted is self.wanted:
            self.wanted = None
            self._show_computing()
            self.computed(event.wanted, event.recording)

    @on(Worker.StateChanged)
    def future_broken(self, event: Worker.StateChanged) -> None:
        """Say that there is none."""
        if event.worker.group == GROUP and event.state is WorkerState.ERROR and self.wanted is not None:
            self.wanted = None
            self._show_computing()
            self.say(_("This future could not be computed: {error}").format(error=repr(event.worker.error)))

    def _show_computing(self) -> None:
        self.refresh_status()
        self.refresh_keys()
