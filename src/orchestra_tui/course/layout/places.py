"""Finding one's way in a laid-out text: places, code blocks, links, headings."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import NamedTuple

from orchestra_tui.course.layout.lines import Line
from orchestra_tui.course.model import Alert, Block, Code, Fold, Footnote, Heading, Items, Mark, Place, Quote

_WEIGHTLESS = dict.fromkeys(map(ord, " │┼─━╌↪"))


def walk(blocks: Iterable[Block]) -> Iterator[Block]:
    """All blocks in document order, each before those inside it, closed folds included; list items are not blocks."""
    waiting = [iter(blocks)]
    while waiting:
        block = next(waiting[-1], None)
        if block is None:
            waiting.pop()
            continue
        yield block
        if isinstance(block, Items):
            waiting.append(chain.from_iterable([item.blocks for item in block.items]))
        elif isinstance(block, Quote | Alert | Fold | Footnote):
            waiting.append(iter(block.blocks))


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


def _weight(line: Line) -> int:
    """How much text the line holds: its characters, those left out that depend on the width."""
    return len(line.text[line.indent :].translate(_WEIGHTLESS))


def follow(before: Sequence[Line], number: int, after: Sequence[Line]) -> int:
    """The line of `after` with the text that line `number` of `before` begins with; both show the same blocks."""
    if not before or not after:
        return 0
    place = place_of(before, number)
    start = locate(before, Place(place.block))
    ahead = sum([_weight(line) for line in before[start : start + place.line]])
    if not ahead:
        return locate(after, place)
    at = locate(after, Place(place.block))
    while at < len(after) and after[at].block == place.block:
        ahead -= _weight(after[at])
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
    """The links in reading order; one that runs over the end of a line is one link."""
    found: list[Link] = []
    going_on = False
    for number, line in enumerate(lines):
        column = 0
        # A link does not run from one paragraph, item or row into the next.
        going_on = going_on and bool(line.runs) and line.source == lines[number - 1].source
        for run in line.runs:
            start, column = column, column + len(run.text)
            if column <= line.indent:
                continue
            if not (run.mark & Mark.LINK and run.href):
                going_on = False
                continue
            part = (number, start, column)
            if going_on and found[-1].href == run.href:
                found[-1] = _longer(found[-1], run.text, part)
            else:
                found.append(Link(run.href, run.text, (part,)))
            going_on = True
    return tuple(found)


def _longer(link: Link, text: str, part: tuple[int, int, int]) -> Link:
    line, begin, end = link.parts[-1]
    if (line, end) == part[:2]:
        return Link(link.href, link.text + text, (*link.parts[:-1], (line, begin, part[2])))
    return Link(link.href, f"{link.text} {text}", (*link.parts, part))
