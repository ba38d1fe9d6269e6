"""Opening the course a start asked for, and finding in it what a person named."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING

from orchestra_tui.base.errors import OrchestraError, Place
from orchestra_tui.base.i18n import _
from orchestra_tui.course.course import open_course

if TYPE_CHECKING:
    from orchestra_tui.course.course import Course
    from orchestra_tui.course.document import Section
    from orchestra_tui.course.model import SectionRef
    from orchestra_tui.tutor.options import Options


def open_library(options: Options) -> Course:
    """The course to work with; none of its text is read. Raises OrchestraError where it cannot be opened."""
    return open_course(options.course, options.course_language)


def all_sections(course: Course) -> tuple[Section, ...]:
    """Every section that can be read; `course.faults` tells about the rest.

    Raises OrchestraError, the first of those faults, where none can be read.
    """
    sections = tuple(course.sections)
    if not sections:
        raise _nothing(course.faults, course)
    return sections


def sections_named(course: Course, name: str) -> tuple[Section, ...]:
    """The section of this full or short id, or all sections of the module of this id, further reading included.

    Raises OrchestraError that names ids like it where there is neither, or the fault of a module that has no text.
    """
    module = course.module(name)
    if module is None:
        return (course.section(name),)
    if not module.sections:
        raise _nothing(module.faults, course)
    return module.sections


def short_names(sections: Iterable[Section]) -> dict[SectionRef, str]:
    """What to call each of these sections: the short id where it is unique among them, else the full one."""
    refs = [section.ref for section in sections]
    often = Counter(ref.section for ref in refs)
    modules = {ref.module for ref in refs}
    return {ref: str(ref) if often[ref.section] > 1 or ref.section in modules else ref.section for ref in refs}


def _nothing(faults: tuple[OrchestraError, ...], course: Course) -> OrchestraError:
    return faults[0] if faults else OrchestraError(_("There is nothing to read here"), place=Place(course.root))
