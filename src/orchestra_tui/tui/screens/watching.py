"""Authors at work: a file of questions that changed is read again, a broken one is told and changes nothing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from textual import work
from textual.timer import Timer

from orchestra_tui.course.model import SectionRef
from orchestra_tui.tui.screens.frame import POLL, Frame
from orchestra_tui.tutor.quiz import Quiz

Stamps = dict[Path, tuple[int, int]]


class Watching(Frame):
    """Looks at the files of its questions every second, as long as it is on top.

    Textual calls the handlers of events in every class of a screen, so that heirs add to those here without calling
    them.
    """

    _stamps: Stamps | None = None
    _poll: Timer | None = None

    def watched(self) -> Sequence[SectionRef]:
        """The sections whose questions are shown."""
        raise NotImplementedError

    def refetch(self) -> Callable[[Quiz], object]:
        """Work in the journal's thread, after the files were read again: fetch what is shown."""
        raise NotImplementedError

    async def renew(self, found: Any) -> None:  # noqa: ANN401 — what `refetch` found
        """Show what was fetched."""
        raise NotImplementedError

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

    @work(thread=True, exclusive=True, group="files", exit_on_error=False)
    def look_at_files(self) -> None:
        """Whether a file is another one than last time."""
        found: Stamps = {}
        for path in self.orchestra.examiner.files(self.watched()):
            try:
                stat = path.stat()
            except OSError:
                continue
            found[path] = (stat.st_mtime_ns, stat.st_size)
        before, self._stamps = self._stamps, found
        if before is not None and before != found:
            self.call_later(self._read_again)

    def _read_again(self) -> None:
        reread, refetch = self.orchestra.examiner.reread(self.watched()), self.refetch()
        self.examine(lambda quiz: refetch(reread(quiz)), self._renew)

    def _renew(self, found: object) -> None:
        self.call_later(self.renew, found)
