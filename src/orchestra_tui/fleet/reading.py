"""YAML in the user's words to the fleet's values: durations, money and tokens carry units, names are looked up.

A field `x_ms` is written `x: 15m`. What is not written keeps the value of the base; a fault names its place.
"""

from __future__ import annotations

from enum import Enum
from functools import cache
from types import UnionType
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

import msgspec

from orchestra_tui.base.errors import OrchestraError
from orchestra_tui.base.i18n import _
from orchestra_tui.base.nearest import did_you_mean
from orchestra_tui.base.yaml import Document
from orchestra_tui.fleet import units

Step = str | int
Path = tuple[Step, ...]
S = TypeVar("S", bound=msgspec.Struct)

MONEY = frozenset({"fleet", "credit", "budget", "daily_budget"})
"""Fields that are dollars outside and micro-dollars inside."""
TOKENS = frozenset({"fresh", "cached", "out", "reread", "tokens"})
"""Fields that may be written `80k`."""


def fault(document: Document, path: Path, message: str, remedy: str = "", *, key: bool = False) -> OrchestraError:
    """A fault at the value at `path`, or at its key."""
    place = document.key_at(*path) if key else document.at(*path)
    return OrchestraError(message, place=place, remedy=remedy)


def value_at(document: Document, path: Path) -> object:
    """The value at `path`; None if there is none."""
    node, rest = document.find(path)
    return None if rest else node.build()


def mapping_at(document: Document, path: Path) -> dict[str, object]:
    """The mapping at `path`, empty if nothing is there."""
    found = value_at(document, path)
    if found is None:
        return {}
    if not isinstance(found, dict):
        raise fault(document, path, _("Expected a mapping"))
    return found


def list_at(document: Document, path: Path) -> list[object]:
    """The list at `path`, empty if nothing is there."""
    found = value_at(document, path)
    if found is None:
        return []
    if not isinstance(found, list):
        raise fault(document, path, _("Expected a list"))
    return found


def filled(document: Document, path: Path, kind: type[S], base: S | None = None, prefix: Path = ()) -> S:
    """The mapping at `path` as a `kind`, over `base` where one is given. `prefix` are keys to leave to the caller."""
    hints, raw = _hints(kind), mapping_at(document, path)
    values: dict[str, object] = {}
    for key in raw:
        if key in prefix:
            continue
        here = (*path, key)
        field = next((name for name in (key, f"{key}_ms") if name in hints and not _hidden(name, key)), None)
        if field is None:
            known = [*(name.removesuffix("_ms") for name in hints), *map(str, prefix)]
            raise fault(document, here, _('Unknown key "{name}"').format(name=key), did_you_mean(key, known), key=True)
        values[field] = _value(document, here, field, hints[field], getattr(base, field, None))
    if base is not None:
        return msgspec.structs.replace(base, **values)
    for field in kind.__struct_fields__:
        if field not in values and field in _required(kind):
            name = field.removesuffix("_ms")
            raise fault(document, path, _('The key "{name}" is missing').format(name=name))
    return kind(**values)


def _hidden(name: str, key: str) -> bool:
    """A field that ends with `_ms` is written without."""
    return name == key and name.endswith("_ms")


@cache
def _hints(kind: type[msgspec.Struct]) -> dict[str, Any]:
    return get_type_hints(kind, include_extras=True)


@cache
def _required(kind: type[msgspec.Struct]) -> frozenset[str]:
    return frozenset(field.name for field in msgspec.structs.fields(kind) if field.required)


def _value(document: Document, path: Path, field: str, hint: object, base: object) -> object:
    inner = _struct_in(hint)
    if get_origin(hint) is dict:
        kept = dict(base) if isinstance(base, dict) else {}
        keys = mapping_at(document, path)
        if inner is None:
            return {**kept, **keys}
        return {**kept, **{key: filled(document, (*path, key), inner, kept.get(key)) for key in keys}}
    if get_origin(hint) is tuple and inner is not None:
        return tuple(filled(document, (*path, i), inner) for i in range(len(list_at(document, path))))
    if inner is not None:
        return filled(document, path, inner, base if isinstance(base, inner) else None)
    raw = value_at(document, path)
    if get_origin(hint) is tuple and isinstance(raw, list):
        element = get_args(hint)[0]
        return tuple(scalar(document, (*path, i), field, element) for i in range(len(raw)))
    return scalar(document, path, field, hint)


def _struct_in(hint: object) -> type[msgspec.Struct] | None:
    if isinstance(hint, type) and issubclass(hint, msgspec.Struct):
        return hint
    if get_origin(hint) in {dict, tuple, Union, UnionType}:
        return next((found for arg in get_args(hint) if (found := _struct_in(arg))), None)
    return None


def scalar(document: Document, path: Path, field: str, hint: object) -> object:
    """The value at `path` for a field: with its unit taken off, and as its type wants it."""
    raw = value_at(document, path)
    try:
        if raw is not None and field.endswith("_ms"):
            raw = units.duration(str(raw))
        elif raw is not None and field in MONEY and isinstance(raw, int | float | str):
            raw = _signed_money(raw)
        elif field in TOKENS and isinstance(raw, int | str):
            raw = units.tokens(raw)
        return msgspec.convert(raw, hint)
    except msgspec.ValidationError as error:
        raise _misfit(document, path, hint, raw, str(error)) from error
    except ValueError as error:
        raise fault(document, path, str(error)) from error


def _signed_money(raw: float | str) -> int:
    if str(raw).strip().removeprefix("$").startswith("-"):
        raise ValueError(_("A budget cannot be less than nothing: {text}").format(text=raw))
    return units.money(raw)


def _misfit(document: Document, path: Path, hint: object, raw: object, complaint: str) -> OrchestraError:
    """msgspec's complaint about one value in the interface language; of a name that is unknown, the nearest known."""
    from orchestra_tui.base.yaml.typed import wording

    text = complaint.partition(" - at ")[0]
    if text.startswith("Invalid enum value"):
        known = _choices(hint)
        return fault(document, path, _('Unknown value "{name}"').format(name=raw), did_you_mean(str(raw), known))
    return fault(document, path, wording(text))


def _choices(hint: object) -> list[str]:
    if isinstance(hint, type) and issubclass(hint, Enum):
        return [str(member.value) for member in hint]
    return [str(choice) for choice in get_args(hint)]
