"""What a query finds in a line, and that every hit is told in places of the original text."""

from __future__ import annotations

import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from orchestra_tui.base.forms import folded, opening, stems
from orchestra_tui.course.query import Query


def hits(query: str, text: str) -> list[str]:
    return [text[start:end] for start, end in Query(query).spans(text)]


FOUND = [
    ("конфликт", "Много конфликтов, «конфликты» и Конфликтами.", ["конфликтов", "конфликты", "Конфликтами"]),
    ("КОНФЛИКТАМИ", "конфликт", ["конфликт"]),
    ("ещё", "еще и Ещё, но не щёлк", ["еще", "Ещё"]),
    ("елка", "ёлки", ["ёлки"]),
    ("роль", "роли ролей ролью ролик", ["роли", "ролей", "ролью"]),
    ("роль", "контроль", []),
    ("agents", "An agent's AGENT", ["agent", "AGENT"]),
    ("merge", "merging, merged; emerge", ["merging", "merged"]),
    ("dying", "it dies, dying", ["dies", "dying"]),
    ("worktre", "worktrees worktree's", ["worktrees", "worktree"]),
    ("worktree", "в worktree'ах", ["worktree"]),
    ("кон", "кони, контекст", ["кони", "контекст"]),
    ("кон текст", "кони, контекст", []),
    ("git worktree", "git worktree add; git-worktree; Git — worktrees; git a worktree", None),
    ("рабочая папка", "в рабочей папке рабочих, папок", ["рабочей папке", "рабочих, папок"]),
    ("рабочая пап", "рабочая папка", ["рабочая папка"]),
    ("раб папка", "рабочая папка", []),
    ("кот кони", "кот кот кони", ["кот кони"]),
    ("--max-turns", "claude --max-turns 30, –max-turns", ["--max-turns"]),
    ("max-turns", "--max-turns max turns", ["max-turns", "max turns"]),
    ("$home", "cd $HOME/x", ["$HOME"]),
    ("->", "a -> b->c", ["->", "->"]),
    ("theory.md", "Theory.md theory md", ["Theory.md"]),
    ("claude -p", "claude -p x; claude, -p; Claude p", ["claude -p", "claude, -p"]),
    ("C++", "c++ и C", ["c++"]),
    (".env", "в .env и env", [".env"]),
    ("max_turns", "max_turns=1, max turns", ["max_turns"]),
    ("«конфликт»?", "конфликты", ["конфликты"]),
    ("429", "429 и 4290", ["429", "4290"]),
    ("429 ошибка", "429 ошибок, 4290 ошибок", ["429 ошибок"]),
    ("strasse", "Die Straße!", ["Straße"]),
    ("замок", "за\u0301мок и замо\u0301к", ["за\u0301мок", "замо\u0301к"]),
    ("ёлка", "е\u0308лка", ["е\u0308лка"]),
    ("конвейер", "конвеи\u0306ером", ["конвеи\u0306ером"]),
    ("воркер", "вор\u00adкер\u00adы!", ["вор\u00adкер\u00adы"]),
    ("\u2014", "да - нет", ["-"]),
    ("?", "что?", ["?"]),
    ("[x]", "- [x] готово", ["[x]"]),
    ("", "текст", []),
    ("   ", "текст", []),
]


@pytest.mark.parametrize(("query", "text", "expected"), FOUND)
def test_a_query_finds_forms_and_signs(query: str, text: str, expected: list[str] | None) -> None:
    if expected is None:
        expected = ["git worktree", "git-worktree", "Git — worktrees"]
    assert hits(query, text) == expected


def test_scattered_words_count_only_when_all_are_there() -> None:
    query = Query("слияние ветки")
    text = "Ветка ждёт слияния, ветка"
    assert [text[start:end] for start, end in query.scattered(text)] == ["Ветка", "слияния", "ветка"]
    assert query.scattered("Ветка ждёт") == ()
    assert [text[start:end] for start, end in query.spans(text)] == ["слияния, ветка"]


def test_a_query_without_anything_to_look_for_is_false() -> None:
    assert not Query(" \u00ad ")
    assert Query("а")
    assert Query("-")


def test_every_letter_that_folds_to_several_is_taken_the_careful_way() -> None:
    wrong = [
        char
        for char in map(chr, range(sys.maxunicode + 1))
        if len(folded(char).text) != 1 and folded(char).starts is None
    ]
    assert wrong == []


FORMS = [
    "ветка ветки ветке ветку веткой веток ветками",
    "настройка настройки настроек настройками",
    "строка строки строк строками строку",
    "список списка списков спискам",
    "уровень уровня уровни уровней",
    "письмо письма писем письмами",
    "число числа чисел числами",
    "человек человека",
    "модель модели моделей моделью",
    "токен токена токенов токенами",
    "длинный длинная длинного",
    "объём объема объёмом",
    "сервер сервера серверов",
    "ошибка ошибок",
    "конец конца",
    "деньги денег",
    "агент агента агентов агентами",
    "режим режима режимов",
    "система систем системы",
    "проблема проблем проблемами",
    "терминал терминала терминалов терминалом",
    "экран экранов экраны",
    "сессия сессии сессий сессиями",
    "задача задач задачей",
    "worktree worktrees",
    "agent agents",
    "die dies dying",
]


@pytest.mark.parametrize("forms", FORMS)
def test_forms_share_a_stem_and_an_opening(forms: str) -> None:
    words = [folded(form).text for form in forms.split()]
    assert all(stems(one) & stems(other) for one in words for other in words)
    assert all(other.startswith(opening(word)) for word in words for other in words)


def test_words_that_only_look_alike_keep_their_own_stems() -> None:
    for pair in ("город гордый", "роль ролик", "рой роль", "задача задание", "merge emerge", "код коды3"):
        one, other = pair.split()
        assert not stems(one) & stems(other)


@settings(max_examples=300, deadline=None)
@given(
    st.text(st.sampled_from("аеёЁйи\u0306\u0301\u00adßİabc -'.«»ﬁ\n"), max_size=30),
    st.text(st.sampled_from("аеёйabcsfi -'."), max_size=6),
)
def test_spans_are_in_the_text_in_order_and_fold_to_the_query(text: str, query: str) -> None:
    asked = Query(query)
    for spans in (asked.spans(text), asked.scattered(text)):
        ends = 0
        for start, end in spans:
            assert ends <= start < end <= len(text)
            ends = end
    if asked.spans(text):
        assert asked.scattered(text)
        assert asked.may_be_in(folded(text))


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=20), st.text(max_size=20))
def test_a_text_finds_itself(before: str, text: str) -> None:
    query = Query(text)
    if query:
        assert query.spans(text) or query.scattered(text)
    assert query.spans(before) == () or query
