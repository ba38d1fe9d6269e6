"""Text broken into lines for a terminal, so that numbers stay with their units and dashes with the word before."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator

_UNITS = "min|h|s|d|of|мин|ч|с|д|из|тыс|млн|млрд"
_GLUE = re.compile(rf"(?<![\w-])(\d[\d.,:]*) (?=(?:{_UNITS})\b)|( )(?=—)")
_HARD = "\u00a0"


def wrapped(text: str, width: int) -> Iterator[str]:
    """The lines of a text whose own lines stay apart; what goes on in a further line is not indented."""
    for line in text.split("\n"):
        glued = _GLUE.sub(lambda found: f"{found[1] or ''}{_HARD}", line)
        broken = textwrap.wrap(glued, max(width, 20), break_long_words=False, break_on_hyphens=False)
        yield from (part.replace(_HARD, " ") for part in broken or [""])
