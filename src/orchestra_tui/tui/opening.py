"""Where the tutorial opens: the remembered place, else the beginning. Pure but for reading what it opens."""

from __future__ import annotations

from typing import NamedTuple

from orchestra_tui.base.errors import OrchestraError
from orchestra_tui.base.paths import Home
from orchestra_tui.course.course import Course
from orchestra_tui.course.document import Section
from orchestra_tui.course.model import Place
from orchestra_tui.journal import resume
from orchestra_tui.tui.shelf import Shelf


class Opening(NamedTuple):
    """The section to show first, from a place on; `resumed` tells whether the learner was here before."""

    section: Section
    place: Place
    resumed: bool


def opening(course: Course, home: Home) -> Opening:
    """Where to open; reads no other document. OrchestraError where nothing in the course can be read."""
    spot = resume.load(home.resume, course.id)
    if spot:
        try:
            return Opening(course.section(spot.section), Place(spot.block, spot.line), resumed=True)
        except OrchestraError:
            pass
    return Opening(Shelf(course).first(), Place(), resumed=False)
