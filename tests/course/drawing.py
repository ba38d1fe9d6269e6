"""Short names for building blocks, and pages as they look."""

from __future__ import annotations

from orchestra_tui.course.model import Block, Item, Items, Mark, Paragraph, Span, Spans


def s(text: str, mark: Mark = Mark.PLAIN, href: str = "") -> Span:
    return Span(text, mark, href)


def p(*parts: str | Span, line: int = 1) -> Paragraph:
    return Paragraph(line, tuple(Span(part) if isinstance(part, str) else part for part in parts))


def item(*blocks: Block, checked: bool | None = None) -> Item:
    return Item(1, blocks, checked)


def items(*found: str | Item, start: int | None = None, tight: bool = True) -> Items:
    return Items(1, tuple(item(p(one)) if isinstance(one, str) else one for one in found), start, tight)


def row(*cells: str | Spans) -> tuple[Spans, ...]:
    return tuple((Span(cell),) if isinstance(cell, str) else cell for cell in cells)


def page(drawn: str) -> list[str]:
    """The lines of a page as drawn in a test: each follows a bar."""
    return [line.split("|", 1)[1] for line in drawn.strip().splitlines()]
