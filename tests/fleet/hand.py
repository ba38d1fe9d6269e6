"""A run that a test tells by hand, fact by fact."""

from __future__ import annotations

from orchestra_tui.fleet import decisions as d
from orchestra_tui.fleet import facts as f
from orchestra_tui.fleet.fold import Fold
from orchestra_tui.fleet.model import Refusal, Usage
from orchestra_tui.fleet.orchestrator import Orchestrator
from orchestra_tui.fleet.plan import Plan
from orchestra_tui.fleet.units import SECOND
from tests.fleet.fleets import plan, told

USAGE = Usage(fresh=10, out=1, cost=1_000, price="test")


class Hand:
    """A run told by hand: what is not said of a fact is as the last orders have it."""

    def __init__(self, given: Plan) -> None:
        self.orchestrator = Orchestrator(Fold(given))
        self.state = self.orchestrator.fold.state
        self.orders: dict[type, d.AnyDecision] = {}
        self.at = 0
        self.tell(f.RunStarted)

    def tell(self, kind: type, cause: int = 0, after: int = SECOND, **fields: object) -> tuple:
        self.at += after
        made = told(self.orchestrator, kind, self.at, cause, **fields)
        self.state = self.orchestrator.fold.state
        for one in made:
            self.orders[type(one)] = one
        return made

    def who(self, kind: type) -> dict[str, object]:
        order = self.orders[kind]
        return {"agent": order.agent, "task": order.task, "epoch": order.epoch}

    def up(self, kind: type = d.Dispatched) -> tuple:
        return self.tell(f.AgentUp, self.orders[kind].n, **self.who(kind))

    def turn(self, *, done: bool = True, after: int = SECOND) -> tuple:
        order, who = self.orders[d.TurnGranted], self.who(d.TurnGranted)
        return self.tell(f.TurnEnded, order.n, after, **who, turn=order.turn, usage=USAGE, done=done, progress=True)

    def check(self, *, passed: bool = True, signature: str = "") -> tuple:
        order = self.orders[d.CheckOrdered]
        about = {"task": order.task, "epoch": order.epoch, "check": order.check}
        return self.tell(f.CheckEnded, order.n, **about, passed=passed, signature=signature)

    def review(self, *, accepted: bool) -> tuple:
        order = self.orders[d.ReviewOrdered]
        about = {"task": order.task, "epoch": order.epoch, "by": order.by}
        return self.tell(f.ReviewEnded, order.n, **about, accepted=accepted, remarks=int(not accepted), usage=USAGE)

    def refuse(self, why: Refusal, retry: int | None = None, reset: int | None = None) -> tuple:
        """The provider refuses the turn that was granted last."""
        order = self.orders[d.TurnGranted]
        about = {**self.who(d.TurnGranted), "account": order.account, "why": why, "status": 429}
        return self.tell(f.Refused, order.n, **about, retry_ms=retry, reset=reset)

    def gone(self, kind: type = d.Fenced) -> tuple:
        return self.tell(f.AgentExited, self.orders[kind].n, **self.who(kind), crash=False)

    def ring(self, prefix: str, after: int = 0) -> tuple:
        """The timer with this name runs out when it is due, or later."""
        name, (n, due) = next((k, v) for k, v in self.state.timers.items() if k.startswith(prefix))
        return self.tell(f.TimerFired, n, max(0, due - self.at) + after, timer=name)

    def silence(self) -> tuple:
        """Nothing is heard until the watchdog does more than look again."""
        made: tuple = ()
        while all(isinstance(one, d.TimerSet) for one in made):
            made = self.ring("watch/")
        return made


def one_task(**changes: object) -> Hand:
    hand = Hand(plan(1, **changes))
    hand.up()
    return hand
