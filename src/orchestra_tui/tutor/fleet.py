"""Running a scenario: made ready with what was asked for, run to its end, measured against its goal."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from orchestra_tui.base.errors import OrchestraError, Place
from orchestra_tui.base.i18n import _
from orchestra_tui.fleet.metrics import Metric, compute
from orchestra_tui.fleet.possible import Impossible, impossible
from orchestra_tui.fleet.simulation.run import Act, Run, Runner
from orchestra_tui.fleet.simulation.scenario import Goal, Scenario, read
from orchestra_tui.tutor.scenarios import ScenarioEntry, find

if TYPE_CHECKING:
    from orchestra_tui.course.course import Course

MAX_SEED = 2**63 - 1


@dataclass(frozen=True, slots=True)
class Prepared:
    """A scenario with the values, the files and the seed it is to run with."""

    entry: ScenarioEntry
    scenario: Scenario
    seed: int

    @property
    def obstacles(self) -> tuple[Impossible, ...]:
        """The tasks that can never be done, each with its why; such a scenario is not worth running."""
        return impossible(self.scenario.plan)


@dataclass(frozen=True, slots=True)
class Reached:
    """A goal, what the run came to, and whether that is enough."""

    goal: Goal
    value: int
    ok: bool


@dataclass(frozen=True, slots=True)
class Outcome:
    """A run that is over; `acts` are the learner's interventions in it."""

    prepared: Prepared
    run: Run
    numbers: dict[Metric, int]
    goals: tuple[Reached, ...]
    acts: tuple[Act, ...] = ()


def prepare(
    course: Course,
    name: str,
    *,
    seed: int | None = None,
    settings: Sequence[str] = (),
    runbook: Path | None = None,
    pool: Path | None = None,
    language: str = "",
) -> Prepared:
    """A scenario by its name or path, ready to run; `settings` are `path=value`, runbook and pool files of their own.

    Raises OrchestraError with the place of whatever is wrong.
    """
    entry = find(course, name, language)
    files = {part: path for part, path in (("runbook", runbook), ("pool", pool)) if path}
    scenario = read(entry.path, tuple(settings), files)
    wanted = scenario.head.seed if seed is None else seed
    return Prepared(entry, replace(scenario, name=entry.name), wanted)


def run(prepared: Prepared, acts: Sequence[Act] = ()) -> Outcome:
    """The whole run. Raises OrchestraError where it does not come to an end."""
    scenario = prepared.scenario
    runner = Runner(scenario.plan, scenario.params, prepared.seed, acts)
    while runner.step():
        pass
    if not runner.state.finished:
        raise endless(prepared, len(runner.events))
    whole = Run(scenario.plan, prepared.seed, tuple(runner.events), runner.orchestrator.fold.freeze())
    numbers = compute(scenario.plan, whole.events)
    return Outcome(prepared, whole, numbers, reached(scenario, numbers), tuple(acts))


def reached(scenario: Scenario, numbers: dict[Metric, int]) -> tuple[Reached, ...]:
    """The goals of a scenario held against what a run came to."""
    values = ((goal, numbers[goal.metric]) for goal in scenario.goals)
    return tuple(Reached(goal, value, goal.reached(value)) for goal, value in values)


def endless(prepared: Prepared, events: int) -> OrchestraError:
    """The fault of a run that was stopped because it goes on and on."""
    return OrchestraError(
        _("The run was stopped before its end: too many events ({count})").format(count=events),
        place=Place(prepared.entry.path),
        remedy=_("Give it fewer agents or tasks, rarer heartbeats, or an earlier end: policy: {max: 2d}."),
    )
