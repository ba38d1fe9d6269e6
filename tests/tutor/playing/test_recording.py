"""Any moment of a recording is the fold of its prefix, wherever one comes from."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest

from orchestra_tui.fleet import log
from orchestra_tui.fleet.metrics import compute
from orchestra_tui.fleet.replay import state_at
from orchestra_tui.tutor.playing.marks import STOPS, Kind
from orchestra_tui.tutor.playing.recording import EndedError, Reel, record
from orchestra_tui.tutor.playing.takes import play
from tests.fleet.fleets import NAMES, scenario
from tests.tutor.playing.reels import recorded


@pytest.mark.parametrize("name", NAMES)
def test_a_recording_is_its_run(name: str) -> None:
    one = recorded(name)
    assert one.count == len(one.events) == len(one.times) == len(one.hashes)
    assert one.hash == log.digest(one.events)
    assert one.metrics == compute(one.plan, one.events)
    assert [one.time(n) for n in (0, 1, one.count)] == [0, one.events[0].at, one.end]
    assert all(one.after(one.time(n)) >= n for n in range(0, one.count, 7))


@pytest.mark.parametrize("name", ["swap-critic", "too-parallel", "night-shift"])
def test_a_reel_shows_every_moment_as_it_was(name: str) -> None:
    one, luck = recorded(name), random.Random(7)
    reel = Reel(one)
    for _ in range(60):
        n = luck.choice([luck.randrange(one.count + 1), reel.n + 1, reel.n - 1, reel.n - 40, 0, one.count])
        state = reel.go(n)
        assert state.n == max(0, min(n, one.count))
        assert state == state_at(one.plan, one.events, state.n)


def test_snapshots_stay_as_they_were() -> None:
    one = recorded("too-parallel")
    assert len(one.snapshots) == one.count // 500 + 1 > 2
    for place, state in enumerate(one.snapshots):
        assert state == state_at(one.plan, one.events, 500 * place)


def test_marks_are_found_from_anywhere() -> None:
    one = recorded("swap-critic")
    swaps = [mark for mark in one.marks if mark.kind is Kind.SWAP]
    assert swaps
    for mark in one.marks:
        assert one.events[mark.n - 1].n == mark.n
        before = one.mark_before(mark.n)
        assert one.mark_after(mark.n - 1) == mark
        assert before is None or one.mark_after(before.n) == mark
    assert one.mark_after(one.count) is None
    assert one.mark_before(1) is None
    assert Kind.SWAP in STOPS


def test_work_that_nobody_wants_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("recording", "takes"):
        monkeypatch.setattr(f"orchestra_tui.tutor.playing.{module}.TELL", 100)
    one, told = scenario("too-parallel"), list[tuple[int, int]]()

    def until(last: int) -> Callable[[int, int], bool]:
        told.clear()
        return lambda done, whole: told.append((done, whole)) is None and done < last

    with pytest.raises(EndedError):
        record(one.plan, recorded("too-parallel").events, progress=until(300), seed=1)
    assert [done for done, _all in told] == [100, 200, 300]
    with pytest.raises(EndedError):
        play(one.plan, one.params, 1, progress=until(300))
    assert len(told) == 3
    assert {whole for _done, whole in told} == {0}
