"""What is worked out once for a recording goes with it."""

from __future__ import annotations

import gc
from array import array
from weakref import ref

from orchestra_tui.fleet.fold import Fold
from orchestra_tui.tutor.playing.memo import once
from orchestra_tui.tutor.playing.recording import Recording
from tests.fleet.fleets import plan


def empty() -> Recording:
    given = plan(1)
    return Recording(given, 1, (), array("q"), (Fold(given).freeze(),), {}, ())


def test_it_works_once_for_each_recording_and_its_arguments_and_lets_go() -> None:
    worked: list[tuple[int, int]] = []

    @once
    def seed_and(recording: Recording, number: int) -> int:
        worked.append((recording.seed, number))
        return recording.seed + number

    one, two = empty(), empty()
    assert [seed_and(one, 1), seed_and(one, 1), seed_and(one, 2), seed_and(two, 1)] == [2, 2, 3, 2]
    assert worked == [(1, 1), (1, 2), (1, 1)]
    gone = ref(one)
    del one
    gc.collect()
    assert gone() is None
