"""What must hold from one event of a run to the next, told from the log alone; numbered as in `invariants`.

`Watch` keeps its own books beside those of the fold, so that a fault of one is seen by the other.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from typing import Any

from orchestra_tui.fleet import decisions as d
from orchestra_tui.fleet import facts as f
from orchestra_tui.fleet.books import Books
from orchestra_tui.fleet.event import Event, Fact, Unknown
from orchestra_tui.fleet.events import AnyEvent
from orchestra_tui.fleet.model import Failure, SwapKind
from orchestra_tui.fleet.plan import Plan
from orchestra_tui.fleet.rules.offers import is_open
from orchestra_tui.fleet.runs import HUMAN
from orchestra_tui.fleet.state import changed

Complaints = Iterator[str]
BLAMED = frozenset({"attempts", "no-stronger-model", "reviews", "conflicts"})
"""The ends of the ladder that a task comes to by its own failures."""


class Watch:
    """Looks at every event of a run; `broken` collects what did not hold."""

    def __init__(self, plan: Plan) -> None:
        self.plan, self.policy = plan, plan.policy
        self.broken: list[str] = []
        self.facts: dict[int, Fact] = {}
        self._epochs: Counter[str] = Counter()
        self._merged: set[str] = set()
        self._final: set[str] = set()
        self._failed_models: dict[str, list[str]] = defaultdict(list)
        self._failures: Counter[tuple[str, Failure]] = Counter()
        self._blamed: set[tuple[int, str]] = set()
        self._reviews: Counter[str] = Counter()
        self._reviewing: dict[str, d.ReviewOrdered] = {}
        self._in_review: set[str] = set()
        self._builders: set[str] = set()
        self._books = Books(plan)
        self._used: dict[str, Counter[str]] = defaultdict(Counter)
        self._parked: dict[str, int | None] = {}
        self._waits: dict[tuple[str, str, int], int] = {}
        self._held: set[str] = set()
        self._dispatched: int | None = None

    def see(self, event: AnyEvent) -> None:
        """The next event."""
        if isinstance(event, Fact):
            self.facts[event.n] = event
        for complaint in self._about(event):
            self.broken.append(f"event {event.n}: {complaint}")

    def _about(self, event: AnyEvent) -> Complaints:
        yield from self._absorbed(event)
        if not isinstance(event, d.BudgetAlarm):
            yield from self._books.due()
        if look := _LOOKS.get(type(event)):
            yield from look(self, event)

    def _absorbed(self, event: AnyEvent) -> Complaints:
        """2: nothing happens to a task in a final state."""
        if isinstance(event, _MOVES) and event.task in self._final:
            yield f"2: {event.task} was in a final state"
        if isinstance(event, _FINAL):
            self._final.add(event.task)
        if isinstance(event, _LEAVES):
            self._in_review.discard(event.task)

    def _dispatch(self, event: d.Dispatched) -> Complaints:
        flow = self.policy.flow
        yield from self._begins(event)
        yield from self._starts(event.agent)
        yield from self._access(event.account, event.at)
        if flow.agents is not None and len(self._builders) > flow.agents:
            yield f"8: {len(self._builders)} agents build, {flow.agents} may"
        if flow.review_wip is not None and len(self._in_review) >= flow.review_wip:
            yield f"8: {event.task} begins while {len(self._in_review)} wait for review"
        if self._dispatched is not None and event.at < self._dispatched + flow.spawn_ms:
            yield "8: dispatched too soon after another"
        self._dispatched = event.at

    def _begins(self, event: d.Dispatched | d.Restarted) -> Complaints:
        if event.epoch != self._epochs[event.task] + 1:
            yield f"3: epoch {event.epoch} of {event.task} after {self._epochs[event.task]}"
        if f"/e{event.epoch}" not in event.branch or event.branch == "main":
            yield f"4: epoch {event.epoch} works on {event.branch}"
        self._epochs[event.task] = event.epoch
        self._builders.add(event.agent)
        if isinstance(event, d.Restarted) and event.rule.startswith("health.") and event.restarts > event.limit:
            yield f"10: {event.agent} is restarted {event.restarts} times, {event.limit} are allowed"

    def _starts(self, agent: str) -> Complaints:
        """19: nothing new starts while it may not."""
        if "" in self._held or agent in self._held:
            yield f"19: {agent} starts while paused"
        if self._books.alarm:
            yield f"6: {agent} starts in spite of the alarm of an overrun"

    def _rested(self, agent: str, order: d.TurnGranted | d.ReviewOrdered) -> Complaints:
        """12: who backed off does not go on before that is over."""
        if order.at < self._waits.pop((agent, order.task, order.epoch), 0):
            yield f"12: {agent} goes on before it has waited long enough"

    def _access(self, account: str, at: int) -> Complaints:
        """8: no use of an account outside its windows, while it rests, or over its quota."""
        given, used = self.plan.account[account], self._used[account]
        if not is_open(given, at):
            yield f"8: {account} is used outside its window"
        until = self._parked.get(account, 0)
        if until is None or at < until:
            yield f"8: {account} is used while it rests"
        quota = given.quota
        if quota is None or used["window"] != at // quota.window_ms:
            return
        for name, most in (("tokens", quota.tokens), ("requests", quota.requests)):
            if most is not None and used[name] >= most:
                yield f"8: {account} has used {used[name]} {name} of {most}"

    def _turn(self, event: d.TurnGranted) -> Complaints:
        yield from self._access(event.account, event.at)
        yield from self._rested(event.agent, event)
        strength = self.plan.model[event.model].strength
        for failed in self._failed_models[event.task]:
            if strength <= self.plan.model[failed].strength or event.model == failed:
                yield f"11: {event.task} goes to {event.model} after {failed}"
        yield from self._books.admit(event, event.agent, self.policy)

    def _review(self, event: d.ReviewOrdered) -> Complaints:
        before = self._reviewing.get(event.by)
        if before is None or before.task != event.task:
            yield from self._starts(event.by)
        if event.review != self._reviews[event.task] + 1:
            yield f"10: review {event.review} of {event.task} after {self._reviews[event.task]}"
        self._reviews[event.task] = event.review
        if event.by != HUMAN:
            yield from self._access(event.account, event.at)
            yield from self._rested(event.by, event)
            self._reviewing[event.by] = event
            yield from self._books.admit(event, event.by, self.policy)

    def _refused(self, event: f.Refused) -> Complaints:
        """10: a review that was refused did not take place."""
        order = self._reviewing.get(event.agent)
        if order is not None and order.n == event.cause and order.n in self._books.open:
            self._reviews[order.task] -= 1
        yield from ()

    def _backs_off(self, event: d.BackedOff) -> Complaints:
        self._waits[event.agent, event.task, event.epoch] = event.until
        yield from self._long_enough(event, event.until)
        if event.until - event.at > max(self.policy.backoff.cap_ms, self._told(event)):
            yield "12: the back-off is longer than its cap"

    def _parks(self, event: d.AccountParked) -> Complaints:
        self._parked[event.account] = event.until
        if event.until is not None:
            yield from self._long_enough(event, event.until)

    def _long_enough(self, event: Event, until: int) -> Complaints:
        if until < event.at + self._told(event):
            yield "12: the retry comes before Retry-After"

    def _told(self, event: Event) -> int:
        """The Retry-After of the refusal that an event answers, in ms."""
        fact = self.facts.get(event.cause)
        return (fact.retry_ms or 0) if isinstance(fact, f.Refused) else 0

    def _timer(self, event: d.TimerSet) -> Complaints:
        most = (event.due - event.at) * self.policy.backoff.spread // 100
        if event.timer.startswith("backoff/") and event.spread > most:
            yield "12: the spread is wider than it may be"

    def _failed(self, event: d.Failed) -> Complaints:
        """10: each failure raises one counter by one; what a provider refuses raises none."""
        key = (event.task, event.failure)
        self._failures[key] += 1
        if event.count != self._failures[key]:
            yield f"10: {event.task} counts {event.count} of {event.failure}, there were {self._failures[key]}"
        if (event.cause, event.task) in self._blamed:
            yield f"10: {event.task} is blamed twice for one thing"
        self._blamed.add((event.cause, event.task))
        if isinstance(self.facts.get(event.cause), f.Refused):
            yield f"10: {event.task} is blamed for what a provider refused"

    def _swapped(self, event: d.Swapped) -> Complaints:
        if event.swap is SwapKind.CRITIC:
            self._failed_models[event.task].append(event.model)
            if len(self._failed_models[event.task]) >= len(self.plan.models):
                yield f"11: {event.task} was swapped for every model there is"
        if event.swap is SwapKind.ERROR and (event.cause, event.task) in self._blamed:
            yield f"10: an error swap of {event.task} counts against it"

    def _human(self, event: d.NeedsHuman) -> Complaints:
        if event.why in BLAMED and isinstance(self.facts.get(event.cause), f.Refused):
            yield f"10: {event.task} ends by what a provider refused"

    def _merge(self, event: d.Merged) -> Complaints:
        """2: merged once; 17: main moves on green checks of the merged tree alone."""
        if event.task in self._merged:
            yield f"2: {event.task} merged again"
        self._merged.add(event.task)
        fact = self.facts.get(event.cause)
        if not isinstance(fact, f.MergeEnded) or (fact.outcome, fact.task) != ("merged", event.task):
            yield f"17: {event.task} is merged by {type(fact).__name__}"

    def _reports(self, event: f.TurnEnded | f.ReviewEnded | f.AgentExited) -> Complaints:
        """7: what was used names its price; it counts in the quota window of the report, once."""
        if event.usage.cost and not event.usage.price:
            yield "7: a cost without a price"
        n, who = event.cause, (event.by if isinstance(event, f.ReviewEnded) else event.agent, event.task, event.epoch)
        if isinstance(event, f.AgentExited):
            n = next((k for k, o in self._books.open.items() if o.who == who and k <= event.cause), 0)
        elif isinstance(event, f.ReviewEnded) and (order := self._reviewing.get(event.by)) and order.n == n:
            del self._reviewing[event.by]
        paid = self._books.open.get(n)
        if paid and paid.who == who and (quota := self.plan.account[paid.account].quota):
            used, window = self._used[paid.account], event.at // quota.window_ms
            if used["window"] != window:
                used.clear()
            used.update({"tokens": event.usage.metered, "requests": 1})
            used["window"] = window

    def _settled(self, event: d.Settled) -> Complaints:
        return self._books.settle(event, self.policy)

    def _ends(self, event: d.Fenced | d.Released) -> Complaints:
        self._builders.discard(event.agent)
        self._reviewing.pop(event.agent, None)
        self._waits.pop((event.agent, event.task, event.epoch), None)
        yield from ()

    def _queued(self, event: d.ReviewQueued) -> Complaints:
        self._in_review.add(event.task)
        yield from ()

    def _hold(self, event: d.FleetPaused | d.FleetResumed) -> Complaints:
        (self._held.add if isinstance(event, d.FleetPaused) else self._held.discard)(event.agent)
        yield from ()

    def _set(self, event: d.PolicySet) -> Complaints:
        self.policy = changed(self.policy, event.path, event.value)
        if event.path.startswith("budget."):
            self._books.alarm = False
        yield from ()

    def _overrun(self, _event: d.BudgetAlarm) -> Complaints:
        self._books.alarmed()
        yield from ()


_FINAL = (d.NeedsHuman, d.Cancelled, d.Merged)
_MOVES = (
    *(d.Dispatched, d.Restarted, d.TurnGranted, d.CheckOrdered, d.ReviewQueued, d.ReviewOrdered, d.MergeQueued),
    *(d.MergeOrdered, d.Requeued, d.Swapped, *_FINAL),
)
_LEAVES = (d.MergeQueued, d.Requeued, d.Swapped, *_FINAL)
"""What takes a task out of review, if it is there."""


_LOOKS: dict[type[Event | Unknown], Callable[[Watch, Any], Complaints]] = {
    d.Dispatched: Watch._dispatch,
    d.Restarted: Watch._begins,
    d.TurnGranted: Watch._turn,
    d.ReviewOrdered: Watch._review,
    d.BackedOff: Watch._backs_off,
    d.AccountParked: Watch._parks,
    d.TimerSet: Watch._timer,
    d.Failed: Watch._failed,
    d.Swapped: Watch._swapped,
    d.NeedsHuman: Watch._human,
    d.Merged: Watch._merge,
    d.Settled: Watch._settled,
    d.Fenced: Watch._ends,
    d.Released: Watch._ends,
    d.ReviewQueued: Watch._queued,
    d.FleetPaused: Watch._hold,
    d.FleetResumed: Watch._hold,
    d.PolicySet: Watch._set,
    d.BudgetAlarm: Watch._overrun,
    f.Refused: Watch._refused,
    f.TurnEnded: Watch._reports,
    f.ReviewEnded: Watch._reports,
    f.AgentExited: Watch._reports,
}
