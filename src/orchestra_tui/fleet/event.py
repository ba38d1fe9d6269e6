"""What every event of a run has, and how one of an unknown kind is kept."""

from __future__ import annotations

import msgspec


class Event(
    msgspec.Struct,
    frozen=True,
    kw_only=True,
    gc=False,
    tag_field="kind",
    omit_defaults=True,
    forbid_unknown_fields=True,
):
    """Something in the log."""

    n: int
    at: int
    cause: int = 0


class Fact(Event, frozen=True, kw_only=True, gc=False):
    """Something that happened outside the orchestrator."""


class Decision(Event, frozen=True, kw_only=True, gc=False):
    """Something the orchestrator decided, by its rule."""

    rule: str


class Unknown(msgspec.Struct, frozen=True, kw_only=True):
    """An event of a kind that this version does not know; kept as it was."""

    n: int
    at: int
    kind: str
    body: dict[str, object]
