"""A module's terms: found by any form of their words, and marked in a text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from pathlib import Path

from orchestra_tui.base.forms import WORD, folded, stems

NAME = "glossary"

_PHRASE = re.compile(r"\w+(?:[ -]\w+)*")
_GAP = re.compile(r"[\s-]+")
_SPACES = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Term:
    """A term, the other words for it, the id of the section that explains it, and what it means."""

    id: str
    term: str
    also: tuple[str, ...]
    section: str
    text: str


@dataclass(frozen=True, slots=True)
class Marked:
    """A term in a text: from character `start` to before `end`."""

    start: int
    end: int
    term: Term


@dataclass(frozen=True, slots=True)
class _Name:
    """One name of a term as words."""

    words: tuple[str, ...]
    term: Term

    def rank(self, words: tuple[str, ...]) -> int:
        """How well words fit this name: 2 letter for letter, 1 in another form, 0 not at all."""
        if words == self.words:
            return 2
        if len(words) != len(self.words):
            return 0
        return int(all(stems(one) & stems(other) for one, other in zip(words, self.words, strict=True)))


class Glossary:
    """Terms in the order of their file. `others` are further names of terms: those of the language translated from."""

    def __init__(self, terms: Iterable[Term] = (), others: Iterable[tuple[str, Term]] = ()) -> None:
        self.terms = tuple(terms)
        self._others = tuple(others)

    def __bool__(self) -> bool:
        return bool(self.terms)

    def find(self, word: str) -> Term | None:
        """The term that a word or phrase names, letter for letter or else in another form."""
        text = _SPACES.sub(" ", folded(word).text).strip()
        if text in self._signs:
            return self._signs[text]
        if not _PHRASE.fullmatch(text):
            return None
        words = tuple(WORD.findall(text))
        fitting = [(name.rank(words), name.term) for name in self._candidates(words[0])]
        rank, term = max(fitting, key=lambda each: each[0], default=(0, None))
        return term if rank else None

    def within(self, text: str) -> tuple[Marked, ...]:
        """The terms in a text in order, without overlap; where several begin together, the longest."""
        found = folded(text)
        marks = sorted((*self._in_signs(found.text), *self._in_words(found.text)), key=lambda m: (m.start, -m.end))
        taken: list[Marked] = []
        for mark in marks:
            if not taken or mark.start >= taken[-1].end:
                taken.append(mark)
        return tuple(Marked(*found.original(mark.start, mark.end), mark.term) for mark in taken)

    @cached_property
    def _named(self) -> list[tuple[str, Term]]:
        own = [(name, term) for term in self.terms for name in (term.term, *term.also)]
        return [(_SPACES.sub(" ", folded(name).text).strip(), term) for name, term in (*own, *self._others)]

    @cached_property
    def _signs(self) -> dict[str, Term]:
        """Names that are not plain words (`--max-turns`, `AGENTS.md`)."""
        return {text: term for text, term in reversed(self._named) if text and not _PHRASE.fullmatch(text)}

    @cached_property
    def _sign_pattern(self) -> re.Pattern[str] | None:
        longest_first = sorted(self._signs, key=len, reverse=True)
        return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)") if longest_first else None

    @cached_property
    def _names(self) -> dict[str, list[_Name]]:
        """Names of plain words by every stem of their first word."""
        names: dict[str, list[_Name]] = {}
        for text, term in self._named:
            if _PHRASE.fullmatch(text):
                name = _Name(tuple(WORD.findall(text)), term)
                for stem in stems(name.words[0]):
                    names.setdefault(stem, []).append(name)
        return names

    def _candidates(self, word: str) -> list[_Name]:
        return [name for stem in sorted(stems(word)) for name in self._names.get(stem, ())]

    def _in_signs(self, text: str) -> Iterator[Marked]:
        if self._sign_pattern:
            for match in self._sign_pattern.finditer(text):
                yield Marked(*match.span(), self._signs[match.group()])

    def _in_words(self, text: str) -> Iterator[Marked]:
        words = list(WORD.finditer(text))
        for index, word in enumerate(words):
            best: tuple[int, int, _Name] | None = None
            for name in self._candidates(word.group()):
                here = words[index : index + len(name.words)]
                rank = name.rank(tuple(each.group() for each in here))
                if rank and _is_phrase(text, here) and (best is None or (len(here), rank) > best[:2]):
                    best = len(here), rank, name
            if best:
                yield Marked(word.start(), words[index + best[0] - 1].end(), best[2].term)


def _is_phrase(text: str, words: list[re.Match[str]]) -> bool:
    return all(_GAP.fullmatch(text, one.end(), other.start()) for one, other in pairwise(words))


def load(folder: Path | None, language: str = "") -> Glossary:
    """The glossary in a module's content folder, in `language` where it is translated; empty if there is none.

    Raises OrchestraError with the place of a fault.
    """
    path = folder / f"{NAME}.yaml" if folder else None
    if path is None or not path.is_file():
        return Glossary()
    from orchestra_tui.base import yaml
    from orchestra_tui.course.glossary_file import File, TranslatedFile

    original = [Term(each.id, each.term, each.also, each.section, each.text) for each in yaml.read(path, File).terms]
    translation = _translation(path, language)
    if translation is None:
        return Glossary(original)
    into = {each.id: each for each in yaml.read(translation, TranslatedFile).terms}
    terms: list[Term] = []
    others: list[tuple[str, Term]] = []
    for term in original:
        other = into.get(term.id)
        shown = Term(term.id, other.term, other.also, term.section, other.text) if other else term
        terms.append(shown)
        others += [(name, shown) for name in (term.term, *term.also)] if other else []
    return Glossary(terms, others)


def _translation(path: Path, language: str) -> Path | None:
    """The file in a language (`en-GB`, else `en`)."""
    for code in dict.fromkeys((language.lower(), language.lower().partition("-")[0])):
        other = path.with_name(f"{NAME}.{code}.yaml")
        if code and other.is_file():
            return other
    return None
