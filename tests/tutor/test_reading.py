from __future__ import annotations

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orchestra_tui.course.model import Place, SectionRef
from orchestra_tui.journal.events import Spot
from orchestra_tui.tutor.reading import Progress, Step, Why, next_step, progress

A, B, C = (SectionRef("m", name) for name in "abc")
GONE = SectionRef("m", "gone")
THERE = Place(3, 2)


def spot(ref: SectionRef) -> Spot:
    return Spot(str(ref), THERE.block, THERE.line)


START = Place()


@pytest.mark.parametrize(
    ("last", "read", "expected"),
    [
        (None, [], Step(A, START, Why.BEGIN)),
        (None, [A], Step(B, START, Why.NEXT)),
        (spot(B), [], Step(B, THERE, Why.RESUME)),
        (spot(B), [A], Step(B, THERE, Why.RESUME)),
        (spot(B), [B], Step(C, START, Why.NEXT)),
        (spot(C), [B, C], Step(A, START, Why.NEXT)),
        (spot(B), [A, B, C], Step(B, THERE, Why.DONE)),
        (None, [A, B, C], Step(A, START, Why.DONE)),
        (spot(GONE), [], Step(A, START, Why.BEGIN)),
        (spot(GONE), [A], Step(B, START, Why.NEXT)),
    ],
)
def test_next_step(last: Spot | None, read: list[SectionRef], expected: Step) -> None:
    assert next_step([A, B, C], last, {str(ref) for ref in read}) == expected


def test_nothing_to_read_has_no_next_step() -> None:
    assert next_step([], spot(A), set()) is None


@given(st.sets(st.sampled_from("abcdef")), st.sampled_from("abcdefx") | st.none())
def test_following_the_steps_reads_everything_once(read: set[str], last: str | None) -> None:
    refs = [SectionRef("m", name) for name in "abcdef"]
    done = {f"m/{name}" for name in read}
    place = Spot(f"m/{last}") if last else None
    steps = []
    while (step := next_step(refs, place, done)) and step.why is not Why.DONE:
        steps.append(str(step.ref))
        done.add(str(step.ref))
        place = Spot(str(step.ref))
    assert sorted(steps) == sorted({str(ref) for ref in refs} - {f"m/{name}" for name in read})


@dataclass
class Fake:
    ref: SectionRef
    minutes: int


def test_progress_counts_sections_and_minutes() -> None:
    found = progress([Fake(A, 2), Fake(B, 3), Fake(C, 5)], {"m/a", "m/c", "elsewhere/b"})
    assert found == Progress(sections=3, read=2, minutes=10, minutes_left=3)
    assert found.fraction == pytest.approx(2 / 3)


def test_of_nothing_all_is_read() -> None:
    assert progress([], set()).fraction == 1.0
