"""The page that answers "why?": rule, numbers, causes, alternatives computed in place, the passage, the way back."""

from __future__ import annotations

from pathlib import Path
from typing import Any, cast

import pytest

from orchestra_tui.fleet import decisions as d
from orchestra_tui.fleet import facts as f
from orchestra_tui.tui.screens.fleet import why_rows
from orchestra_tui.tui.screens.fleet.screen import DashboardScreen
from orchestra_tui.tui.screens.fleet.why import WhyScreen
from orchestra_tui.tui.screens.fleet.why_rows import Chance, Chanced, Passage, Question
from orchestra_tui.tui.screens.reader import ReaderScreen
from orchestra_tui.tui.widgets.board import BoardRow
from orchestra_tui.tutor.playing.takes import difference, forked, play
from orchestra_tui.tutor.telling.about import about_agent, about_task
from orchestra_tui.tutor.telling.amounts import Calendar
from orchestra_tui.tutor.telling.difference_said import deltas
from orchestra_tui.tutor.telling.sentence import sentence
from orchestra_tui.tutor.telling.why import why
from tests.tui.fleet.theatre_hand import CRITIC, ROLES, conducting, point_at, press, recorded, scenario, to
from tests.tui.stage import settled, shown

SWAP = 133
"""The first critic swap of the scenario."""


async def asked(pilot: Any, screen: DashboardScreen, n: int = SWAP) -> WhyScreen:
    """The page about an event, reached from its row."""
    await to(pilot, screen, n)
    await point_at(pilot, screen, n, "events")
    await press(pilot, "enter")
    page = pilot.app.screen
    assert isinstance(page, WhyScreen)
    assert page.question == Question(n)
    return page


async def to_row(pilot: Any, page: WhyScreen, value: object) -> None:
    await pilot.press("home")
    while page.board.row is None or page.board.row.value != value:
        before = page.board.cursor
        await pilot.press("down")
        assert page.board.cursor != before, value


def said(rows: list[BoardRow]) -> str:
    return "\n".join("".join(text for text, _ink in (*row.left, *row.right)) for row in rows)


async def test_an_event_is_explained_with_its_numbers_its_causes_and_its_section(tmp_path: Path) -> None:
    async with conducting(tmp_path, size=(100, 60)) as (pilot, screen):
        page = await asked(pilot, screen)
        recording = screen.stage.recording
        told = why(recording.plan, recording.events, SWAP)
        text = page.board.text
        assert told.title in text
        assert "10:14 · #133" in text
        assert " ".join(text.split()).count(" ".join(told.what.split())) == 1
        assert " ".join(told.because.split()) in " ".join(text.split())
        for label, value in told.inputs:
            assert any(label in line and value in line for line in text.splitlines())
        assert [row.value for row in page.board.rows if isinstance(row.value, Question) and row.value.n] == [
            Question(n) for n in told.causes
        ]
        assert page.board.rows[-1].value == Passage("Roles")
        assert "compute" in text


async def test_causes_are_followed_and_esc_leads_back_step_by_step_to_the_same_moment(tmp_path: Path) -> None:
    async with conducting(tmp_path) as (pilot, screen):
        page = await asked(pilot, screen)
        before = (screen.stage.player.n, screen.stage.player.at)
        cause = screen.stage.recording.events[SWAP - 1].cause  # type: ignore[union-attr]
        await to_row(pilot, page, Question(cause))
        await press(pilot, "enter")
        assert page.question == Question(cause)
        assert f"#{cause}" in page.board.text.splitlines()[0]
        await to_row(pilot, page, Question(task="migration"))
        await press(pilot, "enter")
        assert page.question == Question(task="migration")
        await press(pilot, "escape", "left")
        assert page.question == Question(SWAP)
        await press(pilot, "р")
        assert pilot.app.screen is screen
        assert (screen.stage.player.n, screen.stage.player.at) == before
        assert screen.panel.chosen == SWAP


async def test_an_alternative_is_computed_in_place_and_can_be_kept(tmp_path: Path) -> None:
    async with conducting(tmp_path, size=(100, 60)) as (pilot, screen):
        page = await asked(pilot, screen)
        at = screen.stage.player.at
        original, one = recorded(CRITIC), scenario(CRITIC)
        other = why(original.plan, original.events, SWAP).otherwise[0]
        await to_row(pilot, page, Chance(0))
        await press(pilot, "enter")
        future = play(one.plan, one.params, one.head.seed, forked((), other.after, other.fact))
        found = difference(original, future)
        text = page.board.text
        assert "It would have been: " in text
        for change in deltas(found):
            assert change.text in text
        assert f"they part at 10:14, event {found.shared + 1}" in text
        assert len(screen.stage.takes) == 1
        await press(pilot, "escape")
        page = await asked(pilot, screen)
        assert "It would have been: " in page.board.text, "it is not computed twice"
        await to_row(pilot, page, Chance(0))
        await press(pilot, "enter")
        assert pilot.app.screen is screen
        assert screen.stage.number == 2
        assert screen.stage.take.acts == forked((), other.after, other.fact)
        assert screen.stage.recording.hash == future.hash
        assert screen.stage.player.at == at
        assert screen.status.text.startswith("Take 2: ")
        await press(pilot, "v", "home", "enter")
        page = await asked(pilot, screen)
        assert "⏎ take 2" in page.board.text
        await to_row(pilot, page, Chance(0))
        await press(pilot, "enter")
        assert (screen.stage.number, len(screen.stage.takes)) == (2, 2)


async def test_a_second_press_that_comes_too_late_does_nothing(tmp_path: Path) -> None:
    async with conducting(tmp_path) as (pilot, screen):
        page = await asked(pilot, screen)
        await to_row(pilot, page, Chance(0))
        await press(pilot, "enter")
        page.board.action_open()
        page.board.action_open()
        await settled(pilot)
        await settled(pilot)
        assert pilot.app.screen is screen
        assert len(screen.stage.takes) == 2


async def test_an_alternative_before_an_act_is_held_against_the_run_without_that_act(tmp_path: Path) -> None:
    async with conducting(tmp_path, size=(100, 60)) as (pilot, screen):
        await to(pilot, screen, 200)
        await press(pilot, "P")
        page = await asked(pilot, screen)
        await to_row(pilot, page, Chance(0))
        await press(pilot, "enter")
        assert "against take 1; they part" in page.board.text
        await press(pilot, "enter")
        assert screen.stage.take.parent == 1


async def test_the_passage_is_one_key_away_and_the_page_waits(tmp_path: Path) -> None:
    async with conducting(tmp_path) as (pilot, screen):
        page = await asked(pilot, screen)
        await press(pilot, "е")
        reader = pilot.app.screen
        assert isinstance(reader, ReaderScreen)
        assert reader.current.ref == ROLES
        assert "Critic Swap" in reader.page.visible_lines()[0].text
        await press(pilot, "escape")
        assert pilot.app.screen is page, "esc leads back from the passage"
        await press(pilot, "escape")
        page = await asked(pilot, screen, 21)
        assert isinstance(screen.stage.recording.events[20], d.TurnGranted)
        assert page.board.rows[-1].value == Passage("The last word")
        await press(pilot, "escape")
        page = await asked(pilot, screen, 3)
        assert not any(isinstance(row.value, Passage) for row in page.board.rows)
        theme = pilot.app.theme
        await press(pilot, "t")
        assert pilot.app.screen is not page, "without a passage the key is that of the themes"
        await press(pilot, "escape")
        assert pilot.app.theme == theme


async def test_the_fleet_can_be_shown_at_the_moment_of_any_cause(tmp_path: Path) -> None:
    async with conducting(tmp_path) as (pilot, screen):
        page = await asked(pilot, screen)
        cause = screen.stage.recording.events[SWAP - 1].cause  # type: ignore[union-attr]
        await to_row(pilot, page, Question(cause))
        await press(pilot, "enter", "m")
        assert pilot.app.screen is screen
        assert screen.stage.player.n == cause


async def test_an_agent_says_how_it_stands_and_what_was_decided_about_it(tmp_path: Path) -> None:
    async with conducting(tmp_path, size=(100, 60)) as (pilot, screen):
        await to(pilot, screen, 160)
        await point_at(pilot, screen, "junior-1")
        await press(pilot, "enter")
        page = cast("WhyScreen", pilot.app.screen)
        assert page.question == Question(agent="junior-1")
        recording = screen.stage.recording
        for label, value in about_agent(recording.plan, screen.stage.state, "junior-1"):
            assert any(label in line and value in line for line in page.board.text.splitlines()), label
        last = [row.value for row in page.board.rows if isinstance(row.value, Question) and row.value.n]
        decided = [
            e.n for e in recording.events[:160] if isinstance(e, d.Dispatched | d.Swapped) and e.agent == "junior-1"
        ]
        assert [cast("Question", question).n for question in last] == decided[::-1]
        await to_row(pilot, page, Question(task="migration"))
        await press(pilot, "enter")
        for label, value in about_task(recording.plan, screen.stage.state, "migration"):
            assert any(label in line and value in line for line in page.board.text.splitlines()), label
        await to_row(pilot, page, Question(SWAP))
        await press(pilot, "enter")
        assert page.question == Question(SWAP)


async def test_a_recorded_log_is_explained_but_not_played_on(tmp_path: Path) -> None:
    async with conducting(tmp_path, log=True, size=(100, 60)) as (pilot, screen):
        page = await asked(pilot, screen)
        assert "A recorded log cannot be played on" in page.board.text
        assert not any(isinstance(row.value, Chance) for row in page.board.rows)


async def test_the_mouse_opens_rows_too(tmp_path: Path) -> None:
    async with conducting(tmp_path, size=(100, 60)) as (pilot, screen):
        page = await asked(pilot, screen)
        row = next(n for n, row in enumerate(page.board.rows) if row.value == Chance(1))
        await pilot.click(page.board, offset=(20, row))
        await settled(pilot)
        assert "It would have been: " in page.board.text


@pytest.mark.parametrize("size", [(40, 12), (80, 24)])
async def test_small_terminals_lose_nothing_but_the_ends_of_lists(tmp_path: Path, size: tuple[int, int]) -> None:
    async with conducting(tmp_path, size=size) as (pilot, screen):
        page = await asked(pilot, screen)
        recording = screen.stage.recording
        told = why(recording.plan, recording.events, SWAP)
        assert " ".join(told.because.split()) in " ".join(page.board.text.split())
        assert all(len(line) <= size[0] for line in shown(pilot).splitlines())
        await to_row(pilot, page, Chance(0))
        await press(pilot, "enter")
        assert "It would have been" in page.board.text


@pytest.mark.parametrize("name", [CRITIC, "night-shift", "zombie", "swap-error"])
@pytest.mark.parametrize("width", [34, 76])
def test_every_event_of_a_run_can_be_asked_about(name: str, width: int) -> None:
    recording = recorded(name)
    calendar = Calendar(recording.plan, recording.end)
    for n in range(1, recording.count + 1, 7):
        told = why(recording.plan, recording.events, n)
        rows = why_rows.event_rows(told, recording, calendar, width, [Chanced() for _each in told.otherwise], "")
        text = said(rows)
        assert " ".join(told.what.split()) in " ".join(text.split())
        assert "{" not in text
        assert all(Question(cause) in [row.value for row in rows] for cause in told.causes)


def test_the_last_decisions_are_those_before_the_moment_the_latest_first() -> None:
    recording = recorded(CRITIC)
    found = list(why_rows.decisions_about(recording, SWAP, Question(task="migration")))
    assert found[0] == SWAP
    assert found == sorted(found, reverse=True)
    assert 3 in found
    assert all(n <= SWAP for n in found)
    assert list(why_rows.decisions_about(recording, 2, Question(task="migration"))) == []


def test_a_fact_has_its_sentence_and_no_alternatives() -> None:
    recording = recorded(CRITIC)
    n = next(e.n for e in recording.events if isinstance(e, f.CheckEnded))
    told = why(recording.plan, recording.events, n)
    text = said(why_rows.event_rows(told, recording, Calendar(recording.plan), 76, []))
    assert sentence(recording.plan, recording.events[n - 1]) in text
    assert "What otherwise?" not in text
