"""The end of a run: told once, its result, the journal, what to do now."""

from __future__ import annotations

from pathlib import Path

import pytest

from orchestra_tui.course.model import SectionRef
from orchestra_tui.fleet.metrics import Metric
from orchestra_tui.fleet.units import MINUTE
from orchestra_tui.journal.runs import BEGUN, ENDED, LEFT
from orchestra_tui.tui.screens.check.sitting import SittingScreen
from orchestra_tui.tui.screens.fleet.opening import OpeningScreen
from orchestra_tui.tui.screens.fleet.result import FleetResult
from orchestra_tui.tui.screens.fleet.screen import DashboardScreen
from orchestra_tui.tui.screens.fleet.start import FleetStart
from orchestra_tui.tui.screens.reader import ReaderScreen
from tests.tui.fleet.theatre_opening import now, playing, press, runs, to_end, to_fleet, to_row, to_run
from tests.tui.stage import settled, shown


async def test_the_end_is_told_once_and_stays_in_the_status_line(tmp_path: Path) -> None:
    async with playing(tmp_path) as (pilot, app):
        dashboard = await to_run(pilot, "5", "m")
        assert "R result" not in shown(pilot)
        await press(pilot, "R")
        assert app.screen is dashboard  # nothing to show yet
        await press(pilot, "}")
        picture = shown(pilot)
        money = dashboard.stage.recording.metrics[Metric.COST] / 1_000_000
        assert f"The run is over: 2 of 2 tasks in main, ${money:.2f}. R shows the result." in picture
        assert "R result" in picture
        (run,) = runs(app)
        makespan = dashboard.stage.recording.metrics[Metric.MAKESPAN]
        assert (run.state, run.predicted, run.value, run.goals) == (ENDED, 5 * MINUTE, makespan, (True, False))
        await press(pilot, "{")
        assert "The run is over" not in dashboard.status.text
        assert "R result" in shown(pilot)  # once seen, it can be looked at from anywhere
        await press(pilot, "}")
        assert "■ The run is over" in dashboard.status.text
        assert len(runs(app)) == 1


async def test_playing_to_the_end_tells_it_too(tmp_path: Path) -> None:
    async with playing(tmp_path) as (pilot, app):
        dashboard = await to_run(pilot)
        dashboard.set_playing(on=True)
        dashboard._told -= 10_000
        dashboard._tick()
        await settled(pilot)
        assert dashboard.stage.player.ended
        assert not dashboard.stage.player.playing
        assert "The run is over" in shown(pilot)
        assert [run.state for run in runs(app)] == [ENDED]


WORDS = (
    *("you said 5 min", "it was ", "✗ −", "Far off", "Goals", "1 of 2", "✓ tasks in main: 2 tasks", "at least 2 tasks"),
    *("✗ time of the run", "at most 1 min", "What it cost", "2 of 2 tasks in main", "for each task in main"),
)


@pytest.mark.parametrize("size", [(40, 12), (80, 24), (120, 50)])
async def test_the_result_stands_beside_the_prediction(tmp_path: Path, size: tuple[int, int]) -> None:
    async with playing(tmp_path, size=size) as (pilot, app):
        page = await to_end(pilot, "5", "m")
        text = " ".join(page.board.text.split())
        for words in WORDS:
            assert words in text, words
        assert "Prediction and result" in shown(pilot)
        await press(pilot, "escape")
        now(app, DashboardScreen)


async def test_without_a_prediction_the_result_asks_for_one_next_time(tmp_path: Path) -> None:
    async with playing(tmp_path) as (pilot, _app):
        page = await to_end(pilot)
        assert "There was no prediction." in page.board.text
        assert "you said" not in page.board.text


async def test_what_to_do_now_begins_with_the_text_after_a_bad_prediction(tmp_path: Path) -> None:
    async with playing(tmp_path) as (pilot, app):
        page = await to_end(pilot, "5", "m")
        assert "▸ Read: Section one" in page.board.text
        assert page.board.row
        assert page.board.row.value == page.board.rows[page.board.opens[0]].value
        await press(pilot, "enter")
        text = now(app, ReaderScreen)
        assert text.current.ref == SectionRef("m", "one")
        assert "leads back to the fleet" in shown(pilot)
        await press(pilot, "escape")
        assert app.screen is page


async def test_after_a_good_one_the_next_run_comes_first(tmp_path: Path) -> None:
    files = {}
    async with playing(tmp_path, files=files) as (pilot, app):
        path = Path(app.course.modules[0].content or "") / "scenarios" / "small.yaml"
        path.write_text(path.read_text().replace("at_most: 1m", "at_most: 10h"))
        dashboard = await to_run(pilot)
        exact = dashboard.stage.recording.metrics[Metric.MAKESPAN] // MINUTE
        await press(pilot, "escape")
        await to_row(pilot, "· Small")
        await press(pilot, "enter")
        await press(pilot, *str(exact), "m", "enter")
        await press(pilot, "}")
        await press(pilot, "R")
        page = now(app, FleetResult)
        assert "Spot on." in page.board.text
        assert "▸ Watch: Also" in page.board.text
        await press(pilot, "enter")
        assert now(app, OpeningScreen).ready.source().title == "Also"
        await press(pilot, "enter")
        await press(pilot, "escape")
        start = now(app, FleetStart)
        assert "✓ Small" in start.board.text
        assert [(run.scenario, run.state) for run in runs(app)] == [("small", LEFT), ("small", ENDED), ("also", LEFT)]


async def test_the_questions_of_the_section_and_back(tmp_path: Path) -> None:
    async with playing(tmp_path) as (pilot, app):
        page = await to_end(pilot)
        await to_row(pilot, "Check yourself: Section one")
        await press(pilot, "enter")
        await settled(pilot)
        now(app, SittingScreen)
        await press(pilot, "escape")
        assert app.screen is page


async def test_another_future_is_a_fork_from_the_start(tmp_path: Path) -> None:
    async with playing(tmp_path, size=(100, 50)) as (pilot, app):
        page = await to_end(pilot)
        assert "Try it another way" in page.board.text
        assert "looking for" not in page.board.text
        await to_row(pilot, "What if nobody reviews?")
        await press(pilot, "enter")
        dashboard = now(app, DashboardScreen)
        stage = dashboard.stage
        assert (len(stage.takes), stage.number) == (2, 2)
        assert stage.player.n < 10
        assert stage.takes[1].acts[0].after == 1
        assert stage.recording.metrics[Metric.REVIEWS] == 0
        assert stage.takes[0].recording.metrics[Metric.REVIEWS] > 0
        await press(pilot, "}")
        await press(pilot, "R")
        text = now(app, FleetResult).board.text
        assert "What your hand changed" in text
        assert "You change the policy: review by an agent is no now" in text
        after = text.split("You change the policy")[1].split("\n")[1]
        assert "−" in after  # less time, less money
        await to_row(pilot, "You change the policy")
        await press(pilot, "enter")
        assert now(app, DashboardScreen).stage.number == 2
        await press(pilot, "escape")
        assert [(run.state, run.forks) for run in runs(app)] == [(ENDED, 1)]


async def test_other_luck_asks_again(tmp_path: Path) -> None:
    async with playing(tmp_path, size=(100, 50)) as (pilot, app):
        await to_end(pilot, "5", "m")
        await to_row(pilot, "With other luck: seed 2")
        await press(pilot, "enter")
        page = now(app, OpeningScreen)
        assert page.ready.prepared.seed == 2
        assert "seed 2" in shown(pilot)
        await press(pilot, "6", "m", "enter")
        assert now(app, DashboardScreen).stage.source.seed == 2
        assert [(run.seed, run.predicted) for run in runs(app)] == [(1, 5 * MINUTE), (2, 6 * MINUTE)]


async def test_all_scenarios_is_the_first_page(tmp_path: Path) -> None:
    async with playing(tmp_path) as (pilot, app):
        await to_end(pilot)
        await to_row(pilot, "All scenarios")
        await press(pilot, "enter")
        assert "◐ Small" in now(app, FleetStart).board.text


async def test_what_is_left_before_its_end_is_no_result(tmp_path: Path) -> None:
    async with playing(tmp_path) as (pilot, app):
        await to_run(pilot, "5", "m")
        assert [run.state for run in runs(app)] == [BEGUN]
        await press(pilot, "escape")
        assert [(run.state, run.value) for run in runs(app)] == [(LEFT, None)]
        start = now(app, FleetStart)
        await to_row(pilot, "· Small")
        assert "Begun, not watched to its end" in start.detail.text


async def test_leaving_the_tutorial_in_the_middle_is_noted(tmp_path: Path) -> None:
    async with playing(tmp_path) as (pilot, app):
        await to_run(pilot, "5", "m")
    async with playing(tmp_path) as (pilot, app):
        assert [(run.state, run.predicted) for run in runs(app)] == [(LEFT, 5 * MINUTE)]


# To the text and back


async def test_from_a_run_to_its_section_and_back(tmp_path: Path) -> None:
    async with playing(tmp_path) as (pilot, app):
        await press(pilot, "n")
        assert now(app, ReaderScreen).current.ref == SectionRef("m", "two")
        await to_fleet(pilot)
        await to_row(pilot, "· Small")
        await press(pilot, "enter")
        await press(pilot, "enter")
        dashboard = now(app, DashboardScreen)
        await press(pilot, "t")
        text = now(app, ReaderScreen)
        assert text.current.ref == SectionRef("m", "one")
        assert "esc leads back to the fleet." in shown(pilot)
        await press(pilot, "escape")
        assert app.screen is dashboard
        await press(pilot, "f2")
        assert text.current.ref == SectionRef("m", "two")  # a visit changes nothing
        assert "leads back" not in shown(pilot)


async def test_going_back_by_the_name_of_the_place_ends_the_visit(tmp_path: Path) -> None:
    async with playing(tmp_path) as (pilot, app):
        dashboard = await to_run(pilot)
        await press(pilot, "t")
        await press(pilot, "f3")
        await press(pilot, "f2")
        assert "leads back to the fleet" in shown(pilot)  # another place does not end it
        await press(pilot, "f4")
        assert app.screen is dashboard
        await press(pilot, "f2")
        assert "leads back" not in shown(pilot)


async def test_a_run_without_a_section_has_no_text(tmp_path: Path) -> None:
    from tests.tutor.fleets import scenario

    files = {
        "content/m/scenarios/small.yaml": scenario("Small", "nowhere"),
        "content/m/scenarios/also.yaml": scenario("Small", "no"),
    }
    files["content/m/scenarios/zero.yaml"] = scenario("Zero", "none")
    async with playing(tmp_path, files=files) as (pilot, app):
        page = await to_end(pilot)
        assert "Read:" not in page.board.text
        await press(pilot, "escape")
        assert not now(app, DashboardScreen).holds("section")


async def test_a_second_press_that_comes_too_late_leaves_only_once(tmp_path: Path) -> None:
    async with playing(tmp_path) as (pilot, app):
        page = await to_end(pilot)
        await to_row(pilot, "All scenarios")
        page.board.action_open()
        page.board.action_open()
        await settled(pilot)
        await settled(pilot)
        now(app, FleetStart)
