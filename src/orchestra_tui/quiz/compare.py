"""Typed text against accepted text: a right answer is never refused, a slip of the finger is not an error."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum, auto

from orchestra_tui.base.forms import folded, stems
from orchestra_tui.base.text import fold


class Likeness(Enum):
    """How close typed text comes to what is accepted."""

    SAME = auto()
    NEAR = auto()
    OTHER = auto()


@dataclass(frozen=True, slots=True)
class Nearest:
    """The accepted text that comes closest, and how close."""

    likeness: Likeness
    accepted: str


_ENDS = " .,;:!?…"
_WRAPS = "\"'`()[]"
_DIGITS = re.compile(r"\d+")
_PROSE = re.compile(r"[^\W_]+(?:(?:, | - |[ -])[^\W_]+)*")
_WORD = re.compile(r"[^\W_]+")
_RUSSIAN = re.compile("[а-я]+")


def plain(text: str) -> str:
    """`text` folded, without quotes or brackets around it and punctuation after it."""
    text = fold(folded(text).text)
    while True:
        stripped = text.rstrip(_ENDS).strip()
        if len(stripped) > 1 and stripped[0] in _WRAPS and stripped[-1] in _WRAPS and stripped.count(stripped[0]) <= 2:
            stripped = stripped[1:-1].strip()
        if stripped == text or not stripped:
            return stripped or text
        text = stripped


def slips(length: int) -> int:
    """How many slips of the finger a word of `length` letters may have: none under 4, one to 8, then two."""
    return 0 if length < 4 else 1 if length <= 8 else 2


def near(given: str, wanted: str) -> bool:
    """Whether `given` is `wanted` with a slip or two; other digits are never a slip."""
    limit = slips(min(len(given), len(wanted)))
    if given == wanted or not limit or abs(len(given) - len(wanted)) > limit:
        return False
    return _DIGITS.findall(given) == _DIGITS.findall(wanted) and distance(given, wanted, limit) <= limit


def distance(one: str, two: str, limit: int) -> int:
    """Insertions, deletions, replacements, swaps of neighbours between two texts; more than `limit` is `limit` + 1."""
    before: list[int] = []
    last = list(range(len(two) + 1))
    for i, a in enumerate(one, 1):
        row = [i]
        for j, b in enumerate(two, 1):
            cost = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (a != b))
            if i > 1 and j > 1 and a == two[j - 2] and one[i - 2] == b:
                cost = min(cost, before[j - 2] + 1)
            row.append(cost)
        if min(row) > limit:
            return limit + 1
        before, last = last, row
    return min(last[-1], limit + 1)


def match(
    given: str, accepted: Iterable[str], *, refused: Iterable[str] = (), case: bool = False, forms: bool = False
) -> Nearest:
    """How `given` compares with `accepted` texts; with `case`, letters of another case are a slip, not the same.

    With `forms`, Russian words count in any form, unless the text looks like code. What stands among the `refused` is
    OTHER, however near it comes to something accepted.
    """
    accepted = tuple(accepted)
    typed = plain(given)
    for text in accepted:
        if plain(text) == typed:
            exact = not case or _unquoted(given) == _unquoted(text)
            return Nearest(Likeness.SAME if exact else Likeness.NEAR, text)
    wrong = {plain(text) for text in refused}
    close: Nearest | None = None
    for text in accepted if typed not in wrong else ():
        found = inflected(typed, plain(text)) if forms else Likeness.OTHER
        if found is Likeness.SAME:
            return Nearest(found, text)
        if close is None and (found is Likeness.NEAR or near(typed, plain(text))):
            close = Nearest(Likeness.NEAR, text)
    if close and not (forms and any(inflected(typed, text) is Likeness.SAME for text in wrong)):
        return close
    return Nearest(Likeness.OTHER, accepted[0] if accepted else "")


def inflected(given: str, wanted: str) -> Likeness:
    """How two folded texts compare word by word: Russian words of one stem are the same, one of them may have a slip.

    OTHER for anything with signs in it that prose does not have: a command, a path, an option.
    """
    if not (_PROSE.fullmatch(given) and _PROSE.fullmatch(wanted)):
        return Likeness.OTHER
    pairs = list(zip(_WORD.findall(given), _WORD.findall(wanted), strict=False))
    if len(_WORD.findall(given)) != len(_WORD.findall(wanted)):
        return Likeness.OTHER
    unlike = [(one, two) for one, two in pairs if one != two and not _one_word(one, two)]
    if not unlike:
        return Likeness.SAME
    return Likeness.NEAR if len(unlike) == 1 and _nearly_one_word(*unlike[0]) else Likeness.OTHER


def _one_word(one: str, two: str) -> bool:
    return bool(_RUSSIAN.fullmatch(one) and _RUSSIAN.fullmatch(two) and stems(one) & stems(two))


def _nearly_one_word(one: str, two: str) -> bool:
    if near(one, two):
        return True
    if not (_RUSSIAN.fullmatch(one) and _RUSSIAN.fullmatch(two)):
        return False
    return any(near(a, b) for a in stems(one) for b in stems(two))


def _unquoted(text: str) -> str:
    return text.strip(_ENDS + _WRAPS)
