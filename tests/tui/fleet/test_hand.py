"""The learner's hand: each act forks the future at the moment shown, and the status line says what came of it."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

import pytest

from orchestra_tui.fleet import decisions as d
from orchestra_tui.fleet import facts as f
from orchestra_tui.fleet.metrics import Metric
from orchestra_tui.fleet.model import AgentState, Role, TaskState
from orchestra_tui.tui.screens.fleet import computing
from orchestra_tui.tui.screens.fleet.screen import DashboardScreen
from orchestra_tui.tui.screens.picker import Picker
from orchestra_tui.tutor.playing.takes import play
from orchestra_tui.tutor.telling.difference_said import deltas
from tests.tui.fleet.theatre_hand import SHIFT, app_of, busy, conducting, point_at, press, to
from tests.tui.quiz_stage import type_in
from tests.tui.stage import settled, shown

MIDDLE = 127
"""A moment of swap-critic at which all agents are busy, just before the first swap."""


def forked(screen: DashboardScreen, number: int = 2) -> f.Intervention:
    """What the last act of a take did, once it is checked that it parts from its parent right there, at its time."""
    stage = screen.stage
    take = stage.takes[number - 1]
    event = take.recording.events[take.shared]
    assert type(event) is type(take.acts[-1].fact)
    assert event.at == take.recording.time(take.shared)
    assert stage.number == number
    assert stage.player.n > take.shared
    assert take.recording.events[: take.shared] == stage.takes[take.parent - 1].recording.events[: take.shared]
    return take.acts[-1].fact


@pytest.mark.parametrize(
    ("keys", "kind", "follows"),
    [
        ("nт", f.NudgeAsked, d.Nudged),
        ("rк", f.RestartAsked, d.Restarted),
        ("xч", f.KillAsked, d.Requeued),
        ("pз", f.PauseAsked, d.FleetPaused),
    ],
)
async def test_what_is_done_to_an_agent(tmp_path: Path, keys: str, kind: type[f.Fact], follows: type) -> None:
    for number, key in enumerate(keys):
        async with conducting(tmp_path / str(number), size=((120, 36), (80, 24))[number]) as (pilot, screen):
            await to(pilot, screen, MIDDLE)
            at, agent = screen.stage.player.at, busy(screen)
            await point_at(pilot, screen, agent)
            await press(pilot, key)
            fact: Any = forked(screen)
            assert type(fact) is kind
            assert fact.agent == agent
            assert screen.stage.player.at == at
            made = screen.stage.recording.events[screen.stage.take.shared : screen.stage.player.n]
            assert any(type(event) is follows for event in made)
            assert screen.status.text.startswith("Take 2: ")
            assert f"they part at 10:14, event {screen.stage.take.shared + 1}" in screen.status.text


async def test_a_paused_agent_goes_on_by_the_same_key(tmp_path: Path) -> None:
    async with conducting(tmp_path) as (pilot, screen):
        await to(pilot, screen, MIDDLE)
        await point_at(pilot, screen, "junior-3")
        await press(pilot, "p", "p")
        assert forked(screen, 3) == f.ResumeAsked(n=0, at=0, agent="junior-3")
        assert [type(act.fact) for act in screen.stage.take.acts] == [f.PauseAsked, f.ResumeAsked]
        assert not screen.stage.state.agents["junior-3"].paused


async def test_the_fleet_is_paused_and_goes_on(tmp_path: Path) -> None:
    async with conducting(tmp_path) as (pilot, screen):
        await to(pilot, screen, MIDDLE)
        await press(pilot, "P")
        assert forked(screen) == f.PauseAsked(n=0, at=0)
        assert screen.stage.state.paused
        await press(pilot, "З")
        assert forked(screen, 3) == f.ResumeAsked(n=0, at=0)
        assert not screen.stage.state.paused


async def test_a_task_is_swapped_to_a_free_agent_or_as_the_coordinator_likes(tmp_path: Path) -> None:
    async with conducting(tmp_path, SHIFT) as (pilot, screen):
        plan = screen.stage.recording.plan
        crew = [slot for profile in plan.crew[Role.DEVELOPER] for slot in profile.slots]
        n, task = next(found for n in range(1, 200) for found in [(n, _swappable(screen, n, crew))] if found[1])
        await to(pilot, screen, n)
        agent = screen.stage.state.tasks[task].agent
        await point_at(pilot, screen, agent)
        await press(pilot, "s")
        picker = pilot.app.screen
        assert isinstance(picker, Picker)
        offered = [choice.value for choice in picker.choices.rows]
        assert offered[0] == ""
        assert agent not in offered
        await press(pilot, "down", "enter")
        assert forked(screen) == f.SwapAsked(n=0, at=0, task=task, agent=str(offered[1]))
        swapped = screen.stage.recording.events[screen.stage.take.shared + 1 : screen.stage.player.n]
        assert any(isinstance(event, d.Dispatched) and event.agent == offered[1] for event in swapped)
        await press(pilot, "E", "v", "home", "enter")
        assert screen.stage.number == 1
        await press(pilot, "s", "enter")
        assert forked(screen, 3) == f.SwapAsked(n=0, at=0, task=task)


def _swappable(screen: DashboardScreen, n: int, crew: list[str]) -> str:
    """A developer's task that is being built after event `n` while another developer is free."""
    state = screen.stage.reel.go(n)
    built = [state.agents[slot].task for slot in crew if state.agents[slot].state is AgentState.WORKING]
    free = any(state.agents[slot].state is AgentState.IDLE for slot in crew)
    return built[0] if built and free else ""


async def test_what_takes_others_along_is_asked_about_first(tmp_path: Path) -> None:
    async with conducting(tmp_path, SHIFT) as (pilot, screen):
        plan = screen.stage.recording.plan
        n, task = next(
            (n, run.id)
            for n in range(1, 200)
            for run in screen.stage.reel.go(n).tasks.values()
            if run.state is TaskState.RUNNING and len(plan.dependents[run.id]) > 1
        )
        await to(pilot, screen, n)
        await point_at(pilot, screen, screen.stage.state.tasks[task].agent)
        await press(pilot, "X")
        assert f"Give {task} up?" in shown(pilot)
        assert "tasks behind it that will never begin" in shown(pilot)
        await press(pilot, "enter")
        assert len(screen.stage.takes) == 1
        await press(pilot, "Ч", "down", "enter")
        assert forked(screen) == f.CancelAsked(n=0, at=0, task=task)
        assert screen.stage.recording.metrics[Metric.MERGED] < screen.stage.takes[0].recording.metrics[Metric.MERGED]


async def test_a_task_that_nothing_waits_for_is_given_up_at_once(tmp_path: Path) -> None:
    async with conducting(tmp_path) as (pilot, screen):
        await to(pilot, screen, MIDDLE)
        await point_at(pilot, screen, "junior-1")
        await press(pilot, "X")
        assert forked(screen) == f.CancelAsked(n=0, at=0, task="migration")
        assert screen.stage.state.tasks["migration"].state is TaskState.CANCELLED
        assert "in main 4 → 3" in screen.status.text


async def test_a_fault_is_chosen_then_what_it_befalls(tmp_path: Path) -> None:
    async with conducting(tmp_path) as (pilot, screen):
        await to(pilot, screen, MIDDLE)
        await point_at(pilot, screen, "junior-3")
        await press(pilot, "f")
        assert "falls silent in the middle of its turn" in shown(pilot)
        await press(pilot, "enter")
        picker = pilot.app.screen
        assert isinstance(picker, Picker)
        assert picker.choices.rows[0].value == "junior-3", "the one that is pointed at comes first"
        await press(pilot, "enter")
        assert forked(screen) == f.FaultAsked(n=0, at=0, fault="hang", target="junior-3")
        suspected = [e for e in screen.stage.recording.events if isinstance(e, d.Suspected) and e.agent == "junior-3"]
        assert suspected


@pytest.mark.parametrize(
    ("words", "target"),
    [("overloaded", "anthropic"), ("quota", "team-claude"), ("flaky", "webhooks"), ("twice", ""), ("restart", "")],
)
async def test_providers_accounts_tasks_and_the_orchestrator_break_too(tmp_path: Path, words: str, target: str) -> None:
    async with conducting(tmp_path) as (pilot, screen):
        await to(pilot, screen, MIDDLE)
        await point_at(pilot, screen, "junior-3")
        await press(pilot, "f")
        await type_in(pilot, words)
        await press(pilot, "enter", *["enter"] * bool(target))
        fact: Any = forked(screen)
        assert fact.target == target


async def test_a_value_of_the_policy_is_changed_in_its_own_unit(tmp_path: Path) -> None:
    async with conducting(tmp_path) as (pilot, screen):
        await to(pilot, screen, MIDDLE)
        at = screen.stage.player.at
        for number, (words, text, path, value) in enumerate(
            [
                ("equal failures", "5", "limits.same_failure", 5),
                ("time without progress", "20m", "health.progress_ms", 1_200_000),
                ("budget of the fleet", "12,50", "budget.fleet", 12_500_000),
                ("budget of the fleet", "-", "budget.fleet", None),
            ]
        ):
            await press(pilot, "c")
            await type_in(pilot, words)
            await press(pilot, "enter")
            await pilot.press("ctrl+u")
            await type_in(pilot, text)
            await press(pilot, "enter")
            assert forked(screen, number + 2) == f.PolicyAsked(n=0, at=0, path=path, value=value)
        assert screen.stage.player.at == at
        policy = screen.stage.state.policy
        assert (policy.limits.same_failure, policy.health.progress_ms, policy.budget.fleet) == (5, 1_200_000, None)
        assert len(screen.stage.take.acts) == 4, "each change came on top of the one before"


async def test_a_switch_of_the_policy_is_turned(tmp_path: Path) -> None:
    async with conducting(tmp_path) as (pilot, screen):
        await to(pilot, screen, MIDDLE)
        await press(pilot, "c")
        await type_in(pilot, "review by the human")
        await press(pilot, "enter", "enter")
        assert forked(screen) == f.PolicyAsked(n=0, at=0, path="review.human", value=True)


async def test_what_does_not_fit_is_asked_again_and_what_is_so_already_is_said(tmp_path: Path) -> None:
    async with conducting(tmp_path) as (pilot, screen):
        await to(pilot, screen, MIDDLE)
        await press(pilot, "c")
        await type_in(pilot, "equal failures")
        await press(pilot, "enter", "0", "enter")
        assert "“0” does not fit here: a number" in shown(pilot)
        await press(pilot, "3", "enter")
        assert "That is so already" in screen.status.text
        assert len(screen.stage.takes) == 1


async def test_another_seed_is_another_original_at_the_same_time(tmp_path: Path) -> None:
    async with conducting(tmp_path) as (pilot, screen):
        await to(pilot, screen, MIDDLE)
        at = screen.stage.player.at
        await press(pilot, "a", "7", "enter")
        assert (screen.stage.number, screen.stage.recording.seed) == (2, 7)
        assert screen.stage.take.parent == 0
        assert screen.stage.player.at == at
        assert screen.status.text.startswith("Take 2: ")
        agent = busy(screen)
        await point_at(pilot, screen, agent)
        await press(pilot, "n")
        assert screen.stage.recording.seed == 7
        assert screen.stage.take.parent == 2
        await press(pilot, "a", "x", "enter")
        assert "“x” is no seed" in screen.status.text


async def test_nothing_can_be_done_to_whom_has_nothing_to_do(tmp_path: Path) -> None:
    async with conducting(tmp_path, SHIFT) as (pilot, screen):
        await press(pilot, "d")
        idle = next(agent.name for agent in screen.stage.state.agents.values() if not agent.job)
        await point_at(pilot, screen, idle)
        for key, said in (("n", "nothing to ask about"), ("r", "nothing to begin anew"), ("x", "nothing to stop")):
            await press(pilot, key)
            assert f"{idle} is free: there is {said}." in screen.status.text
        assert len(screen.stage.takes) == 1


async def test_when_the_run_is_over_nothing_can_be_done(tmp_path: Path) -> None:
    async with conducting(tmp_path) as (pilot, screen):
        await press(pilot, "}")
        for key in ("n", "p", "P", "r", "s", "x", "X", "f", "c"):
            await press(pilot, key)
            assert "The run is over by now: go back in time first, [ by a mark." in screen.status.text
            assert pilot.app.screen is screen
        assert len(screen.stage.takes) == 1


async def test_before_anything_happened_an_act_comes_right_after_the_first_decisions(tmp_path: Path) -> None:
    async with conducting(tmp_path) as (pilot, screen):
        assert screen.stage.player.n == 0
        await press(pilot, "P")
        assert forked(screen) == f.PauseAsked(n=0, at=0)
        assert screen.stage.player.at == 0
        assert screen.stage.state.paused


async def test_a_second_act_comes_on_top_of_the_first_and_one_further_back_starts_from_the_original(
    tmp_path: Path,
) -> None:
    async with conducting(tmp_path) as (pilot, screen):
        await to(pilot, screen, MIDDLE)
        await point_at(pilot, screen, "junior-3")
        await press(pilot, "n", "x")
        assert [type(act.fact) for act in screen.stage.take.acts] == [f.NudgeAsked, f.KillAsked]
        assert screen.stage.take.parent == 2
        await to(pilot, screen, MIDDLE - 20)
        await point_at(pilot, screen, busy(screen))
        await press(pilot, "r")
        assert [type(act.fact) for act in screen.stage.take.acts] == [f.RestartAsked]
        assert screen.stage.take.parent == 1


async def test_the_same_act_at_the_same_moment_is_the_same_take(tmp_path: Path) -> None:
    async with conducting(tmp_path) as (pilot, screen):
        await to(pilot, screen, MIDDLE)
        await press(pilot, "P", "v", "home", "enter")
        await to(pilot, screen, MIDDLE)
        await press(pilot, "P")
        assert (len(screen.stage.takes), screen.stage.number) == (2, 2)
        assert "That is take 2, which is there already." in screen.status.text


class Slow:
    """Computes a future only when it is let."""

    def __init__(self) -> None:
        self.go = threading.Event()
        self.begun = 0

    def __call__(self, *given: Any, progress: Any, **named: Any) -> Any:
        self.begun += 1
        progress(2_000, 0)
        self.go.wait(20)
        return play(*given, progress=progress, **named)


async def test_what_is_computed_is_seen_and_can_be_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    slow = Slow()
    monkeypatch.setattr(computing, "play", slow)
    async with conducting(tmp_path) as (pilot, screen):
        screen.go_to(MIDDLE)
        screen.panels["agents"].focus()
        await pilot.press("n")
        while not slow.begun or "2000" not in screen.status.text:
            await pilot.pause()
        assert screen.status.text == "computing… 2000 events · esc gives up"
        assert screen.wanted
        screen.post_message(screen.Told(screen.wanted, 3_000, 6_000))
        await pilot.pause()
        assert screen.status.text == "computing… 50% · esc gives up"
        await pilot.press("escape")
        slow.go.set()
        await settled(pilot)
        assert pilot.app.screen is screen
        assert "Given up: nothing has changed." in screen.status.text
        assert len(screen.stage.takes) == 1


async def test_an_act_waits_while_another_is_computed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    slow = Slow()
    monkeypatch.setattr(computing, "play", slow)
    async with conducting(tmp_path) as (pilot, screen):
        screen.go_to(MIDDLE)
        await pilot.press("P")
        await pilot.press("n")
        slow.go.set()
        for _turn in range(3):
            await settled(pilot)
        assert [type(act.fact) for act in screen.stage.take.acts] == [f.PauseAsked, f.NudgeAsked]
        assert slow.begun == 2


async def test_a_future_that_cannot_be_computed_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_given: Any, **_named: Any) -> None:
        raise AssertionError("a planted mistake")

    monkeypatch.setattr(computing, "play", broken)
    async with conducting(tmp_path) as (pilot, screen):
        await to(pilot, screen, MIDDLE)
        await press(pilot, "P")
        assert "could not be computed" in screen.status.text
        assert screen.wanted is None


async def test_the_summary_says_what_the_change_did_until_time_moves(tmp_path: Path) -> None:
    async with conducting(tmp_path, size=(200, 50)) as (pilot, screen):
        await to(pilot, screen, MIDDLE)
        await press(pilot, "c")
        await type_in(pilot, "equal failures")
        await press(pilot, "enter", "5", "enter")
        changes = ", ".join(each.text for each in deltas(screen.stage.against(2)))
        assert changes.startswith("−")
        assert screen.status.text == f"Take 2: {changes} · they part at 10:14, event 129 · v shows the takes"
        await press(pilot, "e")
        assert not screen.status.text.startswith("Take 2")


async def test_a_recorded_log_cannot_be_conducted(tmp_path: Path) -> None:
    async with conducting(tmp_path, log=True) as (pilot, screen):
        await to(pilot, screen, MIDDLE)
        for key in ("n", "p", "P", "r", "s", "x", "X", "f", "c", "a"):
            await press(pilot, key)
        assert pilot.app.screen is screen
        assert len(screen.stage.takes) == 1
        assert "break" not in " ".join(key.word for key in screen.key_bar.keys)


async def test_the_mouse_reaches_everything_through_the_key_bar(tmp_path: Path) -> None:
    async with conducting(tmp_path, size=(160, 50)) as (pilot, screen):
        await to(pilot, screen, MIDDLE)
        row = next(y for y, line in enumerate(screen.panel.text.splitlines()) if "junior-3" in line)
        await pilot.click(screen.panel, offset=(5, row))
        await settled(pilot)
        column = next(column for column, key in screen.key_bar.fitting() if key.command == "inject")
        await pilot.click(screen.key_bar, offset=(column, 0))
        await settled(pilot)
        assert isinstance(pilot.app.screen, Picker)
        await pilot.click(pilot.app.screen.choices, offset=(5, 0))
        await settled(pilot)
        assert isinstance(pilot.app.screen, Picker)
        await pilot.click(pilot.app.screen.choices, offset=(5, 0))
        await settled(pilot)
        assert forked(screen) == f.FaultAsked(n=0, at=0, fault="hang", target="junior-3")


async def test_every_act_is_in_the_palette(tmp_path: Path) -> None:
    async with conducting(tmp_path) as (pilot, screen):
        await to(pilot, screen, MIDDLE)
        await press(pilot, "ctrl+p")
        await type_in(pilot, "fleet pause")
        await press(pilot, "enter")
        assert forked(screen) == f.PauseAsked(n=0, at=0)


async def test_one_panel_at_40x12_says_what_goes_on_and_can_be_conducted(tmp_path: Path) -> None:
    async with conducting(tmp_path, size=(40, 12)) as (pilot, screen):
        await press(pilot, "]")
        assert "10:14 ⇄ migration goes to a model str" in shown(pilot)
        await to(pilot, screen, MIDDLE)
        await point_at(pilot, screen, "junior-3")
        await press(pilot, "n")
        assert isinstance(forked(screen), f.NudgeAsked)
        assert "Take 2:" in shown(pilot)
        assert app_of(pilot).screen is screen
