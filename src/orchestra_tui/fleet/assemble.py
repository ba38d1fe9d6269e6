"""Runbook, pool, profiles and policy in the user's words, wherever they stand, to the one resolved plan."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path as FilePath

from msgspec import structs

from orchestra_tui.base.i18n import _
from orchestra_tui.base.yaml import Document
from orchestra_tui.fleet import calendar
from orchestra_tui.fleet.model import Frozen, Interval, Profile, Role
from orchestra_tui.fleet.plan import Plan
from orchestra_tui.fleet.policy import Policy
from orchestra_tui.fleet.pool import accounts
from orchestra_tui.fleet.profiles import profiles
from orchestra_tui.fleet.reading import Path, fault, filled, mapping_at, value_at
from orchestra_tui.fleet.runbook import Runbook, RunbookEntry, runbook


@dataclass(frozen=True, slots=True)
class Part:
    """A section of a scenario: a document and the path in it."""

    document: Document
    path: Path


@dataclass(frozen=True, slots=True)
class Parts:
    """The sections a plan is made of."""

    runbook: Part
    pool: Part
    profiles: Part
    policy: Part | None = None
    human: Part | None = None


class HumanEntry(Frozen, frozen=True, kw_only=True):
    """When the one human reviews."""

    hours: str | tuple[str, ...]
    zone: str | None = None
    weekdays: bool = False


def part(document: Document, path: Path, folder: FilePath) -> Part:
    """The section at `path`; a text there is the path of a file, from `folder`, that holds it."""
    named = value_at(document, path)
    return part_in(folder / named, str(path[-1])) if isinstance(named, str) else Part(document, path)


def part_in(file: FilePath, name: str) -> Part:
    """The section that fills a file, or stands in it under its own name."""
    from orchestra_tui.base import yaml
    from orchestra_tui.base.files import read_text

    document = yaml.parse(read_text(file), file)
    return Part(document, (name,) if isinstance(document.value, dict) and name in document.value else ())


def plan_of(parts: Parts, started: datetime, zone: str | None = None) -> Plan:
    """The plan; OrchestraError with the place of whatever is wrong. `zone` is that of a human who names none."""
    policy = policy_at(parts.policy) if parts.policy else Policy()
    day = started.date().isoformat()
    who, models = profiles(parts.profiles.document, parts.profiles.path, day)
    book = runbook(parts.runbook.document, parts.runbook.path, _played(who))
    policy = _limited(policy, book.entry)
    horizon = policy.max_ms
    pool = tuple(accounts(parts.pool.document, parts.pool.path, models, started, horizon))
    _reviewers(parts, policy, who, book)
    return Plan(
        tasks=book.tasks,
        profiles=who,
        accounts=pool,
        models=models,
        policy=policy,
        reviewer_hours=_human(parts.human, started, zone, horizon) if parts.human else None,
        merge_order=book.entry.merge.order,
        started_at=started.isoformat(),
        bible=book.entry.bible,
    )


def _played(who: tuple[Profile, ...]) -> dict[Role, str]:
    return {role: profile.id for profile in reversed(who) for role in profile.roles}


def policy_at(where: Part) -> Policy:
    """The policy with what is written over the defaults: in its groups, or by a value's own name (`progress: 15m`)."""
    base = Policy()
    groups = {name: getattr(base, name) for name in base.__struct_fields__}
    short = {
        field.removesuffix("_ms"): name
        for name, group in groups.items()
        if isinstance(group, Frozen)
        for field in group.__struct_fields__
        if field.removesuffix("_ms") not in groups
    }
    alone = tuple(key for key in mapping_at(where.document, where.path) if key in short)
    policy = filled(where.document, where.path, Policy, base, prefix=tuple(short))
    for key in alone:
        name = short[key]
        others = tuple(other for other in mapping_at(where.document, where.path) if other != key)
        values = {name: filled(where.document, where.path, type(groups[name]), getattr(policy, name), prefix=others)}
        policy = structs.replace(policy, **values)
    return policy


def _limited(policy: Policy, entry: RunbookEntry) -> Policy:
    """The policy with the runbook's own limits."""
    limits, budget = policy.limits, policy.budget
    if entry.limits.attempts is not None:
        limits = structs.replace(limits, attempts=entry.limits.attempts)
    if entry.merge.on_conflict == "human":
        limits = structs.replace(limits, conflicts=0)
    if entry.limits.budget_usd is not None:
        budget = structs.replace(budget, fleet=round(entry.limits.budget_usd * 1_000_000))
    return structs.replace(policy, limits=limits, budget=budget)


def _reviewers(parts: Parts, policy: Policy, who: tuple[Profile, ...], book: Runbook) -> None:
    """Reviews by agents need an agent that reviews."""
    wanted = next((task for task in book.tasks if task.review), None)
    if wanted and policy.review.agent and Role.REVIEWER not in _played(who):
        remedy = _("Give the role reviewer to a profile, or write review: false or policy: {review: {agent: false}}.")
        message = _('"{id}" is to be reviewed, but no profile plays the role reviewer').format(id=wanted.id)
        raise fault(parts.runbook.document, book.places[wanted.id], message, remedy)


def _human(where: Part, started: datetime, zone: str | None, horizon: int) -> tuple[Interval, ...]:
    entry = filled(where.document, where.path, HumanEntry)
    name = entry.zone or zone
    if name is None:
        message, remedy = _("Hours need a time zone"), _("Write zone: Europe/Belgrade beside them.")
        raise fault(where.document, (*where.path, "hours"), message, remedy, key=True)
    texts = (entry.hours,) if isinstance(entry.hours, str) else entry.hours
    try:
        place = calendar.zone(name)
        when = tuple(calendar.hours(text) for text in texts)
    except ValueError as error:
        raise fault(where.document, where.path, str(error)) from error
    days = frozenset(range(5)) if entry.weekdays else None
    return calendar.windows(started, place, when, horizon, days)
