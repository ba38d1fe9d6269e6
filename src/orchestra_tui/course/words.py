"""How much there is to read."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from orchestra_tui.course.model import Block, Code, Fold, Heading, Mark, Paragraph, Span, Table

WORDS_A_MINUTE = 160
LINES_A_MINUTE = 20

_WORD = re.compile(r"\w[^\s\u2014\u2015]*")
_ADDRESS = re.compile(r"(?:[a-z][a-z0-9+.\-]+:|www\.)\S+$", re.IGNORECASE)


def count_words(blocks: Iterable[Block]) -> int:
    """Words of prose: headings, paragraphs, lists, quotes, folds and footnotes.

    Code blocks, tables, raw HTML, images and bare addresses do not count; a word with hyphens is one, a dash is none.
    """
    return sum(_words(block) for block in _walk(blocks))


def count_lines(blocks: Iterable[Block]) -> int:
    """Lines of code, and rows of tables, which are read at another pace than prose."""
    lines = 0
    for block in _walk(blocks):
        if isinstance(block, Code):
            lines += block.text.count("\n") + 1
        elif isinstance(block, Table):
            lines += len(block.rows) + 1
    return lines


def minutes(words: int, lines: int = 0) -> int:
    """Minutes to read technical prose in Russian, and the code between it; at least 1."""
    return max(1, round(words / WORDS_A_MINUTE + lines / LINES_A_MINUTE))


def _walk(blocks: Iterable[Block]) -> Iterator[Block]:
    """The blocks and all blocks inside them."""
    left = list(blocks)
    while left:
        block = left.pop()
        yield block
        for inside in ("blocks", "items"):
            left.extend(getattr(block, inside, ()))


def _words(block: Block) -> int:
    if isinstance(block, Paragraph | Heading):
        text = _prose(block.spans)
    elif isinstance(block, Fold):
        text = _prose(block.summary)
    else:
        return 0
    return len(_WORD.findall(text))


def _prose(spans: Iterable[Span]) -> str:
    skipped = Mark.IMAGE | Mark.FOOTNOTE
    return "".join(
        "" if span.mark & skipped or (span.mark & Mark.LINK and _ADDRESS.match(span.text)) else span.text
        for span in spans
    )
