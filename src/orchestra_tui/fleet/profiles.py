"""Profiles in the user's words: kinds of agents, their roles, models and limits."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Literal

from msgspec import Meta

from orchestra_tui.base.i18n import _
from orchestra_tui.base.nearest import did_you_mean
from orchestra_tui.base.yaml import Document
from orchestra_tui.fleet.catalogue import catalogue
from orchestra_tui.fleet.model import Frozen, Model, Profile, Role
from orchestra_tui.fleet.pool import NAME
from orchestra_tui.fleet.reading import Path, fault, filled, mapping_at

ROLES = {**{role.value: role for role in Role}, "tester": Role.QA, "evaluator": Role.REVIEWER}
"""Roles by every name they are written by."""
PRIORITIES = {"low": -1, "normal": 0, "high": 1}
"""Priorities by name."""
Priority = Literal["low", "normal", "high"]

MAX_AGENTS = 2_000


class ProfileEntry(Frozen, frozen=True, kw_only=True):
    """A profile as it is written; `mode: fresh` is Ralph mode."""

    roles: Annotated[tuple[str, ...], Meta(min_length=1)]
    model: str
    max_turns: Annotated[int, Meta(ge=1, le=10_000)]
    cli: str | None = None
    priority: Priority = "normal"
    mode: Literal["session", "fresh"] = "session"
    count: Annotated[int, Meta(ge=1, le=MAX_AGENTS)] = 1
    fallbacks: tuple[str, ...] = ()


def profiles(document: Document, path: Path, day: str) -> tuple[tuple[Profile, ...], tuple[Model, ...]]:
    """The profiles at `path`, and the models they use at the prices of a day."""
    models: dict[str, Model] = {}
    found = list[Profile]()
    for name in mapping_at(document, path):
        here = (*path, name)
        if not _is_name(name):
            message = _('"{name}" is no name for a profile: use letters, digits, . _ -').format(name=name)
            raise fault(document, here, message, key=True)
        entry = filled(document, here, ProfileEntry)
        cli = _cli(document, here, entry)
        used = [_model(document, (*here, "model"), entry.model, cli, day)]
        for place, other in enumerate(entry.fallbacks):
            used.append(_model(document, (*here, "fallbacks", place), other, None, day))
        models.update((model.id, model) for model in used)
        found.append(
            Profile(
                id=name,
                cli=cli,
                model=used[0].id,
                roles=tuple(_roles(document, here, entry)),
                max_turns=entry.max_turns,
                count=entry.count,
                priority=PRIORITIES[entry.priority],
                fresh_context=entry.mode == "fresh",
                fallbacks=tuple(dict.fromkeys(model.id for model in used[1:])),
            )
        )
    if not found:
        raise fault(document, path, _("There is no profile, so nobody can work"))
    slots = [slot for profile in found for slot in profile.slots]
    if len(set(slots)) < len(slots):
        raise fault(document, path, _("Two profiles would name their agents alike"), _("Rename one of them."))
    return tuple(found), tuple(models.values())


def _is_name(name: str) -> bool:
    import msgspec

    try:
        return bool(msgspec.convert(name, NAME))
    except msgspec.ValidationError:
        return False


def role(document: Document, path: Path, name: str) -> Role:
    """The role of a name."""
    if name not in ROLES:
        raise fault(document, path, _('Unknown role "{name}"').format(name=name), did_you_mean(name, ROLES))
    return ROLES[name]


def _roles(document: Document, path: Path, entry: ProfileEntry) -> Iterator[Role]:
    for place, name in enumerate(entry.roles):
        yield role(document, (*path, "roles", place), name)


def _cli(document: Document, path: Path, entry: ProfileEntry) -> str:
    known = catalogue()
    if entry.cli is not None:
        if entry.cli not in known.clis:
            message = _('Unknown CLI "{name}"').format(name=entry.cli)
            raise fault(document, (*path, "cli"), message, did_you_mean(entry.cli, known.clis))
        return entry.cli
    if "/" not in entry.model and entry.model not in known.names:
        message = _('Unknown model "{name}"').format(name=entry.model)
        raise fault(document, (*path, "model"), message, did_you_mean(entry.model, known.names))
    return known.cli_of(entry.model)


def _model(document: Document, path: Path, name: str, cli: str | None, day: str) -> Model:
    known = catalogue()
    native = name if "/" in name or name in known.names else None
    through = cli or (known.cli_of(native) if native else "")
    found = known.find(name, through, day)
    if found is None:
        message = _('Unknown model "{name}"').format(name=name)
        raise fault(document, path, message, did_you_mean(name, known.names))
    return found
