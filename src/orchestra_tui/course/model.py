"""What a section is made of: spans and blocks, and the ids that point at them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntFlag
from typing import NamedTuple, TypeVar, dataclass_transform

T = TypeVar("T")


class Mark(IntFlag):
    """How a span is set off from plain text; marks combine."""

    PLAIN = 0
    EMPHASIS = 1
    STRONG = 2
    STRIKE = 4
    CODE = 8
    LINK = 16
    IMAGE = 32
    FOOTNOTE = 64


class Span(NamedTuple):
    """A run of text with one look; a hard line break is the text "\\n" alone.

    `href` is the address of a link or image as written in the source (for a footnote reference, its label). The text is
    raw: escaping for the terminal happens in layout.
    """

    text: str
    mark: Mark = Mark.PLAIN
    href: str = ""


Spans = tuple[Span, ...]


@dataclass_transform(frozen_default=True)
def _record(block: type[T]) -> type[T]:
    """Makes a dataclass that is frozen for the type checker alone: one frozen at run time takes three times as long to
    make, and start-up waits for all of them.
    """
    return dataclass(slots=True, eq=False, repr=False)(block)


@_record
class Block:
    """A piece of a section; `line` is its first line in the file, 1-based. Blocks are values: never change one."""

    line: int

    def __eq__(self, other: object) -> bool:
        return type(self) is type(other) and self._values() == other._values()

    def __hash__(self) -> int:
        return hash(self._values())

    def __repr__(self) -> str:
        return f"{type(self).__name__}{self._values()}"

    def _values(self) -> tuple[object, ...]:
        return tuple(getattr(self, name) for name in self.__match_args__)


@_record
class Heading(Block):
    """A heading; `slug` is its GitHub anchor, numbered where repeated in the document."""

    level: int
    spans: Spans
    slug: str


@_record
class Paragraph(Block):
    """Running text."""

    spans: Spans


@_record
class Code(Block):
    """Preformatted text without its final newline; `language` is the first word of a fence's info string, or empty."""

    text: str
    language: str = ""
    info: str = ""


@_record
class Quote(Block):
    """A block quote."""

    blocks: tuple[Block, ...]


@_record
class Alert(Block):
    """A GitHub alert; `kind` is note, tip, important, warning or caution."""

    kind: str
    blocks: tuple[Block, ...]


@_record
class Item(Block):
    """A list item; `checked` is None unless it is a task."""

    blocks: tuple[Block, ...]
    checked: bool | None = None


@_record
class Items(Block):
    """A list; `start` is the first number of an ordered one, else None."""

    items: tuple[Item, ...]
    start: int | None = None
    tight: bool = True


@_record
class Table(Block):
    """A table; `aligns` is "left", "right", "center" or "" per column; every row has as many cells as the header."""

    aligns: tuple[str, ...]
    header: tuple[Spans, ...]
    rows: tuple[tuple[Spans, ...], ...]


@_record
class Rule(Block):
    """A thematic break."""


@_record
class Fold(Block):
    """A `<details>`: a summary, and blocks that are shown when it is open; `opened` is how the author left it."""

    summary: Spans
    blocks: tuple[Block, ...]
    opened: bool = False


@_record
class Footnote(Block):
    """The text of a footnote, where its author put it."""

    label: str
    blocks: tuple[Block, ...]


@_record
class Raw(Block):
    """Source that is not Markdown (HTML, say): shown as it is, never executed, never dropped."""

    text: str


class Place(NamedTuple):
    """A place in a section that survives edits elsewhere: top-level block, line within the block as laid out."""

    block: int = 0
    line: int = 0


class SectionRef(NamedTuple):
    """A section's full id."""

    module: str
    section: str

    def __str__(self) -> str:
        return f"{self.module}/{self.section}"
