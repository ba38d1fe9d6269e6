"""Which runs of the fleet show what a section is about: found out in the journal's thread, once the text stands."""

from __future__ import annotations

from concurrent.futures import Future
from contextlib import suppress
from typing import TYPE_CHECKING, cast

from orchestra_tui.base.errors import OrchestraError
from orchestra_tui.course.model import SectionRef
from orchestra_tui.tui.places import FLEET
from orchestra_tui.tui.screens.reader.part import Part

if TYPE_CHECKING:
    from orchestra_tui.course.course import Course
    from orchestra_tui.journal.store import Journal
    from orchestra_tui.tui.screens.reader import ReaderScreen
    from orchestra_tui.tutor.repertoire import Listed

Shows = dict[SectionRef, "tuple[Listed, int]"]


class Showing(Part):
    """Invites to the runs of a section, the next one not watched first.

    Their files are read once the learner moves or the end of a section is on the screen, not by opening the tutorial.
    """

    _asked = False

    @property
    def any(self) -> bool:
        """Whether the course has runs at all; no file is read for it."""
        return any(place.id == FLEET for place in self.reader.orchestra.places)

    def moved(self) -> None:
        """The learner is somewhere."""
        page, begin = self.reader.page, self.reader.start.section
        if not self._asked and (page.at_end or page.top or self.reader.current is not begin):
            self.look()

    def look_again(self) -> None:
        """See how things stand now, if anybody ever looked."""
        if self._asked:
            self.look()

    def look(self) -> None:
        """See which runs there are."""
        if not self.any:
            return
        self._asked, app = True, self.reader.orchestra
        course, language = self.reader.course, app.options.course_language
        with suppress(RuntimeError):
            found = self.reader.desk.with_journal(lambda journal: _shows(course, journal, language))
            found.add_done_callback(lambda done: self.reader.call_later(self._take, done))

    def _take(self, done: Future[Shows]) -> None:
        # A journal that cannot be read was told when it was opened; the section then does without.
        with suppress(OrchestraError):
            reader = cast("ReaderScreen", self.reader)
            before, reader.shown_by = reader.shown_by, done.result()
            ref, reader.shows_known = reader.current.ref, True
            if before.get(ref) != reader.shown_by.get(ref):
                reader.page.renew(reader.typeset(reader.current))
            reader.refresh_keys()
            reader.shows_are_known()


def _shows(course: Course, journal: Journal, language: str) -> Shows:
    from orchestra_tui.tutor.repertoire import by_section, repertoire

    return by_section(repertoire(course, journal, language))
