"""Typed words against accepted ones: forms of Russian words are the same, slips are forgiven, code is taken exactly."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orchestra_tui.quiz.compare import Likeness, distance, match, near
from orchestra_tui.quiz.types.short import Short
from orchestra_tui.quiz.verdict import Outcome

SAME, NEAR, OTHER = Likeness


@pytest.mark.parametrize(
    ("typed", "accepted", "likeness"),
    [
        ("координатору", "координатор", SAME),
        ("Рабочего дерева", "рабочее дерево", SAME),
        ("слитых веток", "слитая ветка", SAME),
        ("тесты на слитом дереве", "тест на слитое дерево", SAME),
        ("чистый контекст.", "«чистым контекстом»", SAME),
        ("3 агента", "3 агентов", SAME),
        ("2 агента", "3 агентов", OTHER),
        ("каординатору", "координатор", NEAR),
        ("рабочее деерво", "рабочего дерева", NEAR),
        ("worktrees", "worktree", NEAR),
        ("дерево", "рабочее дерево", OTHER),
        ("не агент", "агент", OTHER),
        ("ревьюер", "координатор", OTHER),
        ("мо\u0301ст", "мост", SAME),
        ("не знаю", "", OTHER),
    ],
)
def test_words_in_their_forms(typed: str, accepted: str, likeness: Likeness) -> None:
    assert match(typed, [accepted], forms=True).likeness is likeness


@pytest.mark.parametrize(
    ("typed", "accepted"),
    [("файлы.md", "файл.md"), ("--ветки", "--ветка"), ("роли: агент", "роль: агент"), ("feat_ветка", "feat_ветки")],
)
def test_what_looks_like_code_has_no_forms(typed: str, accepted: str) -> None:
    assert match(typed, [accepted], forms=True).likeness is not SAME


def test_without_forms_an_ending_is_a_slip_at_most() -> None:
    assert match("координатору", ["координатор"]).likeness is NEAR
    assert match("Main", ["main"], case=True).likeness is NEAR


def test_what_is_refused_is_refused_in_any_form() -> None:
    question = Short(id="s.q", objective="o", kind="recall", prompt="?", explain="!", accept=("сессия",))
    assert question.grade("сессию").outcome is Outcome.RIGHT
    refused = ["сессии", "репозиторий"]
    assert match("сессии", ["сессия"], refused=refused, forms=True).likeness is OTHER
    assert match("сессию", ["сессия"], refused=refused, forms=True).likeness is SAME
    assert match("репозитория", ["территория"], refused=refused, forms=True).likeness is OTHER


def test_the_word_on_a_refused_answer_comes_with_its_forms_and_slips() -> None:
    from .samples import QUESTIONS

    for typed in ("workspace", "Workspace.", "workspase"):
        (feedback,) = QUESTIONS["short"].grade(typed).feedback
        assert (feedback.why, feedback.chosen, feedback.correct) == ("это другое", True, False)


@given(st.text(max_size=12), st.text(max_size=12))
def test_distance_is_a_distance(one: str, two: str) -> None:
    far = distance(one, two, 30)
    assert far == distance(two, one, 30)
    assert (far == 0) == (one == two)
    assert abs(len(one) - len(two)) <= far <= max(len(one), len(two))
    assert distance(one, two, 1) == min(far, 2)


@given(st.text(max_size=20), st.lists(st.text(max_size=20), max_size=3), st.booleans())
def test_matching_is_total(typed: str, accepted: list[str], forms: bool) -> None:
    found = match(typed, accepted, refused=["x"], forms=forms)
    assert found.accepted in {*accepted, ""}


def test_short_words_have_no_slips() -> None:
    assert not near("add", "and")
    assert near("агетн", "агент")
    assert not near("12 агентов", "13 агентов")
