"""Review dates follow from the answers alone."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orchestra_tui.journal.answers import Answered
from orchestra_tui.journal.review import due, forecast, reviews

DAY = 86_400_000
START = 1_790_000_000_000

BASE = Answered(START, 180, "q", "isolation", 1, "a", 1.0, "right", 2, 0, 30_000, "check", "s")


def on(day: float, **changes: object) -> Answered:
    return replace(BASE, utc_ms=START + round(day * DAY), sitting=f"s{day}", **changes)  # type: ignore[arg-type]


def due_in_days(answers: list[Answered], **options: object) -> int:
    last = answers[-1].utc_ms
    (review,) = reviews(answers, last, **options)  # type: ignore[arg-type]
    return round((review.due - last) / DAY)


def test_good_answers_on_their_days_grow_the_gap() -> None:
    answers = [on(0)]
    gaps = []
    for _ in range(5):
        gaps.append(due_in_days(answers))
        answers.append(on((answers[-1].utc_ms - START) / DAY + gaps[-1]))
    assert gaps == [2, 11, 46, 163, 497]


def test_a_wrong_answer_comes_back_tomorrow() -> None:
    assert due_in_days([on(0), on(2), on(13, score=0.0)]) <= 3
    assert due_in_days([on(0, score=0.0)]) == 1


@pytest.mark.parametrize("change", [{"hints": 1}, {"confidence": 1}, {"score": 0.6}])
def test_hard_won_answers_come_back_sooner(change: dict[str, object]) -> None:
    assert due_in_days([on(0, **change)]) < due_in_days([on(0)])


def test_easy_needs_two_sure_and_quick_ones_running() -> None:
    quick = {"confidence": 3, "ms": 5_000}
    assert due_in_days([on(0, **quick)]) == due_in_days([on(0)])
    assert due_in_days([on(0, **quick), on(2, **quick)]) > due_in_days([on(0), on(2)])


def test_cramming_leaves_the_dates_alone() -> None:
    assert reviews([on(0), on(1, mode="cram", score=0.0)], START) == reviews([on(0)], START)
    assert reviews([on(0, mode="cram")], START) == ()


def test_a_target_date_caps_the_gap() -> None:
    answers = [on(0), on(2), on(13)]
    assert due_in_days(answers) > 14
    assert due_in_days(answers, target_ms=answers[-1].utc_ms + 14 * DAY) == 14


def test_a_new_revision_is_due_now_and_keeps_its_history() -> None:
    answers = [on(0), on(2), on(13)]
    now = answers[-1].utc_ms + DAY
    (old,) = reviews(answers, now)
    (new,) = reviews(answers, now, revs={"q": 2})
    assert new.due <= now < old.due
    assert 0 < new.stability < old.stability
    assert due_in_days([*answers, on(14, rev=2)]) < due_in_days([*answers, on(14)])


def test_the_learners_day_decides_what_is_due() -> None:
    (review,) = reviews([on(0, score=0.0)], START)
    offset = 180
    midnight = (START + offset * 60_000) // DAY * DAY + DAY - offset * 60_000
    assert due([review], midnight - 1, offset) == ()
    assert due([review], midnight, offset) == (review,)
    assert forecast([review], START, offset, 3) == (0, 1, 0)
    assert forecast([review], START + 9 * DAY, offset, 3) == (1, 0, 0)


@given(
    st.lists(
        st.builds(
            lambda ms, score, confidence, hints, rev: replace(
                BASE, utc_ms=ms, score=score, confidence=confidence, hints=hints, rev=rev, sitting=str(ms)
            ),
            st.integers(-(2**53), 2**53),
            st.sampled_from([0.0, 0.3, 0.5, 1.0]),
            st.sampled_from([None, 1, 2, 3]),
            st.integers(0, 3),
            st.integers(1, 3),
        ),
        max_size=6,
    )
)
def test_any_history_has_dates(answers: list[Answered]) -> None:
    answers.sort(key=lambda answered: answered.utc_ms)
    for review in reviews(answers, START):
        assert 0 <= review.chance <= 1
        assert review.stability >= 0
