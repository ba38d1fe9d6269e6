"""Words and their forms: text folded without losing the way back to it, and stems that forms of a word share."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from threading import Lock

from orchestra_tui.base.text import fold_signs

WORD = re.compile(r"\w+")

_ODD = re.compile(
    "[\u00ad\u200b-\u200d\u2060\ufeff"  # left out: soft hyphen, zero width
    "\u0300-\u036f\u0483-\u0487"  # marks on the letter before them
    "\u00df\u0130\u0149\u01f0\u0390\u03b0\u0587\u1e96-\u1e9e\u1f50-\u1fff\ufb00-\ufb17]"  # one letter, several folded
)
_STRESS = re.compile("[\u0300-\u036f\u0483-\u0487]")
_INVISIBLE = "\u200c\u200d"
_RUSSIAN = re.compile("[а-я]")
_ENGLISH = re.compile("[a-z]+")
_FLEETING_YOD = re.compile("(?<=[аеиоуыэюя])ек$")
_FLEETING = re.compile("(?<=..[бвгджзклмнпрстфхцчшщ])(?:[ое](?=[кцнрлмг]$)|ь(?=[бвгджзклмнпрстфхцчшщ]$))")
_CLUSTER = re.compile("(?:й|(?<=[бвгджзклмнпрстфхцчшщ]))[бвгджзклмнпрстфхцчшщ]$")
_ENDINGS = frozenset("ями ами ях ах ям ам ем ом ей ой ев ов ю у я а е и ы о ь й".split())
_OPEN_ENDS = "аеиоуыэюяьй"
_SHORTEST = 3
_LOCK = Lock()


@dataclass(frozen=True, slots=True)
class Folded:
    """A text folded for comparing; `starts` and `ends` lead back from each of its characters, None where they agree."""

    text: str
    starts: tuple[int, ...] | None = None
    ends: tuple[int, ...] | None = None

    def original(self, start: int, end: int) -> tuple[int, int]:
        """Where the characters from `start` to before `end` (at least one) are in the original text."""
        if self.starts is None or self.ends is None:
            return start, end
        return self.starts[start], self.ends[end - 1]


def folded(text: str) -> Folded:
    """The text without case, ё/е, kinds of quotes and dashes, stress marks and invisible characters."""
    if not _ODD.search(text):
        return Folded(fold_signs(text))
    parts: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    start = 0
    while start < len(text):
        end = start + 1
        while end < len(text) and unicodedata.combining(text[end]):
            end += 1
        letter = unicodedata.normalize("NFC", text[start:end])
        part = _STRESS.sub("", fold_signs(letter)).strip(_INVISIBLE)
        parts.append(part)
        starts += [start] * len(part)
        ends += [end] * len(part)
        start = end
    return Folded("".join(parts), tuple(starts), tuple(ends))


@lru_cache(maxsize=65536)
def stems(word: str) -> frozenset[str]:
    """What a folded word may be a form of: two words are forms of one if they share a stem.

    English words have one stem, Russian ones up to three, since the stemmer takes the end of some nouns for a verb's
    (`токен`, `систем`, `терминал`). A word in another script is its own stem.
    """
    if _RUSSIAN.search(word):
        found = {_stemmed("russian", word), *_noun_stems(word)}
        return frozenset(_settled(each) for each in found)
    if _ENGLISH.fullmatch(word):
        return frozenset({_stemmed("english", word)})
    return frozenset({word})


def opening(word: str) -> str:
    """Letters that every form of a folded word begins with."""
    if not _RUSSIAN.search(word):
        return word[0] if _ENGLISH.fullmatch(word) else word
    beginnings = (each[: cut.start()] if (cut := _CLUSTER.search(each)) else each for each in stems(word))
    return min(beginnings, key=len)


def _noun_stems(word: str) -> Iterator[str]:
    """The word without the ending of a noun, and the word itself where it may have none."""
    if len(word) >= _SHORTEST and word[-1] not in _OPEN_ENDS:
        yield word
    for length in (3, 2, 1):
        if word[-length:] in _ENDINGS and len(word) - length >= _SHORTEST:
            yield word[:-length]
            return


def _settled(found: str) -> str:
    """A Russian stem without the vowel that comes and goes before its last letter.

    So `ветк-а` and `веток`, `настройк-а` and `настроек`, `уровн-я` and `уровень`, `письм-о` and `писем` share a stem.
    All stems are treated alike, so words in which the vowel stays still agree with themselves.
    """
    return _FLEETING.sub("", _FLEETING_YOD.sub("йк", found))


def _stemmed(language: str, word: str) -> str:
    with _LOCK:  # a stemmer keeps the word it works on
        return _stemmer(language)(word)


@cache
def _stemmer(language: str) -> Callable[[str], str]:
    import snowballstemmer

    found: Callable[[str], str] = snowballstemmer.stemmer(language).stemWord
    return found
