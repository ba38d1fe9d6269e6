"""What the fleet of a course has to show, and what its learner has seen of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from orchestra_tui.journal.runs import ENDED, FLEET_RUN, FleetRun, fleet_runs
from orchestra_tui.tutor.scenarios import ScenarioEntry, scenarios

if TYPE_CHECKING:
    from orchestra_tui.course.course import Course
    from orchestra_tui.course.model import SectionRef
    from orchestra_tui.journal.store import Journal


@dataclass(frozen=True, slots=True)
class Listed:
    """A scenario with its runs, oldest first."""

    entry: ScenarioEntry
    runs: tuple[FleetRun, ...] = ()

    @property
    def seen(self) -> bool:
        """Whether it was watched to its end."""
        return any(run.state == ENDED for run in self.runs)

    @property
    def last(self) -> FleetRun | None:
        """The run to tell about: the last one that was watched to its end, else the last one begun."""
        ended = [run for run in self.runs if run.state == ENDED]
        return next(iter((*ended[-1:], *self.runs[-1:])), None)

    @property
    def first_guess(self) -> FleetRun | None:
        """The first run that was predicted and watched to its end: later predictions know too much."""
        return next((run for run in self.runs if run.predicted is not None and run.value is not None), None)

    @property
    def reached(self) -> bool:
        """Whether all its goals were reached once."""
        return any(run.state == ENDED and all(run.goals) for run in self.runs)


def repertoire(course: Course, journal: Journal, language: str = "") -> tuple[Listed, ...]:
    """The scenarios of a course in the order to take them; each file is read for its title and section alone."""
    return listed(scenarios(course, language), fleet_runs(journal.rows(FLEET_RUN, course.id)))


def listed(entries: Iterable[ScenarioEntry], runs: Sequence[FleetRun]) -> tuple[Listed, ...]:
    """The scenarios with their runs; runs of the learner's own files belong to none."""
    return tuple(
        Listed(entry, tuple(run for run in runs if run.scenario == entry.name and not run.own)) for entry in entries
    )


def by_section(known: Iterable[Listed]) -> dict[SectionRef, tuple[Listed, int]]:
    """The scenario to invite to from each section, the first not watched to its end, and how many more it has."""
    of: dict[SectionRef, list[Listed]] = {}
    for each in known:
        if each.entry.section is not None:
            of.setdefault(each.entry.section, []).append(each)
    return {ref: (next((each for each in own if not each.seen), own[0]), len(own) - 1) for ref, own in of.items()}


def upcoming(known: Sequence[Listed], reading: SectionRef | None = None, after: str = "") -> Listed | None:
    """The scenario to watch next: one of the section read last, else the first that was not watched to its end.

    With `after` those behind this scenario come first, and itself not at all.
    """
    names = [each.entry.name for each in known]
    place = names.index(after) + 1 if after in names else 0
    fresh = [each for each in (*known[place:], *known[:place]) if not each.seen and each.entry.name != after]
    here = [each for each in fresh if reading is not None and each.entry.section == reading]
    return next(iter([*here, *fresh]), None)
