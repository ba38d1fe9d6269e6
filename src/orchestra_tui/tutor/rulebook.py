"""Which passage of the course explains a rule of the fleet."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from orchestra_tui.course.model import SectionRef

if TYPE_CHECKING:
    from orchestra_tui.course.course import Course

Passage = tuple[SectionRef, str]
"""A section and the anchor of a heading in it; empty for its beginning."""


class Rulebook:
    """The rules of a course with the passages that explain them; the files are read when the first is asked for."""

    def __init__(self, course: Course) -> None:
        self._course = course

    def section(self, rule: str) -> Passage | None:
        """The passage that explains the rule of a decision; None where the course has none.

        Raises OrchestraError with a place when a file is not what it should be.
        """
        from orchestra_tui.fleet.rules.names import base

        return self._passages.get(base(rule))

    @cached_property
    def _passages(self) -> dict[str, Passage]:
        from orchestra_tui.base.yaml import read
        from orchestra_tui.course.rules_file import NAME, RulesFile, parted

        found: dict[str, Passage] = {}
        for module in self._course.modules:
            path = module.content / NAME if module.content else None
            for rule, passage in read(path, RulesFile).rules.items() if path and path.is_file() else ():
                section, anchor = parted(passage)
                found.setdefault(rule, (SectionRef(module.id, section), anchor))
        return found


def rulebook(course: Course) -> Rulebook:
    """The rulebook of a course."""
    return Rulebook(course)
