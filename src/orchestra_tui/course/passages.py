"""A section's text in passages, and the source line that each part of a passage comes from."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from orchestra_tui.base.forms import WORD
from orchestra_tui.course.model import (
    Block,
    Code,
    Fold,
    Footnote,
    Heading,
    Item,
    Items,
    Paragraph,
    Quote,
    Raw,
    Spans,
    Table,
)

_FENCE = re.compile(r"[\s>*+\-\d.)]*(?:`{3}|~{3})")
_GAP = re.compile(r"\s")
_ADDRESS = re.compile(r"\]\([^)]*\)")
_AHEAD = 60
"""How many words of syntax are passed over to find a word again."""


@dataclass(frozen=True, slots=True)
class Passage:
    """Text that belongs together; `line` is where it begins in the file, 1-based.

    With `exact` every line of the text is a line of the file; without, the author's line breaks have become spaces.
    """

    line: int
    text: str
    exact: bool = False


@dataclass(frozen=True, slots=True)
class Piece:
    """The characters `start` to before `end` of a passage, which stand in `line` of the file."""

    line: int
    start: int
    end: int


def passages(blocks: Iterable[Block], lines: Sequence[str], first: int) -> Iterator[Passage]:
    """All text of the blocks in reading order, but no addresses; `lines` is their source, `first` its first line."""
    pending: list[Block | Passage] = list(reversed([*blocks]))
    while pending:
        block = pending.pop()
        if isinstance(block, Passage):
            yield block
        elif isinstance(block, Paragraph | Heading):
            yield Passage(block.line, _text(block.spans))
        elif isinstance(block, Raw):
            yield Passage(block.line, block.text, exact=True)
        elif isinstance(block, Code):
            opening = lines[block.line - first] if 0 <= block.line - first < len(lines) else ""
            yield Passage(block.line + bool(_FENCE.match(opening)), block.text, exact=True)
        elif isinstance(block, Table):
            yield from _rows(block)
        else:
            pending.extend(reversed([*_inside(block)]))


def pieces(passage: Passage, lines: Sequence[str]) -> list[Piece]:
    """The passage by lines of the file; `lines` are the source from the passage's first line to its last or later."""
    if passage.exact:
        return list(_exact(passage))
    cuts = [0]
    numbers = [passage.line]
    end = 0
    for word, line in _numbered(passage, lines):
        if line != numbers[-1] and end:
            gaps = [gap.end() for gap in _GAP.finditer(passage.text, end, word.start())]
            cuts.append(gaps[-1] if gaps else word.start())
            numbers.append(line)
        end = word.end()
    return [Piece(*place) for place in zip(numbers, cuts, [*cuts[1:], len(passage.text)], strict=True)]


def _text(spans: Spans) -> str:
    return "".join(span.text for span in spans).replace("\n", " ")


def _rows(table: Table) -> Iterator[Passage]:
    for line, row in ((table.line, table.header), *enumerate(table.rows, table.line + 2)):
        yield Passage(line, " | ".join(_text(cell) for cell in row), exact=True)


def _inside(block: Block) -> Iterator[Block | Passage]:
    if isinstance(block, Fold):
        yield Passage(block.line, _text(block.summary))
    if isinstance(block, Items):
        yield from block.items
    elif isinstance(block, Quote | Item | Fold | Footnote):
        yield from block.blocks


def _exact(passage: Passage) -> Iterator[Piece]:
    start = 0
    for number, text in enumerate(passage.text.split("\n"), passage.line):
        yield Piece(number, start, start + len(text))
        start += len(text) + 1


def _numbered(passage: Passage, lines: Sequence[str]) -> Iterator[tuple[re.Match[str], int]]:
    """The words of the passage with the lines they stand in, found by following both; syntax is passed over."""
    source = [
        (word, number)
        for number, line in enumerate(lines, passage.line)
        for word in WORD.findall(_ADDRESS.sub("]", line))
    ]
    at, line = 0, passage.line
    for word in WORD.finditer(passage.text):
        found = next((index for index in range(at, min(at + _AHEAD, len(source))) if source[index][0] == word[0]), None)
        if found is not None:
            line = source[found][1]
            at = found + 1
        yield word, line
