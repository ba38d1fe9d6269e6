"""A fork shares everything before the act with its parent, and nothing of the parent changes."""

from __future__ import annotations

from pathlib import Path

import pytest

from orchestra_tui.fleet import decisions as d
from orchestra_tui.fleet import facts as f
from orchestra_tui.fleet.event import Fact
from orchestra_tui.fleet.metrics import Metric
from orchestra_tui.fleet.simulation.run import Act
from orchestra_tui.tutor.playing.stage import Source, Stage
from orchestra_tui.tutor.playing.takes import Take, difference, forked, play
from tests.fleet.fleets import scenario
from tests.tutor.playing.reels import recorded

NAME = "swap-critic"


def stage(seed: int = 1) -> Stage:
    one = scenario(NAME)
    source = Source(one.head.title, Path("swap-critic.yaml"), seed, one)
    return Stage(source, [Take(1, recorded(NAME, seed))])


def fork(on: Stage, fact: f.Intervention) -> Take:
    one = on.source.scenario
    assert one
    acts = on.acts(fact)
    return on.add(play(one.plan, one.params, on.source.seed, acts), acts, on.number)


def patience(times: int) -> f.PolicyAsked:
    return f.PolicyAsked(n=0, at=0, path="limits.critic_after", value=times)


def test_a_fork_before_the_critic_swap_has_another_future() -> None:
    on, swap = next(
        (on, event)
        for on in map(stage, range(1, 20))
        for event in on.recording.events
        if isinstance(event, d.Swapped) and event.rule == "swap.critic"
    )
    on.player.go(swap.cause - 1)
    before = on.recording.hash
    take = fork(on, patience(9))
    assert on.takes[0].recording.hash == before
    assert take.shared >= swap.cause - 1
    asked = take.recording.events[take.shared]
    assert isinstance(asked, f.PolicyAsked)
    assert take.recording.events[: take.shared] == on.takes[0].recording.events[: take.shared]
    assert not [e for e in take.recording.events if isinstance(e, d.Swapped) and e.cause == swap.cause]
    assert on.against(2).shared == take.shared
    assert on.against(2).metrics[Metric.COST] == (
        on.takes[0].recording.metrics[Metric.COST],
        take.recording.metrics[Metric.COST],
    )


def test_switching_keeps_the_time() -> None:
    on = stage()
    on.player.go(80)
    at = on.player.at
    fork(on, patience(9))
    assert (on.number, on.player.n, on.player.at) == (2, 80, at)
    on.player.go_time(on.recording.end // 2)
    at = on.player.at
    on.show(1)
    assert on.player.at == min(at, on.recording.end)
    assert on.state.n == on.player.n == on.recording.after(on.player.at)


def test_what_was_done_later_belongs_to_another_future() -> None:
    one, two = patience(5), patience(6)
    acts = forked(forked((), 10, one), 200, two)
    assert [act.after for act in acts] == [10, 200]
    assert forked(acts, 100, one) == (Act(10, one), Act(100, one))
    assert forked(acts, 10, two) == (Act(10, two),)


def test_an_act_that_changes_nothing_says_so() -> None:
    on = stage()
    # After all decisions about a fact: an act in their midst waits for their end.
    ends = [event.n - 1 for event in on.recording.events[20:] if isinstance(event, Fact)]
    n, free = next((n, name) for n in ends for name, agent in on.reel.go(n).agents.items() if not agent.busy)
    on.player.go(n)
    take = fork(on, f.NudgeAsked(n=0, at=0, agent=free))
    found = difference(on.takes[0].recording, take.recording)
    assert {m: pair for m, pair in found.metrics.items() if pair[0] != pair[1]} == {}
    assert found.nothing
    assert found.shared == on.player.n


@pytest.mark.parametrize("n", [0, 10**9])
def test_acts_at_the_edges(n: int) -> None:
    on = stage()
    on.player.go(n)
    take = fork(on, f.PauseAsked(n=0, at=0))
    assert take.recording.count >= 1
    assert on.state.n == on.player.n


def test_an_edited_source_keeps_the_time() -> None:
    on = stage()
    fork(on, patience(9))
    on.player.go_time(30 * 60_000)
    on.replace(on.source, recorded(NAME, 2))
    assert len(on.takes) == 1
    assert on.player.at == 30 * 60_000
    assert on.state.n == on.player.n
