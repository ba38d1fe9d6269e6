"""The learner's settings: one TOML file that people edit by hand, so nothing in it stops the program or gets lost."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any

from orchestra_tui.base.errors import OrchestraError, Place
from orchestra_tui.base.files import read_text, replace_text
from orchestra_tui.base.i18n import LANGUAGES, N_, _
from orchestra_tui.base.nearest import did_you_mean

if TYPE_CHECKING:
    from tomlkit import TOMLDocument
    from tomlkit.container import Container
    from tomlkit.items import Table

NARROWEST = 40
WIDEST = 120
_LIMIT = 1024 * 1024
_LANGUAGE = re.compile(r"(?:[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]+)*)?")


@dataclass(frozen=True, slots=True)
class Settings:
    """What the learner has chosen; an empty text means "not chosen". `width` is the widest line of prose in cells.

    `confidence` says whether to ask how sure the learner is of an answer. `keymap` gives a command's id its keys,
    separated by commas.
    """

    theme: str = ""
    language: str = ""
    course_language: str = ""
    width: int = 80
    keymap: Mapping[str, str] = field(default_factory=dict)
    confidence: bool = True


NAMES = tuple(each.name for each in fields(Settings))


def _is_name(value: object) -> bool:
    return isinstance(value, str) and value.isprintable() and len(value) <= 100


def _is_language(value: object) -> bool:
    return isinstance(value, str) and _LANGUAGE.fullmatch(value) is not None


def _is_width(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and NARROWEST <= value <= WIDEST


_CHECKS: dict[str, tuple[Callable[[object], bool], str]] = {
    "theme": (_is_name, N_("the name of a theme in quotes")),
    "language": (lambda value: value in ("", *LANGUAGES), N_('"ru" or "en"')),
    "course_language": (_is_language, N_('the code of a language in quotes, such as "en"')),
    "width": (_is_width, N_("a whole number from 40 to 120")),
    "confidence": (lambda value: isinstance(value, bool), N_("true or false")),
    "keymap": (lambda value: isinstance(value, Mapping), N_('a table of command = "key,key"')),
}


def load(path: Path) -> tuple[Settings, tuple[OrchestraError, ...]]:
    """The settings in `path` and every fault in it; a value with a fault, or no file, means the default."""
    try:
        text = _read(path)
        values = _parse(text, path)
    except OrchestraError as error:
        return Settings(), (error,)
    faults: list[OrchestraError] = []
    kept: dict[str, Any] = {}
    for name, value in values.items():
        if fault := _fault(name, value, text, path):
            faults.append(fault)
        else:
            kept[name] = value
    keymap: dict[str, str] = {}
    for key, value in _flat(kept.get("keymap", {})):
        if isinstance(value, str):
            keymap[".".join(key)] = value
        else:
            message = _("{name}: expected {expected}").format(name=".".join(key), expected=_('keys in quotes: "n,j"'))
            faults.append(OrchestraError(message, place=_place(text, path, ("keymap", *key))))
    return Settings(**{**kept, "keymap": keymap}), tuple(faults)


def save(path: Path, **changes: object) -> None:
    """Writes `changes` (names of Settings; None takes a setting out) into `path` and keeps all else, even comments.

    Raises OrchestraError if the file cannot be written, or cannot be changed because it is not TOML; it is then as it
    was. Raises ValueError for a value that `load` would not accept.
    """
    import tomlkit
    from tomlkit.exceptions import TOMLKitError

    for name, value in changes.items():
        if name not in _CHECKS or (value is not None and not _CHECKS[name][0](value)):
            raise ValueError(f"{name}={value!r}")
    text = _read(path)
    wanted = {**_parse(text, path), **changes}
    try:
        document = tomlkit.parse(text)
        _apply(document, changes)
        new = tomlkit.dumps(document)
        is_right = _plain(_parse(new, path)) == _plain(wanted)
    except (TOMLKitError, RecursionError, LookupError, TypeError, ValueError, OrchestraError):
        is_right = False
    if not is_right:
        message = _("The settings cannot be changed without losing what is written there")
        raise OrchestraError(message, place=Place(path), remedy=_("Change the file by hand."))
    if new != text:
        replace_text(path, new)


def _read(path: Path) -> str:
    try:
        exists = path.exists()
    except OSError:
        exists = True
    return read_text(path, _LIMIT).removeprefix("\ufeff") if exists else ""


def _parse(text: str, path: Path) -> dict[str, Any]:
    if not text:
        return {}
    import tomllib

    try:
        return tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        problem = re.fullmatch(r"(?s)(.*?)(?: \(at (?:line (\d+), column (\d+)|end of document)\))?", str(error))
        what, line, column = problem.groups() if problem else (str(error), None, None)
        place = Place(path, int(line), int(column)) if line and column else Place(path, text.rstrip().count("\n") + 1)
        message = _("This is not TOML: {problem}").format(problem=what)
        raise OrchestraError(message, place=place, remedy=_("Mend the line or delete it.")) from error


def _fault(name: str, value: object, text: str, path: Path) -> OrchestraError | None:
    place = _place(text, path, (name,))
    if name not in _CHECKS:
        message = _('There is no setting "{name}"').format(name=name)
        return OrchestraError(message, place=place, remedy=did_you_mean(name, NAMES))
    is_good, expected = _CHECKS[name]
    if is_good(value):
        return None
    return OrchestraError(_("{name}: expected {expected}").format(name=name, expected=_(expected)), place=place)


def _flat(table: Mapping[str, Any], prefix: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Any]]:
    """Everything in a table by its path: `a.b = "x"` without quotes makes tables in tables, and means the same."""
    for key, value in table.items():
        if isinstance(value, Mapping):
            yield from _flat(value, (*prefix, key))
        else:
            yield (*prefix, key), value


def _plain(values: Mapping[str, Any]) -> dict[str, Any]:
    """Settings in one comparable form, whichever way their tables are written."""
    return {".".join(path): value for path, value in _flat(values) if value is not None}


def _place(text: str, path: Path, wanted: tuple[str, ...]) -> Place:
    """Where the key or table `wanted` stands in a TOML text that parses; only the file if it is written unusually."""
    table: tuple[str, ...] = ()
    for number, line in enumerate(text.splitlines(), 1):
        bare = line.lstrip()
        head = re.match(r"\[+\s*([^\]]+?)\s*\]", bare)
        keys = re.match(r"""((?:[\w-]+|"[^"]*"|'[^']*')(?:\s*\.\s*(?:[\w-]+|"[^"]*"|'[^']*'))*)\s*=""", bare)
        if head:
            table = _steps(head[1])
        here = table if head else (*table, *_steps(keys[1])) if keys else ()
        if here and here[: len(wanted)] == wanted:
            return Place(path, number, len(line) - len(bare) + 1)
    return Place(path)


def _steps(dotted: str) -> tuple[str, ...]:
    return tuple(step[1:-1] if step[0] in "\"'" else step for step in re.findall(r"[\w-]+|\"[^\"]*\"|'[^']*'", dotted))


def _apply(document: TOMLDocument, changes: Mapping[str, object]) -> None:
    import tomlkit

    for name, value in changes.items():
        if value is None:
            document.pop(name, None)
        elif not isinstance(value, Mapping):
            document[name] = value
        elif isinstance(document.get(name), Mapping):
            _apply_table(document[name], value)
        else:
            table = tomlkit.table()
            table.update(value)
            document[name] = table


def _apply_table(table: Table | Container, wanted: Mapping[str, object]) -> None:
    """Makes `table` say exactly `wanted`, leaving what already says so as it is written."""
    left = dict(wanted)
    for keys, value in list(_flat(table)):
        inner: Any = table
        for key in keys[:-1]:
            inner = inner[key]
        name = ".".join(keys)
        if name not in left:
            del inner[keys[-1]]
        elif (new := left.pop(name)) != value:
            inner[keys[-1]] = new
    for name, new in left.items():
        table[name] = new
