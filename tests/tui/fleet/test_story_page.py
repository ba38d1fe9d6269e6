"""The story as a page, and one sentence that says how things stand."""

from __future__ import annotations

from pathlib import Path
from typing import cast

import pytest

from orchestra_tui.tui.screens.fleet.news import news
from orchestra_tui.tui.screens.fleet.story import StoryScreen
from orchestra_tui.tui.screens.reader import ReaderScreen
from orchestra_tui.tui.widgets.fleet.moment import Moment
from orchestra_tui.tutor.playing.recording import Reel
from orchestra_tui.tutor.telling.amounts import Calendar
from orchestra_tui.tutor.telling.sentence import sentence
from orchestra_tui.tutor.telling.story import story
from tests.tui.fleet.theatre_hand import CRITIC, ROLES, app_of, conducting, press, recorded, to
from tests.tui.quiz_stage import type_in
from tests.tui.stage import shown


async def test_the_story_is_that_of_the_run_up_to_the_moment_shown(tmp_path: Path) -> None:
    async with conducting(tmp_path, size=(90, 40)) as (pilot, screen):
        await press(pilot, "S")
        assert "Nothing has happened yet that could be told." in screen.status.text
        await to(pilot, screen, 200)
        await press(pilot, "S")
        page = pilot.app.screen
        assert isinstance(page, StoryScreen)
        recording = screen.stage.recording
        told = story(recording.plan, recording.events[:200], title=recording.title, seed=recording.seed)
        lines = [line.text for line in page.column.lines]
        assert "\n".join(lines).strip() == told.text(page.column.measure).strip()
        assert lines[0] in shown(pilot)
        assert "Told up to event 200 of 495." in shown(pilot)
        await press(pilot, "Ы")
        assert pilot.app.screen is screen
        assert screen.stage.player.n == 200


async def test_it_is_read_by_pages_and_lines(tmp_path: Path) -> None:
    async with conducting(tmp_path, size=(40, 12)) as (pilot, screen):
        await to(pilot, screen, 495)
        await press(pilot, "S")
        page = cast("StoryScreen", pilot.app.screen)
        await press(pilot, "space", "j")
        assert page.column.top > 8
        await press(pilot, "b", "л")
        assert page.column.top == 0
        await press(pilot, "end")
        assert page.column.at_end
        await press(pilot, "home", "escape")
        assert pilot.app.screen is screen


async def test_it_is_copied_and_its_trace_is_saved_and_both_are_said(tmp_path: Path) -> None:
    from orchestra_tui.tutor.telling.trace import trace

    async with conducting(tmp_path, size=(200, 40)) as (pilot, screen):
        await to(pilot, screen, 300)
        await press(pilot, "S", "y")
        recording = screen.stage.recording
        events = recording.events[:300]
        told = story(recording.plan, events, title=recording.title, seed=recording.seed)
        file = app_of(pilot).options.home.state / "copied.txt"
        assert file.read_text("utf-8").strip() == told.text(80).strip()
        assert f"to the clipboard (OSC 52) and to {file}" in shown(pilot)
        await press(pilot, "x")
        await pilot.press("ctrl+u")
        await type_in(pilot, str(tmp_path / "run.md"))
        await press(pilot, "enter")
        assert f"Saved to {tmp_path / 'run.md'}" in shown(pilot)
        log_hash = recording.hashes[299].hex()
        assert (tmp_path / "run.md").read_text("utf-8") == trace(
            recording.plan, events, title=recording.title, seed=recording.seed, log_hash=log_hash
        )


async def test_a_file_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    async with conducting(tmp_path) as (pilot, screen):
        await to(pilot, screen, 300)
        await press(pilot, "S", "x")
        await pilot.press("ctrl+u")
        await type_in(pilot, f"{tmp_path}/a course/course/module/theory.md/no.md")
        await press(pilot, "enter")
        assert any("theory.md" in str(note.message) for note in pilot.app._notifications)


async def test_the_section_is_one_key_away_and_the_fleet_waits(tmp_path: Path) -> None:
    async with conducting(tmp_path) as (pilot, screen):
        await to(pilot, screen, 127)
        await press(pilot, "t")
        assert isinstance(pilot.app.screen, ReaderScreen)
        assert pilot.app.screen.current.ref == ROLES
        await press(pilot, "escape")
        assert pilot.app.screen is screen
        assert screen.stage.player.n == 127


async def test_the_status_line_always_says_how_things_stand(tmp_path: Path) -> None:
    async with conducting(tmp_path, size=(160, 40)) as (pilot, screen):
        screen.hush()
        assert screen.status.text == "Nothing has happened yet: space lets time go."
        recording = screen.stage.recording
        await press(pilot, "]")
        said = sentence(recording.plan, recording.events[132])
        assert screen.status.text == f"10:14 ⇄ {said}"
        await to(pilot, screen, 150)
        assert screen.status.text == f"10:14 ⇄ {said}"
        await press(pilot, "}")
        screen.hush()
        assert "The run is over: 4 of 4 tasks in main" in screen.status.text


@pytest.mark.parametrize("name", [CRITIC, "night-shift", "swap-error"])
def test_news_are_never_from_the_future_and_never_a_mere_refusal(name: str) -> None:
    recording = recorded(name)
    reel, calendar = Reel(recording), Calendar(recording.plan, recording.end)
    for n in range(0, recording.count + 1, 11):
        moment = Moment(recording, n, recording.time(n), reel.go(n), calendar)
        text = "".join(text for text, _ink in news(moment))
        assert bool(text) == bool(n)
        if n:
            known = [event for event in recording.events[:n] if sentence(calendar, event) in text]
            assert known
            assert type(known[-1]).__name__ not in {"Refused", "Beat", "TimerFired"}
