"""Runs of the fleet are read back from rows, whatever else stands there."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from orchestra_tui.journal.events import Event
from orchestra_tui.journal.row import Row
from orchestra_tui.journal.runs import BEGUN, ENDED, FLEET_RUN, LEFT, FleetRun, fleet_runs, run_row
from orchestra_tui.journal.store import Journal

RUN = FleetRun("r1", "night-shift", 2**63 - 1, "abc", "merged", predicted=9)


def row(number: int, event: Event, ms: int = 5, v: int = 1) -> Row:
    kind, subject, body = event
    return Row(str(UUID(int=number)), ms, 180, "course", kind, subject, v, body)


def test_what_goes_in_comes_out() -> None:
    ended = replace(RUN, id="r2", value=11, goals=(True, False), forks=2, state=ENDED, own=True)
    rows = [row(2, run_row(ended), ms=9), row(1, run_row(RUN), ms=5)]
    assert fleet_runs(rows) == (replace(RUN, utc_ms=5), replace(ended, utc_ms=9))


def test_of_one_run_the_last_row_counts_and_the_first_says_when() -> None:
    rows = [
        row(3, run_row(replace(RUN, state=ENDED, value=11)), ms=30),
        row(1, run_row(RUN), ms=10),
        row(2, run_row(replace(RUN, state=LEFT)), ms=20),
    ]
    assert fleet_runs(rows) == (replace(RUN, state=ENDED, value=11, utc_ms=10),)


def test_a_run_without_a_prediction_and_one_of_nothing_are_different() -> None:
    nothing, zero = replace(RUN, predicted=None), replace(RUN, id="r2", predicted=0)
    assert [run.predicted for run in fleet_runs([row(1, run_row(nothing)), row(2, run_row(zero))])] == [None, 0]


def test_a_newer_shape_is_left_to_those_who_know_it() -> None:
    assert fleet_runs([row(1, run_row(RUN), v=2)]) == ()


BODIES = st.dictionaries(
    st.sampled_from(["scenario", "seed", "metric", "predicted", "value", "goals", "forks", "state", "own", "digest"]),
    st.none() | st.booleans() | st.integers() | st.floats() | st.sampled_from([BEGUN, ENDED, "x", ""])
    | st.lists(st.booleans() | st.integers(), max_size=2),
)  # fmt: skip


@given(st.lists(BODIES, max_size=5))
def test_malformed_rows_are_skipped(bodies: list[dict[str, object]]) -> None:
    rows = [row(number, (FLEET_RUN, "r", body)) for number, body in enumerate(bodies)]
    for run in fleet_runs([*rows, row(99, run_row(replace(RUN, id="good")), ms=1)]):
        assert run.scenario
        assert run.state in {BEGUN, ENDED, LEFT}
        assert run.predicted is None or run.predicted >= 0
    assert "good" in {run.id for run in fleet_runs([*rows, row(99, run_row(replace(RUN, id="good")))])}


def test_they_survive_the_file_and_the_way_to_another_machine(tmp_path: Path) -> None:
    with Journal.open(tmp_path / "here" / "journal.db") as journal:
        journal.append(*run_row(RUN), "course")
        journal.append(*run_row(replace(RUN, state=ENDED, value=11, goals=(True,))), "course")
        journal.export(tmp_path / "export.jsonl")
    with Journal.open(tmp_path / "there" / "journal.db") as other:
        assert other.merge(tmp_path / "export.jsonl") == (2, 0)
        assert other.merge(tmp_path / "export.jsonl") == (0, 2)
        (found,) = fleet_runs(other.rows(FLEET_RUN, "course"))
        assert (found.seed, found.predicted, found.value, found.goals) == (2**63 - 1, 9, 11, (True,))
