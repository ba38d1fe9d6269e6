"""A page of several widgets in one column, scrolled at once."""

from __future__ import annotations

from textual import on
from textual.containers import ScrollableContainer
from textual.geometry import Region

from orchestra_tui.tui.widgets.block import Block, Look


class Sheet(ScrollableContainer, can_focus=False, inherit_bindings=False):
    """Holds one column; what a block wants seen is brought into sight."""

    DEFAULT_CSS = """
    Sheet {
        width: 1fr;
        height: 1fr;
        overflow-x: hidden;
        overflow-y: auto;
        scrollbar-gutter: stable;
        scrollbar-size-vertical: 1;
        align-horizontal: center;
        background: $background;
    }
    """

    @property
    def at_end(self) -> bool:
        """Whether the last line is on the screen."""
        return self.scroll_offset.y >= self.max_scroll_y

    def leaf(self, pages: float) -> None:
        """Move by pages, leaving a line or two in common."""
        step = max(1, round((self.size.height - (2 if self.size.height > 8 else 1)) * abs(pages)))
        self.line(step if pages > 0 else -step)

    def line(self, step: int) -> None:
        """Move by lines."""
        self.scroll_to(y=self.scroll_offset.y + step, animate=False, force=True)

    @on(Look)
    def look(self, event: Look) -> None:
        """Bring what a block shows into sight, once it has its place."""
        event.stop()
        self.call_after_refresh(self._bring, event)

    def _bring(self, event: Look) -> None:
        block = event.block
        if block.is_attached and block.size.width:
            top = block.content_region.y - self.content_region.y + self.scroll_offset.y + event.line
            region = Region(0, top, self.size.width, min(event.count, self.size.height))
            self.scroll_to_region(region, animate=False, force=True)

    def show_from(self, block: Block) -> None:
        """Put the beginning of a block on top, with a line of what is above it; less if it all fits."""
        self.call_after_refresh(self._from, block)

    def _from(self, block: Block) -> None:
        if block.is_attached and block.size.width:
            top = block.content_region.y - self.content_region.y + self.scroll_offset.y
            self.scroll_to(y=max(0, top - 1), animate=False, force=True)
