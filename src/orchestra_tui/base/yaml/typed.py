"""A document as a typed value; msgspec's complaint is led back to the very key or value it is about."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TypeVar

from orchestra_tui.base.errors import OrchestraError, Place
from orchestra_tui.base.i18n import N_, _
from orchestra_tui.base.nearest import did_you_mean

if TYPE_CHECKING:
    from orchestra_tui.base.yaml.document import Document, Step

T = TypeVar("T")

_KINDS = {
    "str": N_("text"),
    "int": N_("a whole number"),
    "float": N_("a number"),
    "bool": N_("true or false"),
    "object": N_("a mapping"),
    "array": N_("a list"),
    "null": N_("nothing"),
}
_SIGNS = {">=": "≥", "<=": "≤", ">": ">", "<": "<"}

_WHERE = re.compile(r"(?s)(.*?)(?: - at (`key` in )?`(\$[^`]*)`)?")
_STEP = re.compile(r"\.([^.\[]+)|\[(\d+)\]|\[(\.\.\.)\]")
_UNKNOWN = re.compile(r"Object contains unknown field `(.*)`")
_MISSING = re.compile(r"Object missing required field `(.*)`")
_KIND = re.compile(r"Expected `([^`]*)`, got `(\w+)`")
_BOUND = re.compile(r"Expected `(\w+)` (of length )?(>=|<=|>|<) (\S+)")
_PATTERN = re.compile(r"Expected `str` matching regex (.*)")
_NOT_BLANK = repr(r"\S")
_CHOICE = re.compile(r"Invalid (?:enum )?value (.*)")


def convert(document: Document, type: type[T]) -> T:
    """The document as a `type`, strictly; OrchestraError with the place of the first thing that does not fit."""
    import msgspec

    value = document.value
    try:
        return msgspec.convert(value, type, strict=True, str_keys=True)
    except msgspec.ValidationError as error:
        raise _Finder(document, value, type).explain(str(error)) from error


class _Finder:
    """Finds out what one complaint of msgspec is about."""

    def __init__(self, document: Document, value: object, kind: type[object]) -> None:
        self.document = document
        self.value = value
        self.kind = kind
        self._data = (kind, value)

    def explain(self, complaint: str) -> OrchestraError:
        """The one line for msgspec's `complaint`."""
        from orchestra_tui.base.yaml.kinds import names_at, values_at

        text, in_key, where = complaint, None, None
        if found := _WHERE.fullmatch(complaint):
            text, in_key, where = found.groups()
        path, wild = self._path(complaint, where or "$", is_key=bool(in_key))
        place, remedy = self.document.at(*path), ""
        if in_key:
            place = self._key(path, wild)
            message, remedy = _("This key does not fit"), f"{wording(text)}."
        elif match := _UNKNOWN.fullmatch(text):
            place, remedy = self._key((*path, match[1]), wild), did_you_mean(match[1], names_at(*self._data, path))
            message = _('Unknown key "{name}"').format(name=match[1])
        elif match := _MISSING.fullmatch(text):
            message = _('The key "{name}" is missing').format(name=match[1])
        elif match := _CHOICE.fullmatch(text):
            wrong = match[1].strip("'\"")
            message, remedy = (
                _('Unknown value "{name}"').format(name=wrong),
                did_you_mean(wrong, values_at(*self._data, path)),
            )
        else:
            message, remedy = wording(text), self._quote(text, path)
        return OrchestraError(message, place=place, remedy=remedy)

    def _key(self, path: tuple[Step, ...], wild: bool) -> Place:
        return self.document.at(*path) if wild else self.document.key_at(*path)

    def _quote(self, text: str, path: tuple[Step, ...]) -> str:
        match = _KIND.fullmatch(text)
        node, rest = self.document.find(path)
        if match and node.plain and not rest and "str" in match[1].split(" | "):
            return _("Put it in quotes: {quoted}.").format(quoted=f'"{node.plain}"')
        return ""

    def _path(self, complaint: str, where: str, *, is_key: bool) -> tuple[tuple[Step, ...], bool]:
        """The steps of msgspec's path, and whether it could not be followed to the end.

        msgspec writes `[...]` for a value of a dict: which one is found by leaving the others out until only one is
        left that still earns the same complaint.
        """
        root = self.value
        path: tuple[Step, ...] = ()
        for name, index, _wild in _STEP.findall(where[1:]) + ([("", "", "...")] if is_key else []):
            if name or index:
                path = (*path, name or int(index))
                continue
            key, root = self._guilty(complaint, root, path)
            if key is None:
                return path, True
            path = (*path, key)
        return path, False

    def _guilty(self, complaint: str, root: object, path: tuple[Step, ...]) -> tuple[str | None, object]:
        mapping = _get(root, path)
        if not isinstance(mapping, dict):
            return None, root
        keys = list(mapping)
        while len(keys) > 1:
            half = keys[: len(keys) // 2]
            with_half = _put(root, path, {key: mapping[key] for key in half})
            keys = half if self._complaint(with_half) == complaint else keys[len(half) :]
        alone = _put(root, path, {key: mapping[key] for key in keys})
        return (keys[0], alone) if keys and self._complaint(alone) == complaint else (None, root)

    def _complaint(self, value: object) -> str:
        import msgspec

        try:
            msgspec.convert(value, self.kind, strict=True, str_keys=True)
        except msgspec.ValidationError as error:
            return str(error)
        return ""


def _get(value: object, path: tuple[Step, ...]) -> object:
    from orchestra_tui.base.yaml.kinds import child

    for step in path:
        value = child(value, step)
    return value


def _put(value: object, path: tuple[Step, ...], new: object) -> object:
    """A copy of `value` with `new` at `path`, which exists."""
    if not path:
        return new
    step, rest = path[0], path[1:]
    if isinstance(value, dict):
        return {key: _put(inner, rest, new) if key == step else inner for key, inner in value.items()}
    if isinstance(value, list):
        return [_put(inner, rest, new) if index == step else inner for index, inner in enumerate(value)]
    return value


def _kind_names(kinds: str) -> str:
    names = [_(_KINDS[kind]) if kind in _KINDS else kind for kind in kinds.split(" | ")]
    return _(" or ").join(names)


def wording(text: str) -> str:
    """msgspec's complaint without its path in the interface language; kept as it is where it is not known."""
    if match := _KIND.fullmatch(text):
        return _("Expected {expected}, found {found}").format(
            expected=_kind_names(match[1]), found=_kind_names(match[2])
        )
    if match := _BOUND.fullmatch(text):
        message = _("Expected {kind} of length {sign} {bound}") if match[2] else _("Expected {kind} {sign} {bound}")
        return message.format(kind=_kind_names(match[1]), sign=_SIGNS[match[3]], bound=match[4])
    if match := _PATTERN.fullmatch(text):
        if match[1] == _NOT_BLANK:
            return _("Expected text that is not blank")
        return _("Expected text of the form {pattern}").format(pattern=match[1])
    return text
