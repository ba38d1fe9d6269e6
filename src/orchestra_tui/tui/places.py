"""The places of the tutorial, and which of them a course has something for. Pure; reads nothing but names of files."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from orchestra_tui.base.i18n import N_
from orchestra_tui.course.course import Course
from orchestra_tui.course.model import SectionRef

THEORY, CHECK, FLEET, PROGRESS = "theory", "check", "fleet", "progress"
INVITED, INVITED_MINUTES = 4, 3
"""Questions and minutes of the check that a section invites to, said here so that no question has to be read for it."""

WATCHED_MINUTES = "2–4"
"""Minutes that a run takes with its prediction, said here so that none has to be computed for it."""


class Where(NamedTuple):
    """A place: its name, and the command that goes there."""

    id: str
    title: str
    command: str


PLACES = (
    Where(THEORY, N_("Theory"), "place-theory"),
    Where(CHECK, N_("Check"), "place-check"),
    Where(FLEET, N_("Fleet"), "place-fleet"),
    Where(PROGRESS, N_("Progress"), "place-progress"),
)


def open_places(course: Course) -> tuple[Where, ...]:
    """The places with something in them: without questions and scenarios there is the text, and nothing to choose."""
    asks = any(_holds(module.content, "quiz") for module in course.modules)
    plays = any(_holds(module.content, "scenarios") for module in course.modules)
    full = {THEORY: True, CHECK: asks, FLEET: plays, PROGRESS: asks}
    return tuple(place for place in PLACES if full[place.id])


def has_questions(course: Course, ref: SectionRef) -> bool:
    """Whether there are questions about a section."""
    module = course.module(ref.module)
    return bool(module and module.content and (module.content / "quiz" / f"{ref.section}.yaml").is_file())


def _holds(content: Path | None, folder: str) -> bool:
    return content is not None and any((content / folder).glob("*.yaml"))
