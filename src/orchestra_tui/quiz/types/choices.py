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
    """The ids that the numbers in `line` stand for, in the order typed; `134` is `1 3 4`: lists have nine at most."""
    ids: list[str] = []
    for part in filter(None, _SPLIT.split(line.strip().rstrip(".)"))):
        digits = part.rstrip(".)")
        if not (digits.isascii() and digits.isdecimal() and all(1 <= int(digit) <= len(order) for digit in digits)):
            return Invalid(_("Type numbers from 1 to {last}").format(last=len(order)))
        ids += [order[int(digit) - 1] for digit in digits]
    return ids or Invalid(_("Type numbers from 1 to {last}").format(last=len(order)))


def example_choices(right: int, wrong: int) -> list[dict[str, object]]:
    """Choices for a new question: so many right ones, then so many wrong ones."""
    made: list[dict[str, object]] = []
    for number in range(1, right + 1):
        made.append({"id": f"right-{number}", "text": _("What is true"), "correct": True, "why": _("Why it is so")})
    for number in range(1, wrong + 1):
        why = _("Why people believe it, and what really happens")
        made.append({"id": f"wrong-{number}", "text": _("What people often believe"), "why": why})
    return made
