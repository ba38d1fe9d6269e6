"""The panel of dependencies: what it shows at every size, its cursor, the mouse in it."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any, cast

import pytest
from msgspec import structs
from rich.cells import cell_len

from orchestra_tui.fleet import decisions as d
from orchestra_tui.fleet import facts as f
from orchestra_tui.fleet.model import Role, Task, TaskState
from orchestra_tui.fleet.simulation.run import Act
from orchestra_tui.fleet.units import HOUR, MINUTE
from orchestra_tui.tui.screens.fleet.screen import DashboardScreen
from orchestra_tui.tui.widgets.fleet.glyphs import TASK
from orchestra_tui.tui.widgets.fleet.graph import GraphPanel, shortened
from orchestra_tui.tui.widgets.fleet.moment import Subject
from orchestra_tui.tutor.playing.graph import graph_of
from orchestra_tui.tutor.playing.recording import Recording
from orchestra_tui.tutor.playing.takes import play
from tests.fleet.fleets import calm, plan, scenario
from tests.tui.fleet.theatre_lanes import SIZES, on_stage, recorded
from tests.tui.stage import settled


async def graph_in_front(pilot: Any, screen: DashboardScreen, at: int = 0) -> GraphPanel:
    """The panel, large, at a time."""
    screen.look_at("graph")
    screen.stage.player.go_time(at)
    screen.redraw()
    await settled(pilot)
    return cast("GraphPanel", screen.panels["graph"])


@cache
def crowd() -> Recording:
    """Sixty tasks in three waves."""
    after = {n: (f"t{n - 20}",) if n >= 20 else () for n in range(60)}
    tasks = tuple(Task(id=f"t{n}", title="", role=Role.DEVELOPER, after=after[n]) for n in range(60))
    return play(structs.replace(plan(1), tasks=tasks), calm(), 1)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("name", ["parallel-feature", "solo", "too-parallel"])
async def test_every_line_has_the_width_of_the_panel_and_the_cursor_is_in_sight(
    tmp_path: Path, size: tuple[int, int], name: str
) -> None:
    async with on_stage(tmp_path, name, size) as (pilot, screen):
        panel = await graph_in_front(pilot, screen, 40 * MINUTE)
        await pilot.press("home")
        for task in panel.keys(screen.moment, panel.size.width):
            assert screen.subject.task == panel.chosen == task
            for y in range(panel.size.height):
                strip = panel.render_line(y)
                assert cell_len(strip.text) == strip.cell_length == panel.size.width
            assert f" {str(panel.chosen)[:6]}" in panel.text.replace("━", " ")
            await pilot.press("down")
        await settled(pilot)


async def test_the_critical_path_is_named_with_its_length_and_what_is_left_of_it(tmp_path: Path) -> None:
    recording = recorded("parallel-feature")
    merged = {event.task: event.at for event in recording.events if isinstance(event, d.Merged)}
    async with on_stage(tmp_path, "parallel-feature") as (pilot, screen):
        panel = await graph_in_front(pilot, screen, 0)
        title, whole, left = panel.text.split("\n")[:3]
        assert "4 waves" in title
        assert whole.startswith(" critical path: contract → plan → docs → e2e")
        assert left.startswith(" still to come: contract → plan → docs → e2e")
        assert whole.split()[-4:] == left.split()[-4:] == ["1", "h", "26", "min"]
        await graph_in_front(pilot, screen, merged["docs"])
        assert panel.text.split("\n")[2].startswith(" still to come: e2e ")
        await pilot.press("}")
        assert panel.text.split("\n")[2].strip() == "nothing is left to do"


async def test_tasks_have_the_sign_of_their_state_at_the_moment_shown(tmp_path: Path) -> None:
    async with on_stage(tmp_path, "parallel-feature") as (pilot, screen):
        for at in (0, 10 * MINUTE, 40 * MINUTE, 2 * HOUR):
            panel = await graph_in_front(pilot, screen, at)
            for id, run in screen.stage.state.tasks.items():
                assert f"{TASK[run.state][0]} {id} " in panel.text
        assert {run.state for run in screen.stage.state.tasks.values()} == {TaskState.MERGED}


async def test_the_cursor_goes_wave_by_wave_and_says_what_waits_for_what(tmp_path: Path) -> None:
    async with on_stage(tmp_path, "parallel-feature") as (pilot, screen):
        panel = await graph_in_front(pilot, screen, 40 * MINUTE)
        seen = []
        for _ in range(11):
            seen.append(screen.subject.task)
            await pilot.press("down")
        assert seen == list(graph_of(recorded("parallel-feature")).order)
        await pilot.press("home", "down", "down", "down")
        assert screen.subject == Subject("claude-reviewer-1", "ui")
        lines = [line.strip("▎ ") for line in panel.text.split("\n")[-3:]]
        assert lines[0] == "◇ ui: in review · 19 min · 35 min to spare"
        assert lines[1:] == ["after plan", "before e2e"]
        await pilot.press("home")
        assert "on the critical path" in panel.text
        assert "waits for nothing" in panel.text


async def test_a_click_puts_the_cursor_on_a_task_and_a_second_one_opens_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Subject] = []
    monkeypatch.setattr(DashboardScreen, "action_why", lambda screen: asked.append(screen.subject))
    async with on_stage(tmp_path, "parallel-feature") as (pilot, screen):
        panel = await graph_in_front(pilot, screen, 40 * MINUTE)
        lines = panel.text.split("\n")
        y = next(n for n, line in enumerate(lines) if " worker " in line)
        x = lines[y].index("worker") + 2
        await pilot.click(panel, offset=(x, y))
        await pilot.click(panel, offset=(1, 0))
        await pilot.click(panel, offset=(lines[y].index("─"), y))
        assert panel.chosen == "worker"
        assert asked == []
        await pilot.click(panel, offset=(x, y))
        await settled(pilot)
        assert asked == [Subject("", "worker")]


async def test_the_chosen_task_is_set_off(tmp_path: Path) -> None:
    async with on_stage(tmp_path, "parallel-feature") as (pilot, screen):
        panel = await graph_in_front(pilot, screen, 0)
        await pilot.press("home", "down")
        cursor = screen.looks.named("cursor").bgcolor
        lit = [
            segment.text
            for y in range(panel.size.height)
            for segment in panel.render_line(y)
            if segment.style and segment.style.bgcolor == cursor
        ]
        assert lit == ["plan"]


async def test_many_tasks_are_listed_wave_by_wave_with_their_counts(tmp_path: Path) -> None:
    async with on_stage(tmp_path, "solo", recording=crowd()) as (pilot, screen):
        panel = await graph_in_front(pilot, screen, crowd().end // 2)
        counts = [run.state for run in screen.stage.state.tasks.values()]
        heads = [line for line in panel.text.split("\n") if line.startswith(" wave ")]
        assert [head.split()[1:4] for head in heads] == [[str(n), "20", "tasks"] for n in (1, 2, 3)]
        said = [int(number) for head in heads for number in head.split("✓")[1:2] for number in number.split()[:1]]
        assert sum(said) == counts.count(TaskState.MERGED) > 0
        path = graph_of(crowd()).path.tasks
        assert all(f"━{task}" in panel.text for task in path)
        first = panel.chosen
        assert first == path[0]
        await pilot.press("end")
        assert panel.chosen == "t59"


async def test_a_small_screen_lists_and_scrolls_with_the_cursor(tmp_path: Path) -> None:
    async with on_stage(tmp_path, "parallel-feature", (40, 12)) as (pilot, screen):
        panel = await graph_in_front(pilot, screen, 40 * MINUTE)
        assert "wave 1" in panel.text
        assert "e2e" not in panel.text.split("\n", 3)[3]
        await pilot.press("end")
        assert "━e2e" in panel.text
        assert "wave 4" in panel.text
        assert panel.size.height == len(panel.text.split("\n"))


async def test_only_what_needs_attention_stays_bright(tmp_path: Path) -> None:
    """Somebody gave the docs up: what waited for them needs a human."""
    one, given = scenario("parallel-feature"), Act(3, f.CancelAsked(n=0, at=0, task="docs"))
    recording = play(one.plan, one.params, one.head.seed, [given])
    async with on_stage(tmp_path, "parallel-feature", recording=recording) as (pilot, screen):
        panel = await graph_in_front(pilot, screen, recording.end)
        await pilot.press("m")
        pieces = [piece for row, _marked in panel.body(screen.moment, None, panel.size.width) for piece in row.left]
        signs = {sign for sign, _ink in TASK.values()}
        inks = {pieces[place + 2][0]: ink for place, (text, ink) in enumerate(pieces) if text in signs}
        assert len(inks) == len(recording.plan.tasks)
        assert [id for id, ink in inks.items() if not ink.startswith("faint")] == ["e2e"]


def test_a_long_path_keeps_its_ends() -> None:
    tasks = ["alpha", "beta", "gamma", "delta", "omega"]
    assert shortened(tasks, 99) == "alpha → beta → gamma → delta → omega"
    assert shortened(tasks, 30) == "alpha → beta → … → omega"
    assert shortened(tasks, 20) == "alpha → … → omega"
    for room in range(1, 60):
        assert cell_len(shortened(tasks, room)) <= max(room, 1)
