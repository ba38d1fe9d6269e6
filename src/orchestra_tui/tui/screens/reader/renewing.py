"""A file that changed on the disk while it is read: the course is opened again, the place stays."""

from __future__ import annotations

from pathlib import Path

from textual import on, work
from textual.message import Message

from orchestra_tui.base.errors import OrchestraError
from orchestra_tui.base.i18n import _
from orchestra_tui.course.course import Course
from orchestra_tui.course.document import Section
from orchestra_tui.tui.screens.reader.going import Going
from orchestra_tui.tui.shelf import Shelf

LOOK_EVERY = 3.0
"""Seconds between two looks at the file's time; works where the system tells nobody of changes."""

Stamp = tuple[int, int] | None


class Renewing(Going):
    """Looks at the file that is shown, and shows what is in it now."""

    class Renewed(Message):
        """The course was opened again, with the same section in it."""

        def __init__(self, course: Course, section: Section) -> None:
            super().__init__()
            self.course = course
            self.section = section

    _watched: tuple[Path, Stamp] | None = None

    def start_watching(self) -> None:
        """Look at the file from now on, while this screen is the one shown."""
        self.set_interval(LOOK_EVERY, self.look_at_file)

    def look_at_file(self) -> None:
        """Open the course again if the file is another one than a moment ago."""
        path = self.current.path
        stamp = _stamp(path)
        before, self._watched = self._watched, (path, stamp)
        if before and before[0] == path and before[1] != stamp and stamp is not None:
            self._reopen(str(self.current.ref))

    @work(thread=True, exclusive=True, group="renew", exit_on_error=False)
    def _reopen(self, ref: str) -> None:
        from orchestra_tui.tutor.library import open_library

        try:
            course = open_library(self.options)
            section = course.section(ref)
            section.blocks  # noqa: B018 — made here, in the thread
        except OrchestraError as fault:
            self.orchestra.tell(fault)
        else:
            self.post_message(self.Renewed(course, section))

    @on(Renewed)
    def _renewed(self, event: Renewed) -> None:
        shelf = Shelf(event.course)
        shelf.unfolded, shelf.folded = self.shelf.unfolded, self.shelf.folded
        self.course, self.shelf, self.section = event.course, shelf, event.section
        self.orchestra.course = event.course
        self.forget_prepared()
        self.page.renew(self.typeset(event.section))
        self.refresh_frame()
        self.prepare()
        self.say(_("The file has changed; this is what it says now."))


def _stamp(path: Path) -> Stamp:
    try:
        seen = path.stat()
    except OSError:
        return None
    return seen.st_mtime_ns, seen.st_size
