"""The shipped glossary: each term is really of its section, short, and found by every name it goes by."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from typing import Any

import pytest
import snowballstemmer
import yaml

from orchestra_tui.course import glossary

from . import theory

TERMS: list[dict[str, Any]] = yaml.safe_load((theory.CONTENT / "glossary.yaml").read_text(encoding="utf-8"))["terms"]
EXPLAINED = {
    "orchestration-level": "На пятом уровне зрелости",
    "context-pollution": "контекст одного агента засоряется",
    "context-loss": "на каждой передаче часть контекста теряется",
    "independent-tasks": "когда задачи независимы",
    "atomic-task": "Задачи атомарные",
}
"""Terms that their section explains in other words."""

each_term = pytest.mark.parametrize("term", TERMS, ids=lambda term: term["id"])


def fold(text: str) -> str:
    return text.casefold().replace("ё", "е")


@cache
def stems(text: str) -> tuple[str, ...]:
    """The words of a text in order, each as its Russian stem; signs such as `-` and `_` part words."""
    words = re.findall(r"[^\W_]+", fold(text))
    return tuple(snowballstemmer.stemmer("russian").stemWords(words))


def occurs(name: str, text: str) -> bool:
    """Whether the name's words stand in the text one after another, in whatever form."""
    wanted, there = stems(name), stems(text)
    return any(there[index : index + len(wanted)] == wanted for index in range(len(there) - len(wanted) + 1))


def test_enough_terms_from_every_section() -> None:
    counted = Counter(term["section"] for term in TERMS)
    assert len(TERMS) >= 55
    assert set(counted) == {*theory.IDS, *theory.FLEET_IDS}
    assert min(counted[section] for section in theory.IDS) >= 5
    assert min(counted[section] for section in theory.FLEET_IDS) >= 4


def test_terms_stand_in_the_order_of_the_sections() -> None:
    places = [(*theory.IDS, *theory.FLEET_IDS).index(term["section"]) for term in TERMS]
    assert places == sorted(places)


def test_ids_and_names_are_unique() -> None:
    assert [id_ for id_, times in Counter(term["id"] for term in TERMS).items() if times > 1] == []
    names = Counter(name for term in TERMS for name in {fold(each) for each in (term["term"], *term["also"])})
    assert [name for name, times in names.items() if times > 1] == []
    assert all(fold(term["term"]) not in map(fold, term["also"]) for term in TERMS)
    assert all(len(term["also"]) == len(set(term["also"])) for term in TERMS)


@each_term
def test_term_is_of_its_section(term: dict[str, Any]) -> None:
    section = (theory.sections() | theory.sections(theory.FLEET_FILE))[term["section"]].source
    explained = EXPLAINED.get(term["id"])
    if explained:
        assert explained in section
    else:
        assert any(occurs(name, section) for name in (term["term"], *term["also"]))


@each_term
def test_definition_is_one_to_three_sentences_of_good_typography(term: dict[str, Any]) -> None:
    text = term["text"]
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", term["id"])
    assert 25 <= len(text) <= 300
    assert text.endswith(".")
    assert 1 <= len(re.findall(r"[.?](?= [А-ЯA-Z«]|$)", text)) <= 3
    assert re.fullmatch(r"(«»)*", re.sub(r"[^«»]", "", text))
    assert not re.search(r"\S—|—\S|  |\.\.\.| - |[а-яё]\"|\"[а-яё]", text)
    assert not {word.casefold() for word in re.findall(r"[А-Яа-яЁё]+", text)} & {"вы", "вам", "вас", "ваш", "ваши"}


def test_the_program_finds_each_term_by_each_of_its_names() -> None:
    shipped = glossary.load(theory.CONTENT)
    assert len(shipped.terms) == len(TERMS)
    wrong = [
        (name, found.id if found else None)
        for term in shipped.terms
        for name in (term.term, *term.also)
        if (found := shipped.find(name)) is None or found.id != term.id
    ]
    assert wrong == []


@pytest.mark.parametrize(
    ("asked", "id_"),
    [
        ("воркти", "worktree"),
        ("рабочего дерева", "worktree"),
        ("Worktree", "worktree"),
        ("хартбит", "heartbeat"),
        ("спеку", "specification"),
        ("горячей замены", "agents-hot-swap"),
        ("учетных данных", "credentials"),
        ("накладных расходов", "overhead"),
        ("критерии приемки", "acceptance-criteria"),
        ("конфликтов", "conflict"),
        ("--max-turns", "max-turns"),
    ],
)
def test_what_readers_will_ask_for(asked: str, id_: str) -> None:
    found = glossary.load(theory.CONTENT).find(asked)
    assert found is not None
    assert found.id == id_
