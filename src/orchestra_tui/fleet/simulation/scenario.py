"""Scenarios: a lesson as YAML, made of what a live fleet takes, and the numbers of its simulated world."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cache
from hashlib import sha256
from pathlib import Path as FilePath
from typing import Annotated, Literal

from msgspec import Meta

from orchestra_tui.base.errors import OrchestraError, Place
from orchestra_tui.base.i18n import _
from orchestra_tui.base.nearest import did_you_mean
from orchestra_tui.base.yaml import Document, parse
from orchestra_tui.fleet import calendar, units
from orchestra_tui.fleet.assemble import Part, Parts, part, plan_of
from orchestra_tui.fleet.metrics import Metric
from orchestra_tui.fleet.model import Frozen
from orchestra_tui.fleet.plan import Plan
from orchestra_tui.fleet.reading import fault, filled, value_at
from orchestra_tui.fleet.simulation.params import Params

DEFAULTS = FilePath(__file__).with_name("defaults.yaml")
SECTIONS = ("runbook", "pool", "profiles", "policy", "human", "world")
"""What a scenario holds, inline or as the path of a file."""


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
    """What a scenario says about itself."""

    version: Literal[1]
    title: Annotated[str, Meta(min_length=1)]
    section: str
    watch: str
    question: Question
    goal: tuple[GoalEntry, ...] = ()
    start: str = "2026-11-02T10:00"
    zone: str | None = None
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
    """A scenario ready to run; `digest` is of everything it was made from."""

    name: str
    head: Head
    plan: Plan
    params: Params
    goals: tuple[Goal, ...]
    digest: str


def read(path: FilePath, settings: tuple[str, ...] = ()) -> Scenario:
    """The scenario in a file, with values set by `path=value`; OrchestraError with the place of whatever is wrong."""
    from orchestra_tui.base.files import read_text

    return load(read_text(path), path, settings)


def load(text: str, file: FilePath, settings: tuple[str, ...] = ()) -> Scenario:
    """The scenario in a text; files it names are found from the folder of `file`."""
    from orchestra_tui.fleet.simulation.setting import put

    document = parse(text, file)
    if not isinstance(document.value, dict):
        raise fault(document, (), _("Expected a mapping"))
    for setting in settings:
        put(document, setting)
    head = filled(document, (), Head, prefix=SECTIONS)
    zone, started = _start(document, head)
    found = {name: part(document, (name,), file.parent) for name in SECTIONS if _has(document, name)}
    for name in ("runbook", "pool", "profiles"):
        if name not in found:
            raise fault(document, (), _('The key "{name}" is missing').format(name=name))
    parts = Parts(
        runbook=found["runbook"],
        pool=found["pool"],
        profiles=found["profiles"],
        policy=found.get("policy"),
        human=found.get("human"),
    )
    plan = plan_of(parts, started, zone)
    params = _params(found.get("world"), plan)
    goals = tuple(_goal(document, place, goal) for place, goal in enumerate(head.goal))
    return Scenario(file.stem, head, plan, params, goals, _digest(plan, params))


def _has(document: Document, name: str) -> bool:
    return value_at(document, (name,)) is not None


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


def _params(world: Part | None, plan: Plan) -> Params:
    """The world's numbers over the defaults; what is said of tasks and accounts must be of such as there are."""
    if world is None:
        return defaults()
    params = filled(world.document, world.path, Params, defaults())
    for name, given, known in (("tasks", params.tasks, plan.task), ("accounts", params.accounts, plan.account)):
        for id in given:
            if id not in known:
                message = _('The plan has no "{id}"').format(id=id)
                raise fault(world.document, (*world.path, name, id), message, did_you_mean(id, known), key=True)
    return params


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
    import msgspec

    encoder = msgspec.json.Encoder(order="sorted")
    return sha256(encoder.encode(plan) + encoder.encode(params)).hexdigest()


def find(folder: FilePath, name: str) -> FilePath:
    """The file of a shipped scenario in a folder of them; OrchestraError names one like it."""
    known = {file.stem: file for file in sorted(folder.glob("*.yaml"))}
    if name not in known:
        raise OrchestraError(
            _('There is no scenario "{name}"').format(name=name), place=Place(folder), remedy=did_you_mean(name, known)
        )
    return known[name]
