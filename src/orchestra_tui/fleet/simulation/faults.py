"""What comes from outside: overloaded providers, cut networks, quotas and credits that are used up."""

from __future__ import annotations

from dataclasses import dataclass

from orchestra_tui.fleet.model import Account, Refusal
from orchestra_tui.fleet.plan import Plan
from orchestra_tui.fleet.simulation.draws import Draws
from orchestra_tui.fleet.simulation.params import AccountFate, Outage, Params

SHORT_WINDOW_MS = 5 * 60 * 1_000
"""A quota whose window is no longer than this is a throttle: it is waited for; a longer one is a used-up quota."""


@dataclass(slots=True)
class Meter:
    """What a provider has counted for an account: in the quota window `window`, and in money over all."""

    window: int = -1
    tokens: int = 0
    requests: int = 0
    spent: int = 0
    forced_until: int = 0


@dataclass(frozen=True, slots=True)
class No:
    """A provider's refusal; `retry_ms` is its Retry-After, `reset` when the quota's window ends."""

    why: Refusal
    retry_ms: int | None = None
    reset: int | None = None


class Weather:
    """The providers as they are at a moment. Bursts and cuts belong to (provider, k-th interval of the run's time)."""

    def __init__(self, plan: Plan, params: Params, draws: Draws) -> None:
        self.params = params
        self.draws = draws
        self.asked: list[Outage] = []
        self.meters = {account.id: Meter() for account in plan.accounts}
        self._around: dict[tuple[str, str, int], tuple[tuple[Outage, ...], tuple[Outage, ...]]] = {}

    def _draw(self, provider: str, k: int) -> tuple[Outage, ...]:
        faults, found = self.params.faults, list[Outage]()
        for kind, share, length, spread in (
            ("overload", faults.burst, faults.burst_time_ms, faults.burst_spread),
            ("cut", faults.cut, faults.cut_time_ms, 0.0),
        ):
            if provider != "local" and self.draws.chance(share, kind, provider, k):
                start = k * faults.interval_ms + self.draws.whole(0, faults.interval_ms - 1, f"{kind}-at", provider, k)
                lasts = self.draws.lognormal(length, spread, f"{kind}-for", provider, k)
                found.append(Outage(provider=provider, start_ms=start, length_ms=lasts, kind=kind))
        return tuple(found)

    def outage(self, provider: str, at: int, kind: str) -> Outage | None:
        """What keeps a provider from working at a moment."""
        k = at // self.params.faults.interval_ms
        near = self._around.get((provider, kind, k))
        if near is None:
            near = self._around[provider, kind, k] = self._near(provider, kind, k)
        for outages in (near[0], self.asked, near[1]):
            for outage in outages:
                ours = outage.kind == kind and outage.provider == provider
                if ours and outage.start_ms <= at < outage.start_ms + outage.length_ms:
                    return outage
        return None

    def _near(self, provider: str, kind: str, k: int) -> tuple[tuple[Outage, ...], tuple[Outage, ...]]:
        """Those given, and those drawn for an interval and for the one before it, which may last into it."""
        drawn = (*(self._draw(provider, k - 1) if k else ()), *self._draw(provider, k))
        given, drawn = (
            tuple(one for one in some if one.provider == provider and one.kind == kind)
            for some in (self.params.outages, drawn)
        )
        return given, drawn

    def refusal(self, account: Account, at: int) -> No | None:
        """Whether a request of an account is refused now."""
        meter, real = self.meters[account.id], self._real(account)
        if real.credit is not None and meter.spent >= real.credit:
            return No(Refusal.BILLING)
        if meter.forced_until > at:
            return No(Refusal.QUOTA, meter.forced_until - at, meter.forced_until)
        if real.window_ms is not None and at // real.window_ms == meter.window:
            full = (real.tokens is not None and meter.tokens >= real.tokens) or (
                real.requests is not None and meter.requests >= real.requests
            )
            if full:
                reset = (meter.window + 1) * real.window_ms
                why = Refusal.THROTTLE if real.window_ms <= SHORT_WINDOW_MS else Refusal.QUOTA
                return No(why, reset - at, reset)
        if self.outage(account.provider, at, "overload") or self.outage(account.provider, at, "cut"):
            return No(Refusal.OVERLOAD)
        return None

    def _real(self, account: Account) -> AccountFate:
        given, quota = self.params.accounts.get(account.id), account.quota
        if given and given.window_ms is not None:
            return given
        credit = given.credit if given else None
        if quota is None:
            return AccountFate(credit=credit)
        return AccountFate(window_ms=quota.window_ms, tokens=quota.tokens, requests=quota.requests, credit=credit)

    def request(self, account: Account, at: int, tokens: int) -> None:
        """A request goes through; its tokens count in the window it begins in."""
        meter, real = self.meters[account.id], self._real(account)
        if real.window_ms is not None and at // real.window_ms != meter.window:
            meter.window, meter.tokens, meter.requests = at // real.window_ms, 0, 0
        meter.tokens += tokens
        meter.requests += 1
