"""What the first page of the fleet shows, gathered in the journal's thread."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from orchestra_tui.base.errors import OrchestraError
from orchestra_tui.course.model import SectionRef
from orchestra_tui.tutor.repertoire import Listed, repertoire
from orchestra_tui.tutor.scenarios import faults, files

if TYPE_CHECKING:
    from orchestra_tui.tutor.playing.showing import Shown
    from orchestra_tui.tutor.quiz import Quiz


@dataclass(frozen=True)
class Bill:
    """The scenarios with what the learner saw of them.

    `titles` names sections, `reading` is the one read last, `shown` is by the scenario's name and grows by and by.
    """

    listed: tuple[Listed, ...]
    titles: Mapping[SectionRef, str]
    faults: tuple[OrchestraError, ...] = ()
    reading: SectionRef | None = None
    shown: Mapping[str, Shown] = field(default_factory=dict)

    @property
    def newcomer(self) -> bool:
        """Whether nothing was watched yet."""
        return not any(each.runs for each in self.listed)

    def named(self, name: str) -> Listed | None:
        """The scenario of this name."""
        return next((each for each in self.listed if each.entry.name == name), None)


def bill(reading: str) -> Callable[[Quiz], Bill]:
    """Work for an examiner: how things stand; `reading` is the full id of the section read last, or empty."""

    def work(quiz: Quiz) -> Bill:
        found = repertoire(quiz.course, quiz.journal, quiz.language)
        whole = len(found) == len(files(quiz.course, quiz.language))
        refs = {each.entry.section for each in found if each.entry.section is not None}
        return Bill(
            listed=found,
            titles={ref: quiz.course.section(str(ref)).title for ref in refs},
            faults=() if whole else faults(quiz.course, quiz.language),
            reading=next((ref for ref in refs if str(ref) == reading), None),
        )

    return work
