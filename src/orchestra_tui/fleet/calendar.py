"""Hours of the day in a zone as absolute stretches of a run's time; daylight saving time is taken as it comes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from orchestra_tui.base.i18n import _
from orchestra_tui.fleet.model import Interval

_WINDOW = re.compile(r"(\d{2}):(\d{2})-(\d{2}):(\d{2})")
_DAY_MINUTES = 24 * 60

Hours = tuple[int, int]
"""Minutes after midnight, the second not included; it may be the next day's."""


def zone(name: str) -> ZoneInfo:
    """The zone of a name (`Europe/Belgrade`); ValueError with one line if there is none."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise ValueError(_('"{name}" is no time zone: write a name like Europe/Belgrade').format(name=name)) from error


def hours(text: str) -> Hours:
    """`22:00-06:00` as minutes; an end at or before the start is on the next day. ValueError with one line."""
    found = _WINDOW.fullmatch(text.strip())
    numbers = [int(part) for part in found.groups()] if found else [99]
    if len(numbers) < 4 or max(numbers[1], numbers[3]) > 59 or numbers[0] > 23 or numbers[2] > 24:
        raise ValueError(_('"{text}" is no window: write 00:00-08:00').format(text=text))
    start, end = numbers[0] * 60 + numbers[1], numbers[2] * 60 + numbers[3]
    if end > _DAY_MINUTES:
        raise ValueError(_('"{text}" is no window: write 00:00-08:00').format(text=text))
    return start, end if end > start else end + _DAY_MINUTES


def moment(text: str, where: ZoneInfo | None) -> datetime:
    """An ISO 8601 moment; one without an offset is in the zone `where`. ValueError with one line."""
    try:
        found = datetime.fromisoformat(text)
    except ValueError as error:
        raise ValueError(_('"{text}" is no moment: write 2026-11-02T20:00').format(text=text)) from error
    if found.tzinfo is None:
        found = found.replace(tzinfo=where or UTC)
    return found


def windows(
    started: datetime, where: ZoneInfo, when: tuple[Hours, ...], horizon: int, weekdays: frozenset[int] | None = None
) -> tuple[Interval, ...]:
    """The stretches of these hours from the start on for `horizon` ms, joined where they meet.

    `weekdays` (0 is Monday) are those on which the hours begin; None is every day.
    """
    found = sorted(
        (max(0, start), min(end, horizon))
        for day in _dates(started, where, horizon)
        if weekdays is None or day.weekday() in weekdays
        for start, end in ((_ms(started, where, day, a), _ms(started, where, day, b)) for a, b in when)
        if end > 0 and start < horizon
    )
    joined: list[tuple[int, int]] = []
    for start, end in found:
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        elif start < end:
            joined.append((start, end))
    return tuple(Interval(start=start, end=end) for start, end in joined)


def midnights(started: datetime, where: ZoneInfo, horizon: int) -> tuple[int, ...]:
    """The midnights of a zone up to the horizon, the first at or before the start."""
    found = [_ms(started, where, day, 0) for day in _dates(started, where, horizon)]
    first = max(place for place, ms in enumerate(found) if ms <= 0)
    return tuple(found[first:])


def _dates(started: datetime, where: ZoneInfo, horizon: int) -> Iterator[date]:
    day = started.astimezone(where).date() - timedelta(days=1)
    for _number in range(horizon // (_DAY_MINUTES * 60_000) + 4):
        yield day
        day += timedelta(days=1)


def _ms(started: datetime, where: ZoneInfo, day: date, minutes: int) -> int:
    """A local time of a day, ms from the start; one that the clocks skip is as much later as they were put on."""
    days, minutes = divmod(minutes, _DAY_MINUTES)
    local = datetime.combine(day + timedelta(days=days), time(*divmod(minutes, 60)), where)
    return round((local.astimezone(UTC) - started.astimezone(UTC)).total_seconds() * 1_000)
