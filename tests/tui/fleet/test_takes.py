"""The page of takes: what was done in each, two side by side, going from one to another, throwing one away."""

from __future__ import annotations

from pathlib import Path
from typing import Any, cast

import pytest

from orchestra_tui.fleet import facts as f
from orchestra_tui.fleet.metrics import Metric
from orchestra_tui.tui.screens.fleet.screen import DashboardScreen
from orchestra_tui.tui.screens.fleet.takes import TakesScreen
from orchestra_tui.tui.screens.fleet.takes_rows import TakeRow, takes_rows
from orchestra_tui.tui.widgets.rows import RowList
from orchestra_tui.tutor.playing.stage import Stage
from orchestra_tui.tutor.playing.takes import Take, own_acts, play
from orchestra_tui.tutor.telling.difference_said import signed
from tests.tui.fleet.theatre_hand import CRITIC, conducting, point_at, press, scenario, stage_of, to
from tests.tui.stage import settled

NUDGE = f.NudgeAsked(n=0, at=0, agent="junior-3")
SET = f.PolicyAsked(n=0, at=0, path="limits.same_failure", value=5)


def fork(stage: Stage, n: int, fact: f.Intervention) -> Take:
    """A fork of the take that is shown, made as the screen makes it."""
    one = scenario(CRITIC)
    stage.player.go(n)
    acts = stage.acts(fact)
    recording = play(one.plan, one.params, stage.recording.seed, acts)
    return stage.add(recording, acts, stage.parent(stage.recording.seed, acts))


def three() -> Stage:
    """The original, a policy changed, and on top of that a nudge."""
    stage = stage_of()
    fork(stage, 127, SET)
    fork(stage, 200, NUDGE)
    return stage


async def opened(pilot: Any, screen: DashboardScreen) -> TakesScreen:
    screen.stage = three()
    screen.changed()
    await press(pilot, "v")
    page = pilot.app.screen
    assert isinstance(page, TakesScreen)
    return page


def said(stage: Stage, width: int, at: int, base: int) -> str:
    rows = takes_rows(stage, width, at, base)
    return "\n".join("".join(text for text, _ink in (*row.left, *row.right)) for row in rows)


def test_each_take_says_what_was_done_and_what_it_ended_with() -> None:
    stage = three()
    text = said(stage, 84, 3, 2)
    first, second, third = text.splitlines()[1:4]
    assert "1 the original" in first
    assert "2 You change the policy" in second
    assert "● 3 You ask junior-3 for a sign of life" in third
    numbers = [take.recording.metrics for take in stage.takes]
    assert first.split()[-2:] == [str(numbers[0][Metric.MERGED]), str(numbers[0][Metric.SWAPS])]
    assert second.split()[-2:] == [str(numbers[1][Metric.MERGED]), str(numbers[1][Metric.SWAPS])]


@pytest.mark.parametrize("width", [36, 84])
def test_two_takes_side_by_side_tell_every_difference_and_what_the_comparison_is_worth(width: int) -> None:
    stage = three()
    one, two = stage.takes[0].recording, stage.takes[2].recording
    text = said(stage, width, 3, 1)
    flat = " ".join(text.split())
    assert "Take 3 beside take 1" in text
    shared = stage.takes[1].shared
    assert f"The first {shared} events are the same, {100 * shared // two.count}% of take 3" in flat
    assert f"event {shared + 1}" in flat
    for metric in (Metric.MAKESPAN, Metric.COST, Metric.SWAPS):
        assert one.metrics[metric] != two.metrics[metric]
        assert signed(metric, two.metrics[metric] - one.metrics[metric]) in text
    assert "as long as that task's own history is the same" in flat
    assert "one pair of runs proves nothing" in flat


def test_other_luck_shares_nothing_and_says_so() -> None:
    stage, one = stage_of(), scenario(CRITIC)
    stage.add_original(play(one.plan, one.params, 9))
    text = said(stage, 84, 2, 1)
    assert "2 another seed: 9" in text
    assert "they share nothing but the scenario" in text
    assert "how much luck there is in one run" in " ".join(text.split())


def test_what_a_take_does_and_what_its_parent_did_besides() -> None:
    stage = three()
    assert [act.fact for act in own_acts(stage.takes[2], stage.takes[1])[0]] == [NUDGE]
    assert own_acts(stage.takes[2], stage.takes[1])[1] == ()
    assert [act.fact for act in own_acts(stage.takes[1], stage.takes[2])[1]] == [NUDGE]


def test_a_fork_further_back_belongs_to_the_take_it_starts_from() -> None:
    stage = three()
    assert [take.parent for take in stage.takes] == [0, 1, 2]
    assert fork(stage, 150, NUDGE).parent == 2
    stage.show(3)
    assert fork(stage, 60, f.PauseAsked(n=0, at=0)).parent == 1


def test_a_take_thrown_away_leaves_its_forks_to_the_one_before() -> None:
    stage = three()
    gone, fork_of_it = stage.takes[1], stage.takes[2]
    stage.remove(1)
    assert len(stage.takes) == 3, "the original stays"
    stage.remove(2)
    assert [take.number for take in stage.takes] == [1, 2]
    assert gone not in stage.takes
    assert stage.take.recording is fork_of_it.recording, "what was shown is still shown"
    assert (stage.take.parent, stage.take.shared) == (1, gone.shared)
    at = stage.player.at
    stage.remove(2)
    assert (stage.number, stage.player.at, len(stage.takes)) == (1, at, 1)


async def test_the_cursor_compares_and_enter_goes_there_at_the_same_time(tmp_path: Path) -> None:
    async with conducting(tmp_path) as (pilot, screen):
        page = await opened(pilot, screen)
        player = screen.stage.player
        assert page.number == 3
        assert "Take 3 beside take 2" in page.board.text
        await press(pilot, "up")
        assert "Take 2 beside take 1" in page.board.text
        at, n = player.at, player.n
        await press(pilot, "enter")
        assert pilot.app.screen is screen
        assert (screen.stage.number, player.at) == (2, at)
        assert player.n == min(n, screen.stage.recording.after(at))
        assert screen.status.text.startswith("Take 2: ")
        await press(pilot, "м", "м")
        assert pilot.app.screen is screen


async def test_switching_within_what_is_shared_keeps_the_very_event(tmp_path: Path) -> None:
    async with conducting(tmp_path) as (pilot, screen):
        await opened(pilot, screen)
        await press(pilot, "escape")
        await to(pilot, screen, 100)
        await press(pilot, "v", "home", "enter")
        assert (screen.stage.number, screen.stage.player.n) == (1, 100)


async def test_any_take_can_be_what_the_others_are_compared_with(tmp_path: Path) -> None:
    async with conducting(tmp_path) as (pilot, screen):
        page = await opened(pilot, screen)
        await press(pilot, "home", "c", "end")
        assert "Take 3 beside take 1" in page.board.text
        await press(pilot, "home", "с", "end")
        assert "Take 3 beside take 2" in page.board.text


async def test_a_take_is_thrown_away_but_not_the_original(tmp_path: Path) -> None:
    async with conducting(tmp_path) as (pilot, screen):
        page = await opened(pilot, screen)
        await press(pilot, "delete")
        assert len(screen.stage.takes) == 2
        assert screen.stage.number == 2
        assert page.number == 2
        assert "Take 3 is gone." in page.status.text
        await press(pilot, "up", "x")
        assert len(screen.stage.takes) == 2
        await press(pilot, "down", "ч")
        assert [take.number for take in screen.stage.takes] == [1]
        await press(pilot, "escape")
        assert pilot.app.screen is screen
        assert "take" not in screen.strip.text


async def test_a_second_press_that_comes_too_late_does_nothing(tmp_path: Path) -> None:
    async with conducting(tmp_path) as (pilot, screen):
        page = await opened(pilot, screen)
        page.board.post_message(RowList.Chosen(99))
        page.board.action_open()
        page.board.action_open()
        await settled(pilot)
        await settled(pilot)
        assert pilot.app.screen is screen


async def test_the_page_needs_a_fork(tmp_path: Path) -> None:
    async with conducting(tmp_path) as (pilot, screen):
        await press(pilot, "v")
        assert pilot.app.screen is screen


async def test_takes_by_mouse_and_at_40x12(tmp_path: Path) -> None:
    async with conducting(tmp_path, size=(40, 12)) as (pilot, screen):
        page = await opened(pilot, screen)
        await press(pilot, "home")
        row = next(n for n, row in enumerate(page.board.rows) if row.value == TakeRow(2))
        await pilot.click(page.board, offset=(8, row - page.board.scroll_offset.y))
        await settled(pilot)
        assert pilot.app.screen is screen
        assert screen.stage.number == 2
        await point_at(pilot, screen, "junior-3")
        assert cast("DashboardScreen", pilot.app.screen).stage.number == 2
