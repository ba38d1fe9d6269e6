"""Terms: found by their forms, never by guessing; marked in a text; translated; and the shipped ones load."""

from __future__ import annotations

from pathlib import Path

import pytest

from orchestra_tui.base.errors import OrchestraError
from orchestra_tui.base.paths import shipped
from orchestra_tui.course.glossary import Glossary, Term, load

NAMES = {
    "worktree": ("git worktree", "рабочая папка", "воркти"),
    "branch": ("ветка",),
    "agent": ("агент", "AI-агент"),
    "agents-md": ("AGENTS.md",),
    "turns": ("--max-turns",),
    "loop": ("Ralph Loop", "цикл Ральфа"),
    "fail": ("fail-until-done",),
    "queue": ("очередь слияний",),
    "merge": ("слияние",),
    "code": ("код",),
}
TERMS = [Term(ident, names[0], names[1:], "s", "…") for ident, names in NAMES.items()]


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("веток", "branch"),
        ("ВЕТКАМИ", "branch"),
        ("ветер", None),
        ("рабочих папок", "worktree"),
        ("рабочая", None),
        ("папка", None),
        ("воркти", "worktree"),
        ("ворк", None),
        ("git  worktrees", "worktree"),
        ("agents.md", "agents-md"),
        ("AGENTS md", None),
        ("--max-turns", "turns"),
        ("агентов", "agent"),
        ("AI агенты", "agent"),
        ("Fail until done", "fail"),
        ("очереди слияния", "queue"),
        ("слияния", "merge"),
        ("кода", "code"),
        ("кодек", None),
        ("", None),
        ("->", None),
    ],
)
def test_a_term_is_found_by_its_forms_only(word: str, expected: str | None) -> None:
    term = Glossary(TERMS).find(word)
    assert (term.id if term else None) == expected


def test_the_very_word_beats_another_form() -> None:
    one, other = Term("one", "токены", (), "s", "…"), Term("other", "токен", (), "s", "…")
    glossary = Glossary([one, other])
    assert (glossary.find("токен"), glossary.find("токены"), glossary.find("токенов")) == (other, one, one)


def test_terms_are_marked_in_a_text_longest_first_and_apart() -> None:
    text = (
        "Веток много: очередь слияний, а слияние — в AGENTS.md. Агент, «рабочая\nпапка», рабочая, папка; "
        "claude --max-turns 3"
    )
    marked = [(text[mark.start : mark.end], mark.term.id) for mark in Glossary(TERMS).within(text)]
    assert marked == [
        ("Веток", "branch"),
        ("очередь слияний", "queue"),
        ("слияние", "merge"),
        ("AGENTS.md", "agents-md"),
        ("Агент", "agent"),
        ("рабочая\nпапка", "worktree"),
        ("--max-turns", "turns"),
    ]


def test_marks_are_places_of_the_original_text() -> None:
    text = "Ве\u0301тки и аг\u00adент"
    assert [text[mark.start : mark.end] for mark in Glossary(TERMS).within(text)] == ["Ве\u0301тки", "аг\u00adент"]


def test_nothing_means_nothing(tmp_path: Path) -> None:
    for glossary in (Glossary(), load(None), load(tmp_path)):
        assert not glossary
        assert glossary.find("ветка") is None
        assert glossary.within("ветка") == ()


ORIGINAL = """\
version: 1
terms:
- {id: a, term: ветка, also: [бранч], section: s, text: Т}
- {id: b, term: агент, section: t, text: А}
"""
ENGLISH = "version: 1\nterms:\n- {id: a, term: branch, text: A line of work}\n- {id: gone, term: x, text: y}\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "glossary.yaml").write_text(ORIGINAL, encoding="utf-8")
    (tmp_path / "glossary.en.yaml").write_text(ENGLISH, encoding="utf-8")
    return tmp_path


def test_a_translation_keeps_ids_and_sections_and_answers_to_both_languages(folder: Path) -> None:
    for language in ("en", "en-GB"):
        glossary = load(folder, language)
        assert [(term.id, term.term, term.section) for term in glossary.terms] == [
            ("a", "branch", "s"),
            ("b", "агент", "t"),
        ]
        assert glossary.find("branches") == glossary.find("бранчи") == glossary.terms[0]
    for language in ("", "ru", "de"):
        assert [term.term for term in load(folder, language).terms] == ["ветка", "агент"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("version: 2\nterms: []\n", ":1:10: Unknown value"),
        ("version: 1\nterms:\n- {id: a, term: x, section: s}\n", ':3:3: The key "text" is missing'),
        ("version: 1\nterms:\n- {id: A b, term: x, section: s, text: y}\n", ":3:8: Expected text of the form"),
        ("version: 1\nterms:\n- {id: a, term: no, section: s, text: ' '}\n", ":3:39: Expected text that is not blank"),
        ("version: 1\nterms:\n- {id: a, term: x, section: s, text: y, sea: z}\n", ':3:41: Unknown key "sea"'),
    ],
)
def test_a_fault_is_told_with_its_place(folder: Path, text: str, expected: str) -> None:
    (folder / "glossary.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(OrchestraError) as caught:
        load(folder)
    assert f"glossary.yaml{expected}" in str(caught.value)


def test_the_shipped_glossary_finds_each_of_its_own_names() -> None:
    for path in sorted((shipped() / "content").glob("*/glossary.yaml")):
        glossary = load(path.parent)
        assert len(glossary.terms) >= 50
        for term in glossary.terms:
            assert glossary.find(term.term) == term
            for name in term.also:
                assert glossary.find(name) is not None
            assert any(mark.term == term for mark in glossary.within(f"«{term.term}»,"))
