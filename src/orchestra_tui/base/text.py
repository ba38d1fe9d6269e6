"""Text as people write it: folded for comparing, escaped for showing."""

from __future__ import annotations

import re
from functools import lru_cache

_UNSAFE = re.compile("[\x00-\x1f\x7f-\x9f\u200e\u200f\u061c\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_SAME = str.maketrans({
    "ё": "е", "\u00a0": " ", "\u202f": " ", "\u2007": " ",
    "\u00ad": None, "\u200b": None, "\u2060": None, "\ufeff": None,
    "«": '"', "»": '"', "„": '"', "“": '"', "”": '"', "‘": "'", "’": "'", "‚": "'",
    "‐": "-", "‑": "-", "‒": "-", "–": "-", "—": "-", "―": "-", "−": "-",
})  # fmt: skip
_SPACES = re.compile(r"\s+")


def visible(text: str, keep: str = "\n\t") -> str:
    """The text with control, escape and direction-changing characters spelled out (`\\x1b`), except those in `keep`.

    Everything that comes from a file, a name or another program passes through here before a terminal sees it.
    """

    def spell(match: re.Match[str]) -> str:
        char = match.group()
        if char in keep:
            return char
        code = ord(char)
        return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"

    return _UNSAFE.sub(spell, text)


def fold(text: str) -> str:
    """The text without what people do not mean when they compare: case, ё/е, kinds of quotes, dashes and spaces."""
    return _SPACES.sub(" ", fold_signs(text)).strip()


def fold_signs(text: str) -> str:
    """As `fold`, but with all its spaces: case, ё/е and kinds of quotes, dashes and spaces are made one."""
    return text.casefold().translate(_SAME)


def natural_key(name: str) -> tuple[tuple[int, int | str], ...]:
    """A sort key that puts `2-x` before `10-x`."""
    return tuple((0, int(part)) if part.isdecimal() else (1, part) for part in re.split(r"(\d+)", fold(name)) if part)


@lru_cache(maxsize=4096)
def slug(heading: str) -> str:
    """GitHub's anchor of a heading: lower case, punctuation dropped, each space a hyphen; repeats are the caller's."""
    return re.sub(r"[^\w\- ]", "", heading.strip().lower()).replace(" ", "-")
