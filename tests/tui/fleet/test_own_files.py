"""Files of the learner's own: opened by their path, watched while they are written, logs among them."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from orchestra_tui.fleet.metrics import Metric
from orchestra_tui.journal.runs import ENDED, LEFT
from orchestra_tui.tui.app import OrchestraApp
from orchestra_tui.tui.screens.fleet.ask_file import AskFile
from orchestra_tui.tui.screens.fleet.opening import OpeningScreen
from orchestra_tui.tui.screens.fleet.result import FleetResult
from orchestra_tui.tui.screens.fleet.screen import DashboardScreen
from orchestra_tui.tui.screens.fleet.start import FleetStart
from orchestra_tui.tutor import fleet, fleet_log
from tests.tui.fleet.theatre_opening import now, open_file, playing, press, runs, to_fleet, to_run, told
from tests.tui.stage import settled, shown
from tests.tutor.fleets import scenario


def mine(tmp_path: Path, text: str = "") -> Path:
    path = tmp_path / "my runs" / "mine.yaml"
    path.parent.mkdir(exist_ok=True)
    path.write_text(text or scenario("Mine", "two"))
    return path


def log_of(app: OrchestraApp, path: Path, seed: int = 4) -> Path:
    fleet_log.write(path, fleet.run(fleet.prepare(app.course, "small", seed=seed)))
    return path


def rewrite(path: Path, text: str) -> None:
    """A later version, whatever the clock of the disk can tell apart."""
    stat = path.stat()
    path.write_text(text)
    os.utime(path, ns=(stat.st_atime_ns, stat.st_mtime_ns + 1_000_000_000))


async def looked(pilot, dashboard: DashboardScreen) -> None:  # type: ignore[no-untyped-def]
    """A second has gone by."""
    dashboard.look_at_files()
    await settled(pilot)


async def test_a_wrong_path_is_told_and_asked_again(tmp_path: Path) -> None:
    async with playing(tmp_path) as (pilot, app):
        await to_fleet(pilot)
        await open_file(pilot, "nowhere/gone.yaml")
        ask = now(app, AskFile)
        assert "gone.yaml: It cannot be read" in shown(pilot)
        broken = mine(tmp_path, scenario() + "extra: 1\n")
        ask.query_one("#query").value = str(broken)  # type: ignore[attr-defined]
        await press(pilot, "enter")
        assert now(app, AskFile) is ask
        assert "mine.yaml:25:1" in " ".join(shown(pilot).split()).replace("│ │", "").replace(" ", "")
        mine(tmp_path)
        await press(pilot, "enter")
        page = now(app, OpeningScreen)
        assert (page.ready.own, page.ready.source().title) == (True, "Mine")
        assert "mine.yaml" in shown(pilot)
        await press(pilot, "5", "m", "enter")
        dashboard = now(app, DashboardScreen)
        assert dashboard.holds("simulated")
        await press(pilot, "}")
        await press(pilot, "escape")
        assert [(run.scenario, run.own, run.state) for run in runs(app)] == [("mine", True, ENDED)]
        assert "✓" not in now(app, FleetStart).board.text


async def test_the_field_can_be_left(tmp_path: Path) -> None:
    async with playing(tmp_path) as (pilot, app):
        start = await to_fleet(pilot)
        await press(pilot, "щ")  # o, on the Russian layout
        now(app, AskFile)
        await press(pilot, "enter")
        now(app, AskFile)
        await press(pilot, "q", "escape")
        assert app.screen is start


@pytest.mark.parametrize("size", [(40, 12), (120, 36)])
async def test_what_is_wrong_is_read_whole_at_every_size(tmp_path: Path, size: tuple[int, int]) -> None:
    async with playing(tmp_path, size=size) as (pilot, app):
        await to_fleet(pilot)
        await open_file(pilot, "smal")
        ask = now(app, AskFile)
        fault = ask.query_one("#fault")
        assert 'There is no scenario "smal"' in " ".join(str(fault.render()).split())
        assert fault.region.bottom <= size[1]
        assert fault.region.height * fault.region.width >= len(str(fault.render()))


# A changed file


async def test_a_changed_file_keeps_time_panel_and_selection(tmp_path: Path) -> None:
    async with playing(tmp_path, size=(120, 36)) as (pilot, app):
        path = mine(tmp_path)
        await to_fleet(pilot)
        await open_file(pilot, str(path))
        await press(pilot, "enter")
        dashboard = now(app, DashboardScreen)
        await looked(pilot, dashboard)
        before = dashboard.stage.recording
        await press(pilot, *["d"] * 6, "down", "z")
        at, chosen, large = dashboard.stage.player.at, dashboard.panel.chosen, dashboard.large
        assert at > 0
        rewrite(path, path.read_text().replace("count: 2", "count: 4").replace("title: Mine", "title: Bigger"))
        await looked(pilot, dashboard)
        stage = dashboard.stage
        assert stage.recording is not before
        assert len(stage.recording.plan.slot) == 5
        assert (stage.source.title, stage.player.at) == ("Bigger", at)
        assert (dashboard.panel.chosen, dashboard.large) == (chosen, large)
        assert "The file has changed" in dashboard.status.text
        assert told(app) == []


async def test_a_broken_file_is_told_once_and_the_run_stays(tmp_path: Path) -> None:
    async with playing(tmp_path) as (pilot, app):
        path = mine(tmp_path)
        await to_fleet(pilot)
        await open_file(pilot, str(path))
        await press(pilot, "enter")
        dashboard = now(app, DashboardScreen)
        await looked(pilot, dashboard)
        before = dashboard.stage.recording
        rewrite(path, "version: [")
        for _ in range(3):
            await looked(pilot, dashboard)
        assert len(told(app)) == 1
        assert "mine.yaml:1:11" in told(app)[0]
        path.unlink()
        await looked(pilot, dashboard)
        assert dashboard.stage.recording is before
        mine(tmp_path, scenario("Mended").replace("cli: claude", "cli: claude, daily_budget: 0.01"))
        await looked(pilot, dashboard)
        assert "can never be done" in told(app)[-1]
        rewrite(path, scenario("Mended"))
        await looked(pilot, dashboard)
        assert dashboard.stage.source.title == "Mended"
        assert len(told(app)) == 2


async def test_a_file_that_the_scenario_names_is_watched_too(tmp_path: Path) -> None:
    async with playing(tmp_path) as (pilot, app):
        text = scenario("Mine")
        pool = text[text.index("pool:") : text.index("profiles:")]
        path = mine(tmp_path, text.replace(pool, "pool: pool.yaml\n"))
        (path.parent / "pool.yaml").write_text(pool)
        await to_fleet(pilot)
        await open_file(pilot, str(path))
        await press(pilot, "enter")
        dashboard = now(app, DashboardScreen)
        await looked(pilot, dashboard)
        rewrite(path.parent / "pool.yaml", pool.replace("alice", "carol"))
        await looked(pilot, dashboard)
        assert [account.owner for account in dashboard.stage.recording.plan.accounts] == ["carol"]


async def test_a_prediction_is_of_the_run_it_was_made_for(tmp_path: Path) -> None:
    async with playing(tmp_path) as (pilot, app):
        dashboard = await to_run(pilot, "5", "m")
        await looked(pilot, dashboard)
        path = Path(app.course.modules[0].content or "") / "scenarios" / "small.yaml"
        rewrite(path, path.read_text().replace("title: Small", "title: Renamed"))
        await looked(pilot, dashboard)
        assert dashboard.stage.source.predicted == 5 * 60_000  # only a word has changed
        assert dashboard.stage.source.title == "Renamed"
        rewrite(path, path.read_text().replace("difficulty: -3", "difficulty: 1"))
        await looked(pilot, dashboard)
        assert dashboard.stage.source.predicted is None
        await press(pilot, "}")
        first, second = runs(app)
        assert (first.state, first.predicted) == (LEFT, 5 * 60_000)
        assert (second.state, second.predicted) == (ENDED, None)
        assert first.digest != second.digest


async def test_nobody_looks_while_the_run_is_not_on_top(tmp_path: Path) -> None:
    async with playing(tmp_path) as (pilot, _app):
        dashboard = await to_run(pilot)
        timer = dashboard._poll
        assert timer is not None
        assert timer._active.is_set()
        await press(pilot, "f2")
        assert not timer._active.is_set()
        await press(pilot, "f4")
        assert timer._active.is_set()


# Logs


async def test_a_log_is_watched_and_not_conducted(tmp_path: Path) -> None:
    async with playing(tmp_path) as (pilot, app):
        await to_fleet(pilot)
        path = log_of(app, tmp_path / "night run.jsonl")
        await open_file(pilot, str(path))
        dashboard = now(app, DashboardScreen)
        assert not dashboard.holds("simulated")
        assert dashboard.stage.source.seed == 4
        assert "swap" not in [key.word for key in dashboard.key_bar.keys]
        await press(pilot, "s", "x", "f")
        assert app.screen is dashboard
        assert len(dashboard.stage.takes) == 1
        await press(pilot, "}")
        await press(pilot, "R")
        page = now(app, FleetResult)
        assert "Goals" in page.board.text
        assert "Prediction" not in page.board.text
        assert "Try it another way" not in page.board.text
        assert runs(app) == ()


async def test_a_log_that_grows_is_read_again(tmp_path: Path) -> None:
    async with playing(tmp_path) as (pilot, app):
        path = log_of(app, tmp_path / "run.jsonl")
        whole = path.read_text()
        path.write_text("\n".join(whole.split("\n")[:40]) + "\n")
        await to_fleet(pilot)
        await open_file(pilot, str(path))
        dashboard = now(app, DashboardScreen)
        await looked(pilot, dashboard)
        assert dashboard.stage.recording.count == 39
        rewrite(path, whole)
        await looked(pilot, dashboard)
        assert dashboard.stage.recording.metrics[Metric.MERGED] == 2


@pytest.mark.parametrize(
    ("text", "words"),
    [('{"format":"x"}\n', "run.jsonl:1: This is not the header of a fleet log"), ("", "run.jsonl:1: The log is empty")],
)
async def test_a_foreign_log_is_told_with_its_line(tmp_path: Path, text: str, words: str) -> None:
    async with playing(tmp_path, size=(120, 36)) as (pilot, app):
        path = tmp_path / "run.jsonl"
        path.write_text(text)
        await to_fleet(pilot)
        await open_file(pilot, str(path))
        assert words in str(now(app, AskFile).query_one("#fault").render())


async def test_a_log_that_does_not_fit_is_told_with_its_line(tmp_path: Path) -> None:
    async with playing(tmp_path) as (pilot, app):
        path = log_of(app, tmp_path / "run.jsonl")
        text = scenario().replace("id: api", "id: other").replace("[api]", "[other]").replace("    api:", "    other:")
        (tmp_path / "small.yaml").write_text(text)
        await to_fleet(pilot)
        await open_file(pilot, str(path))
        assert any("run.jsonl:" in line and "cannot have happened" in line for line in told(app))
        now(app, FleetStart)
