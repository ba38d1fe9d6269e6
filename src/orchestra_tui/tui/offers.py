"""What a picker offers; pure, so that nothing of the picker is loaded before it is opened."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from orchestra_tui.tui.matching import score


class Choice(NamedTuple):
    """Something to choose. `sign` is one cell; `hint` stands at the right; `detail` is shown below for the current one.

    All texts are safe for a terminal. A choice with nothing in `value` is only a line of text.
    """

    title: str
    value: object = None
    sign: str = " "
    hint: str = ""
    detail: str = ""
    indent: int = 0
    spans: tuple[tuple[int, int], ...] = ()


def by_typing(choices: Iterable[Choice]) -> Callable[[str], Sequence[Choice]]:
    """A source that filters these choices by title and hint, the best first; without a query all in their order."""
    known = tuple(choices)

    def find(query: str) -> Sequence[Choice]:
        if not query.strip():
            return known
        scored = [(score(query, choice.title, choice.hint), choice) for choice in known if choice.value is not None]
        return [choice for points, choice in sorted(scored, key=lambda pair: -pair[0]) if points]

    return find


@dataclass(frozen=True)
class Offer:
    """What a picker offers: `find` answers at once, `search` may take long and runs in a thread."""

    title: str
    find: Callable[[str], Sequence[Choice]]
    search: Callable[[str], Iterable[Choice]] | None = None
    empty: str = ""
    detail: bool = False
    cursor: int = 0
    preview: Callable[[object], None] | None = None
    remove: Callable[[object], None] | None = None
