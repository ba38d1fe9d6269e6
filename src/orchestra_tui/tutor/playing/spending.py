"""How fast a run uses up money and quota: what agents, accounts and the fleet had used by any time."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from orchestra_tui.fleet import decisions as d
from orchestra_tui.fleet import facts as f
from orchestra_tui.fleet.event import Event, Unknown
from orchestra_tui.fleet.units import HOUR, MINUTE

STRETCH = 30 * MINUTE
"""The last stretch of a run, from which a pace is taken."""
LEAST = 2 * MINUTE
"""A run that is younger has no pace yet."""


class Series:
    """Amounts in order of time."""

    __slots__ = ("_sums", "_times")

    def __init__(self) -> None:
        self._times, self._sums = array("q"), array("q", (0,))

    def add(self, at: int, amount: int) -> None:
        """One more amount; never before the last one."""
        self._times.append(at)
        self._sums.append(self._sums[-1] + amount)

    def until(self, at: int) -> int:
        """The sum up to a time, that time included."""
        return self._sums[bisect_right(self._times, at)]

    def between(self, start: int, end: int) -> int:
        """The sum after `start` up to `end`, `end` included."""
        return self.until(end) - self.until(start)

    def per_hour(self, at: int) -> int:
        """The pace of the last stretch; 0 where there is none yet."""
        span = min(STRETCH, at)
        return self.between(at - span, at) * HOUR // span if span >= LEAST else 0


_PAYS = frozenset({d.TurnGranted, d.ReviewOrdered, d.Settled, f.TurnEnded, f.ReviewEnded, f.AgentExited})
"""The kinds of events that money has to do with."""


@dataclass(frozen=True)
class Pace:
    """Micro-dollars as they were settled, by agent, account and in all; `quota` are metered tokens by account."""

    fleet: Series = field(default_factory=Series)
    agents: dict[str, Series] = field(default_factory=lambda: defaultdict(Series))
    accounts: dict[str, Series] = field(default_factory=lambda: defaultdict(Series))
    quota: dict[str, Series] = field(default_factory=lambda: defaultdict(Series))

    @classmethod
    def of(cls, events: Iterable[Event | Unknown]) -> Pace:
        """The pace of a log."""
        made, held = cls(), dict[int, d.TurnGranted | d.ReviewOrdered]()
        for event in events:
            if type(event) not in _PAYS:
                continue
            match event:
                case d.TurnGranted() | d.ReviewOrdered():
                    held[event.n] = event
                case f.TurnEnded() | f.ReviewEnded() | f.AgentExited():
                    if (grant := _grant(held, event)) is not None:
                        made.quota[grant.account].add(event.at, event.usage.metered)
                case d.Settled():
                    if grant := held.pop(event.reservation, None):
                        made.agents[_who(grant)].add(event.at, event.spent)
                    made.accounts[event.account].add(event.at, event.spent)
                    made.fleet.add(event.at, event.spent)
        return made

    def agent(self, name: str) -> Series:
        """The money of an agent."""
        return self.agents.get(name, _NOTHING)

    def account(self, id: str) -> Series:
        """The money of an account."""
        return self.accounts.get(id, _NOTHING)

    def metered(self, id: str) -> Series:
        """The metered tokens of an account."""
        return self.quota.get(id, _NOTHING)


def _who(grant: d.TurnGranted | d.ReviewOrdered) -> str:
    return grant.agent if isinstance(grant, d.TurnGranted) else grant.by


def _grant(
    held: dict[int, d.TurnGranted | d.ReviewOrdered], event: f.TurnEnded | f.ReviewEnded | f.AgentExited
) -> d.TurnGranted | d.ReviewOrdered | None:
    """The grant that a report of usage belongs to; a process that ends reports for the oldest one of its attempt."""
    if not isinstance(event, f.AgentExited):
        return held.get(event.cause)
    mine = (event.agent, event.task, event.epoch)
    return next((grant for n, grant in held.items() if n <= event.cause and (_who(grant), *_job(grant)) == mine), None)


def _job(grant: d.TurnGranted | d.ReviewOrdered) -> tuple[str, int]:
    return grant.task, grant.epoch


_NOTHING = Series()
