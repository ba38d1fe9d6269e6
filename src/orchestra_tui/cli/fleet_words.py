"""The words that the commands of the fleet have in common, and the numbers of a run as JSON."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from orchestra_tui.base.errors import OrchestraError, Place
from orchestra_tui.base.i18n import _
from orchestra_tui.cli import output
from orchestra_tui.cli.arguments import Word

if TYPE_CHECKING:
    from orchestra_tui.tutor.fleet import Outcome, Prepared


def changes() -> tuple[Word, ...]:
    """The options that change what a scenario says."""
    return (
        Word("runbook", _("another runbook"), ("--runbook",), "FILE"),
        Word("pool", _("another pool of accounts"), ("--pool",), "FILE"),
        Word("set", _("change a value: profiles.dev.count=8"), ("--set",), "PATH=VALUE", many=True),
    )


def given(said: Any) -> dict[str, Any]:  # noqa: ANN401 — what argparse found
    """What `changes` found, as `prepare` takes it."""
    return {"settings": said.set, "runbook": path(said.runbook), "pool": path(said.pool)}


def path(said: str | None) -> Path | None:
    """A path as it was said."""
    return Path(said).expanduser() if said else None


def note(prepared: Prepared) -> None:
    """Tell what the scenario says of tasks and accounts that are not there any more."""
    if prepared.scenario.left_out:
        message = _("What the scenario says of these does not count: {names}")
        output.complain(OrchestraError(
            message.format(names=", ".join(prepared.scenario.left_out)), place=Place(prepared.entry.path)
        ))  # fmt: skip


def summary(outcome: Outcome) -> dict[str, object]:
    """A run in numbers.

    An error swap is a change of account or of model after a provider's refusal; `fenced` are the late reports that were
    rejected.
    """
    from orchestra_tui.fleet.metrics import Metric
    from orchestra_tui.fleet.units import DOLLAR

    numbers, plan = outcome.numbers, outcome.run.plan
    return {
        "scenario": outcome.prepared.scenario.name,
        "seed": outcome.run.seed,
        "log_hash": outcome.run.hash,
        "events": len(outcome.run.events),
        "makespan_ms": numbers[Metric.MAKESPAN],
        "tasks": {
            "total": len(plan.tasks),
            "merged": numbers[Metric.MERGED],
            "needs_human": numbers[Metric.NEEDS_HUMAN],
            "cancelled": numbers[Metric.CANCELLED],
            "open": numbers[Metric.OPEN],
        },
        "swaps": {
            "timeout": numbers[Metric.TIMEOUT_SWAPS],
            "error": numbers[Metric.ERROR_SWAPS] + numbers[Metric.ROTATIONS],
            "critic": numbers[Metric.CRITIC_SWAPS],
        },
        "conflicts": numbers[Metric.CONFLICTS],
        "fenced": numbers[Metric.STALE],
        "restarts": numbers[Metric.RESTARTS],
        "cost_usd": numbers[Metric.COST] / DOLLAR,
        "tokens": numbers[Metric.TOKENS],
        "agents": _agents(outcome),
    }


def _agents(outcome: Outcome) -> list[dict[str, object]]:
    """Every agent with what it did; `model` is the last one it worked with."""
    from collections import Counter

    from orchestra_tui.fleet import decisions as d
    from orchestra_tui.fleet.units import DOLLAR

    turns, attempts = Counter[str](), Counter[str]()
    for event in outcome.run.events:
        if isinstance(event, d.TurnGranted):
            turns[event.agent] += 1
        elif isinstance(event, d.Dispatched | d.Restarted):
            attempts[event.agent] += 1
    return [
        {
            "name": name,
            "profile": profile.id,
            "cli": profile.cli,
            "model": outcome.run.final.agents[name].model or profile.model,
            "roles": [role.value for role in profile.roles],
            "attempts": attempts[name],
            "turns": turns[name],
            "merged": outcome.run.final.agents[name].merged,
            "restarts": len(outcome.run.final.agents[name].restarts),
            "tokens": outcome.run.final.agents[name].tokens,
            "cost_usd": outcome.run.final.agents[name].cost / DOLLAR,
        }
        for name, profile in outcome.run.plan.slot.items()
    ]
