"""Places in laid-out lines: what can be picked (links, footnotes, folds) and what a search found."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from orchestra_tui.course.layout.lines import Line
from orchestra_tui.course.model import Mark


class Part(NamedTuple):
    """Characters `start` up to `stop` of line number `line`."""

    line: int
    start: int
    stop: int


class Target(NamedTuple):
    """Something to pick: a link (or image) by its address, a footnote by its label, or a fold by its number."""

    parts: tuple[Part, ...]
    href: str = ""
    footnote: bool = False
    fold: int | None = None


Find = Callable[[str], Iterable[tuple[int, int]]]


def targets(lines: Sequence[Line]) -> list[Target]:
    """The links, footnotes and folds of the lines in reading order; a link over several lines is one target."""
    found: list[Target] = []
    open_link: tuple[str, int] | None = None
    for number, line in enumerate(lines):
        if line.fold is not None:
            found.append(Target((Part(number, line.indent, len(line.text)),), fold=line.fold))
            open_link = None
            continue
        begin = 0
        for run in line.runs:
            end = begin + len(run.text)
            linked = run.mark & (Mark.LINK | Mark.IMAGE | Mark.FOOTNOTE) and run.href
            if linked:
                part = Part(number, begin, end)
                if open_link == (run.href, line.block):
                    found[-1] = found[-1]._replace(parts=(*found[-1].parts, part))
                else:
                    found.append(Target((part,), run.href, footnote=bool(run.mark & Mark.FOOTNOTE)))
                open_link = (run.href, line.block)
            elif run.text.strip() and begin >= line.indent:
                open_link = None
            begin = end
    return found


def at(found: Iterable[Target], line: int, column: int) -> Target | None:
    """The target under a character, if there is one."""
    for target in found:
        if any(part.line == line and part.start <= column < part.stop for part in target.parts):
            return target
    return None


def hits(lines: Sequence[Line], find: Find) -> list[tuple[Part, ...]]:
    """Where `find` finds something in the lines; a hit may go over the end of a line within a block."""
    found: list[tuple[Part, ...]] = []
    start = 0
    while start < len(lines):
        stop = start + 1
        while stop < len(lines) and _joined(lines[stop - 1], lines[stop]):
            stop += 1
        found.extend(_in_paragraph(lines, start, stop, find))
        start = stop
    return found


def flows(line: Line, following: Line) -> bool:
    """Whether the second line only continues the first: broken by the width, not by the author."""
    return (
        line.block == following.block
        and line.source == following.source
        and line.code is None
        and following.code is None
        and bool(line.text.strip())
        and bool(following.text.strip())
        and not following.text[: following.indent].strip(" │▌┃")
        and not any(run.role.startswith("table") for run in following.runs)
    )


def _joined(line: Line, following: Line) -> bool:
    return flows(line, following)


def _in_paragraph(lines: Sequence[Line], start: int, stop: int, find: Find) -> list[tuple[Part, ...]]:
    """The hits in lines that flow into one another."""
    texts = [lines[number].text[lines[number].indent :] for number in range(start, stop)]
    begins, total = [], 0
    for text in texts:
        begins.append(total)
        total += len(text) + 1
    found = []
    for low, high in find(" ".join(texts)):
        parts = []
        for offset, (begin, text) in enumerate(zip(begins, texts, strict=True)):
            a, b = max(low, begin), min(high, begin + len(text))
            if a < b:
                indent = lines[start + offset].indent
                parts.append(Part(start + offset, a - begin + indent, b - begin + indent))
        if parts:
            found.append(tuple(parts))
    return found
