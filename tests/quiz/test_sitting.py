"""A sitting is its start and its answers; choosing is fair, seeded and mixed."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from orchestra_tui.quiz.choosing import Candidate, choose, interleaved
from orchestra_tui.quiz.sitting import Given, Mode, Sitting
from orchestra_tui.quiz.verdict import Outcome

CANDIDATES = st.lists(
    st.builds(
        Candidate, st.integers(0, 999).map(str), st.sampled_from("abc"), st.sampled_from("opqrs"), st.just("why")
    ),
    unique_by=lambda c: c.id,
    max_size=30,
)


def right(question: str, score: float = 1.0) -> Given:
    return Given(question, score, Outcome.RIGHT if score == 1 else Outcome.WRONG)


def test_answers_move_on_and_add_up() -> None:
    sitting = Sitting("s", Mode.CHECK, 1, ("a", "b", "c"))
    sitting = sitting.answer(right("a")).answer(right("c", 0))
    assert sitting.current == "b"
    assert sitting.left == ("b",)
    assert sitting.score == 1 / 3


def test_a_question_counts_once_and_strangers_do_not() -> None:
    sitting = Sitting("s", Mode.CHECK, 1, ("a", "b")).answer(right("a"))
    assert sitting.answer(right("a", 0)) == sitting
    assert sitting.answer(right("z")) == sitting
    assert sitting.answer(Given("b", 0, Outcome.TYPO)) == sitting


def test_modes() -> None:
    assert [m for m in Mode if m.silent] == [Mode.EXAM]
    assert [m for m in Mode if not m.scheduled] == [Mode.CRAM]


@given(CANDIDATES, st.integers(0, 40), st.integers())
def test_choosing_is_seeded_and_takes_as_many_as_there_are(pool: list[Candidate], count: int, seed: int) -> None:
    chosen = choose(pool, count, seed)
    assert chosen == choose(list(reversed(pool)), count, seed)
    assert len(chosen) == min(count, len(pool))
    assert len(set(chosen)) == len(chosen)
    assert set(chosen) <= set(pool)


@given(CANDIDATES)
def test_no_objective_twice_running_where_that_can_be_had(pool: list[Candidate]) -> None:
    mixed = interleaved(pool)
    assert sorted(c.id for c in mixed) == sorted(c.id for c in pool)
    most = max((sum(c.objective == o.objective for c in pool) for o in pool), default=0)
    if most <= (len(pool) + 1) // 2:
        assert all(a.objective != b.objective for a, b in pairwise(mixed))


def test_what_was_never_asked_comes_first() -> None:
    pool = [Candidate(str(n), "s", f"o{n}", "why") for n in range(6)]
    chosen = choose(pool, 3, 1, {"0": 10, "1": 20, "2": 30})
    assert {c.id for c in chosen} == {"3", "4", "5"}
