"""The orchestrator told anything at all: answers late, twice, never or about nobody, and its own death; no world."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from orchestra_tui.fleet import decisions as d
from orchestra_tui.fleet import facts as f
from orchestra_tui.fleet.event import Decision
from orchestra_tui.fleet.events import AnyEvent
from orchestra_tui.fleet.fold import Fold
from orchestra_tui.fleet.invariants import broken
from orchestra_tui.fleet.model import Refusal, Usage
from orchestra_tui.fleet.orchestrator import Orchestrator
from orchestra_tui.fleet.plan import Plan
from orchestra_tui.fleet.replay import resume, verify
from orchestra_tui.fleet.runs import HUMAN
from orchestra_tui.fleet.units import HOUR, MINUTE, SECOND
from orchestra_tui.fleet.watching import Watch
from tests.fleet.worlds import AGENTS, PROFILE, TASKS, interventions, plans

ORDERS = (
    *(d.Dispatched, d.Restarted, d.TurnGranted, d.CheckOrdered, d.ReviewOrdered, d.MergeOrdered),
    *(d.Fenced, d.Released),
)
"""What a world answers."""
USAGES = st.builds(
    lambda fresh, out: Usage(fresh=fresh, out=out, cost=2 * fresh + 10 * out, price="test"),
    st.sampled_from([0, 80_000, 200_000, 900_000]),
    st.sampled_from([0, 4_000, 40_000]),
)
WORDS = st.sampled_from([*AGENTS, *TASKS, HUMAN, ""])
SMALL = st.integers(0, 30)


def attempt(order: Any) -> dict[str, Any]:
    return {"agent": getattr(order, "by", "") or order.agent, "task": order.task, "epoch": order.epoch}


Answer = tuple[type, dict[str, Any]]
MOODS = ("well", "well", "red", "remarks", "conflict", "refused", "crash", "beat")


def answer(order: Any, mood: str, usage: Usage, why: Refusal = Refusal.THROTTLE) -> Answer:
    """What a world may report of an order; where the mood says nothing of it, it goes well."""
    match order:
        case d.Dispatched() | d.Restarted():
            return f.AgentUp, attempt(order)
        case d.CheckOrdered():
            about = {"task": order.task, "epoch": order.epoch, "check": order.check}
            return f.CheckEnded, {**about, "passed": mood != "red", "signature": "test-1" if mood == "red" else ""}
        case d.MergeOrdered():
            outcome = {"conflict": "conflict", "red": "red"}.get(mood, "merged")
            return f.MergeEnded, {"task": order.task, "epoch": order.epoch, "outcome": outcome}
        case d.Fenced() | d.Released():
            return f.AgentExited, {**attempt(order), "crash": False, "usage": usage}
        case d.ReviewOrdered(by=by) if by == HUMAN:
            about = {"task": order.task, "epoch": order.epoch, "by": by}
            return f.ReviewEnded, {**about, "accepted": mood != "remarks"}
    return work(order, mood, usage, why)


def work(order: Any, mood: str, usage: Usage, why: Refusal) -> Answer:
    """What a world may report of a turn, or of a review by an agent."""
    if mood == "beat":
        return f.Beat, {**attempt(order), "progress": True}
    if mood == "crash":
        return f.AgentExited, {**attempt(order), "crash": True, "usage": usage}
    if mood == "refused":
        retry = usage.out or None
        return f.Refused, {**attempt(order), "account": order.account, "why": why, "status": 1, "retry_ms": retry}
    if isinstance(order, d.ReviewOrdered):
        about = {"task": order.task, "epoch": order.epoch, "by": order.by}
        return f.ReviewEnded, {**about, "accepted": mood != "remarks", "remarks": 1, "usage": usage}
    done = mood != "conflict"
    return f.TurnEnded, {**attempt(order), "turn": order.turn, "usage": usage, "done": done, "progress": done}


CHECKS = st.builds(
    lambda t, e, y: (f.CheckEnded, {"task": t, "epoch": e, "check": 1, "passed": y}), WORDS, SMALL, st.booleans()
)
NONSENSE = st.one_of(
    st.builds(lambda w, t, e: (f.AgentUp, {"agent": w, "task": t, "epoch": e}), WORDS, WORDS, SMALL),
    st.builds(lambda w, t, e: (f.Beat, {"agent": w, "task": t, "epoch": e, "progress": True}), WORDS, WORDS, SMALL),
    st.builds(
        lambda w, t, e, u: (f.TurnEnded, {"agent": w, "task": t, "epoch": e, "turn": e, "usage": u, "done": True}),
        WORDS, WORDS, SMALL, USAGES,
    ),
    st.builds(
        lambda w, t, e, u: (f.AgentExited, {"agent": w, "task": t, "epoch": e, "crash": e % 2 == 0, "usage": u}),
        WORDS, WORDS, SMALL, USAGES,
    ),
    CHECKS,
    st.builds(lambda w, t, e: (f.ReviewEnded, {"task": t, "epoch": e, "by": w, "accepted": True}), WORDS, WORDS, SMALL),
    st.builds(lambda t, e: (f.MergeEnded, {"task": t, "epoch": e, "outcome": "merged"}), WORDS, SMALL),
    st.builds(lambda w, e: (f.TimerFired, {"timer": f"watch/{w}/{e}"}), WORDS, SMALL),
    st.just((f.OrchestratorRestarted, {})),
    st.just((f.RunStarted, {})),
)  # fmt: skip


class Machine(RuleBasedStateMachine):
    """Facts in any order; what must hold is looked at after each of them."""

    def __init__(self) -> None:
        super().__init__()
        self.at = 0
        self.events: list[AnyEvent] = []
        self.orders: list[Any] = []

    @initialize(plan=plans())
    def begin(self, plan: Plan) -> None:
        self.plan, self.watch = plan, Watch(plan)
        self.orchestrator = Orchestrator(Fold(plan))
        self.tell(f.RunStarted)

    @property
    def state(self):
        return self.orchestrator.fold.state

    def tell(self, kind: type, cause: int = 0, **fields: object) -> None:
        fact = kind(n=len(self.events) + 1, at=self.at, cause=cause, **fields)
        self.log([fact, *self.orchestrator.handle(fact)])

    def log(self, new: list[AnyEvent]) -> None:
        self.events += new
        self.orders += [event for event in new if isinstance(event, ORDERS)]
        for event in new:
            self.watch.see(event)

    @rule(by=st.sampled_from([1, SECOND, MINUTE, 20 * MINUTE, 5 * HOUR]))
    def time_passes(self, by: int) -> None:
        self.at += by

    @precondition(lambda self: self.orders)
    @rule(mood=st.sampled_from(MOODS), times=st.integers(1, 12), usage=USAGES, why=st.sampled_from(list(Refusal)))
    def goes(self, mood: str, times: int, usage: Usage, why: Refusal) -> None:
        """For a while everything goes well, or badly in one way: orders are answered in turn."""
        for _time in range(times):
            if not self.orders:
                return
            order, self.at = self.orders.pop(0), self.at + SECOND
            kind, fields = answer(order, mood, usage, why)
            self.tell(kind, order.n, **fields)
            self.holds()

    @precondition(lambda self: self.orders)
    @rule(data=st.data(), mood=st.sampled_from(MOODS), usage=USAGES, why=st.sampled_from(list(Refusal)))
    def answered(self, data: st.DataObject, mood: str, usage: Usage, why: Refusal) -> None:
        """An order is answered out of turn, and may be so again; sometimes as if it were another one's answer."""
        order = data.draw(st.sampled_from(self.orders))
        kind, fields = answer(order, mood, usage, why)
        self.tell(kind, order.n if data.draw(st.integers(0, 9)) else 1, **fields)

    @precondition(lambda self: self.orders)
    @rule(data=st.data())
    def forgotten(self, data: st.DataObject) -> None:
        """The world never answers."""
        self.orders.pop(data.draw(st.integers(0, len(self.orders) - 1)))

    @rule(data=st.data())
    def repeated(self, data: st.DataObject) -> None:
        """A message that came before comes again."""
        facts = [event for event in self.events if not isinstance(event, Decision | f.Intervention)]
        fact = data.draw(st.sampled_from(facts[-12:]))
        fields = {name: getattr(fact, name) for name in fact.__struct_fields__ if name not in {"n", "at", "cause"}}
        self.tell(type(fact), fact.cause, **fields)

    @rule(data=st.data())
    def rung(self, data: st.DataObject) -> None:
        """A timer runs out, when it is due or later."""
        timers = {name: due for name, (_n, due) in self.state.timers.items() if name != "end"}
        if timers:
            name = data.draw(st.sampled_from(sorted(timers)))
            self.at = max(self.at, timers[name])
            self.tell(f.TimerFired, self.state.timers[name][0], timer=name)

    @rule(said=NONSENSE, cause=SMALL)
    def misled(self, said: tuple[type, dict[str, Any]], cause: int) -> None:
        """A report about nobody, or about somebody it is not true of."""
        kind, fields = said
        self.tell(kind, cause, **fields)

    @rule(fact=interventions())
    def asked(self, fact: f.Intervention) -> None:
        fields = {name: getattr(fact, name) for name in fact.__struct_fields__ if name not in {"n", "at", "cause"}}
        self.tell(type(fact), **fields)

    @rule(data=st.data())
    def dies(self, data: st.DataObject) -> None:
        """The orchestrator dies, perhaps before its last decisions are written; another goes on from the log."""
        last = max(place for place, event in enumerate(self.events) if not isinstance(event, Decision))
        end = data.draw(st.integers(last + 1, len(self.events)))
        before = self.orchestrator.fold.freeze()
        self.orchestrator, decided = resume(self.plan, self.events[:end])
        assert decided == tuple(self.events[last + 1 :])
        assert self.state == before

    @invariant()
    def holds(self) -> None:
        if self.events:
            complaints = list(broken(self.plan, self.state))
            assert not complaints, (complaints[:3], self.events[-6:])
            assert not self.watch.broken, (self.watch.broken[:3], self.events[-6:])

    def teardown(self) -> None:
        if self.events:
            assert verify(self.plan, self.events) is None


def conduct(examples: int, steps: int, **more: object) -> None:
    from hypothesis.stateful import run_state_machine_as_test

    chosen = settings(max_examples=examples, stateful_step_count=steps, **more, **PROFILE)
    run_state_machine_as_test(Machine, settings=chosen)


def test_whatever_it_is_told_the_orchestrator_keeps_its_order() -> None:
    conduct(100, 60, derandomize=True)


@pytest.mark.soak
def test_whatever_it_is_told_for_long_the_orchestrator_keeps_its_order() -> None:
    conduct(2_500, 120)
