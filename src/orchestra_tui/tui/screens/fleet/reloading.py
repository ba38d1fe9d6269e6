"""A run whose file is being written: when it changes, the run is computed anew and shown at the same moment."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from textual import on, work
from textual.message import Message
from textual.timer import Timer
from textual.worker import get_current_worker

from orchestra_tui.base.errors import OrchestraError, Place
from orchestra_tui.base.i18n import _
from orchestra_tui.tui.screens.fleet.ending import Ending
from orchestra_tui.tui.screens.frame import POLL
from orchestra_tui.tutor.playing.attempt import Attempt
from orchestra_tui.tutor.playing.loading import Ready, Stamp, load, stamps
from orchestra_tui.tutor.playing.recording import EndedError, Recording


class Reloading(Ending):
    """Looks at the files of the run every second, as long as it is on top; a broken one is told and changes nothing."""

    class Reloaded(Message):
        """The files are others, and so is the run; or why there is none."""

        def __init__(self, before: Ready, found: tuple[Ready, Recording] | OrchestraError) -> None:
            super().__init__()
            self.before = before
            self.found = found

    _stamps: Mapping[Path, Stamp] = MappingProxyType({})
    _poll: Timer | None = None

    def on_screen_resume(self) -> None:
        """Begin to look, or go on."""
        if self._poll is None:
            self._poll = self.set_interval(POLL, self.look_at_files)
        else:
            self._poll.resume()

    def on_screen_suspend(self) -> None:
        """Nobody is looking: do not look."""
        if self._poll is not None:
            self._poll.pause()

    def look_at_files(self) -> None:
        """Whether a file is another one than last time."""
        if self.attempt is not None:
            self._look(self.attempt.ready)

    @work(thread=True, exclusive=False, group="files", exit_on_error=False)
    def _look(self, ready: Ready) -> None:
        found = dict(zip(ready.watched, stamps(ready.watched), strict=True))
        before, self._stamps = self._stamps, found
        # An editor may take a file away before it puts the new one there: that is no news yet.
        if all(before.get(path, stamp) == stamp or stamp is None for path, stamp in found.items()):
            return
        try:
            name = str(ready.file) if ready.own else ready.prepared.entry.name
            options = self.orchestra.options
            fresh = load(self.orchestra.course, name, seed=ready.asked, language=options.course_language)
            _must_be_possible(fresh)
            worker = get_current_worker()
            made = fresh.recording(lambda _done, _all: not worker.is_cancelled)
        except EndedError:
            return
        except OrchestraError as fault:
            self.post_message(self.Reloaded(ready, fault))
        else:
            self.post_message(self.Reloaded(ready, (fresh, made)))

    @on(Reloaded)
    def reloaded(self, event: Reloaded) -> None:
        """Show what the file says now, or tell what is wrong with it."""
        event.stop()
        attempt = self.attempt
        if attempt is None or attempt.ready is not event.before:
            return
        if isinstance(event.found, OrchestraError):
            self.app.notify(str(event.found), severity="warning", markup=False)
            return
        ready, recording = event.found
        if ready.prepared.scenario.digest == attempt.ready.prepared.scenario.digest and ready.recorded is None:
            attempt.ready = ready
        else:
            self._keep()
            self.attempt = attempt = Attempt(ready)
        self.end_told, self.offered = False, None
        self.stage.replace(ready.source(attempt.predicted), recording)
        self.changed()
        self.say(_("The file has changed: this is its run now."))


def _must_be_possible(ready: Ready) -> None:
    """Raises OrchestraError for a runbook that can never be done."""
    for each in ready.prepared.obstacles if ready.recorded is None else ():
        message = _('The task "{task}" can never be done: {why}').format(task=each.task, why=each.why)
        raise OrchestraError(message, place=Place(ready.file))
