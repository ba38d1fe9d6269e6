"""A graph as a sheet of cells: drawn with lines from wave to wave, or listed wave by wave. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

from rich.cells import cell_len

from orchestra_tui.tui.widgets.fleet.layers import Layers, Placed, layers, placed
from orchestra_tui.tui.widgets.fleet.wires import Channel, cells, glyph, heavy
from orchestra_tui.tutor.playing.graph import Graph
from orchestra_tui.tutor.telling.words import lasts, name

LEAST = 6
"""Cells for the name of a task at least."""
SIGN = 2
"""Cells for the sign of its state and a blank."""
INDENT, GAP = 2, 2
"""Cells before the tasks of a list, and between them."""
DRAWN = 40
"""More tasks than this are listed."""
LIGHT, HEAVY = "muted", "accent bold"


class Node(NamedTuple):
    """Where a task is written: its sign at column `x` of line `y`, its name in so many cells at most, then `more`."""

    x: int
    y: int
    room: int
    more: str = ""


class Wire(NamedTuple):
    """A piece of line from column `x` on."""

    x: int
    text: str
    ink: str


class Sheet(NamedTuple):
    """Tasks and lines; `nodes` are in the order in which the cursor goes through them. `heads` are lines that tell of
    the wave whose tasks follow, where tasks are listed instead of drawn."""

    nodes: Mapping[str, Node]
    wires: Mapping[int, tuple[Wire, ...]]
    heads: Mapping[int, int]
    height: int


def drawing(graph: Graph, width: int, height: int) -> Sheet | None:
    """The graph from left to right in so many cells; None if there is no room or no true drawing.

    With room enough each task has its time behind its name, and a blank line below; where there is little, names are
    cut, and it may be higher than what is seen at once.
    """
    given, found = _found(graph)
    if found is None:
        return None
    lines = sum(each.width + 2 for each in found.channels)
    times = {task: f" {lasts(span.left(0))}" if span.left(0) else "" for task, span in graph.spans.items()}
    for more in (times, {}):
        lengths = [
            max(0 if spot.far else cell_len(name(spot.task) + more.get(spot.task, "")) for spot in column)
            for column in given.columns
        ]
        widest = max(lengths, default=0)
        for room in range(widest, widest - 1 if more else min(LEAST, widest) - 1, -1):
            if sum(min(length, room) + SIGN for length in lengths) + lines <= width - 2:
                step = 2 if 2 * max(found.rows.values(), default=0) + 1 <= height else 1
                return _sheet(given, found, [min(length, room) for length in lengths], step, more)
    return None


@lru_cache(maxsize=8)
def _found(graph: Graph) -> tuple[Layers, Placed | None]:
    if len(graph.wave) > DRAWN:
        return Layers((), (), frozenset()), None
    given = layers(graph)
    return given, placed(given)


def listing(graph: Graph, width: int) -> Sheet:
    """The tasks wave by wave under a line about each, in columns that are read downwards."""
    nodes, heads, y = dict[str, Node](), dict[int, int](), 0
    for number, wave in enumerate(graph.waves):
        heads[y] = number
        room = max(1, min(max(cell_len(name(task)) for task in wave), width - INDENT - SIGN - 1))
        across = max(1, (width - INDENT) // (SIGN + room + GAP))
        down = -(-len(wave) // across)
        for place, task in enumerate(wave):
            column, line = divmod(place, down)
            nodes[task] = Node(INDENT + column * (SIGN + room + GAP), y + 1 + line, room)
        y += 1 + down
    return Sheet(nodes, {}, heads, y)


def _sheet(given: Layers, found: Placed, rooms: list[int], step: int, more: Mapping[str, str]) -> Sheet:
    nodes, grid = dict[str, Node](), dict[int, dict[int, tuple[str, str]]]()
    x = 1
    for place, column in enumerate(given.columns):
        end = x + SIGN + rooms[place] + 1
        for spot in column:
            y, first = found.rows[spot] * step, x - 1
            if not spot.far:
                behind = more.get(spot.task, "")
                nodes[spot.task] = Node(x, y, rooms[place] - cell_len(behind), behind)
                first = x + SIGN + min(rooms[place], cell_len(name(spot.task) + behind)) + 1
            ahead = [link for link in given.links[place] if link[0] == spot]
            if ahead:
                thick = 2 if given.critical.intersection(ahead) else 1
                fill = (glyph((0, thick, 0, thick)), HEAVY if thick > 1 else LIGHT)
                grid.setdefault(y, {}).update(dict.fromkeys(range(first, end), fill))
        x = end
        if place < len(found.channels):
            for row, at, text, ink in _channel(given, found, place, step):
                grid.setdefault(row, {})[x + at] = (text, ink)
            x += found.channels[place].width + 1
    wires = {row: tuple(_joined(line)) for row, line in grid.items()}
    return Sheet(nodes, wires, {}, max((*wires, *(node.y for node in nodes.values())), default=-1) + 1)


def _channel(given: Layers, found: Placed, place: int, step: int) -> Iterator[tuple[int, int, str, str]]:
    """The cells of a channel: line, column from its left, character, ink."""
    made: Channel = found.channels[place]
    links = [link for link in given.links[place] if link in given.critical]
    thick = set(heavy(made, [(found.rows[one], found.rows[other]) for one, other in links]))
    for (row, at), (lines, over) in cells(made).items():
        up, right, down, left = (weight + ((row, at, side) in thick) for side, weight in enumerate(lines))
        ink = HEAVY if 2 in (up, right, down, left) else LIGHT
        yield row * step, at + 1, glyph((up, right, down, left), over=over), ink
        for between in range(1, step if down else 1):
            yield row * step + between, at + 1, glyph((down, 0, down, 0)), HEAVY if down > 1 else LIGHT


def _joined(line: Mapping[int, tuple[str, str]]) -> Iterator[Wire]:
    piece: Wire | None = None
    for x in sorted(line):
        text, ink = line[x]
        if piece and piece.x + len(piece.text) == x and piece.ink == ink:
            piece = piece._replace(text=piece.text + text)
            continue
        if piece:
            yield piece
        piece = Wire(x, text, ink)
    if piece:
        yield piece
