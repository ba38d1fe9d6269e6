"""Logs of runs as files: written whole, read again, held against the scenario they came from and against the rules."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, cast

from orchestra_tui.base.errors import OrchestraError, Place
from orchestra_tui.base.files import read_text, replace_text
from orchestra_tui.base.i18n import _
from orchestra_tui.fleet import log
from orchestra_tui.fleet.fold import Fold
from orchestra_tui.fleet.metrics import compute
from orchestra_tui.fleet.replay import Divergence, verify
from orchestra_tui.fleet.simulation.run import Run
from orchestra_tui.tutor.fleet import Outcome, Prepared, reached
from orchestra_tui.tutor.scenarios import files

if TYPE_CHECKING:
    from orchestra_tui.course.course import Course
    from orchestra_tui.fleet.events import AnyEvent
    from orchestra_tui.fleet.plan import Plan
    from orchestra_tui.fleet.state import State

LIMIT = 1024 * 1024 * 1024
"""The most bytes a log may have."""
_BREAKS = (AssertionError, ArithmeticError, AttributeError, LookupError, TypeError, ValueError)
"""How a state refuses an event that cannot have happened."""


@dataclass(frozen=True, slots=True)
class Recorded:
    """A log with the scenario it is read by; `doubts` are why it may be another than the one that made it."""

    prepared: Prepared
    log: log.Log
    file: str
    doubts: tuple[OrchestraError, ...] = ()


def lines(outcome: Outcome) -> Iterable[str]:
    """The log of a run, line by line: the header, then an event each; it ends in a newline, as all lines do."""
    scenario = outcome.prepared.scenario
    header = log.Header(
        scenario=scenario.name,
        scenario_digest=scenario.digest,
        seed=outcome.prepared.seed,
        started_at=scenario.plan.started_at,
    )
    return (f"{line}\n" for line in log.dump(header, outcome.run.events))


def write(path: Path, outcome: Outcome) -> None:
    """Puts the log of a run into a file in one step. Raises OrchestraError where that cannot be done."""
    replace_text(path, "".join(lines(outcome)))


def read(path: Path) -> log.Log:
    """The log in a file. Raises OrchestraError with file and line for what is none."""
    return log.load(read_text(path, LIMIT).split("\n"), str(path))


def scenario_of(course: Course, found: log.Log, file: str, language: str = "") -> str:
    """The scenario that a log's header names. Raises OrchestraError where the course has none of that name."""
    name = found.header.scenario
    if name not in files(course, language):
        message = _('The log is of the scenario "{name}", which is not here').format(name=name)
        raise OrchestraError(message, place=Place(file, 1), remedy=_("Name its file: --scenario FILE"))
    return name


def recorded(ready: Prepared, found: log.Log, file: str) -> Recorded:
    """A log with the scenario to read it by, made ready with the log's seed and with what the run was told."""
    return Recorded(ready, found, file, tuple(_doubts(ready, found.header, file)))


def _doubts(ready: Prepared, header: log.Header, file: str) -> Iterable[OrchestraError]:
    place = Place(file, 1)
    if header.core != log.CORE:
        message = _("The log was made by the rules of version {version}; these are of version {ours}")
        yield OrchestraError(message.format(version=header.core, ours=log.CORE), place=place)
    if header.scenario_digest != ready.scenario.digest:
        message = _('The log was made from another scenario than this "{name}"').format(name=ready.scenario.name)
        remedy = _("Say what the run was told: --set, --runbook, --pool, --scenario FILE.")
        yield OrchestraError(message, place=place, remedy=remedy)


def outcome(found: Recorded) -> Outcome:
    """What a recorded run came to, as far as it is recorded. Raises OrchestraError at the event that does not fit."""
    plan = found.prepared.scenario.plan
    final = _folded(plan, found)
    events = cast("tuple[AnyEvent, ...]", found.log.events)
    numbers = compute(plan, events)
    run = Run(plan, found.prepared.seed, events, final)
    return Outcome(found.prepared, run, numbers, reached(found.prepared.scenario, numbers))


def divergence(found: Recorded) -> Divergence | None:
    """Where the log first differs from what the rules decide; None if nowhere."""
    return verify(found.prepared.scenario.plan, found.log.events)


def _folded(plan: Plan, found: Recorded) -> State:
    fold = Fold(plan)
    for event in found.log.events:
        try:
            fold.push(event)
        except _BREAKS as error:
            message = _('Event {n} cannot have happened in the scenario "{name}"')
            raise OrchestraError(
                message.format(n=event.n, name=found.prepared.scenario.name),
                place=Place(found.file, event.n + 1),
                remedy=_("Replay it with the scenario it came from: --scenario FILE"),
            ) from error
    return fold.freeze()
