"""What a section is made of: spans and blocks, and the ids that point at them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntFlag


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


@dataclass(frozen=True, slots=True)
class Span:
    """A run of text with one look; a hard line break is the text "\\n" alone.

    `href` is the address of a link or image as written in the source (for a footnote reference, its label). The text is
    raw: escaping for the terminal happens in layout.
    """

    text: str
    mark: Mark = Mark.PLAIN
    href: str = ""


Spans = tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of a section; `line` is its first line in the file, 1-based."""

    line: int


@dataclass(frozen=True, slots=True)
class Heading(Block):
    """A heading; `slug` is its GitHub anchor, numbered where repeated in the document."""

    level: int
    spans: Spans
    slug: str


@dataclass(frozen=True, slots=True)
class Paragraph(Block):
    """Running text."""

    spans: Spans


@dataclass(frozen=True, slots=True)
class Code(Block):
    """Preformatted text without its final newline; `language` is the first word of a fence's info string, or empty."""

    text: str
    language: str = ""
    info: str = ""


@dataclass(frozen=True, slots=True)
class Quote(Block):
    """A block quote."""

    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Alert(Block):
    """A GitHub alert; `kind` is note, tip, important, warning or caution."""

    kind: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Item(Block):
    """A list item; `checked` is None unless it is a task."""

    blocks: tuple[Block, ...]
    checked: bool | None = None


@dataclass(frozen=True, slots=True)
class Items(Block):
    """A list; `start` is the first number of an ordered one, else None."""

    items: tuple[Item, ...]
    start: int | None = None
    tight: bool = True


@dataclass(frozen=True, slots=True)
class Table(Block):
    """A table; `aligns` is "left", "right", "center" or "" per column; every row has as many cells as the header."""

    aligns: tuple[str, ...]
    header: tuple[Spans, ...]
    rows: tuple[tuple[Spans, ...], ...]


@dataclass(frozen=True, slots=True)
class Rule(Block):
    """A thematic break."""


@dataclass(frozen=True, slots=True)
class Fold(Block):
    """A `<details>`: a summary, and blocks that are shown when it is open; `opened` is how the author left it."""

    summary: Spans
    blocks: tuple[Block, ...]
    opened: bool = False


@dataclass(frozen=True, slots=True)
class Footnote(Block):
    """The text of a footnote, where its author put it."""

    label: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Raw(Block):
    """Source that is not Markdown (HTML, say): shown as it is, never executed, never dropped."""

    text: str


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A place in a section that survives edits elsewhere: top-level block, line within the block as laid out."""

    block: int = 0
    line: int = 0


@dataclass(frozen=True, slots=True)
class SectionRef:
    """A section's full id."""

    module: str
    section: str

    def __str__(self) -> str:
        return f"{self.module}/{self.section}"
