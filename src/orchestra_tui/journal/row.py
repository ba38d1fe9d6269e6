"""One row of the journal: what it holds, and the one JSON shape it has in the file and in exports."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from typing import TypeGuard

from orchestra_tui.base.i18n import N_
from orchestra_tui.base.text import visible

Body = Mapping[str, object]

_UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_FAR = 2**53
_DAY = 24 * 60


class RowError(ValueError):
    """Values that make no row; its text is a msgid."""


@dataclass(frozen=True, slots=True)
class Row:
    """Something the learner did, as it was committed; never changed afterwards.

    `utc_ms` is milliseconds since 1970 in UTC, `utc_offset_min` the learner's offset from UTC in minutes, `v` the
    version of the shape of `body` for this `kind`. The `body` is to be read only.
    """

    id: str
    utc_ms: int
    utc_offset_min: int
    course: str
    kind: str
    subject: str
    v: int
    body: Body = field(hash=False)

    @property
    def key(self) -> tuple[int, str]:
        """The order in which rows count, the same however they came into the file."""
        return self.utc_ms, self.id

    def stored(self) -> tuple[object, ...]:
        """The values of the row's columns, in the order of FIELDS."""
        return (*self._head(), canonical(self.body))

    def line(self) -> str:
        """The row as a line of an export, without its end."""
        return canonical(dict(zip(FIELDS, (*self._head(), self.body), strict=True)))

    def _head(self) -> tuple[object, ...]:
        return self.id, self.utc_ms, self.utc_offset_min, self.course, self.kind, self.subject, self.v


FIELDS = tuple(one.name for one in fields(Row))


def canonical(value: object) -> str:
    """The value as JSON: one spelling per value, and nothing in it that a terminal would act on.

    Raises ValueError or TypeError for what JSON cannot say.
    """
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
    if visible(text, keep="") == text:
        return text
    return "".join(char if visible(char, keep="") == char else f"\\u{ord(char):04x}" for char in text)


def normal(body: Body) -> Body:
    """The body as it will be read back: lists for tuples, text keys."""
    return as_body(json.loads(json.dumps(body, allow_nan=False)))


def plain(text: str) -> str:
    """The text with what UTF-8 cannot say (a file name's stray byte) spelled out."""
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


def as_body(value: object) -> Body:
    """The value, if it is a JSON object; else RowError."""
    if not isinstance(value, dict):
        raise RowError(N_("“body” is not an object"))
    return value


def check(values: Sequence[object]) -> Row:
    """A row of these values, in the order of FIELDS; RowError if one of them cannot be."""
    id_, utc_ms, offset, course, kind, subject, v, body = values
    if not isinstance(id_, str) or not _UUID.fullmatch(id_):
        raise RowError(N_("“id” is not a UUID"))
    if not _whole(utc_ms, -_FAR, _FAR) or not _whole(offset, 1 - _DAY, _DAY - 1):
        raise RowError(N_("The time is not a time"))
    if not _whole(v, 1, 2**31 - 1):
        raise RowError(N_("“v” is not a version"))
    if not (_text(course) and _text(kind) and _text(subject) and kind):
        raise RowError(N_("“course”, “kind” and “subject” must be text"))
    return Row(id_, utc_ms, offset, course, kind, subject, v, as_body(body))


def from_stored(values: Sequence[object]) -> Row | None:
    """The row these columns hold, in the order of FIELDS, or None if they hold none that can be read."""
    *start, body = values
    try:
        return check((*start, json.loads(body))) if isinstance(body, str) else None
    except (ValueError, RecursionError):
        return None


def _whole(value: object, low: int, high: int) -> TypeGuard[int]:
    return isinstance(value, int) and not isinstance(value, bool) and low <= value <= high


def _text(value: object) -> TypeGuard[str]:
    if not isinstance(value, str):
        return False
    return plain(value) == value
