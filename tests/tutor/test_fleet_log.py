"""Logs as files: written and read again, held against the scenario and the rules, however they were damaged."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import structs

from orchestra_tui.base.errors import OrchestraError
from orchestra_tui.fleet import log
from orchestra_tui.fleet.event import Unknown
from orchestra_tui.tutor import fleet_log
from orchestra_tui.tutor.fleet import Outcome, prepare, run
from tests.tutor.fleets import course


@pytest.fixture(scope="module")
def outcome(tmp_path_factory: pytest.TempPathFactory) -> Outcome:
    return run(prepare(course(tmp_path_factory.mktemp("course")), "small", seed=3))


def test_a_log_that_was_written_is_read_as_the_same(outcome: Outcome, tmp_path: Path) -> None:
    file = tmp_path / "logs" / "run.jsonl"
    fleet_log.write(file, outcome)
    found = fleet_log.read(file)
    assert found.events == outcome.run.events
    assert log.digest(found.events) == outcome.run.hash
    head = json.loads(file.read_text(encoding="utf-8").split("\n")[0])
    assert (head["scenario"], head["seed"], head["started_at"]) == ("small", 3, "2026-11-02T22:00:00+01:00")
    assert [each.name for each in file.parent.iterdir()] == ["run.jsonl"]


def test_a_log_that_cannot_be_written_leaves_what_was_there(outcome: Outcome, tmp_path: Path) -> None:
    folder = tmp_path / "run.jsonl"
    folder.mkdir()
    with pytest.raises(OrchestraError, match="cannot be written"):
        fleet_log.write(folder, outcome)
    assert list(folder.iterdir()) == []


def replayed(outcome: Outcome, found: log.Log) -> fleet_log.Recorded:
    return fleet_log.recorded(outcome.prepared, found, "run.jsonl")


def whole(outcome: Outcome) -> log.Log:
    return log.load((line for line in fleet_log.lines(outcome)), "run.jsonl")


def test_a_replay_comes_to_the_same(outcome: Outcome) -> None:
    found = replayed(outcome, whole(outcome))
    again = fleet_log.outcome(found)
    assert found.doubts == ()
    assert (again.numbers, again.goals, again.run.hash) == (outcome.numbers, outcome.goals, outcome.run.hash)
    assert again.run.final == outcome.run.final
    assert fleet_log.divergence(found) is None


def test_half_a_log_is_half_a_run(outcome: Outcome) -> None:
    full = whole(outcome)
    found = replayed(outcome, log.Log(full.header, full.events[:20]))
    again = fleet_log.outcome(found)
    assert again.run.final.n == 20
    assert again.numbers["open"] == 2
    assert fleet_log.divergence(found) is None


def test_another_scenario_and_other_rules_are_said(outcome: Outcome, tmp_path: Path) -> None:
    header = log.Header(scenario="small", scenario_digest="0" * 64, seed=3, core="0")
    doubts = [str(each) for each in replayed(outcome, log.Log(header, ())).doubts]
    assert doubts == [
        "run.jsonl:1: The log was made by the rules of version 0; these are of version 1",
        'run.jsonl:1: The log was made from another scenario than this "small". '
        "Say what the run was told: --set, --runbook, --pool, --scenario FILE.",
    ]
    made = course(tmp_path)
    assert fleet_log.scenario_of(made, log.Log(header, ()), "run.jsonl") == "small"
    with pytest.raises(OrchestraError, match=r'run\.jsonl:1: The log is of the scenario "gone", which is not here'):
        fleet_log.scenario_of(made, log.Log(log.Header(scenario="gone"), ()), "run.jsonl")


def test_an_event_that_cannot_have_happened_is_named(outcome: Outcome) -> None:
    full = whole(outcome)
    place = next(n for n, event in enumerate(full.events) if type(event).__name__ == "Dispatched")
    events = (*full.events[:place], structs.replace(full.events[place], task="nobody"))
    found = replayed(outcome, log.Log(full.header, events))
    with pytest.raises(OrchestraError, match=rf"run\.jsonl:{place + 2}: Event {place + 1} cannot have happened in"):
        fleet_log.outcome(found)
    parted = fleet_log.divergence(found)
    assert parted is not None
    assert parted.n == place + 1


def test_unknown_kinds_are_kept_and_passed_over(outcome: Outcome) -> None:
    full = whole(outcome)
    strange = Unknown(n=len(full.events) + 1, at=full.events[-1].at, kind="moon-phase", body={"full": True})
    found = replayed(outcome, log.Log(full.header, (*full.events, strange)))
    assert fleet_log.outcome(found).numbers["merged"] == 2
    parted = fleet_log.divergence(found)
    assert parted is not None
    assert parted.n == strange.n


@settings(max_examples=150)
@given(st.data())
def test_a_damaged_log_is_one_line_or_a_run(outcome: Outcome, data: st.DataObject) -> None:
    lines = list(fleet_log.lines(outcome))
    for _time in range(data.draw(st.integers(1, 3))):
        place = data.draw(st.integers(1, len(lines) - 1))
        raw = json.loads(lines[place])
        name = data.draw(st.sampled_from([*raw, "agent", "task", "epoch"]))
        other = json.loads(lines[data.draw(st.integers(1, len(lines) - 1))])
        values = st.integers(-5, 10**12) | st.sampled_from(["", "api", "dev-1", "x", None, True, [], {}, 1e300])
        raw[name] = other.get(name, data.draw(values))
        lines[place] = json.dumps(raw) + "\n"
    if data.draw(st.booleans()):
        del lines[data.draw(st.integers(1, len(lines) - 1))]
    told = refused(outcome, lines)
    assert told is None or (told.startswith("run.jsonl") and "\n" not in told)


def refused(outcome: Outcome, lines: list[str]) -> str | None:
    """Why a log is not replayed, if it is not."""
    try:
        found = replayed(outcome, log.load(lines, "run.jsonl"))
        fleet_log.divergence(found)
        fleet_log.outcome(found)
    except OrchestraError as error:
        return str(error)
    return None
