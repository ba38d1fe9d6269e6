"""The rules for questions: each finds its planted fault at its very place, and says nothing about good ones."""

from __future__ import annotations

from pathlib import Path

import pytest

from orchestra_tui.authoring.check import RULES, check, lock

from .build import build, found

T = "course/m/theory.md"
O = "content/m/module.yaml"  # noqa: E741
Q = "content/m/quiz/one.yaml"
L = "content/ids.lock"

OBJECTIVES = """\
version: 1
objectives:
  - {id: m.see, section: one, text: Видеть}
"""
QUESTIONS = """\
version: 1
section: one
questions:
  - id: one.first
    type: single
    objective: m.see
    kind: why
    anchor: глубже
    prompt: Почему?
    exhibit: |
      ```text
      да
      ```
    explain: Потому.
    choices:
      - {id: a, text: Верно, correct: true, why: Так и есть}
      - {id: b, text: Неверно, why: Совсем не так}
  - id: one.second
    type: truefalse
    objective: m.see
    kind: apply
    prompt: Правда?
    explain: Правда.
    correct: true
    why_true: Да
    why_false: Нет
"""
CLEAN = {
    "course/course.yaml": "id: clean\ntitle: Чистый курс\nlanguage: ru\n",
    T: "# М\n\n<!-- section: one -->\n## Один\n\nТекст.\n\n### Глубже\n\nЕщё.\n",
    O: OBJECTIVES,
    Q: QUESTIONS,
    "content/m/quiz/one.en.yaml": QUESTIONS.replace("Почему?", "Why?"),
    L: "choice one.first/a\nchoice one.first/b\nquestion one.first\nquestion one.second\nsection m/one\n",
}


def clean(**changed: str) -> dict[str, str]:
    """The clean course with its question file, its objectives or its theory changed; no translation, no lock."""
    files = {name: text for name, text in CLEAN.items() if name not in {L, "content/m/quiz/one.en.yaml"}}
    return files | {{"q": Q, "o": O, "t": T}[name]: text for name, text in changed.items()}


def questions(old: str, new: str, count: int = 1) -> dict[str, str]:
    """The clean course with something replaced in its questions."""
    assert old in QUESTIONS
    return clean(q=QUESTIONS.replace(old, new, count))


def singles(*choices: str) -> dict[str, str]:
    """A course with a single-choice question of these choices each."""
    body = "".join(
        f"  - {{id: one.q{n}, type: single, objective: m.see, kind: {'why' if n else 'apply'}, prompt: п, explain: о,\n"
        f"     choices: [{each}]}}\n"
        for n, each in enumerate(choices)
    )
    return clean(q=f"version: 1\nsection: one\nquestions:\n{body}")


RIGHT = "{id: a, text: да, correct: true, why: п}"
RIGHT_LONG = "{id: a, text: дадада, correct: true, why: п}"
WRONG = "{id: b, text: нет, why: п}"

PLANTED: list[tuple[dict[str, str], list[str]]] = [
    (questions("explain: Потому.", "explian: Потому."), [f"{Q}:14:5:question"]),
    (questions(", why: Совсем не так", ""), [f"{Q}:17:9:question"]),
    (questions("kind: why", "kind: because"), [f"{Q}:7:11:question"]),
    (questions("prompt: Почему?", "prompt: ' '"), [f"{Q}:9:13:question"]),
    (questions("type: single", "type: singel"), [f"{Q}:5:11:question"]),
    (questions("id: one.first", "id: one.First"), [f"{Q}:4:9:question"]),
    (questions("    kind: why\n", "    kind: why\n    kind: why\n"), [f"{Q}:8:5:yaml"]),
    (clean(q="version: 1\nsection: one\nquestions: [&a {x: *a}]\n"), [f"{Q}:3:20:yaml"]),
    (clean(q=f"version: 1\nsection: one\nquestions: {'[' * 80}{']' * 80}\n"), [f"{Q}:3:75:yaml"]),
    (questions("text: Неверно", "text: no"), [f"{Q}:17:23:yaml-trap"]),
    (questions("prompt: Почему?", "prompt: 12:30"), [f"{Q}:9:13:yaml-trap"]),
    (questions("correct: true, why", "why"), [f"{Q}:16:7:question-own"]),
    (questions("id: b,", "id: a,"), [f"{Q}:17:14:question-own"]),
    (questions("id: one.second", "id: one.first"), [f"{Q}:18:9:question-repeated"]),
    (questions("section: one", "section: two"), [f"{Q}:2:10:question-section"]),
    (questions("id: one.second", "id: two.second"), [f"{Q}:18:9:question-section"]),
    (
        clean(t=CLEAN[T].replace("section: one", "section: two"), o=OBJECTIVES.replace("section: one", "section: two")),
        [f"{Q}:2:10:question-section", f"{T}:3:1:section-asked"],
    ),
    (
        questions("objective: m.see", "objective: m.sea"),
        [f"{O}:3:10:objective-asked", f"{Q}:6:16:question-objective"],
    ),
    (questions("anchor: глубже", "anchor: глубоко"), [f"{Q}:8:13:question-anchor"]),
    (questions("```text\n", "```\n"), [f"{Q}:10:14:question-code"]),
    (
        questions("explain: Правда.", 'hints: [а, "~~~\\nx\\n~~~"]\n    explain: Правда.'),
        [f"{Q}:23:16:question-code"],
    ),
    (singles(*[f"{RIGHT_LONG}, {WRONG}"] * 3, *[f"{WRONG}, {RIGHT}"] * 3), [f"{Q}:3:1:question-length"]),
    (singles(*[f"{RIGHT}, {WRONG}"] * 4, *[f"{WRONG}, {RIGHT}"] * 2), [f"{Q}:3:1:question-place"]),
    (clean(o=OBJECTIVES.replace("text: Видеть", "texts: Видеть")), [f"{O}:3:31:objective"]),
    (clean(o=OBJECTIVES.replace("section: one", "section: two")), [f"{O}:3:26:objective"]),
    (
        clean(o=OBJECTIVES + "  - {id: m.see, section: one, text: Ещё раз}\n"),
        [f"{O}:4:10:objective"],
    ),
    (
        clean(o=OBJECTIVES + "  - {id: m.do, section: one, text: Делать}\n"),
        [f"{O}:4:10:objective-asked"],
    ),
    (
        clean(q=QUESTIONS[: QUESTIONS.index("  - id: one.second")]),
        [f"{O}:3:10:objective-asked"],
    ),
    (
        clean(t=CLEAN[T] + "\n<!-- section: two -->\n## Два\n\nТекст.\n"),
        [f"{T}:12:1:section-asked"],
    ),
    (
        CLEAN | {L: "choice one.first/a\nquestion one.first\nsection m/one\n"},
        [f"{Q}:17:14:lock", f"{Q}:18:9:lock"],
    ),
    (
        CLEAN | {L: CLEAN[L].replace("question one.second\n", "term one.second\n")},
        [f"{L}:5:1:lock", f"{Q}:18:9:lock"],
    ),
]


def test_good_questions_have_no_findings(tmp_path: Path) -> None:
    assert found(build(tmp_path, CLEAN)) == []


@pytest.mark.parametrize(("files", "expected"), PLANTED)
def test_a_planted_fault_is_found_at_its_place(tmp_path: Path, files: dict[str, str], expected: list[str]) -> None:
    assert found(build(tmp_path, files)) == expected


def test_every_rule_about_questions_has_a_planted_fault() -> None:
    planted = {place.rpartition(":")[2] for _files, places in PLANTED for place in places}
    assert {rule for rule in RULES if rule.startswith(("question", "objective", "section-asked"))} <= planted


@pytest.mark.parametrize(
    "files",
    [
        singles(*[f"{RIGHT_LONG}, {WRONG}"] * 2, *[f"{WRONG}, {RIGHT}"] * 3),
        singles(*[f"{RIGHT_LONG}, {WRONG}"] * 4),
        {name: text for name, text in CLEAN.items() if "quiz" not in name and name != L},
        {name: text for name, text in CLEAN.items() if name in {T, "course/course.yaml"}},
    ],
)
def test_what_is_good_enough_is_let_be(tmp_path: Path, files: dict[str, str]) -> None:
    assert found(build(tmp_path, files)) == []


def test_messages_name_the_remedy(tmp_path: Path) -> None:
    files = questions("objective: m.see", "objective: m.sea") | {}
    files[Q] = files[Q].replace("anchor: глубже", "anchor: глубжэ").replace("id: one.second", "id: one.first")
    messages = {each.rule: each.message for each in check(build(tmp_path, files))}
    assert messages == {
        "question-objective": 'The module has no objective "m.sea". Did you mean "m.see"?',
        "question-anchor": 'There is no heading "глубжэ" there. Did you mean "глубже"?',
        "question-repeated": 'The id "one.first" is here again, first at one.yaml:4. Give each question its own.',
        "objective-asked": 'Questions about "m.see": 1, different ways: 1. '
        "Ask it at least twice, in another type or kind.",
    }


def test_the_lock_takes_questions_and_what_answers_name(tmp_path: Path) -> None:
    build(tmp_path, CLEAN)
    (tmp_path / L).unlink()
    lock(tmp_path)
    assert (tmp_path / L).read_text() == CLEAN[L]


def test_ids_of_every_type_are_kept(tmp_path: Path) -> None:
    from tests.quiz.samples import SHEET

    files = clean(t=CLEAN[T].replace("section: one", "section: isolation"))
    del files[Q], files[O]
    build(tmp_path, files | {"content/m/quiz/isolation.yaml": SHEET})
    kept = lock(tmp_path)
    for line in ("choice isolation.match/timeout", "choice isolation.match/t", "choice isolation.cloze/verb",
                 "choice isolation.order/add", "choice isolation.single/keeps", "choice isolation.predict-choice/later",
                 "question isolation.truefalse"):  # fmt: skip
        assert line in kept
