"""The log of a run as JSON Lines: a header, then one event a line, each with a hash that covers all before it.

The header is not hashed. A line is canonical JSON: keys sorted, no spaces, no floats, UTF-8; defaults are left out.
The hash after line i is SHA-256 of the hash after line i-1 (32 zero bytes at first) and the line. So every prefix has
a hash, and two logs part at the first line whose hashes differ.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from typing import Literal

import msgspec

from orchestra_tui.base.errors import OrchestraError, Place
from orchestra_tui.base.i18n import _
from orchestra_tui.fleet.event import Event, Unknown
from orchestra_tui.fleet.events import AnyEvent
from orchestra_tui.fleet.model import Frozen

CORE = "1"
"""The version of the rules; a log is replayed by the rules that made it."""
START = bytes(32)
MAX_LINE = 1_000_000
"""Characters in a line of a log that is still read."""

Logged = AnyEvent | Unknown
_encoder = msgspec.json.Encoder(order="sorted")


class Header(Frozen, frozen=True, kw_only=True):
    """The first line of a log."""

    format: Literal["orchestra-fleet-log"] = "orchestra-fleet-log"
    version: Literal[1] = 1
    core: str = CORE
    scenario: str = ""
    scenario_digest: str = ""
    seed: int = 0
    started_at: str = ""


@dataclass(frozen=True, slots=True)
class Log:
    """A log that was read: its header and its events in order."""

    header: Header
    events: tuple[Logged, ...]


def line_of(event: Event | Unknown) -> bytes:
    """An event as a line of the log, without its end."""
    if isinstance(event, Unknown):
        return _encoder.encode({"n": event.n, "at": event.at, "kind": event.kind, **event.body})
    return _encoder.encode(event)


def chained(before: bytes, line: bytes) -> bytes:
    """The hash after a line, given the hash before it."""
    return sha256(before + line).digest()


def hashes(events: Iterable[Event | Unknown]) -> Iterator[bytes]:
    """The hash after each event."""
    last = START
    for event in events:
        last = chained(last, line_of(event))
        yield last


def digest(events: Iterable[Event | Unknown]) -> str:
    """The hash of a whole log, as hexadecimal text."""
    last = START
    for event in events:
        last = chained(last, line_of(event))
    return last.hex()


def parting(one: Sequence[bytes], two: Sequence[bytes]) -> int:
    """How many events two logs share, from their chained hashes."""
    low, high = 0, min(len(one), len(two))
    while low < high:
        middle = (low + high) // 2
        if one[middle] == two[middle]:
            low = middle + 1
        else:
            high = middle
    return low


def dump(header: Header, events: Iterable[Event | Unknown]) -> Iterator[str]:
    """The lines of a log, without their ends."""
    yield _encoder.encode(header).decode()
    for event in events:
        yield line_of(event).decode()


def load(lines: Iterable[str], file: str) -> Log:
    """The log in these lines; OrchestraError with file and line for what is none. Unknown kinds are kept."""
    header: Header | None = None
    events: list[Logged] = []
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        if len(line) > MAX_LINE:
            raise OrchestraError(_("The line is too long for a log"), place=Place(file, number))
        if header is None:
            header = _header(line, file, number)
            continue
        event = _event(line, file, number)
        if event.n != len(events) + 1:
            message = _("Event {n} stands where {wanted} should").format(n=event.n, wanted=len(events) + 1)
            raise OrchestraError(message, place=Place(file, number))
        if events and event.at < events[-1].at:
            raise OrchestraError(_("Time runs backwards here"), place=Place(file, number))
        events.append(event)
    if header is None:
        raise OrchestraError(_("The log is empty"), place=Place(file, 1))
    return Log(header, tuple(events))


def _header(line: str, file: str, number: int) -> Header:
    try:
        return msgspec.json.decode(line, type=Header)
    except msgspec.MsgspecError as error:
        raise OrchestraError(
            _("This is not the header of a fleet log"),
            place=Place(file, number),
            remedy=_("Logs are written by `fleet run --events FILE`."),
        ) from error


def _event(line: str, file: str, number: int) -> Logged:
    try:
        raw = json.loads(line)
        if not isinstance(raw, dict) or not isinstance(raw.get("kind"), str):
            raise ValueError("no kind")
        if (kind := _kinds().get(raw["kind"])) is not None:
            # By its own type: what a union is made of would be worked out again for each line.
            return msgspec.convert(raw, kind)
        body = {key: value for key, value in raw.items() if key not in {"n", "at", "kind"}}
        return Unknown(n=_whole(raw, "n"), at=_whole(raw, "at"), kind=raw["kind"], body=body)
    except (ValueError, RecursionError, msgspec.MsgspecError) as error:
        raise OrchestraError(_("This line is no event of a fleet log"), place=Place(file, number)) from error


def _whole(raw: dict[str, object], name: str) -> int:
    value = raw.get(name)
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise ValueError(name)
    return value


@cache
def _kinds() -> dict[str, type[AnyEvent]]:
    return {str(kind.__struct_config__.tag): kind for kind in AnyEvent.__args__}
