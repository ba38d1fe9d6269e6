"""The lines between two columns of a graph, drawn in box characters so that they say nothing but what is so. Pure."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from itertools import combinations, islice, product
from typing import NamedTuple

UP, RIGHT, DOWN, LEFT = range(4)
Arms = tuple[int, int, int, int]
"""How thick a cell's lines are towards its four sides: 0 none, 1 light, 2 heavy."""
TRIES = 60
"""How many orders of trunks are tried."""
MOST = 8
"""How many links may have a trunk each."""

Link = tuple[int, int]
"""The row of a source, at the left, and that of what waits for it, at the right."""


class Trunk(NamedTuple):
    """A vertical line that joins each of its sources with each of its targets (rows); no line where all are one row."""

    sources: frozenset[int]
    targets: frozenset[int]

    @property
    def rows(self) -> frozenset[int]:
        """Where it has to come by."""
        return self.sources | self.targets

    @property
    def links(self) -> frozenset[Link]:
        """What it joins."""
        return frozenset(product(self.sources, self.targets))

    @property
    def span(self) -> tuple[int, int]:
        """Its first and its last row."""
        return min(self.rows), max(self.rows)


class Channel(NamedTuple):
    """Trunks with their places, from the left; a channel is two cells wider than it has places."""

    trunks: tuple[tuple[Trunk, int], ...]
    places: int

    @property
    def width(self) -> int:
        """How many cells it takes."""
        return self.places + 2


@lru_cache(maxsize=512)
def channel(links: frozenset[Link]) -> Channel | None:
    """A way to draw these links from which no other can be read; None if none was found."""
    alone = [Trunk(frozenset({source}), frozenset({target})) for source, target in links]
    for trunks in (_by_targets(links), _by_sources(links), alone if len(alone) <= MOST else []):
        for order in islice(_orders(trunks), TRIES):
            made = _placed(order)
            if read(made) == links:
                return made
    return None


def _orders(trunks: Iterable[Trunk]) -> Iterator[tuple[Trunk, ...]]:
    """The orders of trunks in which no two of them can be misread."""
    every = sorted(trunks, key=lambda trunk: trunk.span)
    behind: dict[Trunk, set[Trunk]] = {trunk: set() for trunk in every}
    for one, other in combinations(every, 2):
        if one.rows & other.rows:
            fine = [read(_placed(pair)) == one.links | other.links for pair in ((one, other), (other, one))]
            if not any(fine):
                return
            if not fine[1]:
                behind[other].add(one)
            if not fine[0]:
                behind[one].add(other)
    yield from _extended((), every, behind)


def _extended(
    order: tuple[Trunk, ...], left: Sequence[Trunk], behind: Mapping[Trunk, set[Trunk]]
) -> Iterator[tuple[Trunk, ...]]:
    if not left:
        yield order
    for trunk in left:
        if behind[trunk] <= set(order):
            yield from _extended((*order, trunk), [other for other in left if other is not trunk], behind)


def _by_targets(links: frozenset[Link]) -> list[Trunk]:
    """Sources that go to the same share a trunk."""
    rows: dict[int, set[int]] = {}
    for source, target in links:
        rows.setdefault(source, set()).add(target)
    groups: dict[frozenset[int], set[int]] = {}
    for source, targets in rows.items():
        groups.setdefault(frozenset(targets), set()).add(source)
    return [Trunk(frozenset(sources), targets) for targets, sources in groups.items()]


def _by_sources(links: frozenset[Link]) -> list[Trunk]:
    """Targets that come from the same share a trunk."""
    turned = _by_targets(frozenset((target, source) for source, target in links))
    return [Trunk(trunk.targets, trunk.sources) for trunk in turned]


def _placed(order: Sequence[Trunk]) -> Channel:
    """Trunks as far left as their order allows; those that do not meet may stand above each other."""
    placed: list[tuple[Trunk, int]] = []
    for trunk in order:
        if len(trunk.rows) == 1:
            placed.append((trunk, -1))
            continue
        first, last = trunk.span
        met = [at for other, at in placed if at >= 0 and other.span[0] <= last and first <= other.span[1]]
        placed.append((trunk, max(met, default=-1) + 1))
    return Channel(tuple(placed), max((at for _trunk, at in placed), default=-1) + 1)


def cells(made: Channel) -> dict[tuple[int, int], tuple[Arms, bool]]:
    """The lines of each cell (row, place) that has any, all of them light, and whether they cross without touching.

    Place -1 is the cell before the first trunk, `places` that behind the last.
    """
    sides: dict[tuple[int, int], list[int]] = {}
    touched: set[tuple[int, int]] = set()

    def across(row: int, start: int, stop: int) -> None:
        for place in range(start, stop + 1):
            lines = sides.setdefault((row, place), [0, 0, 0, 0])
            lines[LEFT] |= place > start or start < 0
            lines[RIGHT] |= place < stop or stop == made.places

    for trunk, at in made.trunks:
        for row in trunk.sources:
            across(row, -1, made.places if at < 0 else at)
        for row in trunk.targets:
            across(row, max(at, -1), made.places)
        first, last = trunk.span
        for row in range(first, last + 1 if at >= 0 else first):
            lines = sides.setdefault((row, at), [0, 0, 0, 0])
            lines[UP] |= row > first
            lines[DOWN] |= row < last
        touched |= {(row, at) for row in trunk.rows}
    found = {}
    for place, (up, right, down, left) in sides.items():
        over = place not in touched and (left or right) and (up or down)
        found[place] = ((int(up), int(right), int(down), int(left)), bool(over))
    return found


def read(made: Channel) -> frozenset[Link]:
    """What somebody reads who follows the lines to the right, and up and down where they touch."""
    sources = {row for trunk, _at in made.trunks for row in trunk.sources}
    drawn = cells(made)
    return frozenset((source, row) for source in sources for row in _followed(made, drawn, source))


def _followed(made: Channel, drawn: Mapping[tuple[int, int], tuple[Arms, bool]], source: int) -> set[int]:
    """The rows of lines that leave the channel at the right, from those that come in in one row."""
    todo, seen, found = [(source, -1, RIGHT)], set[tuple[int, int, int]](), set[int]()
    while todo:
        row, place, way = todo.pop()
        if (row, place, way) in seen:
            continue
        seen.add((row, place, way))
        lines, over = drawn[row, place]
        for side in (way,) if over else (UP, RIGHT, DOWN):
            if not lines[side] or side == (way + 2) % 4:
                continue
            if side == RIGHT and place == made.places:
                found.add(row)
            else:
                todo.append((row + (side == DOWN) - (side == UP), place + (side == RIGHT), side))
    return found


def heavy(made: Channel, critical: Iterable[Link]) -> Iterator[tuple[int, int, int]]:
    """The row, the place and the side of all that a critical link passes."""
    for source, target in critical:
        trunk, at = next((t, at) for t, at in made.trunks if source in t.sources and target in t.targets)
        at = made.places if len(trunk.rows) == 1 else at
        for place in range(-1, at):
            yield from ((source, place, LEFT), (source, place, RIGHT))
        yield source, at, LEFT
        down = 1 if target > source else -1
        for row in range(source, target, down):
            yield row, at, DOWN if down > 0 else UP
            yield row + down, at, UP if down > 0 else DOWN
        yield target, at, RIGHT
        for place in range(at + 1, made.places + 1):
            yield from ((target, place, LEFT), (target, place, RIGHT))


def glyph(lines: Arms, *, over: bool = False) -> str:
    """The character of a cell; where lines cross without touching, the thicker goes over the other."""
    if over:
        across = max(lines[LEFT], lines[RIGHT]) >= max(lines[UP], lines[DOWN])
        lines = (0, lines[RIGHT], 0, lines[LEFT]) if across else (lines[UP], 0, lines[DOWN], 0)
    return _ROUND.get(lines) or _boxes().get(lines, " ")


_ROUND: dict[Arms, str] = {(0, 1, 1, 0): "╭", (0, 0, 1, 1): "╮", (1, 0, 0, 1): "╯", (1, 1, 0, 0): "╰"}
_SIDES: dict[str, tuple[int, ...]] = {"UP": (UP,), "RIGHT": (RIGHT,), "DOWN": (DOWN,), "LEFT": (LEFT,)}
_SIDES |= {"VERTICAL": (UP, DOWN), "HORIZONTAL": (LEFT, RIGHT)}
_THICK = {"LIGHT": 1, "HEAVY": 2}


@cache
def _boxes() -> dict[Arms, str]:
    """Unicode's box characters, by what their names say of them: UP HEAVY AND RIGHT DOWN LIGHT."""
    found: dict[Arms, str] = {(0, 0, 0, 0): " "}
    for character in map(chr, (*range(0x2500, 0x254C), *range(0x2574, 0x2580))):
        words = unicodedata.name(character).removeprefix("BOX DRAWINGS ")
        if "DASH" in words:
            continue
        parts = [part.split() for part in words.split(" AND ")]
        thick = [next((_THICK[word] for word in part if word in _THICK), 0) for part in parts]
        sides = [0, 0, 0, 0]
        for part, weight in zip(parts, thick, strict=True):
            for side in (side for word in part for side in _SIDES.get(word, ())):
                sides[side] = weight or max(thick)
        found[(sides[0], sides[1], sides[2], sides[3])] = character
    return found
