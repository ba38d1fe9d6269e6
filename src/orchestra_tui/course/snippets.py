"""Markdown that is no file of its own: a question's prompt, an explanation."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from orchestra_tui.course.model import Block


def snippet(text: str) -> tuple[Block, ...]:
    """The blocks of a piece of Markdown; a rule at its very beginning is one, not the start of front matter."""
    from orchestra_tui.course.outline import Outline

    outline = Outline(f"\n{text}")
    return tuple(block for part in (outline.introduction, *outline.parts) for block in outline.blocks(part))
