"""What somebody looks for: words in any of their forms, and signs exactly."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from orchestra_tui.base.forms import WORD, Folded, folded, opening, stems

Extent = tuple[int, int]
"""Where a hit is in a text: first character, and the one after the last."""

_QUOTES = "\"'`"
_ENDS = ".,;:!?…" + _QUOTES
_WORDS = re.compile(r"\w+(?:[-']\w+)*")


@dataclass(frozen=True, slots=True)
class _Term:
    """A word with its stems, `unfinished` if it may still be being typed; or signs, looked for as they are."""

    text: str
    stems: frozenset[str] = frozenset()
    unfinished: bool = False

    @property
    def pattern(self) -> str:
        """Finds every candidate as one group, whole words for a word."""
        if not self.stems:
            return f"({re.escape(self.text)})"
        return rf"(?<!\w)({re.escape(opening(self.text))}\w*+)"

    def accepts(self, found: str) -> bool:
        """Whether what the pattern found is this term."""
        if not self.stems or found == self.text:
            return True
        return (self.unfinished and found.startswith(self.text)) or not self.stems.isdisjoint(stems(found))


class Query:
    """A search that ignores case, ё/е and word forms; the last word also matches by its beginning.

    Several words match where they follow each other with nothing but punctuation between. What is not a word (`--flag`,
    `a.b`, `->`) matches as a part of the text. A query without anything to look for is false and matches nothing.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self._terms = tuple(_terms(text))
        self._each = [re.compile(term.pattern) for term in self._terms]
        self._all = re.compile("".join(_joined(self._terms)))

    def __bool__(self) -> bool:
        return bool(self._terms)

    def __repr__(self) -> str:
        return f"Query({self.text!r})"

    @property
    def is_single(self) -> bool:
        """Whether there is only one word or sign, so that nothing can be scattered."""
        return len(self._terms) < 2

    def spans(self, text: str) -> tuple[Extent, ...]:
        """Where the whole query is in `text`, in order and without overlap."""
        found = folded(text)
        return tuple(found.original(*hit) for hit in self._whole(found.text))

    def scattered(self, text: str) -> tuple[Extent, ...]:
        """Where any of the terms is in `text`, in order, if all of them are there; else nothing."""
        found = folded(text)
        hits: set[Extent] = set()
        for term, pattern in zip(self._terms, self._each, strict=True):
            here = [match.span() for match in pattern.finditer(found.text) if term.accepts(match[1])]
            if not here:
                return ()
            hits.update(here)
        return tuple(found.original(*hit) for hit in _apart(sorted(hits)))

    def may_be_in(self, text: Folded) -> bool:
        """Whether all terms are somewhere in `text`: a quick look before a thorough one."""
        return bool(self._terms) and all(
            any(term.accepts(match[1]) for match in pattern.finditer(text.text))
            for term, pattern in zip(self._terms, self._each, strict=True)
        )

    def _whole(self, text: str) -> Iterator[Extent]:
        at = 0
        while self._terms and (match := self._all.search(text, at)):
            if all(term.accepts(found) for term, found in zip(self._terms, match.groups(), strict=True)):
                at = match.end()
                yield match.span()
            else:
                at = match.end(1)


def _terms(text: str) -> Iterator[_Term]:
    chunks = folded(text).text.split()
    for chunk in chunks:
        core = chunk.lstrip(_QUOTES).rstrip(_ENDS)
        if not _WORDS.fullmatch(core):
            yield _Term(core or chunk)
            continue
        words = WORD.findall(core)
        for word in words:
            yield _Term(word, stems(word), unfinished=chunk is chunks[-1] and word is words[-1])


def _joined(terms: tuple[_Term, ...]) -> Iterator[str]:
    """The patterns of all terms in a row: words with something between them, signs with or without."""
    for index, term in enumerate(terms):
        if index:
            yield r"\W+" if term.stems and terms[index - 1].stems else r"\W*?"
        yield term.pattern


def _apart(hits: list[Extent]) -> Iterator[Extent]:
    """Sorted hits with overlapping ones made one."""
    last: Extent | None = None
    for hit in hits:
        if last and hit[0] < last[1]:
            last = last[0], max(last[1], hit[1])
            continue
        if last:
            yield last
        last = hit
    if last:
        yield last
