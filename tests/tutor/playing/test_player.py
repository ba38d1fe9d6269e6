"""Time in a recording: it goes evenly or by decisions, and every jump is exact."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from orchestra_tui.tutor.playing.marks import STOPS, is_turning
from orchestra_tui.tutor.playing.player import BEAT_MS, SPEEDS, Player
from tests.tutor.playing.reels import recorded


def consistent(player: Player) -> bool:
    """The moment lies between its last event and the next."""
    tape = player.recording
    before, after = tape.time(player.n), tape.time(player.n + 1) if player.n < tape.count else tape.end
    return before <= player.at <= after


def test_time_goes_at_its_speed() -> None:
    player = Player(recorded("solo"), speed=60)
    assert not player.advance(1_000)
    player.play(on=True)
    for _ in range(10):
        assert player.advance(250)
    assert player.at == 10 * 250 * 60
    assert player.n == player.recording.after(player.at)
    player.faster(1)
    assert player.speed == 120
    for _ in SPEEDS:
        player.faster(-1)
    assert player.speed == SPEEDS[0]


def test_slow_time_is_not_lost_between_frames() -> None:
    player = Player(recorded("solo"), speed=0.25)
    player.play(on=True)
    for _ in range(3_000):
        player.advance(1)
    assert player.at == 750


def test_playing_ends_with_the_run_and_begins_anew() -> None:
    player = Player(recorded("solo"), speed=1_000)
    player.go_time(player.recording.end - 10)
    player.play(on=True)
    player.advance(250)
    assert player.ended
    assert not player.playing
    player.play(on=True)
    assert (player.n, player.at) == (0, 0)


def test_by_decisions_each_is_shown_for_a_beat() -> None:
    player = Player(recorded("swap-critic"))
    player.stepping = True
    player.play(on=True)
    assert not player.advance(BEAT_MS - 1)
    seen = []
    for _ in range(5):
        player.advance(BEAT_MS)
        seen.append(player.n)
    wanted = [event.n for event in player.recording.events if is_turning(event)]
    assert seen == wanted[:5]


def test_decisions_and_marks_both_ways() -> None:
    player = Player(recorded("swap-critic"))
    there = []
    while not player.ended:
        player.to_mark(1)
        there.append(player.n)
    assert (
        there[:-1]
        == [m.n for m in player.recording.marks if m.kind in STOPS and m.n < player.recording.count][: len(there) - 1]
    )
    back = []
    while player.n:
        player.to_mark(-1)
        back.append(player.n)
    assert back[::-1][1:] == there[:-1]
    player.go(player.recording.count)
    player.to_decision(-1)
    assert is_turning(player.recording.events[player.n - 1])


@pytest.mark.parametrize("way", [1, -1])
def test_steps_stop_at_the_edges(way: int) -> None:
    player = Player(recorded("zombie"))
    for _ in range(player.recording.count + 5):
        player.step(way)
    assert player.n == (player.recording.count if way > 0 else 0)


MOVES = st.lists(
    st.one_of(
        st.tuples(st.just("go"), st.integers(-5, 2_000)),
        st.tuples(st.just("go_time"), st.integers(-1_000, 10**8)),
        st.tuples(st.just("step"), st.integers(-50, 50)),
        st.tuples(st.just("to_decision"), st.sampled_from([-1, 1])),
        st.tuples(st.just("to_mark"), st.sampled_from([-1, 1])),
        st.tuples(st.just("faster"), st.sampled_from([-1, 1])),
    ),
    max_size=12,
)


@settings(max_examples=60, deadline=None)
@given(MOVES)
def test_whatever_is_done_the_moment_is_one_of_the_run(moves: list[tuple[str, int]]) -> None:
    player, other = Player(recorded("swap-critic")), recorded("swap-critic", 2)
    for name, by in moves:
        getattr(player, name)(by)
        assert consistent(player)
    player.change(other, keep_n=False)
    assert consistent(player)
    player.change(recorded("swap-critic"), keep_n=True)
    assert consistent(player)
