"""Durations, money and tokens: whole milliseconds, micro-dollars and tokens inside; with units outside."""

from __future__ import annotations

import re
from fractions import Fraction

from orchestra_tui.base.i18n import _

SECOND = 1_000
MINUTE = 60 * SECOND
HOUR = 60 * MINUTE
DAY = 24 * HOUR

DOLLAR = 1_000_000
"""Micro-dollars in a dollar."""

_DURATION = re.compile(r"(?:(\d+)d)?(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?(?:(\d+)ms)?")
_PARTS = (DAY, HOUR, MINUTE, SECOND, 1)
_AMOUNT = re.compile(r"\d+(?:\.\d+)?")
_TOKENS = re.compile(r"(\d+(?:\.\d+)?)([kM]?)")
_FACTORS = {"": 1, "k": 1_000, "M": 1_000_000}


def duration(text: str) -> int:
    """`90s`, `15m`, `1h30m`, `2d`, `500ms` in milliseconds; ValueError with one line for anything else."""
    found = _DURATION.fullmatch(text.strip())
    if not found or not any(found.groups()):
        raise ValueError(_('"{text}" is no duration: write 90s, 15m or 1h30m').format(text=text))
    return sum(int(number) * size for number, size in zip(found.groups(), _PARTS, strict=True) if number)


def money(amount: float | str) -> int:
    """Dollars (`10`, `0.37`, `"$4.50"`) in micro-dollars, rounded; ValueError with one line for anything else."""
    text = str(amount).strip().removeprefix("$")
    if isinstance(amount, bool) or not _AMOUNT.fullmatch(text):
        raise ValueError(_('"{text}" is no amount of dollars: write 10 or 0.37').format(text=amount))
    return round(Fraction(text) * DOLLAR)


def tokens(amount: int | str) -> int:
    """Tokens (`80000`, `80k`, `1.5M`); ValueError with one line for anything else."""
    found = _TOKENS.fullmatch(str(amount).strip())
    if isinstance(amount, bool) or not found:
        raise ValueError(_('"{text}" is no number of tokens: write 80000 or 80k').format(text=amount))
    return round(Fraction(found[1]) * _FACTORS[found[2]])


def show_duration(ms: int) -> str:
    """Milliseconds as `1h30m`: the two largest units that are not zero."""
    sign, left, parts = ("-" if ms < 0 else ""), abs(ms), []
    for size, name in zip(_PARTS, ("d", "h", "m", "s", "ms"), strict=True):
        number, left = divmod(left, size)
        if number:
            parts.append(f"{number}{name}")
    return sign + ("".join(parts[:2]) or "0s")


def show_money(micro: int) -> str:
    """Micro-dollars as `$1.05`; less than a cent keeps four places."""
    cents = abs(micro) >= DOLLAR // 100 or micro == 0
    return f"{'-' if micro < 0 else ''}${abs(micro) / DOLLAR:,.{2 if cents else 4}f}"
