"""Markdown as text for stdout: laid out where a person looks at it, as its author wrote it where a program reads."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

from orchestra_tui.base.text import visible
from orchestra_tui.cli import output

if TYPE_CHECKING:
    from orchestra_tui.course.model import Block


@dataclass(frozen=True, slots=True)
class Paper:
    """What is written on: `width` in cells, None where nothing is laid out; `style` for bold and underlined text."""

    width: int | None
    style: bool

    @classmethod
    def stdout(cls, *, plain: bool = False) -> Paper:
        """The paper that stdout is; with `plain` it takes no style."""
        terminal = output.is_terminal(sys.stdout)
        return cls(output.columns() if terminal else None, output.has_style() and not plain)

    def markdown(self, text: str, lead: str = "") -> str:
        """A piece of Markdown, `lead` before its first line and as much space before the others; ends in a newline."""
        if self.width is None:
            return led(visible(text.strip("\n")), lead)
        from orchestra_tui.course.snippets import snippet

        return led(self.blocks(snippet(text), self.width - len(lead)).rstrip("\n"), lead)

    def blocks(self, blocks: tuple[Block, ...], width: int | None = None) -> str:
        """Blocks laid out; folds are open."""
        from orchestra_tui.cli.style import render
        from orchestra_tui.course.layout import layout, walk
        from orchestra_tui.course.model import Fold

        folds = [block for block in walk(blocks) if isinstance(block, Fold)]
        closed = frozenset(number for number, fold in enumerate(folds) if not fold.opened)
        lines = layout(blocks, width or self.width or 80, opened=closed, addresses=True)
        return "".join(render(lines, style=self.style))

    def title(self, text: str) -> str:
        """A line that stands out where it can."""
        from orchestra_tui.cli.style import BOLD, styled

        shown = visible(text, keep="")
        return (styled(shown, BOLD) if self.style else shown) + "\n"


def led(text: str, lead: str) -> str:
    """The lines of `text`, the first behind `lead`, the others as far in; empty ones stay empty."""
    space = " " * len(lead)
    first, *others = text.split("\n")
    return "\n".join([f"{lead}{first}".rstrip(), *(f"{space}{line}" if line else "" for line in others)]) + "\n"
