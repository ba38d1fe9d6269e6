"""Numbers as people type them: `1,5 ч`, `≈ 20 000`, `$4.50`, `15 %`, `1/2`, `80k`."""

from __future__ import annotations

import re
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
    word: str(value)
    for value, words in enumerate((
        "ноль zero", "один одна одно one", "два две two", "три three", "четыре four", "пять five", "шесть six",
        "семь seven", "восемь eight", "девять nine", "десять ten", "одиннадцать eleven", "двенадцать twelve",
    ))
    for word in words.split()
} | {"полтора": "1.5", "полторы": "1.5"}  # fmt: skip
_ABOUT = re.compile(r"^(?:[=≈~]|около|примерно|порядка|за|на|до|в|минимум|не менее|не более|about|approximately)\s*")
_NUMBER = re.compile(r"([-+]?)(\d[\d ]*(?:[.,]\d+)*|[.,]\d+)(?:\s*/\s*(\d+))?")
_MIXED = re.compile(r"(\d+) (\d+)\s*/\s*(\d+)")
_BOUNDS = re.compile("[<>≤≥]")
_WORDS = re.compile(r"[^\W\d_]+\.?|[$%¢×]")
_PART = re.compile(r"\d+\s*[^\W\d_]+\.?")
_SPAN = re.compile(rf"(?:{_PART.pattern}\s*){{2,4}}")
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

    Words after the number and its unit (`12 агентов`, `5 минут на задачу`) are passed over.
    """
    text = _ABOUT.sub("", fold(text).rstrip("."))
    first, _space, rest = text.partition(" ")
    text = f"{_SPELLED[first]} {rest}" if first in _SPELLED else text
    if _SPAN.fullmatch(text):
        parts = [read(part[0]) for part in _PART.finditer(text)]
        if all(part and part.quantity == "time" for part in parts):
            return Number((sum((part.values[0] for part in parts if part), Fraction(0)),), "time")
    text = _MIXED.sub(_improper, text)
    found = _NUMBER.search(text)
    before, after = (text[: found.start()], text[found.end() :]) if found else ("", "")
    if not found or len(found[0]) > _MOST or _BOUNDS.search(text) or any(c.isdigit() for c in before + after):
        return None
    values = [value for reading in _readings(found[2]) if (value := _fraction(reading)) is not None]
    if found[3]:
        if not int(found[3]):
            return None
        values = [value / int(found[3]) for value in values]
    if found[1] == "-":
        values = [-value for value in values]
    return _measured(values, _words(before), _words(after), quantity)


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
