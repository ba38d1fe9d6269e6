"""The page before a run: the situation, the prediction, the run computed meanwhile."""

from __future__ import annotations

from pathlib import Path
from threading import Event
from typing import Any

import pytest

from orchestra_tui.base.errors import OrchestraError
from orchestra_tui.fleet.units import MINUTE
from orchestra_tui.journal.runs import BEGUN
from orchestra_tui.tui.screens.fleet.opening import OpeningScreen, Phase
from orchestra_tui.tui.screens.fleet.screen import DashboardScreen
from orchestra_tui.tui.screens.fleet.start import FleetStart
from orchestra_tui.tutor.playing import loading
from orchestra_tui.tutor.playing.loading import Ready
from orchestra_tui.tutor.playing.pace import pace
from orchestra_tui.tutor.playing.recording import EndedError, Recording
from tests.tui.fleet.theatre_opening import now, playing, press, runs, to_fleet, to_question, to_run, told
from tests.tui.stage import settled, shown
from tests.tutor.fleets import scenario


async def test_the_situation_stands_above_the_question(tmp_path: Path) -> None:
    async with playing(tmp_path) as (pilot, _app):
        await to_question(pilot)
        picture = shown(pilot)
        facts = ("2 tasks: api and ui", "2 × dev", "alice: anthropic", "review  an agent")
        words = ("Small", "Monday, 22:00 · seed 1", "▌ look", *facts, "how long?", "For example: 1h 30m, 90 min.")
        order = [picture.index(each) for each in words]
        assert order == sorted(order)


@pytest.mark.parametrize(
    ("typed", "minutes"), [("9 0 m", 90), ("1 h 3 0 m", 90), ("2 space ч", 120), ("1 space ч space 3 0", 90)]
)
async def test_a_prediction_is_written_down_before_the_run_is_shown(tmp_path: Path, typed: str, minutes: int) -> None:
    async with playing(tmp_path) as (pilot, app):
        dashboard = await to_run(pilot, *typed.split())
        (run,) = runs(app)
        assert (run.scenario, run.seed, run.metric, run.predicted, run.value) == (
            "small",
            1,
            "makespan",
            minutes * MINUTE,
            None,
        )
        assert (run.state, run.own) == (BEGUN, False)
        stage = dashboard.stage
        assert (stage.source.predicted, stage.source.title, stage.player.n) == (minutes * MINUTE, "Small", 0)
        assert stage.player.speed == pace(stage.recording)
        assert not stage.player.playing
        assert "space lets time go" in shown(pilot)


async def test_letters_are_typed_and_command_nothing(tmp_path: Path) -> None:
    async with playing(tmp_path) as (pilot, app):
        page = await to_question(pilot)
        await press(pilot, "q", "g", "t", "o", "question_mark", "space", "R", "й", "slash")
        assert now(app, OpeningScreen) is page
        assert page.field.value == "qgto? Rй/"
        await press(pilot, "enter")
        assert "is not understood: write 1h 30m, 90 min" in shown(pilot)
        assert page.phase is Phase.ASKING
        await press(pilot, "backspace")
        assert "is not understood" not in shown(pilot)
        assert runs(app) == ()


async def test_a_time_without_its_unit_is_asked_for_it(tmp_path: Path) -> None:
    async with playing(tmp_path) as (pilot, app):
        await to_question(pilot)
        await press(pilot, "9", "0", "enter")
        assert "90 of what? Write 1h 30m, 90 min" in shown(pilot)
        await press(pilot, "m", "enter")
        now(app, DashboardScreen)
        assert [run.predicted for run in runs(app)] == [90 * MINUTE]


@pytest.mark.parametrize("key", ["enter", "escape"])
async def test_it_may_be_skipped(tmp_path: Path, key: str) -> None:
    async with playing(tmp_path) as (pilot, app):
        await to_question(pilot)
        if key == "escape":
            await pilot.press("5")
        await press(pilot, key)
        assert now(app, DashboardScreen).stage.source.predicted is None
        assert [(run.predicted, run.state) for run in runs(app)] == [(None, BEGUN)]
        await press(pilot, "escape")
        now(app, FleetStart)


async def test_the_keys_below_are_clicked_too(tmp_path: Path) -> None:
    async with playing(tmp_path) as (pilot, app):
        page = await to_question(pilot)
        assert [key.word for key in page.key_bar.keys][:2] == ["watch", "no prediction"]
        column = next(column for column, key in page.key_bar.fitting() if key.command == "guess-skip")
        await pilot.click(page.key_bar, offset=(column, 0))
        await settled(pilot)
        assert now(app, DashboardScreen).stage.source.predicted is None


@pytest.mark.parametrize("size", [(40, 12), (80, 24), (120, 36)])
async def test_the_question_is_seen_whole_at_every_size(tmp_path: Path, size: tuple[int, int]) -> None:
    async with playing(tmp_path, size=size) as (pilot, _app):
        page = await to_question(pilot)
        await press(pilot, "x", "enter")
        picture = shown(pilot)
        assert "how long?" in picture
        assert "› " in picture
        assert "is not understood" in picture
        assert "Small" in picture
        assert page.field.has_focus
        await press(pilot, *["pagedown"] * 9)
        assert "an agent" in shown(pilot)
        await press(pilot, *["up"] * 30)
        assert "Small" in shown(pilot)


# Computing


class Slow:
    """A run that is computed as far as the test lets it."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, fault: Exception | None = None) -> None:
        self.go, self.ended, self.fault = Event(), Event(), fault
        self.real = Ready.recording
        monkeypatch.setattr(Ready, "recording", lambda ready, progress=None: self.compute(ready, progress))

    def compute(self, ready: Ready, progress: Any) -> Recording:
        progress(12_000, 0)
        for _ in range(2_000):
            if self.go.wait(0.005):
                break
            if not progress(14_000, 0):
                self.ended.set()
                raise EndedError
        if self.fault:
            raise self.fault
        return self.real(ready, progress)


async def until(pilot: Any, words: str) -> str:
    """The picture once it says this."""
    for _ in range(400):
        await pilot.pause(0.01)
        picture = shown(pilot)
        if words in picture:
            return picture
    raise AssertionError(picture)


async def test_how_far_it_is_is_told_and_it_can_be_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with playing(tmp_path) as (pilot, app):
        start = await to_fleet(pilot)
        slow = Slow(monkeypatch)
        await pilot.press("enter")
        await until(pilot, "how long?")
        await pilot.press("5", "m", "enter")
        assert "Computing the run… 14 000 events" in await until(pilot, "14 000 events")
        assert now(app, OpeningScreen).context == "fleet-wait"
        await pilot.press("escape")
        assert slow.ended.wait(10)
        await settled(pilot)
        assert now(app, FleetStart) is start


async def test_what_is_computed_while_one_thinks_is_there_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with playing(tmp_path) as (pilot, app):
        await to_fleet(pilot)
        slow = Slow(monkeypatch)
        await pilot.press("enter")
        await until(pilot, "how long?")
        slow.go.set()
        await settled(pilot)
        page = now(app, OpeningScreen)
        assert page.recording is not None  # and yet nothing of it is shown
        assert page.phase is Phase.ASKING
        await press(pilot, "enter")
        now(app, DashboardScreen)


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        (OrchestraError("It goes on and on", remedy="Stop it."), "It goes on and on. Stop it."),
        (RuntimeError("a slip"), "a mistake in the program"),
    ],
)
async def test_a_run_that_fails_is_told_in_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fault: Exception, words: str
) -> None:
    async with playing(tmp_path) as (pilot, app):
        await to_fleet(pilot)
        Slow(monkeypatch, fault).go.set()
        await pilot.press("enter")
        for _ in range(400):
            await pilot.pause(0.01)
            if told(app):
                break
        await pilot.pause()
        (line,) = told(app)
        assert words in line
        now(app, FleetStart)
        log = app.options.home.log
        assert isinstance(fault, OrchestraError) or "a slip" in log.read_text()


async def test_an_impossible_runbook_is_explained_and_not_run(tmp_path: Path) -> None:
    poor = scenario().replace("cli: claude", "cli: claude, daily_budget: 0.01")
    async with playing(tmp_path, files={"content/m/scenarios/small.yaml": poor}, size=(100, 30)) as (pilot, app):
        page = await to_question(pilot)
        picture = " ".join(shown(pilot).split())
        assert page.phase is Phase.BLOCKED
        assert "2 tasks of this runbook can never be done, so there is nothing to run:" in picture
        assert "▲ api: one turn of claude-sonnet-5.5 may cost" in picture
        assert "▲ ui: " in picture
        assert "how long?" not in picture
        await press(pilot, "enter")
        assert app.screen is page
        await press(pilot, "escape")
        now(app, FleetStart)
        assert runs(app) == ()


async def test_a_scenario_that_broke_meanwhile_is_told(tmp_path: Path) -> None:
    async with playing(tmp_path) as (pilot, app):
        await to_fleet(pilot)
        path = Path(app.course.modules[0].content or "") / "scenarios" / "small.yaml"
        path.write_text(path.read_text() + "extra: 1\n")
        await press(pilot, "enter")
        assert len(told(app)) == 1
        assert "small.yaml:25:1" in told(app)[0]
        await press(pilot, "enter")
        assert len(told(app)) == 2  # each try is answered
        now(app, FleetStart)


async def test_a_journal_that_cannot_be_written_stops_nobody(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with playing(tmp_path) as (pilot, app):
        page = await to_question(pilot)

        def refused(*_args: object) -> None:
            page.refused(OrchestraError("The journal is locked"))

        monkeypatch.setattr(page, "examine", refused)
        await press(pilot, "5", "m", "enter")
        assert now(app, DashboardScreen).stage.source.predicted == 5 * MINUTE
        assert told(app) == ["The journal is locked"]


def test_a_run_without_an_end_is_a_fault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from orchestra_tui.tutor.playing import takes
    from tests.tutor.fleets import course

    monkeypatch.setattr(takes, "MAX_EVENTS", 10)
    with pytest.raises(OrchestraError, match=r"small\.yaml: The run was stopped before its end: too many events"):
        loading.load(course(tmp_path), "small").recording()
