"""The rows that watching the fleet makes, and the runs derived from them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from orchestra_tui.journal.events import Event
from orchestra_tui.journal.row import Body, Row

FLEET_RUN = "fleet-run"

BEGUN, ENDED, LEFT = "begun", "ended", "left"
"""How far a run was watched: it was opened, its end was seen, or it was left before that."""
STATES = (BEGUN, ENDED, LEFT)
_SHAPE = 1


@dataclass(frozen=True, slots=True)
class FleetRun:
    """A run as its learner had it; `scenario` is its name in the course, or that of a file of their `own`.

    `predicted` and `value` are of `metric`, in its own unit: what was said before (None: nothing), what it came to
    (None: the end was not seen). `goals` says of each goal whether it was reached, `forks` counts the futures that were
    made of it.
    """

    id: str
    scenario: str
    seed: int
    digest: str
    metric: str
    predicted: int | None = None
    value: int | None = None
    goals: tuple[bool, ...] = ()
    forks: int = 0
    state: str = BEGUN
    own: bool = False
    utc_ms: int = 0


def run_row(run: FleetRun) -> Event:
    """How far a run has come; the last row of a run counts. The time comes from the row itself."""
    body: Body = {
        "scenario": run.scenario,
        "own": run.own,
        "seed": run.seed,
        "digest": run.digest,
        "metric": run.metric,
        "predicted": run.predicted,
        "value": run.value,
        "goals": list(run.goals),
        "forks": run.forks,
        "state": run.state,
    }
    return FLEET_RUN, run.id, body


def fleet_runs(rows: Iterable[Row]) -> tuple[FleetRun, ...]:
    """The runs among the rows, each at the time it was begun, oldest first. Malformed rows are skipped."""
    found: dict[str, FleetRun] = {}
    for row in sorted((row for row in rows if row.kind == FLEET_RUN), key=lambda row: row.key):
        if run := _run(row):
            first = found.get(run.id)
            found[run.id] = replace(run, utc_ms=first.utc_ms) if first else run
    return tuple(found.values())


def _run(row: Row) -> FleetRun | None:
    body = row.body
    scenario, metric, state = (_text(body, name) for name in ("scenario", "metric", "state"))
    if row.v != _SHAPE or not (row.subject and scenario and metric) or state not in STATES:
        return None
    goals = body.get("goals")
    return FleetRun(
        id=row.subject,
        scenario=scenario,
        seed=_whole(body, "seed") or 0,
        digest=_text(body, "digest"),
        metric=metric,
        predicted=_whole(body, "predicted"),
        value=_whole(body, "value"),
        goals=tuple(each is True for each in goals) if isinstance(goals, list) else (),
        forks=_whole(body, "forks") or 0,
        state=state,
        own=body.get("own") is True,
        utc_ms=row.utc_ms,
    )


def _text(body: Mapping[str, object], name: str) -> str:
    value = body.get(name)
    return value if isinstance(value, str) else ""


def _whole(body: Mapping[str, object], name: str) -> int | None:
    value = body.get(name)
    return value if isinstance(value, int) and not isinstance(value, bool) and value >= 0 else None
