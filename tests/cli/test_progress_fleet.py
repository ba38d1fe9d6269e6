"""`progress` tells what was watched on the fleet, and how it was predicted."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from orchestra_tui.base.paths import home
from orchestra_tui.journal.runs import ENDED, LEFT, FleetRun, run_row
from orchestra_tui.journal.store import Journal
from tests.cli.conftest import Call
from tests.tutor.fleets import build

RUN = FleetRun("r1", "also", 1, "d", "makespan", 3_600_000, 7_200_000, (True, False), 2, ENDED)


@pytest.fixture
def fleet(tmp_path: Path) -> Path:
    return build(tmp_path / "fleet")


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    with Journal.open(home(tmp_path / "mine").journal) as journal:
        journal.append(*run_row(RUN), "fleets")
        journal.append(*run_row(replace(RUN, id="r2", predicted=7_000_000, goals=(True, True))), "fleets")
        journal.append(*run_row(replace(RUN, id="r3", scenario="zero", state=LEFT, value=None)), "fleets")
        journal.append(*run_row(replace(RUN, id="r4", scenario="small", own=True)), "fleets")
    return tmp_path / "mine"


def test_programs_get_every_scenario_in_the_order_of_the_course(call: Call, fleet: Path, mine: Path) -> None:
    done = call("--course", fleet, "--home", mine, "progress", "--json")
    assert (done.code, done.err) == (0, "")
    found = json.loads(done.out)["scenarios"]
    nothing = {"runs": 0, "watched": False, "metric": None, "predicted": None, "value": None, "goals": None}
    assert found == [
        {"name": "small", "title": "Small", "section": "m/one", **nothing},
        {"name": "also", "title": "Also", "section": "m/two", "runs": 2, "watched": True, "metric": "makespan",
         "predicted": 3_600_000, "value": 7_200_000, "goals": [True, True]},
        {"name": "zero", "title": "Zero", "section": "m/two", **nothing, "runs": 1},
    ]  # fmt: skip


def test_people_get_a_table_of_what_was_begun(call: Call, fleet: Path, mine: Path) -> None:
    out = call("--course", fleet, "--home", mine, "progress").out
    lines = out[out.index("The fleet\n") :].splitlines()
    assert lines[1].split() == ["prediction", "result", "goals"]
    assert lines[2].split() == ["Also", "1", "h", "2", "h", "◐", "−50", "%", "2/2"]
    assert lines[3].split() == ["Zero", "–", "not", "watched", "to", "the", "end"]
    assert lines[4] == "watched to the end: 1 of 3"


def test_the_study_sheet_has_it_too(call: Call, fleet: Path, mine: Path) -> None:
    out = call("--course", fleet, "--home", mine, "progress", "--markdown").out
    assert "## The fleet\n\n| | prediction | result | | goals |\n" in out
    assert "| Also | 1 h | 2 h | ◐ −50 % | 2/2 |" in out


def test_who_watched_nothing_reads_nothing_about_it(call: Call, fleet: Path, tmp_path: Path) -> None:
    done = call("--course", fleet, "--home", tmp_path / "new", "progress")
    assert done.code == 0
    assert "The fleet" not in done.out
