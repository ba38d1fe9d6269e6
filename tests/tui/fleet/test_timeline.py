"""The panel of lanes: what it shows at every size, its cursor, its zoom, the mouse in it."""

from __future__ import annotations

from pathlib import Path
from typing import Any, cast

import pytest
from msgspec import structs
from rich.cells import cell_len
from textual.events import MouseDown, MouseMove, MouseUp

from orchestra_tui.fleet import decisions as d
from orchestra_tui.fleet.units import HOUR, MINUTE
from orchestra_tui.tui.screens.fleet.screen import DashboardScreen
from orchestra_tui.tui.widgets.fleet import timeline
from orchestra_tui.tui.widgets.fleet.bar import bar
from orchestra_tui.tui.widgets.fleet.glyphs import DOING, MARK
from orchestra_tui.tui.widgets.fleet.moment import Subject
from orchestra_tui.tui.widgets.fleet.timeline import TimelinePanel
from orchestra_tui.tutor.playing.lanes import Doing, Lane
from orchestra_tui.tutor.playing.marks import Kind
from orchestra_tui.tutor.playing.takes import play
from tests.fleet.fleets import DEVELOPER, REVIEWER, calm, plan
from tests.tui.fleet.theatre_lanes import SIZES, on_stage, recorded
from tests.tui.stage import settled, shown


async def lanes_of(pilot: Any, screen: DashboardScreen, at: int = 0) -> TimelinePanel:
    """The panel in front, at a time."""
    screen.look_at("timeline")
    screen.stage.player.go_time(at)
    screen.redraw()
    await settled(pilot)
    return cast("TimelinePanel", screen.panels["timeline"])


def rows(panel: TimelinePanel) -> dict[str, str]:
    """What each lane says, by its key."""
    moment, width = panel.moment, panel.size.width
    assert moment
    found = {}
    for key in cast("list[str]", panel.keys(moment, width)):
        line = "".join(text for text, _ink in panel.row(moment, key, width).left)
        assert cell_len(line) == width
        found[key] = line[panel.left :]
    return found


def panel_text(screen: DashboardScreen) -> str:
    return screen.panels["timeline"].text


async def drag(pilot: Any, panel: TimelinePanel, *places: tuple[int, int]) -> None:
    """Press the button at the first place, move through the others, let go at the last."""
    kinds: list[type] = [MouseDown, *([MouseMove] * (len(places) - 1)), MouseUp]
    for kind, (x, y) in zip(kinds, [*places, places[-1]], strict=True):
        event = kind(
            panel, x=x, y=y, delta_x=0, delta_y=0, button=1, shift=False, meta=False, ctrl=False,
            screen_x=panel.region.x + x, screen_y=panel.region.y + y,
        )  # fmt: skip
        panel.post_message(event)
        await pilot.pause()
    await settled(pilot)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("name", ["night-shift", "human-bottleneck"])
async def test_every_line_has_the_width_of_the_panel_at_every_size(
    tmp_path: Path, size: tuple[int, int], name: str
) -> None:
    async with on_stage(tmp_path, name, size) as (pilot, screen):
        for at in (0, 150 * MINUTE):
            panel = await lanes_of(pilot, screen, at)
            for keys in ((), (">",), (">", ">"), ("<",)):
                await pilot.press(*keys)
                await settled(pilot)
                for y in range(panel.size.height):
                    strip = panel.render_line(y)
                    assert cell_len(strip.text) == strip.cell_length == panel.size.width
                assert panel.view
                assert 0 <= panel.view.column(screen.stage.player.at) < panel.view.room
                head = panel.text.split("\n")[1]
                assert head[panel.left + panel.view.column(screen.stage.player.at)] == "▼"


async def test_there_is_a_lane_for_each_agent_then_the_human_and_main(tmp_path: Path) -> None:
    async with on_stage(tmp_path, "too-parallel") as (pilot, screen):
        panel = await lanes_of(pilot, screen, 2 * HOUR)
        assert list(rows(panel)) == [*(f"developer-{n}" for n in range(1, 9)), "human", "main"]
        assert DOING[Doing.REVIEW][0] * 3 in rows(panel)["human"]
        assert MARK[Kind.CONFLICT][0] in rows(panel)["main"]
    async with on_stage(tmp_path, "parallel-feature") as (pilot, screen):
        assert "human" not in rows(await lanes_of(pilot, screen))
    async with on_stage(tmp_path, "night-shift") as (pilot, screen):
        found = rows(await lanes_of(pilot, screen))
        assert list(found)[-3:] == ["main", "fleet", "=bob-codex"]
        assert " bob-codex " in panel_text(screen)
        assert set(found["=bob-codex"][found["=bob-codex"].index("─") :]) <= {"─"}


async def test_a_swap_is_marked_at_its_moment_on_the_lane_it_was_taken_from(tmp_path: Path) -> None:
    recording = recorded("swap-critic")
    swap = next(event for event in recording.events if isinstance(event, d.Swapped))
    async with on_stage(tmp_path, "swap-critic") as (pilot, screen):
        panel = await lanes_of(pilot, screen, recording.end)
        assert panel.view
        holder = next(name for name, lane in recording.lanes.items() if any(m.n == swap.n for m in lane.marks))
        assert rows(panel)[holder][panel.view.column(swap.at)] == "⇄"


async def test_the_cursor_is_on_lanes_and_the_subject_is_who_works_on_what(tmp_path: Path) -> None:
    async with on_stage(tmp_path, "parallel-feature") as (pilot, screen):
        panel = await lanes_of(pilot, screen, 40 * MINUTE)
        assert screen.subject == Subject("claude-architect-1")
        await pilot.press("down")
        assert screen.subject == Subject("claude-developer-1", "email")
        await pilot.press("end")
        recording = recorded("parallel-feature")
        merge = next(event for event in recording.events if isinstance(event, d.MergeOrdered) and event.task == "ui")
        assert isinstance(recording.events[screen.subject.event - 1], d.Merged)
        screen.stage.player.go(merge.n)
        screen.redraw()
        assert screen.subject == Subject("", "ui", merge.n)
        await pilot.press("up", "up", "up")
        assert screen.subject.agent == panel.chosen == "codex-qa-1"


async def test_zooming_keeps_the_moment_and_leads_back_to_the_whole(tmp_path: Path) -> None:
    async with on_stage(tmp_path, "night-shift") as (pilot, screen):
        panel = await lanes_of(pilot, screen, 40 * MINUTE)
        whole, text = panel.view, panel.text
        assert whole
        assert "the whole run" in text
        await pilot.press(">", "Ю")
        assert panel.view
        assert panel.view.scale * 3 < whole.scale
        assert panel.view.column(40 * MINUTE) == whole.column(40 * MINUTE)
        assert "in view" in panel.text
        assert screen.stage.player.at == 40 * MINUTE
        await pilot.press("<", "Б", "<")
        assert (panel.view, panel.text) == (whole, text)


async def test_a_step_of_time_is_a_column_of_what_is_shown(tmp_path: Path) -> None:
    async with on_stage(tmp_path, "parallel-feature") as (pilot, screen):
        panel = await lanes_of(pilot, screen, 40 * MINUTE)
        for keys in ((), (">", ">")):
            await pilot.press(*keys)
            assert panel.view
            at, scale = screen.stage.player.at, panel.view.scale
            await pilot.press("right")
            assert screen.stage.player.at == at + scale
            await pilot.press("left", "left")
            assert screen.stage.player.at == at - scale
            await pilot.press("right")


async def test_zooming_brings_the_lanes_up_where_they_have_no_room(tmp_path: Path) -> None:
    async with on_stage(tmp_path, "parallel-feature", (40, 12)) as (pilot, screen):
        assert screen.large == ""
        assert not screen.panels["timeline"].display
        await pilot.press(">")
        await settled(pilot)
        assert screen.large == "timeline"
        assert screen.focused is screen.panels["timeline"]


async def test_a_click_in_the_lanes_goes_to_that_time_and_puts_the_cursor_on_that_lane(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Subject] = []
    monkeypatch.setattr(DashboardScreen, "action_why", lambda screen: asked.append(screen.subject))
    async with on_stage(tmp_path, "parallel-feature") as (pilot, screen):
        panel = await lanes_of(pilot, screen)
        assert panel.view
        x, y = panel.left + 20, 2 + 2 * panel.tall
        for _ in range(2):
            await pilot.click(panel, offset=(x, y))
            await settled(pilot)
            assert panel.view.column(screen.stage.player.at) == 20
            assert screen.stage.player.at == panel.view.time(21) - 1
            assert panel.chosen == "claude-developer-2"
        assert asked == [], "a second click seeks, it opens nothing"
        await pilot.click(panel, offset=(3, 2))
        assert panel.chosen == "claude-architect-1"
        assert panel.view.column(screen.stage.player.at) == 20
        assert asked == []
        await pilot.click(panel, offset=(3, 2))
        await settled(pilot)
        assert asked == [Subject("claude-architect-1")]


async def test_dragging_in_the_lanes_or_on_the_clock_goes_through_time(tmp_path: Path) -> None:
    async with on_stage(tmp_path, "parallel-feature") as (pilot, screen):
        panel = await lanes_of(pilot, screen)
        assert panel.view
        left, y = panel.left, 2 + panel.tall
        await drag(pilot, panel, (left + 5, y), (left + 15, y), (left + 30, y))
        assert panel.view.column(screen.stage.player.at) == 30
        assert panel.chosen == "claude-developer-1"
        await drag(pilot, panel, (left + 30, 1), (left + 8, 1))
        assert panel.view.column(screen.stage.player.at) == 8
        assert panel.chosen == "claude-developer-1"
        await drag(pilot, panel, (left + 8, y), (panel.size.width + 40, y))
        assert screen.stage.player.at == screen.stage.recording.end


async def test_only_what_needs_attention_leaves_the_lanes_where_something_happened(tmp_path: Path) -> None:
    async with on_stage(tmp_path, "parallel-feature") as (pilot, screen):
        panel = await lanes_of(pilot, screen, 40 * MINUTE)
        await pilot.press("m")
        assert list(rows(panel)) == ["claude-developer-3", "main"]
        await pilot.press("m")
        assert len(rows(panel)) == 9


async def test_with_room_each_lane_has_a_line_of_names_below_it(tmp_path: Path) -> None:
    async with on_stage(tmp_path, "parallel-feature", (120, 36)) as (pilot, screen):
        panel = await lanes_of(pilot, screen, 40 * MINUTE)
        assert panel.tall == 1
        await pilot.press("z")
        await settled(pilot)
        assert panel.tall == 2
        lines = panel.text.split("\n")
        below = lines[next(n for n, line in enumerate(lines) if "claude-architect-1" in line) + 1]
        assert "contract" in below
        assert "▇ work" in lines[-1]
        assert "late report" in panel.text


async def test_what_will_be_is_faint(tmp_path: Path) -> None:
    async with on_stage(tmp_path, "parallel-feature") as (pilot, screen):
        panel = await lanes_of(pilot, screen, 50 * MINUTE)
        assert panel.view
        here = panel.left + panel.view.column(50 * MINUTE)
        faint = screen.looks.ink("faint").color
        coloured = 0
        for y in range(2, 2 + 9 * panel.tall):
            x = 0
            for segment in panel.render_line(y):
                for letter in segment.text:
                    if x > here and letter.strip():
                        assert segment.style
                        assert segment.style.color == faint
                    elif panel.left <= x < here and letter.strip("┊ "):
                        assert segment.style
                        coloured += segment.style.color != faint
                    x += 1
        assert coloured > 40


@pytest.mark.parametrize("theme", ["orchestra-light", "ansi-dark"])
async def test_it_is_drawn_in_every_theme(tmp_path: Path, theme: str) -> None:
    async with on_stage(tmp_path, "swap-timeout", (80, 24), theme=theme) as (pilot, screen):
        panel = await lanes_of(pilot, screen, 30 * MINUTE)
        await pilot.press("z")
        await settled(pilot)
        assert panel.tall == 2
        assert "▼" in shown(pilot)
        assert DOING[Doing.SUSPECT][0] * 2 in shown(pilot)


async def test_of_many_lanes_only_those_in_sight_are_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    crowd = structs.replace(plan(4), profiles=(structs.replace(DEVELOPER, count=200), REVIEWER))
    recording = play(crowd, calm(), 1)
    made: list[str] = []

    def counted(lane: Lane, *given: Any) -> Any:
        made.append(lane.name)
        return bar(lane, *given)

    monkeypatch.setattr(timeline, "bar", counted)
    async with on_stage(tmp_path, "solo", recording=recording) as (pilot, screen):
        panel = await lanes_of(pilot, screen, 5 * MINUTE)
        room = panel.rows_shown
        assert 5 < room < 40
        assert set(made) == {f"dev-{n}" for n in range(1, room + 1)}
        made.clear()
        await pilot.press("right", "right")
        assert made == [], "a lane at another moment is not made again"
        await pilot.press("end")
        assert len(made) <= room
        assert made[-1] == "main"
        assert "dev-200" in panel.text
