"""What a reader can see of blocks, and of HTML, as plain text to compare."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from html.parser import HTMLParser

from orchestra_tui.course.model import (
    Alert,
    Block,
    Code,
    Fold,
    Footnote,
    Heading,
    Item,
    Items,
    Paragraph,
    Raw,
    Spans,
    Table,
)
from orchestra_tui.course.outline import Outline

_RUN = re.compile(r"[^\W_]+")
_BLOCK_TAGS = {"p", "li", "ul", "ol", "td", "th", "tr", "blockquote", "pre", "hr", "br", "div", "table"}


def blocks_of(source: str) -> tuple[Block, ...]:
    """All blocks of a Markdown text, whatever its sections."""
    outline = Outline(source)
    return tuple(block for part in (outline.introduction, *outline.parts) for block in outline.blocks(part))


def shown(blocks: Iterable[Block]) -> str:
    """The text of blocks in reading order, one line per paragraph or cell."""
    return "\n".join(_lines(blocks))


def inner(block: Block) -> tuple[Block, ...]:
    """The blocks right inside a block."""
    return getattr(block, "blocks", None) or getattr(block, "items", ())


def every(blocks: Iterable[Block]) -> Iterator[Block]:
    """The blocks and all blocks inside them, without recursion."""
    left = list(blocks)[::-1]
    while left:
        block = left.pop()
        yield block
        left.extend(reversed(inner(block)))


def runs(text: str) -> list[str]:
    """The runs of letters and digits in a text."""
    return _RUN.findall(text)


def is_within(wanted: Sequence[str], found: Iterable[str]) -> bool:
    """Whether the wanted runs occur among those found, in order."""
    left = iter(found)
    return all(run in left for run in wanted)


def _lines(blocks: Iterable[Block]) -> Iterator[str]:
    for block in blocks:
        match block:
            case Heading() | Paragraph():
                yield _text(block.spans)
            case Code():
                yield block.text
            case Raw():
                yield block.text
            case Table():
                yield from (_text(cell) for row in (block.header, *block.rows) for cell in row)
            case Items():
                yield from _lines(block.items)
            case Item():
                yield "x" if block.checked else ""
                yield from _lines(block.blocks)
            case Alert():
                yield block.kind
                yield from _lines(block.blocks)
            case Fold():
                yield _text(block.summary)
                yield from _lines(block.blocks)
            case Footnote():
                yield f"[{block.label}]"
                yield from _lines(block.blocks)
            case _:
                yield from _lines(getattr(block, "blocks", ()))


def _text(spans: Spans) -> str:
    return "".join(span.text for span in spans)


class _Visible(HTMLParser):
    """Collects what a browser would show."""

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []

    def handle_data(self, data: str) -> None:
        self.parts.append(data)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _BLOCK_TAGS:
            self.parts.append("\n")
        self.parts.extend(value or "" for name, value in attrs if tag == "img" and name == "alt")

    def handle_endtag(self, tag: str) -> None:
        if tag in _BLOCK_TAGS:
            self.parts.append("\n")


def visible_text(html: str) -> str:
    """The text a browser would show of a page, images by their descriptions."""
    parser = _Visible()
    parser.feed(html)
    parser.close()
    return "".join(parser.parts)
