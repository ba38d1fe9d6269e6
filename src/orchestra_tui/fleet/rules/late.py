"""Reports that come too late, twice, or from nobody: they change nothing but the bill."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from orchestra_tui.fleet import decisions as d
from orchestra_tui.fleet import facts as f
from orchestra_tui.fleet.event import Fact
from orchestra_tui.fleet.rules import supply
from orchestra_tui.fleet.rules.desk import Desk


def _turn_used(desk: Desk, fact: f.TurnEnded) -> None:
    _settle(desk, fact, fact.agent, fact.usage.cost)


def _review_used(desk: Desk, fact: f.ReviewEnded) -> None:
    _settle(desk, fact, fact.by, fact.usage.cost)


def _refused(desk: Desk, fact: f.Refused) -> None:
    _settle(desk, fact, fact.agent, 0)


def _settle(desk: Desk, fact: f.TurnEnded | f.ReviewEnded | f.Refused, agent: str, spent: int) -> None:
    if held := desk.state.ledger.ordered(fact.cause, agent, fact.task, fact.epoch):
        supply.settle(desk, held.n, spent)


def _gone(desk: Desk, fact: f.AgentExited) -> None:
    held = desk.state.ledger.of(fact.agent, fact.task, fact.epoch)
    for place, reservation in enumerate(r for r in held if r.n <= fact.cause):
        spent = 0 if place else fact.usage.cost
        supply.settle(desk, reservation.n, spent, "budget.settle-dead")


PAYS: dict[type[Fact], Callable[[Desk, Any], None]] = {
    f.TurnEnded: _turn_used,
    f.ReviewEnded: _review_used,
    f.Refused: _refused,
    f.AgentExited: _gone,
}
"""Whatever a report says was used is paid, fresh or not; a process that is gone gives back what it held."""


def note(desk: Desk, fact: Fact) -> None:
    """Writes a late report down; a process that ended after it was stopped is nothing to note."""
    match fact:
        case f.Beat() | f.AgentUp() | f.TurnEnded() | f.Refused():
            _stale(desk, fact.agent, fact.task, fact.epoch)
        case f.CheckEnded() | f.MergeEnded():
            _stale(desk, "", fact.task, fact.epoch)
        case f.ReviewEnded():
            _stale(desk, fact.by, fact.task, fact.epoch)


def _stale(desk: Desk, agent: str, task: str, epoch: int) -> None:
    run = desk.state.tasks.get(task)
    current = run.epoch if run else 0
    desk.decide(d.Stale, "fence.stale", agent=agent, task=task, epoch=epoch, current=current)
