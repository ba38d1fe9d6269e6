"""From a section to its run and back; the place of progress; the tour."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from orchestra_tui.course.model import SectionRef
from orchestra_tui.tui.screens.fleet.opening import OpeningScreen
from orchestra_tui.tui.screens.fleet.screen import DashboardScreen
from orchestra_tui.tui.screens.progress.screen import ProgressScreen
from orchestra_tui.tui.screens.reader import ReaderScreen
from orchestra_tui.tutor import repertoire, scenarios
from tests.tui.fleet.theatre_opening import FILES, now, playing, press, reader, to_end, to_row
from tests.tui.quiz_stage import learning
from tests.tui.stage import make_app, settled, shown


def invitation(app: Any) -> list[str]:
    return [line.text.strip() for line in reader(app).page.lines if "▸" in line.text]


async def test_a_section_invites_to_its_questions_and_its_run(tmp_path: Path) -> None:
    async with playing(tmp_path) as (pilot, app):
        assert invitation(app) == [
            "▸ Check yourself: 4 questions · 3 min   c",
            "▸ Watch it on the fleet: Small · 2–4 min   f",
        ]
        await press(pilot, "n")
        assert invitation(app) == ["▸ Watch it on the fleet: Also and 1 more · 2–4 min   f"]
        await press(pilot, "n")
        assert invitation(app) == []
        await press(pilot, "f")
        now(app, ReaderScreen)


async def test_one_key_leads_to_the_run_and_one_back_to_this_line(tmp_path: Path) -> None:
    async with playing(tmp_path) as (pilot, app):
        await press(pilot, "n")
        await press(pilot, "а")  # f, on the Russian layout
        assert now(app, OpeningScreen).ready.source().title == "Also"
        await press(pilot, "5", "m", "enter")
        dashboard = now(app, DashboardScreen)
        await press(pilot, "escape")
        assert now(app, ReaderScreen).current.ref == SectionRef("m", "two")
        assert not dashboard.is_attached
        assert invitation(app) == ["▸ Watch it on the fleet: Also and 1 more · 2–4 min   f"]  # not to its end


async def test_what_was_watched_gives_way_to_the_next(tmp_path: Path) -> None:
    async with playing(tmp_path) as (pilot, app):
        await press(pilot, "n")
        await press(pilot, "f")
        await press(pilot, "enter")
        await press(pilot, "}")
        await press(pilot, "escape")
        assert invitation(app) == ["▸ Watch it on the fleet: Zero and 1 more · 2–4 min   f"]


async def test_a_run_that_is_on_the_screen_is_gone_on_with(tmp_path: Path) -> None:
    async with playing(tmp_path) as (pilot, app):
        await press(pilot, "f")
        await press(pilot, "enter")
        dashboard = now(app, DashboardScreen)
        await press(pilot, "d", "d")
        at = dashboard.stage.player.at
        await press(pilot, "f2")
        await press(pilot, "f")
        assert app.screen is dashboard
        assert dashboard.stage.player.at == at > 0
        await press(pilot, "f2")
        await press(pilot, "n")
        await press(pilot, "f")
        assert now(app, OpeningScreen).ready.source().title == "Also"
        await press(pilot, "escape")
        await press(pilot, "escape")
        now(app, ReaderScreen)


@pytest.mark.parametrize("size", [(40, 12), (80, 24)])
async def test_the_invitation_is_clicked_and_fits(tmp_path: Path, size: tuple[int, int]) -> None:
    title = "A title that goes on for quite a while, further than the page is wide"
    from tests.tutor.fleets import scenario

    files = {"content/m/scenarios/small.yaml": scenario(title)}
    async with playing(tmp_path, size=size, files=files) as (pilot, app):
        await press(pilot, "end")
        line = next(line for line in reader(app).page.lines if "fleet" in line.text)
        assert len(line.text) <= reader(app).page.measure
        assert line.text.endswith("   f")
        page = reader(app).page
        top = next(n for n, each in enumerate(page.lines) if each is line) - page.scroll_offset.y
        await pilot.click(page, offset=(max(2, (page.size.width - page.measure) // 2) + 8, top))
        await settled(pilot)
        assert now(app, OpeningScreen).ready.source().title == title


async def test_nothing_of_a_scenario_is_read_before_the_text_is_painted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[bool] = []
    real = scenarios._read

    def read(path: Path) -> tuple[str, str]:
        seen.append(app.screen.furnished)
        return real(path)

    monkeypatch.setattr(scenarios, "_read", read)
    app = make_app(tmp_path, files=FILES)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
    app.put_away()
    assert seen == [True, True, True]


async def test_opening_the_tutorial_reads_none_until_the_learner_moves_or_asks(tmp_path: Path) -> None:
    long = FILES["course/m/theory.md"].replace("Text.", "Text. " * 2000, 1)
    async with playing(tmp_path, files={"course/m/theory.md": long}) as (pilot, app):
        assert not reader(app).shows_known
        assert "f the fleet" in shown(pilot) or "f" in [key.key for key in reader(app).key_bar.keys]
        await press(pilot, "f")
        assert now(app, OpeningScreen).ready.source().title == "Small"
        await press(pilot, "escape")
        await press(pilot, "escape")
        assert invitation(app)
    async with playing(tmp_path) as (pilot, app):
        assert not reader(app).shows_known
        await press(pilot, "down")
        assert reader(app).shows_known


async def test_asking_where_there_is_none_is_answered(tmp_path: Path) -> None:
    long = FILES["course/m/theory.md"].replace("Text.", "Text. " * 2000, 1)
    nowhere = {name: text.replace("section: one", "section: two") for name, text in FILES.items() if "small" in name}
    async with playing(tmp_path, files={"course/m/theory.md": long, **nowhere}) as (pilot, app):
        await press(pilot, "f")
        assert "There is no run about this section." in shown(pilot)
        now(app, ReaderScreen)


async def test_a_course_without_scenarios_reads_and_invites_to_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def read(*_args: object) -> None:
        raise AssertionError

    monkeypatch.setattr(repertoire, "repertoire", read)
    async with learning(tmp_path) as (pilot, app):
        assert all("fleet" not in line.text for line in reader(app).page.lines)
        await press(pilot, "f")
        now(app, ReaderScreen)


async def test_the_place_of_progress_tells_what_was_watched(tmp_path: Path) -> None:
    async with playing(tmp_path, size=(90, 60)) as (pilot, app):
        await to_end(pilot, "5", "m")
        await press(pilot, "f6")
        screen = now(app, ProgressScreen)
        text = screen.board.text
        line = next(line for line in text.split("\n") if "◐ Small" in line)
        assert "✗ −" in line
        assert "◐ 1/2" in line
        assert "runs watched: 1 of 3" in text
        await to_row(pilot, "· Also")
        await press(pilot, "enter")
        assert now(app, OpeningScreen).ready.source().title == "Also"
        await press(pilot, "enter")
        await press(pilot, "escape")
        assert app.screen is screen
        assert "· Also" in screen.board.text


async def test_the_tour_shows_the_way_to_the_fleet_where_there_is_one(tmp_path: Path) -> None:
    async def tour(pilot: Any) -> list[str]:
        steps = []
        pilot.app.screen.action_start_tour()
        for _ in range(6):
            await pilot.pause()
            steps.append(str(pilot.app.screen.strip.render()))
            await pilot.press("right")
        return steps

    async with playing(tmp_path / "with", size=(120, 30)) as (pilot, _app):
        steps = await tour(pilot)
        assert any(step.startswith("5/6") and "F4 goes to the fleet" in step for step in steps)
    async with learning(tmp_path / "without", size=(120, 30)) as (pilot, _app):
        assert not any("fleet" in step for step in await tour(pilot))
