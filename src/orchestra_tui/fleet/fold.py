"""The state of a run rebuilt from its events alone: `push` one after another.

Small assertions always run: a log that breaks them is no log of this orchestrator.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from orchestra_tui.fleet.apply_decisions import DECISIONS
from orchestra_tui.fleet.apply_facts import FACTS
from orchestra_tui.fleet.change import Ground
from orchestra_tui.fleet.event import Unknown
from orchestra_tui.fleet.freshness import ASKS
from orchestra_tui.fleet.plan import Plan
from orchestra_tui.fleet.state import BrokenLogError, State

if TYPE_CHECKING:
    from collections.abc import Iterable

    from orchestra_tui.fleet.events import AnyEvent

SNAPSHOT = 500
"""How many events lie between two snapshots."""


class Fold:
    """A state and the plan it is of; `freeze` for a copy that stays."""

    def __init__(self, plan: Plan, state: State | None = None) -> None:
        self._ground = Ground(plan, state or State.begin(plan))

    @property
    def plan(self) -> Plan:
        """What is given."""
        return self._ground.plan

    @property
    def state(self) -> State:
        """The state after the last event; it goes on changing."""
        return self._ground.state

    @property
    def touched(self) -> dict[str, None]:
        """The accounts that changed since somebody emptied this."""
        return self._ground.touched

    def push(self, event: AnyEvent | Unknown) -> bool:
        """Applies the next event and says whether it was fresh; BrokenLogError if it cannot be the next."""
        state = self._ground.state
        if event.n != state.n + 1 or event.at < state.at:
            raise BrokenLogError(f"event {event.n} at {event.at} after {state.n} at {state.at}")
        state.n, state.at = event.n, event.at
        kind = type(event)
        if decided := DECISIONS.get(kind):
            decided(self._ground, event)
        elif happened := FACTS.get(kind):
            fresh = ASKS[kind](state, event)
            happened(self._ground, event, fresh)
            return fresh
        return True

    def freeze(self) -> State:
        """A copy of the state that later events do not change."""
        return self._ground.state.copy()

    @classmethod
    def thaw(cls, plan: Plan, state: State) -> Fold:
        """A fold that goes on from a frozen state, which stays as it is."""
        return cls(plan, state.borrowed())


def apply(plan: Plan, state: State, events: Iterable[AnyEvent | Unknown]) -> State:
    """The state after more events; the given one stays as it is."""
    fold = Fold.thaw(plan, state)
    for event in events:
        fold.push(event)
    return fold.freeze()
