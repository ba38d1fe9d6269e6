"""Numbers with their units, lists of names, and the clock of a run, in the interface language."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import lru_cache

from orchestra_tui.base.i18n import N_, _, n_
from orchestra_tui.base.text import visible
from orchestra_tui.fleet.plan import Plan
from orchestra_tui.fleet.units import DAY, DOLLAR, HOUR, MINUTE, SECOND

_SHORT_DAYS = (N_("Mon"), N_("Tue"), N_("Wed"), N_("Thu"), N_("Fri"), N_("Sat"), N_("Sun"))
_DAYS = (
    *(N_("Monday"), N_("Tuesday"), N_("Wednesday"), N_("Thursday"), N_("Friday")),
    *(N_("Saturday"), N_("Sunday")),
)
_ON_DAYS = (
    *(N_("on Monday at {time}"), N_("on Tuesday at {time}"), N_("on Wednesday at {time}"), N_("on Thursday at {time}")),
    *(N_("on Friday at {time}"), N_("on Saturday at {time}"), N_("on Sunday at {time}")),
)
_TILL_DAYS = (
    *(N_("{time} on Monday"), N_("{time} on Tuesday"), N_("{time} on Wednesday"), N_("{time} on Thursday")),
    *(N_("{time} on Friday"), N_("{time} on Saturday"), N_("{time} on Sunday")),
)
_TWO_DAYS = 2 * DAY


class Calendar:
    """The clock of a run, which began at `started_at` of its plan; without that, at midnight of its first day.

    A moment more than a day after the start is shown with its day, and every moment of a run that `ends` that late.
    """

    __slots__ = ("_begin", "_ends", "_weekday")

    def __init__(self, plan: Plan, ends: int = 0) -> None:
        self._begin, self._ends, self._weekday = 0, ends, -1
        if plan.started_at:
            start = datetime.fromisoformat(plan.started_at)
            seconds = (start.hour * 60 + start.minute) * 60 + start.second
            self._begin, self._weekday = seconds * SECOND + start.microsecond // 1_000, start.weekday()

    def day(self, at: int) -> int:
        """How many midnights lie between the start and a moment."""
        return (self._begin + at) // DAY

    def past_midnight(self, at: int) -> int:
        """How long ago it was midnight, in ms."""
        return (self._begin + at) % DAY

    def time(self, at: int) -> str:
        """The time of day alone: `22:03`."""
        minutes = (self._begin + at) // MINUTE
        return f"{minutes // 60 % 24:02}:{minutes % 60:02}"

    def clock(self, at: int) -> str:
        """A moment, with its day where the time alone would not do: `22:03`, `Tue 03:10`."""
        if max(at, self._ends) < DAY:
            return self.time(at)
        return f"{self._short_day(at)} {self.time(at)}"

    def when(self, at: int, told: int = 0) -> str:
        """A moment as part of a sentence that comes after the moment `told`: `at 22:03`, `on Tuesday at 03:10`."""
        if self.day(at) == self.day(told) or max(at, self._ends) < DAY:
            return _("at {time}").format(time=self.time(at))
        if self._weekday < 0:
            return _("on day {number} at {time}").format(number=self.day(at) + 1, time=self.time(at))
        return _(_ON_DAYS[self._of_week(at)]).format(time=self.time(at))

    def till(self, at: int, told: int = 0) -> str:
        """A moment after "up to", in a sentence that is about the moment `told`: `22:03`, `03:10 on Tuesday`."""
        if self.day(at) == self.day(told) or max(at, self._ends) < DAY:
            return self.time(at)
        if self._weekday < 0:
            return self.clock(at)
        return _(_TILL_DAYS[self._of_week(at)]).format(time=self.time(at))

    def lead(self, at: int, told: int | None = None) -> str:
        """A moment at the head of a paragraph, with the day's name where the day is a new one for the reader."""
        new = told is None or (self.day(at) != self.day(told) and max(at, self._ends) >= DAY)
        return f"{self.day_name(at)}, {self.time(at)}" if new else self.time(at)

    def day_name(self, at: int) -> str:
        """The day of a moment: `Monday`; `day 1` where the plan does not say when it began."""
        return self._numbered(at) if self._weekday < 0 else _(_DAYS[self._of_week(at)])

    def weekday(self, at: int) -> int:
        """The day of the week, 0 for Monday; -1 where the plan does not say when it began."""
        return self._of_week(at) if self._weekday >= 0 else -1

    def _short_day(self, at: int) -> str:
        return self._numbered(at) if self._weekday < 0 else _(_SHORT_DAYS[self._of_week(at)])

    def _numbered(self, at: int) -> str:
        return _("day {number}").format(number=self.day(at) + 1)

    def _of_week(self, at: int) -> int:
        return (self._weekday + self.day(at)) % 7


@lru_cache(maxsize=4096)
def name(text: str) -> str:
    """A foreign name, safe for one line of a terminal."""
    return visible(text, keep="")


def lasts(ms: int) -> str:
    """A duration by its two largest units: `40 s`, `1 min 30 s`, `7 min`, `1 h 05 min`, `3 d 4 h`."""
    seconds, minutes = (ms + SECOND // 2) // SECOND, (ms + MINUTE // 2) // MINUTE
    if seconds < 60:
        return _("{n} s").format(n=seconds)
    if seconds < 120 and seconds % 60:
        return _("1 min {n} s").format(n=seconds - 60)
    if minutes < 60:
        return _("{n} min").format(n=minutes)
    if ms < _TWO_DAYS:
        hours = _("{n} h").format(n=minutes // 60)
        return _("{hours} {n} min").format(hours=hours, n=f"{minutes % 60:02}") if minutes % 60 else hours
    days, hour = divmod((ms + HOUR // 2) // HOUR, 24)
    shown = _("{n} d").format(n=days)
    return _("{days} {n} h").format(days=shown, n=hour) if hour else shown


def dollars(micro: int) -> str:
    """Micro-dollars as `$4.05`; less than a cent keeps four places."""
    sign, amount = "-" if micro < 0 else "", abs(micro)
    places = 2 if amount >= DOLLAR // 100 or not amount else 4
    whole, _dot, part = f"{amount / DOLLAR:.{places}f}".partition(".")
    return f"{sign}${_decimal(whole, part)}"


def tokens(n: int) -> str:
    """A number of tokens: `950`, `80k`, `1.2M`, `4.7B`."""
    if n < 1_000:
        return str(n)
    if n < 999_500:
        return _("{n}k").format(n=(n + 500) // 1_000)
    if n < 999_950_000:
        return _("{n}M").format(n=_short(n, 1_000_000))
    return _("{n}B").format(n=_short(n, 1_000_000_000))


def _short(n: int, unit: int) -> str:
    """A number of units with one decimal, if that says something."""
    tenths = (10 * n + unit // 2) // unit
    return _decimal(str(tenths // 10), str(tenths % 10)) if tenths < 1_000 and tenths % 10 else str(tenths // 10)


def _decimal(whole: str, part: str) -> str:
    return _("{whole}.{part}").format(whole=whole, part=part)


def times(count: int) -> str:
    """How often: `once`, `twice`, `three times`, `5 times`."""
    known = {1: _("once"), 2: _("twice"), 3: _("three times"), 4: _("four times")}
    return known.get(count) or n_("{n} time", "{n} times", count).format(n=count)


def of(count: int, limit: int) -> str:
    """A count held against its limit: `3 of 3`."""
    return _("{count} of {limit}").format(count=count, limit=limit)


def listed(names: Iterable[str], most: int = 12) -> str:
    """Names in a row, `A, B and C`; those beyond `most` are only counted."""
    shown = [name(each) for each in names]
    if len(shown) > most + 1:
        more = len(shown) - most
        shown[most:] = [n_("{n} more", "{n} more", more).format(n=more)]
    return row(shown)


def row(parts: Sequence[str]) -> str:
    """Phrases in a row: `A, B and C`."""
    if len(parts) < 2:
        return "".join(parts)
    return _("{first} and {last}").format(first=", ".join(parts[:-1]), last=parts[-1])


def counted_tasks(count: int) -> str:
    """`3 tasks`."""
    return n_("{n} task", "{n} tasks", count).format(n=count)
