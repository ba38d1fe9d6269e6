"""Finding entries of a list by a few letters of them."""

from __future__ import annotations

import re
from functools import lru_cache

from orchestra_tui.base.text import fold

_WORDS = re.compile(r"\w+")


@lru_cache(maxsize=4096)
def _folded(text: str) -> str:
    return fold(text)


def score(query: str, *texts: str) -> float:
    """How well the texts answer the query, 0 for not at all; the first text counts most.

    Every word of the query must be found in one of them, or its letters in order in the first; beginnings of words are
    worth more than middles. Case and ё/е do not matter.
    """
    total = 0.0
    for wanted in _folded(query).split():
        best = 0.0
        for rank, text in enumerate(texts):
            weight = 1.0 if rank == 0 else 0.4
            best = max(best, weight * _word(wanted, _folded(text), loose=rank == 0))
        if not best:
            return 0.0
        total += best
    return total


def _word(wanted: str, text: str, *, loose: bool) -> float:
    if text.startswith(wanted):
        return 1.0
    at = text.find(wanted)
    if at > 0:
        return 0.8 if not text[at - 1].isalnum() else 0.5
    if not loose or len(wanted) < 3:
        return 0.0
    initials = "".join(match.group()[0] for match in _WORDS.finditer(text))
    if initials.startswith(wanted):
        return 0.4
    letters = iter(text)
    return 0.1 if all(letter in letters for letter in wanted) else 0.0
