"""What msgspec expects at a path of a document: the known keys and values that a remedy can name."""

from __future__ import annotations

from msgspec import inspect

Step = str | int
Kinds = list[inspect.Type]


def names_at(kind: type[object], value: object, path: tuple[Step, ...]) -> list[str]:
    """The keys that the mapping at `path` of `value`, read as a `kind`, may have; empty if any may stand there."""
    return [
        field.encode_name
        for found in _narrowed(*_at(kind, value, path))
        if isinstance(found, inspect.StructType)
        for field in found.fields
    ]


def values_at(kind: type[object], value: object, path: tuple[Step, ...]) -> list[str]:
    """The values that may stand at `path`: those of a literal or an enumeration, or the tags of a union."""
    kinds, _value = _at(kind, value, path)
    values = [option for found in kinds for option in _options(found)]
    if values or not path:
        return values
    owners, _value = _at(kind, value, path[:-1])
    structs = [owner for owner in owners if isinstance(owner, inspect.StructType)]
    return [str(struct.tag) for struct in structs if struct.tag_field == path[-1]]


def _at(kind: type[object], value: object, path: tuple[Step, ...]) -> tuple[Kinds, object]:
    kinds = _members(inspect.type_info(kind))
    for step in path:
        kinds = [inner for found in _narrowed(kinds, value) for inner in _inside(found, step)]
        value = child(value, step)
    return kinds, value


def child(value: object, step: Step) -> object:
    """What stands at one step inside `value`; None if nothing does."""
    if isinstance(value, dict):
        return value.get(step)
    if isinstance(value, list) and isinstance(step, int) and step < len(value):
        return value[step]
    return None


def _members(kind: inspect.Type) -> Kinds:
    if isinstance(kind, inspect.Metadata):
        return _members(kind.type)
    if isinstance(kind, inspect.UnionType):
        return [inner for member in kind.types for inner in _members(member)]
    return [kind]


def _narrowed(kinds: Kinds, value: object) -> Kinds:
    """Only the struct that the data's tag names, where there is one."""
    for kind in kinds:
        if isinstance(kind, inspect.StructType) and _is_tagged(kind, value):
            return [kind]
    return kinds


def _is_tagged(kind: inspect.StructType, value: object) -> bool:
    return kind.tag_field is not None and isinstance(value, dict) and value.get(kind.tag_field) == kind.tag


def _inside(kind: inspect.Type, step: Step) -> Kinds:
    found: inspect.Type | None = None
    if isinstance(kind, inspect.StructType):
        found = next((field.type for field in kind.fields if field.encode_name == step), None)
    elif isinstance(kind, inspect.DictType):
        found = kind.value_type
    elif isinstance(kind, inspect.ListType | inspect.SetType | inspect.FrozenSetType | inspect.VarTupleType):
        found = kind.item_type
    elif isinstance(kind, inspect.TupleType) and isinstance(step, int) and step < len(kind.item_types):
        found = kind.item_types[step]
    return _members(found) if found is not None else []


def _options(kind: inspect.Type) -> list[str]:
    if isinstance(kind, inspect.LiteralType):
        return [str(value) for value in kind.values]
    if isinstance(kind, inspect.EnumType):
        return [str(member.value) for member in kind.cls]
    return []
