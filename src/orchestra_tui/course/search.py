"""Search over a whole course."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from orchestra_tui.base.errors import OrchestraError
from orchestra_tui.base.forms import folded
from orchestra_tui.base.text import visible
from orchestra_tui.course.model import Block, SectionRef
from orchestra_tui.course.passages import Passage, Piece, passages, pieces
from orchestra_tui.course.query import Extent, Query

if TYPE_CHECKING:
    from orchestra_tui.course.course import Course
    from orchestra_tui.course.document import Document

__all__ = ["Extent", "Hit", "Query", "search"]

_LINE_END = re.compile(r"\r\n?|\n")
_SYNTAX = re.compile(r"[*_~`\\]")


@dataclass(frozen=True, slots=True)
class Hit:
    """A line that holds what was looked for; a hit in a document's introduction has the ref of its first section.

    `line` is 1-based in the file of the section; `text` is that line without Markdown, safe for a terminal; `spans` are
    the places of the hit's words in `text`.
    """

    ref: SectionRef
    line: int
    text: str
    spans: tuple[Extent, ...]


def search(course: Course, text: str) -> Iterator[Hit]:
    """All hits in the order of the course; within a section the words in a row come before the words scattered.

    Scattered are words that stand in one paragraph, item, row or code block. What cannot be read is left out.
    """
    query = Query(text)
    if not query:
        return
    for module in course.modules:
        for document in module.documents:
            try:
                yield from _document(query, document)
            except OrchestraError:
                continue


def _document(query: Query, document: Document) -> Iterator[Hit]:
    first = document.sections[0]
    if _may_be_in(query, document.introduction):
        yield from _hits(query, first.ref, document.introduction_blocks, document.introduction, 1)
    for section in document.sections:
        if _may_be_in(query, section.source):
            yield from _hits(query, section.ref, section.blocks, section.source, section.line)


def _may_be_in(query: Query, source: str) -> bool:
    """Whether blocks are worth making: the words are in the source, or would be without the Markdown inside words."""
    text = folded(source)
    return query.may_be_in(text) or query.may_be_in(folded(_SYNTAX.sub("", source)))


def _hits(query: Query, ref: SectionRef, blocks: Sequence[Block], source: str, first: int) -> Iterator[Hit]:
    lines = _LINE_END.split(source)
    found = list(passages(blocks, lines, first))
    scattered: list[Hit] = []
    for passage, following in zip(found, [*found[1:], None], strict=True):
        end = max(following.line, passage.line + 1) - first if following else len(lines)
        own = lines[max(passage.line - first, 0) : end]
        if extents := query.spans(passage.text):
            yield from _lines(ref, passage, extents, own)
        elif not query.is_single and (extents := query.scattered(passage.text)):
            scattered.append(next(_lines(ref, passage, extents, own)))
    yield from scattered


def _lines(ref: SectionRef, passage: Passage, extents: Sequence[Extent], lines: Sequence[str]) -> Iterator[Hit]:
    """A hit for every line in which one of the extents begins."""
    for piece in pieces(passage, lines):
        here = [extent for extent in extents if piece.start <= extent[0] < piece.end]
        if here:
            yield _hit(ref, passage.text, piece, here)


def _hit(ref: SectionRef, text: str, piece: Piece, extents: Sequence[Extent]) -> Hit:
    line = text[piece.start : piece.end].replace("\t", " ")
    start = piece.start + len(line) - len(line.lstrip())
    end = piece.start + len(line.rstrip())

    def shown(stop: int) -> str:
        return visible(text[start:stop].replace("\t", " "), keep="")

    spans = tuple((len(shown(a)), len(shown(min(b, end)))) for a, b in extents)
    return Hit(ref, piece.line, shown(end), spans)
