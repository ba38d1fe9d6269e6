"""What the fleet has to show, with what its learner saw of it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from orchestra_tui.course.model import SectionRef
from orchestra_tui.journal.runs import BEGUN, ENDED, LEFT, FleetRun, run_row
from orchestra_tui.journal.store import Journal
from orchestra_tui.tutor.repertoire import Listed, by_section, listed, repertoire, upcoming
from orchestra_tui.tutor.scenarios import ScenarioEntry, scenarios
from orchestra_tui.tutor.watched import cells, table
from tests.tutor.fleets import course

RUN = FleetRun("r", "also", 1, "d", "makespan", 60_000, 120_000, (True, False), 0, ENDED)
TWO = SectionRef("m", "two")


def known(tmp_path: Path, *runs: FleetRun) -> tuple[Listed, ...]:
    return listed(scenarios(course(tmp_path)), runs)


def test_runs_stand_with_their_scenario_and_own_files_with_none(tmp_path: Path) -> None:
    made = course(tmp_path)
    with Journal.open(None) as journal:
        for run in (RUN, replace(RUN, id="own", own=True), replace(RUN, id="gone", scenario="gone")):
            journal.append(*run_row(run), made.id)
        journal.append(*run_row(replace(RUN, id="elsewhere")), "another course")
        found = repertoire(made, journal)
    assert [(each.entry.name, len(each.runs)) for each in found] == [("small", 0), ("also", 1), ("zero", 0)]


def test_the_next_one_is_of_the_section_read_last_else_the_first_not_watched(tmp_path: Path) -> None:
    def next_of(*runs: FleetRun, reading: SectionRef | None = None, after: str = "") -> str:
        found = upcoming(known(tmp_path, *runs), reading, after)
        return found.entry.name if found else ""

    assert next_of() == "small"
    assert next_of(reading=TWO) == "also"
    assert next_of(RUN, reading=TWO) == "zero"
    assert next_of(replace(RUN, state=LEFT), reading=TWO) == "also"
    assert next_of(replace(RUN, scenario="small")) == "also"
    assert next_of(after="also") == "zero"
    assert next_of(after="zero") == "small"
    seen = [replace(RUN, id=name, scenario=name) for name in ("small", "also", "zero")]
    assert next_of(*seen) == ""


def test_the_first_prediction_counts_and_the_last_run_tells_of_the_goals(tmp_path: Path) -> None:
    runs = (
        replace(RUN, id="1", predicted=None),
        replace(RUN, id="2", predicted=10),
        replace(RUN, id="3", predicted=20, goals=(True, True)),
        replace(RUN, id="4", state=BEGUN, value=None),
    )
    (_small, also, _zero) = known(tmp_path, *runs)
    assert also.first_guess
    assert also.first_guess.id == "2"
    assert also.last
    assert also.last.id == "3"
    assert also.seen
    assert also.reached
    assert not known(tmp_path, RUN)[1].reached


def test_a_section_invites_to_what_was_not_watched(tmp_path: Path) -> None:
    assert {str(ref): (each.entry.name, more) for ref, (each, more) in by_section(known(tmp_path)).items()} == {
        "m/one": ("small", 0),
        "m/two": ("also", 1),
    }
    assert by_section(known(tmp_path, RUN))[TWO][0].entry.name == "zero"
    both = (RUN, replace(RUN, id="z", scenario="zero"))
    assert by_section(known(tmp_path, *both))[TWO][0].entry.name == "also"


def test_a_table_tells_predictions_results_and_goals(tmp_path: Path) -> None:
    found = known(tmp_path, RUN)
    assert cells(found[1]) == ["Also", "1 min", "2 min", "◐ −50 %", "1/2"]
    entry = ScenarioEntry("x", "A | B", None, tmp_path)
    rows = list(table([Listed(entry, (replace(RUN, predicted=None),)), found[0]]))
    assert rows[2:] == [r"| A \| B | – | 2 min |  | 1/2 |"]
    assert cells(Listed(entry, (replace(RUN, state=LEFT, value=None),)))[2] == "not watched to the end"
    assert cells(Listed(entry, (replace(RUN, metric="of tomorrow"),))) == ["A | B", "–", "–", "", "1/2"]
