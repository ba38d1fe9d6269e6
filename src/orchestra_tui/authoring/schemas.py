"""JSON Schemas of what a fleet is made of, from the types that read it, in the units and names its authors write."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import msgspec

from orchestra_tui.fleet.assemble import HumanEntry
from orchestra_tui.fleet.catalogue import catalogue
from orchestra_tui.fleet.model import Frozen
from orchestra_tui.fleet.policy import Policy
from orchestra_tui.fleet.pool import AccountEntry, PoolEntry
from orchestra_tui.fleet.profiles import ROLES, ProfileEntry
from orchestra_tui.fleet.reading import MONEY, TOKENS
from orchestra_tui.fleet.runbook import RunbookEntry
from orchestra_tui.fleet.simulation.params import Params
from orchestra_tui.fleet.simulation.scenario import Head
from orchestra_tui.fleet.units import DOLLAR, show_duration

Schema = dict[str, Any]

_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_DURATION: Schema = {"type": "string", "pattern": r"^(?=.*\d)(\d+d)?(\d+h)?(\d+m)?(\d+s)?(\d+ms)?$"}
_DOLLARS: Schema = {
    "anyOf": [{"type": "number", "minimum": 0}, {"type": "string", "pattern": r"^\$?\d+(\.\d+)?$"}]
}  # fmt: skip
_MANY_TOKENS: Schema = {
    "anyOf": [{"type": "integer", "minimum": 0}, {"type": "string", "pattern": r"^\d+(\.\d+)?[kM]?$"}]
}
_FILE: Schema = {"type": "string", "description": "The path of a file that holds it."}
_OVER_DEFAULTS = (Params, Policy)
"""What is written over defaults, so that nothing in it is required."""


def runbook() -> Schema:
    """The schema of a runbook in a file of its own."""
    made = _Maker()
    return made.root({"title": "Runbook", **made.definition(RunbookEntry)})


def pool() -> Schema:
    """The schema of a pool in a file of its own."""
    made = _Maker()
    return made.root({"title": "Pool", **_pool(made)})


def scenario() -> Schema:
    """The schema of a scenario, each of its sections inline or the path of a file."""
    made = _Maker()
    head = made.definition(Head)
    profiles = {"type": "object", "additionalProperties": made.ref(ProfileEntry), "minProperties": 1}
    sections = {
        "runbook": made.ref(RunbookEntry),
        "pool": _pool(made),
        "profiles": profiles,
        "policy": _policy(made),
        "human": made.ref(HumanEntry),
        "world": made.ref(Params),
    }
    properties = {**head["properties"], **{name: _either(_FILE, part) for name, part in sections.items()}}
    required = [*head["required"], "runbook", "pool", "profiles"]
    return made.root({**head, "title": "Scenario", "properties": properties, "required": required})


SCHEMAS: dict[str, Callable[[], Schema]] = {"runbook": runbook, "pool": pool, "scenario": scenario}
"""What makes the schema of each kind of file."""


class _Maker:
    """Collects the definitions that a schema refers to."""

    def __init__(self) -> None:
        self.defs: dict[str, Schema] = {}

    def root(self, schema: Schema) -> Schema:
        """The whole schema with its definitions."""
        return {"$schema": _DIALECT, **schema, "$defs": self.defs}

    def ref(self, kind: type[Frozen]) -> Schema:
        """A reference to a type, which is among the definitions from now on."""
        (found,), parts = msgspec.json.schema_components([kind], ref_template="#/$defs/{name}")
        for name, part in parts.items():
            self.defs.setdefault(name, _written(part, whole=kind not in _OVER_DEFAULTS))
        return dict(found)

    def definition(self, kind: type[Frozen]) -> Schema:
        """A type itself, with all that it refers to among the definitions."""
        return self.defs.pop(self.ref(kind)["$ref"].rpartition("/")[2])


def _pool(made: _Maker) -> Schema:
    return _either(made.ref(PoolEntry), {"type": "array", "items": made.ref(AccountEntry), "minItems": 1})


def _policy(made: _Maker) -> Schema:
    """The policy by its groups; a value may also stand under its own name."""
    whole = made.definition(Policy)
    properties = dict(whole["properties"])
    for group in whole["properties"].values():
        for part in (group, *group.get("anyOf", ()), *group.get("allOf", ())):
            name = part.get("$ref", "").rpartition("/")[2]
            for field, schema in made.defs.get(name, {}).get("properties", {}).items():
                properties.setdefault(field, schema)
    return {**whole, "properties": properties}


def _either(*schemas: Schema) -> Schema:
    return {"anyOf": list(schemas)}


def _written(part: Schema, *, whole: bool) -> Schema:
    """A definition as its author meets it: fields by their written names, values with their units."""
    if "properties" not in part:
        return part
    properties = {field.removesuffix("_ms"): _value(field, schema) for field, schema in part["properties"].items()}
    made = {**part, "properties": properties}
    required = [field.removesuffix("_ms") for field in part.get("required", ())]
    made.pop("required", None)
    return {**made, "required": required} if required and whole else made


def _value(field: str, schema: Schema) -> Schema:
    """The schema of a field's value."""
    if isinstance(schema.get("default"), dict):
        schema = {name: value for name, value in schema.items() if name != "default"}
    known = {"role": list(ROLES), "cli": list(catalogue().clis)}.get(field)
    if known:
        return {**schema, "enum": [*known, *((None,) if "anyOf" in schema else ())]}
    if field == "roles" and schema.get("items") == {"type": "string"}:
        return {**schema, "items": {"type": "string", "enum": list(ROLES)}}
    if field.endswith("_ms"):
        return _in_units(schema, _DURATION, show_duration)
    if field in MONEY:
        return _in_units(schema, _DOLLARS, lambda micro: micro / DOLLAR)
    return _in_units(schema, _MANY_TOKENS, lambda tokens: tokens) if field in TOKENS else schema


def _in_units(schema: Schema, written: Schema, shown: Callable[[int], object]) -> Schema:
    """A number as it is written, wherever it stands in a value's schema: alone, in a list, or nothing instead."""
    found = {"default": shown(schema["default"])} if isinstance(schema.get("default"), int) else {}
    if schema.get("type") == "array":
        return {**schema, "items": _in_units(schema["items"], written, shown)}
    optional = any(each.get("type") == "null" for each in schema.get("anyOf", ()))
    default = {"default": None} if optional and not found else found
    return {**(_either(written, {"type": "null"}) if optional else written), **default}
