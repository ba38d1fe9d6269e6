"""Where the tasks of a graph stand: in columns by their wave, in rows so that what belongs together is near. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from orchestra_tui.tui.widgets.fleet.wires import Channel, channel
from orchestra_tui.tutor.playing.graph import Graph

SWEEPS = 6


class Spot(NamedTuple):
    """Something in a column: a task, or the passage of a line from a task in an earlier column (`far`)."""

    task: str
    far: int = 0


class Layers(NamedTuple):
    """The spots of each column from top to bottom, and the links from each column to the next.

    `critical` are the links of the critical path.
    """

    columns: tuple[tuple[Spot, ...], ...]
    links: tuple[frozenset[tuple[Spot, Spot]], ...]
    critical: frozenset[tuple[Spot, Spot]]


def layers(graph: Graph) -> Layers:
    """The spots of a graph; a line that skips columns passes through them."""
    columns: list[dict[Spot, None]] = [{Spot(task): None for task in wave} for wave in graph.waves]
    links: list[set[tuple[Spot, Spot]]] = [set() for _ in graph.waves]
    heavy = set(pairwise(graph.path.tasks))
    critical: set[tuple[Spot, Spot]] = set()
    for task, before in graph.before.items():
        for other in before:
            start, stop = graph.wave[other], graph.wave[task]
            chain = [Spot(other, far) for far in range(stop - start)] + [Spot(task)]
            for far, link in enumerate(pairwise(chain)):
                links[start + far].add(link)
                if far:
                    columns[start + far][link[0]] = None
                if (other, task) in heavy:
                    critical.add(link)
    ordered = _ordered([list(column) for column in columns], links)
    return Layers(tuple(map(tuple, ordered)), tuple(map(frozenset, links)), frozenset(critical))


def _ordered(columns: list[list[Spot]], links: Sequence[set[tuple[Spot, Spot]]]) -> list[list[Spot]]:
    """The columns with fewer crossings: each spot near the middle of those it is linked with, there and back again."""
    best, fewest = columns, crossings(columns, links)
    for sweep in range(SWEEPS):
        if not fewest:
            break
        columns = [list(column) for column in columns]
        back = bool(sweep % 2)
        places = range(len(columns) - 2, -1, -1) if back else range(1, len(columns))
        for place in places:
            beside = _neighbours(links[place] if back else links[place - 1], back=back)
            other = {spot: row for row, spot in enumerate(columns[place + 1 if back else place - 1])}
            columns[place].sort(key=lambda spot: _middle([other[n] for n in beside.get(spot, ())]))
        count = crossings(columns, links)
        if count < fewest:
            best, fewest = columns, count
    return best


def _neighbours(links: Iterable[tuple[Spot, Spot]], *, back: bool) -> dict[Spot, list[Spot]]:
    found: dict[Spot, list[Spot]] = {}
    for one, other in links:
        found.setdefault(one if back else other, []).append(other if back else one)
    return found


def _middle(rows: Sequence[int]) -> float:
    return sum(rows) / len(rows) if rows else 0.0


def crossings(columns: Sequence[Sequence[Spot]], links: Sequence[Iterable[tuple[Spot, Spot]]]) -> int:
    """How many pairs of links cross."""
    count = 0
    for place in range(len(columns) - 1):
        left = {spot: row for row, spot in enumerate(columns[place])}
        right = {spot: row for row, spot in enumerate(columns[place + 1])}
        ends = sorted((left[one], right[other]) for one, other in links[place])
        count += sum(one[0] < two[0] and one[1] > two[1] for k, one in enumerate(ends) for two in ends[k + 1 :])
    return count


class Placed(NamedTuple):
    """A row for each spot, and how the links of each column are drawn."""

    rows: Mapping[Spot, int]
    channels: tuple[Channel, ...]


def placed(given: Layers) -> Placed | None:
    """Rows in which every link can be drawn so that no other is read; None if none were found.

    The fullest column has a spot in every row, or in every other; the others follow their neighbours outwards from it.
    """
    height = max((len(column) for column in given.columns), default=0)
    fullest = next((place for place, column in enumerate(given.columns) if len(column) == height), 0)
    for step in (1, 2):
        rows = {spot: row * step for row, spot in enumerate(given.columns[fullest])} if given.columns else {}
        channels: dict[int, Channel] = {}
        for place in [*range(fullest, len(given.columns) - 1), *range(fullest - 1, -1, -1)]:
            back = place < fullest
            beside = _neighbours(given.links[place], back=back)
            column = given.columns[place if back else place + 1]
            for offered in _offers(column, beside, rows, height * step):
                both = {**rows, **offered}
                found = channel(frozenset((both[one], both[other]) for one, other in given.links[place]))
                if found is not None:
                    rows, channels[place] = both, found
                    break
            else:
                break
        else:
            return Placed(rows, tuple(channels[place] for place in sorted(channels)))
    return None


def _offers(
    column: Sequence[Spot], beside: Mapping[Spot, Sequence[Spot]], rows: Mapping[Spot, int], height: int
) -> Iterator[dict[Spot, int]]:
    """Rows for a column, each spot near the middle of its neighbours: where there is a row for all of them; where the
    rows of the neighbours are left to those that have one neighbour; where they are left alone."""
    wanted = [_median(sorted(rows[n] for n in beside.get(spot, ()))) for spot in column]
    yield dict(zip(column, _apart(wanted, height), strict=True))
    taken = {rows[n] for near in beside.values() for n in near}
    alone = [len(beside.get(spot, ())) == 1 for spot in column]
    for own in (alone, [False] * len(column)):
        found: list[int] = []
        for row, straight in zip(wanted, own, strict=True):
            least = found[-1] + 1 if found else 0
            free = least if row is None else max(row, least)
            while free in taken and not (straight and free == row):
                free += 1
            found.append(free)
        yield dict(zip(column, found, strict=True))


def _median(rows: Sequence[int]) -> int | None:
    return rows[(len(rows) - 1) // 2] if rows else None


def _apart(wanted: Sequence[int | None], height: int) -> list[int]:
    """Different rows in this order, each as near to what is wanted as those above and below allow."""
    found: list[int] = []
    for row in wanted:
        least = found[-1] + 1 if found else 0
        found.append(least if row is None else max(row, least))
    most = height - 1
    for place in range(len(found) - 1, -1, -1):
        found[place] = min(found[place], most)
        most = found[place] - 1
    return found
