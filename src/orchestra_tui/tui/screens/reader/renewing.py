"""A file that changed on the disk while it is read: the course is opened again, the place stays."""

from __future__ import annotations

from pathlib import Path

from orchestra_tui.base.errors import OrchestraError
from orchestra_tui.tui.screens.reader.part import Part

LOOK_EVERY = 3.0
"""Seconds between two looks at the file's time; works where the system tells nobody of changes."""

Stamp = tuple[int, int] | None


class Renewing(Part):
    """Looks at the file that is shown, and shows what is in it now."""

    _watched: tuple[Path, Stamp] | None = None

    def start(self) -> None:
        """Look at the file from now on, every second."""
        self.reader.set_interval(LOOK_EVERY, self.look)

    def look(self) -> None:
        """Open the course again if the file is another one than a moment ago."""
        path = self.reader.current.path
        stamp = _stamp(path)
        before, self._watched = self._watched, (path, stamp)
        if before and before[0] == path and before[1] != stamp and stamp is not None:
            ref = str(self.reader.current.ref)
            self.reader.run_worker(
                lambda: self._reopen(ref), thread=True, exclusive=True, group="renew", exit_on_error=False
            )

    def _reopen(self, ref: str) -> None:
        from orchestra_tui.tutor.library import open_library

        reader = self.reader
        try:
            course = open_library(reader.options)
            section = course.section(ref)
            section.blocks  # noqa: B018 — made here, in the thread
        except OrchestraError as fault:
            reader.orchestra.tell(fault)
        else:
            reader.post_message(reader.Renewed(course, section))


def _stamp(path: Path) -> Stamp:
    try:
        seen = path.stat()
    except OSError:
        return None
    return seen.st_mtime_ns, seen.st_size
