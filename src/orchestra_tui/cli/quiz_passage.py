"""The part of a section that a question leads back to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from orchestra_tui.course.model import Heading

if TYPE_CHECKING:
    from orchestra_tui.course.document import Section
    from orchestra_tui.course.model import Block


def passage(section: Section, anchor: str) -> tuple[Block, ...]:
    """The blocks below the heading whose slug is `anchor`, up to the next of its level; all where there is none."""
    blocks = section.blocks
    for at, block in enumerate(blocks):
        if isinstance(block, Heading) and block.slug == anchor:
            ends = (n for n, b in enumerate(blocks) if n > at and isinstance(b, Heading) and b.level <= block.level)
            return blocks[at : next(ends, len(blocks))]
    return blocks


def source(section: Section, anchor: str) -> str:
    """The same as its author wrote it."""
    blocks = passage(section, anchor)
    if not blocks or blocks is section.blocks:
        return section.source
    lines = section.source.split("\n")
    following = section.blocks.index(blocks[-1]) + 1
    end = section.blocks[following].line if following < len(section.blocks) else section.line + len(lines)
    return "\n".join(lines[blocks[0].line - section.line : end - section.line]) + "\n"
