"""Finding one's way in a laid-out text: places, code blocks, links, headings."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from orchestra_tui.course.layout.lines import Line
from orchestra_tui.course.model import Alert, Block, Code, Fold, Footnote, Heading, Items, Mark, Place, Quote


def walk(blocks: Iterable[Block]) -> Iterator[Block]:
    """All blocks in document order, each before those inside it, closed folds included."""
    for block in blocks:
        yield block
        if isinstance(block, Items):
            for item in block.items:
                yield from walk(item.blocks)
        elif isinstance(block, Quote | Alert | Fold | Footnote):
            yield from walk(block.blocks)


def codes(blocks: Iterable[Block]) -> tuple[Code, ...]:
    """The code blocks in the order that `Line.code` counts them."""
    return tuple([block for block in walk(blocks) if isinstance(block, Code)])


def headings(blocks: Iterable[Block]) -> tuple[Heading, ...]:
    """The headings in document order."""
    return tuple([block for block in walk(blocks) if isinstance(block, Heading)])


def place_of(lines: Sequence[Line], number: int) -> Place:
    """The place of a line; beyond either end, that of the nearest one."""
    if not lines:
        return Place()
    line = lines[min(max(number, 0), len(lines) - 1)]
    return Place(line.block, line.place)


def locate(lines: Sequence[Line], place: Place) -> int:
    """The number of the line at a place, which may come from another width: the block counts first, then the line."""
    first = bisect_left(lines, place.block, key=lambda line: line.block)
    if first == len(lines) or lines[first].block != place.block:
        return min(first, max(len(lines) - 1, 0))
    end = bisect_left(lines, place.block + 1, key=lambda line: line.block)
    return min(first + max(place.line, 0), end - 1)


def at_source(lines: Sequence[Line], source: int) -> int:
    """The number of the first line of the innermost block that begins at or before a line of the file."""
    best = max((line.source for line in lines if line.source <= source), default=None)
    return next((number for number, line in enumerate(lines) if line.source == best), 0)


def _letters(line: Line) -> int:
    return sum(map(str.isalnum, line.text[line.indent :]))


def follow(before: Sequence[Line], number: int, after: Sequence[Line]) -> int:
    """The line of `after` with the text that line `number` of `before` begins with; both show the same blocks."""
    if not before or not after:
        return 0
    place = place_of(before, number)
    start = locate(before, Place(place.block))
    ahead = sum([_letters(line) for line in before[start : start + place.line]])
    if not ahead:
        return locate(after, place if place.line == 0 else Place(place.block, place.line))
    at = locate(after, Place(place.block))
    while at < len(after) and after[at].block == place.block:
        ahead -= _letters(after[at])
        if ahead < 0:
            return at
        at += 1
    return max(at - 1, 0)


class Link(NamedTuple):
    """A link as it stands on the screen: its address and where, as (line, first character, end) for each line."""

    href: str
    text: str
    parts: tuple[tuple[int, int, int], ...]


def links(lines: Sequence[Line]) -> tuple[Link, ...]:
    """The links in reading order; one that runs over a line's end is one link."""
    found: list[Link] = []
    open_at: tuple[int, int] | None = None
    for number, line in enumerate(lines):
        column = 0
        for run in line.runs:
            start, column = column, column + len(run.text)
            if column <= line.indent:
                continue
            if not (run.mark & Mark.LINK and run.href):
                open_at = None
                continue
            previous = found[-1] if found else None
            joins = previous is not None and previous.href == run.href
            if previous is not None and joins and open_at == (number, start):
                begin = previous.parts[-1][1]
                parts = (*previous.parts[:-1], (number, begin, column))
                found[-1] = Link(run.href, previous.text + run.text, parts)
            elif previous is not None and joins and open_at == (number - 1, -1) and start == line.indent:
                parts = (*previous.parts, (number, start, column))
                found[-1] = Link(run.href, f"{previous.text} {run.text}", parts)
            else:
                found.append(Link(run.href, run.text, ((number, start, column),)))
            open_at = (number, column)
        if open_at is not None:
            open_at = (number, -1) if open_at == (number, column) else None
    return tuple(found)
