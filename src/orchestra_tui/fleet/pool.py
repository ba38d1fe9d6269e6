"""The pool in the user's words: whose accounts there are, with which CLI and model, when, and how much of them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Annotated
from zoneinfo import ZoneInfo

from msgspec import Meta

from orchestra_tui.base.i18n import _
from orchestra_tui.base.nearest import did_you_mean
from orchestra_tui.base.yaml import Document
from orchestra_tui.fleet import calendar
from orchestra_tui.fleet.catalogue import catalogue
from orchestra_tui.fleet.model import Account, Frozen, Interval, Model, Quota
from orchestra_tui.fleet.reading import Path, fault, filled, value_at

NAME = Annotated[str, Meta(pattern=r"^[\w][\w.-]*$", max_length=80)]


class QuotaEntry(Frozen, frozen=True, kw_only=True):
    """What an account may use `per` window."""

    per_ms: Annotated[int, Meta(ge=1)]
    tokens: Annotated[int, Meta(ge=0)] | None = None
    requests: Annotated[int, Meta(ge=0)] | None = None


class AccountEntry(Frozen, frozen=True, kw_only=True):
    """An account as it is written; `model` or `models` are all it gives access to, else everything its CLI reaches."""

    owner: NAME
    cli: str
    id: NAME | None = None
    model: str | None = None
    models: tuple[str, ...] = ()
    daily_budget: Annotated[int, Meta(ge=0)] | None = None
    availability_window: str | tuple[str, ...] | None = None
    zone: str | None = None
    quota: QuotaEntry | None = None
    concurrency: Annotated[int, Meta(ge=1)] | None = None


class PoolEntry(Frozen, frozen=True, kw_only=True):
    """A pool with a zone for all; it may also be the list of accounts alone."""

    accounts: tuple[AccountEntry, ...]
    zone: str | None = None


def accounts(
    document: Document, path: Path, models: tuple[Model, ...], started: datetime, horizon: int
) -> Iterator[Account]:
    """The accounts of the pool at `path`, resolved; `models` are those that somebody uses."""
    zone: str | None = None
    if isinstance(value_at(document, path), dict):
        pool = filled(document, path, PoolEntry)
        zone, path = pool.zone, (*path, "accounts")
    entries = value_at(document, path)
    if not isinstance(entries, list) or not entries:
        raise fault(document, path, _("Expected a list of accounts"))
    taken: dict[str, int] = {}
    for place in range(len(entries)):
        here = (*path, place)
        entry = filled(document, here, AccountEntry)
        account = _account(document, here, entry, zone, models, started, horizon)
        number = taken[account.id] = taken.get(account.id, 0) + 1
        if number > 1 and entry.id is not None:
            raise fault(document, (*here, "id"), _('The account "{id}" is here already').format(id=account.id))
        yield account if number == 1 else _named(account, f"{account.id}-{number}")


def _named(account: Account, id: str) -> Account:
    from msgspec import structs

    return structs.replace(account, id=id)


def _account(
    document: Document,
    path: Path,
    entry: AccountEntry,
    zone: str | None,
    models: tuple[Model, ...],
    started: datetime,
    horizon: int,
) -> Account:
    known = catalogue()
    if entry.cli not in known.clis:
        message = _('Unknown CLI "{name}"').format(name=entry.cli)
        raise fault(document, (*path, "cli"), message, did_you_mean(entry.cli, known.clis))
    provider = known.provider(entry.cli)
    offered = list[str]()
    for name in (*((entry.model,) if entry.model is not None else ()), *entry.models):
        found = known.find(name, entry.cli, started.date().isoformat())
        if found is None:
            where = (*path, "model") if name == entry.model else (*path, "models")
            message = _('The CLI "{cli}" has no model "{name}"').format(cli=entry.cli, name=name)
            raise fault(document, where, message, did_you_mean(name, known.names))
        offered.append(found.id)
    where_ = _zone(document, path, entry, zone)
    return Account(
        id=entry.id or f"{entry.owner}-{entry.cli}",
        owner=entry.owner,
        provider=provider,
        models=tuple(m.id for m in models if m.provider == provider and (not offered or m.id in offered)),
        days=calendar.midnights(started, where_ or ZoneInfo("UTC"), horizon),
        windows=_windows(document, path, entry, where_, started, horizon),
        daily_budget=entry.daily_budget,
        quota=_quota(document, path, entry),
        concurrency=entry.concurrency,
    )


def _quota(document: Document, path: Path, entry: AccountEntry) -> Quota | None:
    if entry.quota is None:
        return None
    if entry.quota.tokens is None and entry.quota.requests is None:
        remedy = _("Write tokens: 2M or requests: 45.")
        raise fault(document, (*path, "quota"), _("This quota limits nothing"), remedy)
    return Quota(window_ms=entry.quota.per_ms, tokens=entry.quota.tokens, requests=entry.quota.requests)


def _zone(document: Document, path: Path, entry: AccountEntry, zone: str | None) -> ZoneInfo | None:
    name = entry.zone or zone
    if name is None:
        return None
    try:
        return calendar.zone(name)
    except ValueError as error:
        raise fault(document, (*path, "zone"), str(error)) from error


def _windows(
    document: Document, path: Path, entry: AccountEntry, zone: ZoneInfo | None, started: datetime, horizon: int
) -> tuple[Interval, ...] | None:
    if entry.availability_window is None:
        return None
    here = (*path, "availability_window")
    if zone is None:
        remedy = _("Write zone: Europe/Belgrade beside it.")
        raise fault(document, here, _("A window needs a time zone"), remedy, key=True)
    texts = entry.availability_window
    try:
        when = tuple(calendar.hours(text) for text in ((texts,) if isinstance(texts, str) else texts))
    except ValueError as error:
        raise fault(document, here, str(error)) from error
    return calendar.windows(started, zone, when, horizon)
