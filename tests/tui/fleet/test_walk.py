"""The walk that section 5 promises: see a critic swap, rewind, change the policy, say what it would have cost."""

from __future__ import annotations

from pathlib import Path
from typing import cast

from orchestra_tui.fleet import decisions as d
from orchestra_tui.fleet import facts as f
from orchestra_tui.fleet.metrics import Metric
from orchestra_tui.fleet.model import SwapKind
from orchestra_tui.fleet.simulation.run import Act, run
from orchestra_tui.tui.screens.fleet.takes import TakesScreen
from orchestra_tui.tui.screens.fleet.why import WhyScreen
from orchestra_tui.tutor.playing.marks import Kind
from orchestra_tui.tutor.telling.difference_said import signed
from tests.tui.fleet.theatre_hand import CRITIC, conducting, press, scenario
from tests.tui.quiz_stage import type_in
from tests.tui.stage import shown


async def test_see_a_critic_swap_rewind_change_the_policy_and_say_what_it_would_have_cost(tmp_path: Path) -> None:
    async with conducting(tmp_path, size=(120, 40)) as (pilot, screen):
        # The first critic swap happens before the learner's eyes.
        await press(pilot, "]")
        swap = screen.stage.recording.events[screen.stage.player.n - 1]
        assert isinstance(swap, d.Swapped)
        assert swap.swap is SwapKind.CRITIC
        assert "⇄ migration goes to a model stronger than claude-haiku-5.5" in screen.status.text

        # Why? The newest event is the lowest row of the stream.
        await press(pilot, "shift+tab", "shift+tab", "enter")
        page = cast("WhyScreen", pilot.app.screen)
        assert page.question.n == swap.n
        assert "3 of 3" in page.board.text
        await press(pilot, "escape")

        # Back to before it, to the last check that could still go either way.
        await press(pilot, "D", "D", "D")
        before = (screen.stage.player.n, screen.stage.player.at)
        assert before[0] < swap.n
        assert screen.stage.recording.mark_after(before[0]).kind is Kind.SWAP  # type: ignore[union-attr]

        # From here on, five equal failures instead of three.
        await press(pilot, "c")
        await type_in(pilot, "equal failures")
        await press(pilot, "enter", "5", "enter")
        take = screen.stage.take
        assert [act.fact for act in take.acts] == [f.PolicyAsked(n=0, at=0, path="limits.same_failure", value=5)]
        assert screen.stage.player.at == before[1]

        # What it would have cost, checked against runs made without any screen.
        one = scenario(CRITIC)
        usual = run(one.plan, one.params, one.head.seed)
        other = run(one.plan, one.params, one.head.seed, [Act(before[0], take.acts[0].fact)])
        assert take.recording.hash == other.hash
        spent = [sum(e.spent for e in each.events if isinstance(e, d.Settled)) for each in (usual, other)]
        money = signed(Metric.COST, spent[1] - spent[0])
        swaps = [sum(isinstance(e, d.Swapped) for e in each.events) for each in (usual, other)]
        assert money.startswith("−$")
        assert f"{money}, swaps {swaps[0]} → {swaps[1]} · they part at" in screen.status.text

        # Side by side.
        await press(pilot, "v")
        assert isinstance(pilot.app.screen, TakesScreen)
        picture = shown(pilot)
        cost = next(line.split() for line in picture.splitlines() if line.split()[:1] == ["cost"] and "−" in line)
        assert cost == ["cost", f"${spent[0] / 1e6:.2f}", f"${spent[1] / 1e6:.2f}", money]

        # And the original is still there, at the same moment.
        await press(pilot, "home", "enter")
        assert screen.stage.number == 1
        assert screen.stage.player.at == before[1]
        await press(pilot, "]")
        assert screen.stage.player.n == swap.n


async def test_the_same_walk_on_the_russian_layout_in_a_small_terminal(tmp_path: Path) -> None:
    async with conducting(tmp_path, size=(40, 12)) as (pilot, screen):
        await press(pilot, "ъ")
        swap = screen.stage.player.n
        assert isinstance(screen.stage.recording.events[swap - 1], d.Swapped)
        await press(pilot, "В", "В", "В", "с")
        await type_in(pilot, "equal failures")
        await press(pilot, "enter", "5", "enter")
        assert "Take 2:" in shown(pilot)
        await press(pilot, "м")
        assert "Take 2 beside take 1" in shown(pilot)
        await press(pilot, "home", "enter", "ъ")
        assert (screen.stage.number, screen.stage.player.n) == (1, swap)
