"""Scenarios: a lesson as YAML, made of what a live fleet takes, and the numbers of its simulated world."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from hashlib import sha256
from pathlib import Path as FilePath
from typing import Annotated, Literal

from msgspec import Meta, structs

from orchestra_tui.base.errors import OrchestraError, Place
from orchestra_tui.base.i18n import _
from orchestra_tui.base.nearest import did_you_mean
from orchestra_tui.base.yaml import Document, parse
from orchestra_tui.fleet import calendar, units
from orchestra_tui.fleet.assemble import Part, Parts, plan_of
from orchestra_tui.fleet.metrics import Metric
from orchestra_tui.fleet.model import Frozen
from orchestra_tui.fleet.plan import Plan
from orchestra_tui.fleet.reading import fault, filled
from orchestra_tui.fleet.simulation.params import Params
from orchestra_tui.fleet.simulation.sections import SECTIONS, Sections

DEFAULTS = FilePath(__file__).with_name("defaults.yaml")
NO_FILES: Mapping[str, FilePath] = {}


class Question(Frozen, frozen=True, kw_only=True):
    """What the learner is asked before the run: in words, and the metric that answers it."""

    text: str
    metric: Metric
    form: Literal["number", "duration", "money"] = "number"


class GoalEntry(Frozen, frozen=True, kw_only=True):
    """A condition on a metric, in its own unit: a number, a duration (`2h`) or dollars (`$5`)."""

    metric: Metric
    at_least: str | int | None = None
    at_most: str | int | None = None


class Head(Frozen, frozen=True, kw_only=True):
    """What a scenario says about itself; `order` is its place among those of its section."""

    version: Literal[1]
    title: Annotated[str, Meta(min_length=1)]
    section: str
    watch: str
    question: Question
    goal: tuple[GoalEntry, ...] = ()
    start: str = "2026-11-02T10:00"
    zone: str | None = None
    order: int = 0
    seed: Annotated[int, Meta(ge=0)] = 1


@dataclass(frozen=True, slots=True)
class Goal:
    """A condition on a metric, bounds included."""

    metric: Metric
    least: int | None
    most: int | None

    def reached(self, value: int) -> bool:
        """Whether a value meets it."""
        return (self.least is None or value >= self.least) and (self.most is None or value <= self.most)


@dataclass(frozen=True)
class Scenario:
    """A scenario ready to run; `digest` is of everything that a run of it depends on.

    `left_out` are the tasks and accounts that its world speaks of and a runbook or pool put in their place has not.
    """

    name: str
    head: Head
    plan: Plan
    params: Params
    goals: tuple[Goal, ...]
    digest: str
    left_out: tuple[str, ...] = ()


def read(path: FilePath, settings: tuple[str, ...] = (), files: Mapping[str, FilePath] = NO_FILES) -> Scenario:
    """The scenario in a file, with values set by `path=value` and with `files` in the place of sections.

    Raises OrchestraError with the place of whatever is wrong.
    """
    from orchestra_tui.base.files import read_text

    return load(read_text(path), path, settings, files)


def load(
    text: str, file: FilePath, settings: tuple[str, ...] = (), files: Mapping[str, FilePath] = NO_FILES
) -> Scenario:
    """The scenario in a text; files it names are found from the folder of `file`."""
    document = parse(text, file)
    if not isinstance(document.value, dict):
        raise fault(document, (), _("Expected a mapping"))
    sections = Sections(document, file.parent, files)
    for setting in settings:
        sections.put(setting)
    head = filled(document, (), Head, prefix=SECTIONS)
    zone, started = _start(document, head)
    parts = Parts(
        runbook=_needed(sections, "runbook"),
        pool=_needed(sections, "pool"),
        profiles=_needed(sections, "profiles"),
        policy=sections.part("policy"),
        human=sections.part("human"),
    )
    plan = plan_of(parts, started, zone)
    params, left_out = _params(sections.part("world"), plan, files)
    goals = tuple(_goal(document, place, goal) for place, goal in enumerate(head.goal))
    return Scenario(file.stem, head, plan, params, goals, _digest(plan, params), left_out)


def _needed(sections: Sections, name: str) -> Part:
    found = sections.part(name)
    if found is None:
        raise fault(sections.document, (), _('The key "{name}" is missing').format(name=name))
    return found


def _start(document: Document, head: Head) -> tuple[str | None, datetime]:
    try:
        zone = calendar.zone(head.zone) if head.zone else None
    except ValueError as error:
        raise fault(document, ("zone",), str(error)) from error
    try:
        return head.zone, calendar.moment(head.start, zone)
    except ValueError as error:
        raise fault(document, ("start",), str(error)) from error


@cache
def defaults() -> Params:
    """The calibrated numbers that ship."""
    from orchestra_tui.base.files import read_text

    return filled(parse(read_text(DEFAULTS), DEFAULTS), (), Params)


def _params(world: Part | None, plan: Plan, files: Mapping[str, FilePath]) -> tuple[Params, tuple[str, ...]]:
    """The world's numbers over the defaults, and the ids left out of it.

    What it says of tasks and accounts must be of such as there are, unless runbook or pool are others than its own.
    """
    if world is None:
        return defaults(), ()
    params, left_out = filled(world.document, world.path, Params, defaults()), list[str]()
    for name, given, known, section in (
        ("tasks", params.tasks, plan.task, "runbook"),
        ("accounts", params.accounts, plan.account, "pool"),
    ):
        strange = [id for id in given if id not in known]
        if strange and section not in files:
            message = _('The plan has no "{id}"').format(id=strange[0])
            here = (*world.path, name, strange[0])
            raise fault(world.document, here, message, did_you_mean(strange[0], known), key=True)
        left_out += strange
    return structs.replace(
        params,
        tasks={id: fate for id, fate in params.tasks.items() if id in plan.task},
        accounts={id: fate for id, fate in params.accounts.items() if id in plan.account},
    ), tuple(left_out)


def _goal(document: Document, place: int, entry: GoalEntry) -> Goal:
    bounds: list[int | None] = []
    for name, bound in (("at_least", entry.at_least), ("at_most", entry.at_most)):
        try:
            bounds.append(None if bound is None else _number(bound))
        except ValueError as error:
            raise fault(document, ("goal", place, name), str(error)) from error
    if bounds == [None, None]:
        raise fault(document, ("goal", place), _("This goal wants nothing: write at_least or at_most"))
    return Goal(entry.metric, *bounds)


def _number(bound: str | int) -> int:
    if isinstance(bound, int):
        return bound
    return units.money(bound) if bound.startswith("$") else units.duration(bound)


def _digest(plan: Plan, params: Params) -> str:
    """Of what a run depends on: words that are only shown may change and be translated."""
    import msgspec

    mute = [structs.replace(task, title="", path=(), accept="") for task in plan.tasks]
    encoder = msgspec.json.Encoder(order="sorted")
    bare = structs.replace(plan, tasks=tuple(mute), bible="")
    return sha256(encoder.encode(bare) + encoder.encode(params)).hexdigest()


def find(folder: FilePath, name: str) -> FilePath:
    """The file of a shipped scenario in a folder of them; OrchestraError names one like it."""
    known = {file.stem: file for file in sorted(folder.glob("*.yaml"))}
    if name not in known:
        raise OrchestraError(
            _('There is no scenario "{name}"').format(name=name), place=Place(folder), remedy=did_you_mean(name, known)
        )
    return known[name]
