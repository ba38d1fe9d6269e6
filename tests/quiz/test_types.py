"""Every type grades anything, accepts what is right in any spelling, and reads what line mode prints."""

from __future__ import annotations

import json
import re
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

import orchestra_tui
from orchestra_tui.quiz.model import Invalid
from orchestra_tui.quiz.sitting import shuffled
from orchestra_tui.quiz.types import QUESTION_TYPES, AnyQuestion
from orchestra_tui.quiz.verdict import Outcome

from .samples import QUESTIONS, RIGHT, TRUTH, WRONG

ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=40),
    lambda inner: st.lists(inner, max_size=5) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)
IDS = sorted({o.id for q in QUESTIONS.values() for o in q.options()} | {"timeout", "error", "verb", "branch"})
NEARLY = st.recursive(
    st.sampled_from(IDS)
    | st.text(max_size=12)
    | st.sampled_from(["1", "1/0", "9" * 60, "'", "\\", "$(", "<x>", "git -"]),
    lambda inner: st.lists(inner, max_size=6) | st.dictionaries(st.sampled_from(IDS), inner, max_size=5),
    max_leaves=8,
)

name = pytest.mark.parametrize("name", QUESTIONS)


def test_nobody_else_knows_a_single_type() -> None:
    """A new type is a file in quiz/types, its place in the union and a widget; only predict needs more, its runs."""
    root = Path(orchestra_tui.__file__).parent
    found = {
        match
        for path in root.rglob("*.py")
        if not path.is_relative_to(root / "quiz/types") and not path.is_relative_to(root / "tui/widgets/questions")
        for match in re.findall(r"from orchestra_tui\.quiz\.types\.(\w+) import", path.read_text(encoding="utf-8"))
    }
    assert found == {"predict"}


def test_samples_hold_every_type() -> None:
    assert {type(q) for q in QUESTIONS.values()} == set(AnyQuestion.__args__)
    assert set(RIGHT) == set(WRONG) == set(QUESTIONS)


@name
@given(answer=ANYTHING | NEARLY)
def test_grading_is_total(name: str, answer: object) -> None:
    verdict = QUESTIONS[name].grade(answer, TRUTH.get(name))
    assert 0 <= verdict.score <= 1
    assert (verdict.score == 1) == (verdict.outcome is Outcome.RIGHT)
    assert verdict.outcome.final or verdict.note
    QUESTIONS[name].show(answer)


@name
@given(line=st.text(max_size=60))
def test_line_mode_reads_anything(name: str, line: str) -> None:
    question = QUESTIONS[name]
    answer = question.parse(line, [o.id for o in question.options()])
    assert isinstance(answer, Invalid) or question.grade(answer, TRUTH.get(name))


@name
def test_right_answers_are_right_and_wrong_ones_wrong(name: str) -> None:
    question, truth = QUESTIONS[name], TRUTH.get(name)
    assert question.grade(RIGHT[name], truth).outcome is Outcome.RIGHT
    assert question.grade(WRONG[name], truth).outcome is Outcome.WRONG
    assert question.show(RIGHT[name])


@name
def test_the_key_is_right(name: str) -> None:
    question = QUESTIONS[name]
    if not name.startswith("predict"):
        assert question.grade(question.key()).outcome is Outcome.RIGHT


@name
def test_answers_survive_json(name: str) -> None:
    again = json.loads(json.dumps(RIGHT[name]))
    assert QUESTIONS[name].grade(again, TRUTH.get(name)).outcome is Outcome.RIGHT


@name
def test_a_wrong_answer_is_told_why_and_what_was_compared(name: str) -> None:
    verdict = QUESTIONS[name].grade(WRONG[name], TRUTH.get(name))
    assert verdict.compared
    assert all(c.expected and c.got for c in verdict.compared)
    if name != "predict":
        assert any(f.why for f in verdict.feedback)


def test_predict_needs_a_computed_truth() -> None:
    assert QUESTIONS["predict"].grade("2 ч", None).outcome is Outcome.INVALID


@pytest.mark.parametrize("truth", [float("nan"), float("inf"), True, "later", None, [], 10**400])
def test_a_computed_truth_that_is_none_leaves_the_learner_unharmed(truth: object) -> None:
    assert QUESTIONS["predict"].grade("2 ч", truth).outcome is Outcome.INVALID


def ranges(*bounds: dict[str, object]) -> dict[str, object]:
    """A prediction with these options."""
    choices = [{"id": f"c{n}", "text": "t", "why": "w", **each} for n, each in enumerate(bounds)]
    return {"ask": {"metric": "m", "form": "choice"}, "choices": choices}


@pytest.mark.parametrize(("value", "right"), [(0, "sooner"), (0.9, "same"), (1.0999, "same"), (1.1, "later")])
def test_a_predicted_range_begins_with_its_lower_bound(value: float, right: str) -> None:
    question = QUESTIONS["predict-choice"]
    assert [id for id in ("sooner", "same", "later") if question.grade(id, value).outcome is Outcome.RIGHT] == [right]


def test_a_prediction_is_told_what_the_run_came_to() -> None:
    assert QUESTIONS["predict"].grade("2,1 ч", 2.0).note == "In the run: 2 h"
    assert QUESTIONS["predict-choice"].grade("same", 1.5).note == "In the run: 1.5"
    wrong = QUESTIONS["predict"].grade("5 ч", 2.0)
    assert (wrong.note, wrong.compared[0].expected) == ("", "2 h ± 15%")


COMMON = {"id": "s.q", "objective": "o", "kind": "why", "prompt": "?", "explain": "!"}


@pytest.mark.parametrize("kind", QUESTION_TYPES)
def test_the_example_of_a_type_is_a_good_question(kind: str) -> None:
    question = msgspec.convert({"type": kind, **COMMON, **QUESTION_TYPES[kind].example()}, AnyQuestion)
    assert isinstance(question, QUESTION_TYPES[kind])
    assert list(question.faults()) == []
    assert question.key() is None or question.grade(question.key()).outcome is Outcome.RIGHT


FAULTY: list[tuple[str, dict[str, object], tuple[str | int, ...]]] = [
    ("single", {"choices": [{"id": x, "text": "t", "why": "w"} for x in "ab"]}, ("choices",)),
    (
        "single",
        {"choices": [{"id": "a", "text": "t", "why": "w", "correct": c} for c in (True, False)]},
        ("choices", 1, "id"),
    ),
    ("multiple", {"choices": [{"id": x, "text": "t", "why": "w"} for x in "abc"]}, ("choices",)),
    ("multiple", {"choices": [{"id": x, "text": "t", "why": "w", "correct": True} for x in "abc"]}, ("choices",)),
    ("order", {"also": [["first", "then"]]}, ("also", 0)),
    ("match", {"pairs": {"left-1": "right-1"}}, ("pairs",)),
    ("match", {"pairs": {"left-1": "right-1", "left-2": "right-9"}}, ("pairs", "left-2")),
    ("cloze", {"text": "{{verb}} {{verb}}"}, ("gaps", "verb")),
    ("cloze", {"text": "{{verb}} {{noun}}"}, ("text",)),
    (
        "cloze",
        {"text": "{{a}} {{b}}", "gaps": {x: {"accept": ["1", "1;2"], "why": "w"} for x in "ab"}},
        ("gaps", "a", "accept", 1),
    ),
    ("short", {"accept": ["сессия"], "reject": [{"text": "«Сессия»", "why": "w"}]}, ("reject", 0, "text")),
    ("number", {"unit": "попугаев", "reject": []}, ("unit",)),
    ("number", {"value": 40, "tolerance": "10%", "reject": [{"value": 44, "why": "w"}]}, ("reject", 0, "value")),
    ("command", {"accept": ["git status '"], "reject": []}, ("accept", 0)),
    ("command", {"accept": ["git status"], "reject": [{"text": "git  status", "why": "w"}]}, ("reject", 0)),
    ("predict", {"ask": {"metric": "m", "form": "choice"}}, ("choices",)),
    ("predict", {"choices": [{"id": "a", "text": "t", "why": "w"}]}, ("choices",)),
    ("predict", {"ask": {"metric": "m", "unit": "попугаев"}}, ("ask", "unit")),
    ("predict", ranges({"below": 1}, {"at_least": 2}), ("choices", 0)),
    ("predict", ranges({"below": 3}, {"at_least": 2}), ("choices", 0)),
    ("predict", ranges({}, {"at_least": 2}), ("choices", 0)),
    ("predict", ranges({"below": 2}, {}), ("choices", 0)),
    ("predict", ranges({"at_least": 0, "below": 2}, {"at_least": 2}), ("choices", 0, "at_least")),
    ("predict", ranges({"at_least": 2, "below": 9}, {"below": 2}), ("choices", 0, "below")),
    ("predict", ranges({"below": 1, "correct": True}, {"at_least": 1}), ("choices", 0, "correct")),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "changed", "path"), FAULTY)
def test_what_only_a_type_can_get_wrong_is_named(kind: str, changed: dict[str, object], path: tuple[str, ...]) -> None:
    body = {"type": kind, **COMMON, **QUESTION_TYPES[kind].example(), **changed}
    found = next(iter(msgspec.convert(body, AnyQuestion).faults()))
    assert found.path == path
    assert found.message


def test_no_sample_has_a_fault() -> None:
    assert [list(q.faults()) for q in QUESTIONS.values()] == [[]] * len(QUESTIONS)


@pytest.mark.parametrize(
    ("name", "line", "answer"),
    [
        ("single", "1", "keeps"),
        ("single", " 2) ", "gone"),
        ("multiple", "2, 1", ["bases", "ports"]),
        ("truefalse", "нет", False),
        ("truefalse", "1", True),
        ("order", "1 2 3 4", ["add", "commit", "merge", "remove"]),
        ("order", "1>2>3>4", ["add", "commit", "merge", "remove"]),
        ("match", "1a 2b", {"timeout": "t", "error": "e"}),
        ("match", "1=а, 2=б", {"timeout": "t", "error": "e"}),
        ("cloze", "add; feat/api", {"verb": "add", "branch": "feat/api"}),
        ("short", " воркти ", "воркти"),
        ("number", "90 мин", "90 мин"),
        ("multiple", "21", ["bases", "ports"]),
        ("order", "1243", ["add", "commit", "remove", "merge"]),
        ("match", "1a2b", {"timeout": "t", "error": "e"}),
        ("match", "1) a; 2) b", {"timeout": "t", "error": "e"}),
        ("match", "1ф 2с", {"timeout": "t", "error": "c"}),
        ("cloze", "add, feat/api", {"verb": "add", "branch": "feat/api"}),
    ],
)
def test_line_mode_understands(name: str, line: str, answer: object) -> None:
    question = QUESTIONS[name]
    assert question.parse(line, [o.id for o in question.options()]) == answer


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("single", "4"), ("single", "1 2"), ("single", "1" * 5000), ("order", "1 2"), ("match", "1a"),
        ("match", "1z 2a"), ("match", "1a 1b 2c"), ("match", "1a and 2b"), ("match", "11a 2b"), ("cloze", "add"),
        ("number", "9" * 5000), ("predict", "9" * 5000), ("truefalse", "может быть"),
    ],
)  # fmt: skip
def test_line_mode_says_what_it_expected(name: str, line: str) -> None:
    question = QUESTIONS[name]
    answer = question.parse(line, [o.id for o in question.options()])
    assert isinstance(answer, Invalid)
    assert answer.reason


def test_partial_credit() -> None:
    score = {name: QUESTIONS[name].grade(answer).score for name, answer in {
        "multiple": ["ports"], "order": ["commit", "merge", "remove", "add"],
        "match": {"timeout": "t", "error": "c"}, "cloze": {"verb": "add", "branch": "main"},
    }.items()}  # fmt: skip
    assert score == {"multiple": 0.5, "order": pytest.approx(2 / 3), "match": 0.5, "cloze": 0.5}


def test_a_wrong_pick_takes_a_right_one_back() -> None:
    assert QUESTIONS["multiple"].grade(["ports", "files"]).score == 0
    assert QUESTIONS["multiple"].grade(["ports", "bases", "files"]).score == 0.5


def test_a_further_order_is_right_too() -> None:
    assert QUESTIONS["order"].grade(["add", "commit", "remove", "merge"]).outcome is Outcome.RIGHT


@pytest.mark.parametrize(
    ("name", "slip"),
    [
        ("short", "вокрти"),
        ("short", "worktre"),
        ("cloze", {"verb": "add", "branch": "Feat/api"}),
        ("command", "git worktree ad ../x-api -b feat/api"),
        ("command", "git wortkree add ../x-api -b feat/api"),
    ],
)
def test_a_slip_of_the_finger_costs_nothing(name: str, slip: object) -> None:
    assert QUESTIONS[name].grade(slip).outcome is Outcome.TYPO


@pytest.mark.parametrize("text", ["Воркти", "«worktree»", "WORKTREE.", " рабочее  дерево ", "`worktree`"])
def test_spelling_does_not_matter(text: str) -> None:
    assert QUESTIONS["short"].grade(text).outcome is Outcome.RIGHT


@pytest.mark.parametrize(
    "line",
    [
        "git worktree add -b feat/api ../x-api",
        "$ git worktree add ../x-api/ -b feat/api",
        "git  worktree add '../x-api' -b \"feat/api\"",
        "git worktree add -q ../x-api -b feat/api",
        "git worktree add ..\\x-api -b feat/api",
    ],
)
def test_a_command_is_what_it_does(line: str) -> None:
    assert QUESTIONS["command"].grade(line).outcome is Outcome.RIGHT


@pytest.mark.parametrize(
    "line",
    [
        "git worktree add ../x-api",
        "git worktree add ../x-api -b feat/ui",
        "git worktree add ../x-api -B feat/api",
        "git worktree remove ../x-api",
        "cd .. && git worktree add ../x-api -b feat/api",
        "git worktree add ../x-api -b feat/api --force",
    ],
)
def test_another_command_is_another(line: str) -> None:
    assert QUESTIONS["command"].grade(line).outcome is not Outcome.RIGHT


@pytest.mark.parametrize(
    "text", ["90 мин", "1,5 ч", "1.5", "≈ 1.4 часа", "5400 s", "1h30m", "3/2", "примерно полтора 1.5"]
)
def test_numbers_in_any_dress(text: str) -> None:
    accepted = QUESTIONS["number"].grade(text).outcome
    assert accepted is (Outcome.INVALID if "полтора" in text else Outcome.RIGHT)


@pytest.mark.parametrize("text", ["1", "2 ч", "15", "90", "5400"])
def test_other_numbers(text: str) -> None:
    assert QUESTIONS["number"].grade(text).outcome is Outcome.WRONG


def test_another_unit_is_not_held_against_the_learner() -> None:
    assert QUESTIONS["number"].grade("$1.5").outcome is Outcome.INVALID


@given(seed=st.text(max_size=10))
def test_shuffling_keeps_everything_and_pins_stay_last(seed: str) -> None:
    options = QUESTIONS["single"].options()
    order = shuffled(options, seed)
    assert sorted(order) == sorted(o.id for o in options)
    assert order[-1] == "none"
    assert order == shuffled(options, seed)
