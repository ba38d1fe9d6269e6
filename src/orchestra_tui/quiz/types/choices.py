"""Reading typed lines that pick from a numbered list."""

from __future__ import annotations

import re
from collections.abc import Sequence

from orchestra_tui.base.i18n import _
from orchestra_tui.quiz.model import Invalid, Option

_SPLIT = re.compile(r"[\s,;>→]+")


def numbered(options: Sequence[Option], order: Sequence[str]) -> tuple[str, ...]:
    """The options in `order`, one per line, numbered from 1."""
    by_id = {option.id: option for option in options}
    return tuple(f"{number}) {by_id[id].text}" for number, id in enumerate(order, 1) if id in by_id)


def picked(line: str, order: Sequence[str]) -> list[str] | Invalid:
    """The ids that the numbers in `line` stand for, in the order typed."""
    ids: list[str] = []
    for part in filter(None, _SPLIT.split(line.strip().rstrip(".)"))):
        number = part.rstrip(".)")
        if not number.isdecimal() or not 1 <= int(number) <= len(order):
            return Invalid(_("Type numbers from 1 to {last}").format(last=len(order)))
        ids.append(order[int(number) - 1])
    return ids or Invalid(_("Type numbers from 1 to {last}").format(last=len(order)))
