"""The runbook in the user's words: Roadmap → Phase → Task → Atomic Task, flattened to the tasks agents work on."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Literal, NamedTuple

from msgspec import Meta

from orchestra_tui.base.i18n import _
from orchestra_tui.base.nearest import did_you_mean
from orchestra_tui.base.yaml import Document
from orchestra_tui.fleet.model import Frozen, Role, Task
from orchestra_tui.fleet.pool import NAME
from orchestra_tui.fleet.profiles import PRIORITIES, Priority, role
from orchestra_tui.fleet.reading import Path, fault, filled


class Atomic(Frozen, frozen=True, kw_only=True):
    """A piece of work for one agent; only here code is written."""

    id: NAME
    role: str
    title: str = ""
    after: tuple[str, ...] = ()
    touches: tuple[str, ...] = ()
    accept: str = ""
    review: bool = True
    budget: Annotated[int, Meta(ge=0)] | None = None
    priority: Priority = "normal"


class Group(Frozen, frozen=True, kw_only=True):
    """A task that was cut into atomic ones."""

    task: str
    atomic: tuple[Atomic, ...]


class Phase(Frozen, frozen=True, kw_only=True):
    """A phase of the roadmap."""

    phase: str
    tasks: tuple[Group, ...]


class MergeEntry(Frozen, frozen=True, kw_only=True):
    """How branches are merged: in which order, with which check, and what a conflict means."""

    order: tuple[str, ...] = ()
    check: str = ""
    on_conflict: Literal["rerun", "human"] = "rerun"


class LimitsEntry(Frozen, frozen=True, kw_only=True):
    """When the runbook gives up; `budget_usd` is the fleet's."""

    attempts: Annotated[int, Meta(ge=1)] | None = None
    budget_usd: Annotated[float, Meta(ge=0)] | None = None
    then: Literal["human"] = "human"


class RunbookEntry(Frozen, frozen=True, kw_only=True):
    """A runbook: a roadmap, or atomic tasks alone."""

    goal: str = ""
    bible: str = ""
    roadmap: tuple[Phase, ...] = ()
    tasks: tuple[Atomic, ...] = ()
    merge: MergeEntry = MergeEntry()
    limits: LimitsEntry = LimitsEntry()


class Runbook(NamedTuple):
    """A runbook that was read: its tasks in order, and where each of them stands in the file."""

    entry: RunbookEntry
    tasks: tuple[Task, ...]
    places: dict[str, Path]


def runbook(document: Document, path: Path, roles: dict[Role, str]) -> Runbook:
    """The runbook at `path`; `roles` are those that some profile plays. Cycles and unknown names are faults."""
    entry = filled(document, path, RunbookEntry)
    tasks: dict[str, Task] = {}
    places: dict[str, Path] = {}
    for atomic, branch, here in _atomic(entry, path):
        if atomic.id in tasks:
            line = document.at(*places[atomic.id], "id").line
            message = _('The task "{id}" is here already, first in line {line}').format(id=atomic.id, line=line)
            raise fault(document, (*here, "id"), message)
        places[atomic.id] = here
        tasks[atomic.id] = _task(document, here, atomic, branch, roles)
    if not tasks:
        raise fault(document, path, _("The runbook has no task"))
    _references(document, tasks, places)
    _cycles(document, tasks, places)
    for place, id in enumerate(entry.merge.order):
        if id not in tasks:
            message = _('No task is called "{id}"').format(id=id)
            raise fault(document, (*path, "merge", "order", place), message, did_you_mean(id, tasks))
    return Runbook(entry, tuple(tasks.values()), places)


def _atomic(entry: RunbookEntry, path: Path) -> Iterator[tuple[Atomic, tuple[str, ...], Path]]:
    for i, phase in enumerate(entry.roadmap):
        for j, group in enumerate(phase.tasks):
            for k, atomic in enumerate(group.atomic):
                here = (*path, "roadmap", i, "tasks", j, "atomic", k)
                yield atomic, (entry.goal, phase.phase, group.task), here
    for i, atomic in enumerate(entry.tasks):
        yield atomic, (entry.goal,) if entry.goal else (), (*path, "tasks", i)


def _task(document: Document, path: Path, atomic: Atomic, branch: tuple[str, ...], roles: dict[Role, str]) -> Task:
    who = role(document, (*path, "role"), atomic.role)
    if who not in roles:
        message = _('No profile plays the role "{role}"').format(role=atomic.role)
        raise fault(document, (*path, "role"), message, did_you_mean(atomic.role, [str(known) for known in roles]))
    return Task(
        id=atomic.id,
        title=atomic.title or atomic.id,
        role=who,
        path=branch,
        after=tuple(dict.fromkeys(atomic.after)),
        touches=atomic.touches,
        accept=atomic.accept,
        review=atomic.review,
        budget=atomic.budget,
        priority=PRIORITIES[atomic.priority],
    )


def _references(document: Document, tasks: dict[str, Task], places: dict[str, Path]) -> None:
    for task in tasks.values():
        for place, other in enumerate(task.after):
            if other not in tasks:
                message = _('No task is called "{id}"').format(id=other)
                raise fault(document, (*places[task.id], "after", place), message, did_you_mean(other, tasks))


def _cycles(document: Document, tasks: dict[str, Task], places: dict[str, Path]) -> None:
    """Refuses tasks that wait for each other, without recursion: chains may be long."""
    done: set[str] = set()
    for start, task in tasks.items():
        trail: dict[str, Iterator[str]] = {}
        if start not in done:
            trail[start] = iter(task.after)
        while trail:
            id = next(reversed(trail))
            other = next((o for o in trail[id] if o not in done), None)
            if other is None:
                done.add(id)
                del trail[id]
            elif other in trail:
                names = list(trail)
                circle = " → ".join([*names[names.index(other) :], other])
                message = _("These tasks wait for each other: {circle}").format(circle=circle)
                raise fault(document, (*places[id], "after"), message, _("Break the circle."))
            else:
                trail[other] = iter(tasks[other].after)
