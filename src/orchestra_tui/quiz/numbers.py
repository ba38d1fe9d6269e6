"""Numbers as people type them: `1,5 ч`, `≈ 20 000`, `$4.50`, `15 %`, `1/2`, `80k`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from orchestra_tui.base.text import fold

_UNITS: dict[str, tuple[str, Fraction]] = {}
"""A unit's spelling -> the quantity it measures and its size in that quantity's base unit."""

for _quantity, _size, _names in (
    ("time", Fraction(1, 1000), "ms мс миллисекунд миллисекунды"),
    ("time", Fraction(1), "s sec second seconds с сек секунд секунда секунды секунду"),
    ("time", Fraction(60), "m min minute minutes м мин минут минута минуты минуту"),
    ("time", Fraction(3600), "h hour hours ч час часа часов"),
    ("time", Fraction(86400), "d day days д день дня дней сутки суток"),
    ("money", Fraction(1), "$ usd dollar dollars доллар доллара долларов"),
    ("money", Fraction(1, 100), "cent cents ¢ цент цента центов"),
    ("share", Fraction(1), "% percent процент процента процентов"),
    ("tokens", Fraction(1), "token tokens токен токена токенов"),
    ("", Fraction(1), "x times раз раза × шт штук"),
):
    _UNITS |= dict.fromkeys(_names.split(), (_quantity, _size))

_MULTIPLES = {"k": 10**3, "к": 10**3, "тыс": 10**3, "m": 10**6, "млн": 10**6, "bn": 10**9, "млрд": 10**9}
_SPELLED = {
    word: value
    for value, words in (
        (0, "ноль нуля zero"), (1, "один одна одно одного одной одну one"), (2, "два две двух двое two"),
        (3, "три трех трое three"), (4, "четыре четырех четверо four"), (5, "пять пяти пятеро five"),
        (6, "шесть шести six"), (7, "семь семи seven"), (8, "восемь восьми eight"), (9, "девять девяти nine"),
        (10, "десять десяти десяток ten"), (11, "одиннадцать одиннадцати eleven"),
        (12, "двенадцать двенадцати дюжина twelve"), (15, "пятнадцать пятнадцати fifteen"),
        (20, "двадцать двадцати twenty"), (30, "тридцать тридцати thirty"), (40, "сорок сорока forty"),
        (50, "пятьдесят пятидесяти fifty"), (60, "шестьдесят шестидесяти sixty"),
        (70, "семьдесят seventy"), (80, "восемьдесят восьмидесяти eighty"), (90, "девяносто ninety"), (100, "сто ста"),
        (200, "двести двухсот"), (300, "триста трехсот"),
        (Fraction(3, 2), "полтора полторы полутора"),
    )
    for word in words.split()
}  # fmt: skip
"""Numbers in words, as `fold` leaves them."""

_BEFORE = (
    "около примерно приблизительно порядка где-то почти ровно всего итого ответ будет получится выйдет нужно надо "
    "хватит сэкономили через спустя после за на до в минимум максимум about approximately after in"
)
_ABOUT = re.compile(
    rf"^(?:(?:[=≈~]|(?:не менее|не меньше|не более|at least|{'|'.join(_BEFORE.split())})(?![^\W\d_]):?)\s*)+"
)
"""What people put before a number and that does not change it."""

_NUMBER = re.compile(r"([-+]?)(\d[\d ]*(?:[.,]\d+)*|[.,]\d+)(?:\s*/\s*(\d+))?")
_MIXED = re.compile(r"(\d+) (\d+)\s*/\s*(\d+)")
_UNSURE = re.compile("[<>≤≥]| (?:или|or) ")
_WORDS = re.compile(r"[^\W\d_]+\.?|[$%¢×]")
_PART = re.compile(r"\d+\s*[^\W\d_]+\.?")
_SPAN = re.compile(rf"(?:{_PART.pattern}\s*){{2,4}}")
_SPANNED = {"time", "money"}
"""What people give in parts: `5 ч 20 мин`, `1 доллар 80 центов`."""

_MOST = 40
"""Digits that are still taken for a number."""


@dataclass(frozen=True, slots=True)
class Number:
    """A typed number; `values` are its possible readings (a comma may group or divide), in the base unit of `quantity`.

    `quantity` is None where no unit was typed.
    """

    values: tuple[Fraction, ...]
    quantity: str | None


def unit_of(name: str) -> tuple[str, Fraction] | None:
    """The quantity and the size in its base unit of a unit's spelling; None if unknown."""
    return _UNITS.get(fold(name).rstrip(".")) if name else None


def read(text: str, quantity: str = "") -> Number | None:
    """The number that `text` stands for, or None; `quantity` is the one asked for and settles what `m` means.

    Words after the number and its unit (`12 агентов`, `5 минут на задачу`) are passed over, and so is what it was
    computed from (`8 × 40 = 320`).
    """
    text = fold(text).rstrip(".")
    if _UNSURE.search(text):
        return None
    text = _in_digits(_ABOUT.sub("", text.rpartition("=")[2].lstrip()))
    if _SPAN.fullmatch(text):
        parts = [read(part[0]) for part in _PART.finditer(text)]
        kinds = {part.quantity if part else None for part in parts}
        if len(kinds) == 1 and kinds <= _SPANNED:
            return Number((sum((part.values[0] for part in parts if part), Fraction(0)),), kinds.pop())
    text = _MIXED.sub(_improper, text)
    found = _NUMBER.search(text)
    before, after = (text[: found.start()], text[found.end() :]) if found else ("", "")
    if not found or len(found[0]) > _MOST or any(c.isdigit() for c in before + after):
        return None
    values = [value for reading in _readings(found[2]) if (value := _fraction(reading)) is not None]
    if found[3]:
        if not int(found[3]):
            return None
        values = [value / int(found[3]) for value in values]
    if found[1] == "-":
        values = [-value for value in values]
    return _measured(values, _words(before), _words(after), quantity)


def _in_digits(text: str) -> str:
    """`пять часов сорок пять минут` as `5 часов 45 минут`: numbers in words at the start and before such units."""
    words, written = text.split(" "), list[str]()
    while words:
        value, size = _spelled(words)
        unit = unit_of(words[size]) if size < len(words) else None
        if size and (not written or (unit and unit[0] in _SPANNED)):
            written.append(str(float(value)) if value.denominator > 1 else str(value))
            del words[:size]
        else:
            written.append(words.pop(0))
    return " ".join(written)


def _spelled(words: Sequence[str]) -> tuple[Fraction, int]:
    """The number that `words` begin with, hundreds before tens before ones, and how many of them it takes."""
    total, room = Fraction(0), Fraction(1000)
    for taken, word in enumerate(words):
        value = _SPELLED.get(word)
        if value is None or value >= room:
            return total, taken
        total, room = total + value, Fraction(100 if value >= 100 else 10 if value >= 20 else 0)
    return total, len(words)


def _improper(found: re.Match[str]) -> str:
    whole, part, of = (int(digits) for digits in found.groups())
    return f"{whole * of + part}/{of}" if 0 < part < of else found[0]


def _words(text: str) -> list[str]:
    return [word.rstrip(".") for word in _WORDS.findall(text)]


def _measured(values: list[Fraction], before: list[str], after: list[str], asked: str) -> Number | None:
    """The values in the unit that the words around them name; a word before that is no unit makes it no number."""
    multiple: int = 1
    quantity: str | None = None
    for position, word in enumerate((*before, *after)):
        unit = unit_of(word)
        minutes = word == "m" and position == len(before) + len(after) - 1 and asked in {"", "time"}
        if word in _MULTIPLES and quantity is None and not minutes:
            multiple *= _MULTIPLES[word]
        elif unit and quantity is None:
            quantity, size = unit
            values = [value * size for value in values]
        elif position < len(before):
            return None
        else:
            break
    return Number(tuple(value * multiple for value in values), quantity) if values else None


def _readings(digits: str) -> tuple[str, ...]:
    digits = digits.replace(" ", "")
    if re.fullmatch(r"\d{1,3}(,\d{3})+", digits):
        return tuple(dict.fromkeys((digits.replace(",", ""), digits.replace(",", ".", 1))))
    return (digits.replace(",", "."),)


def _fraction(text: str) -> Fraction | None:
    try:
        return Fraction(text if text[0] != "." else f"0{text}")
    except ValueError:
        return None


def exact(value: float) -> Fraction:
    """The decimal that a float was written as: 0.1 is a tenth."""
    return Fraction(repr(value))


def tolerance_of(text: str, value: Fraction) -> Fraction:
    """`15%` of the value, or `2` as it is."""
    amount = Fraction(text.rstrip("%"))
    return abs(value) * amount / 100 if text.endswith("%") else amount
