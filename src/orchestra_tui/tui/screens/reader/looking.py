"""How the reader looks: width of the text, theme, the learner's settings."""

from __future__ import annotations

from orchestra_tui.base import settings
from orchestra_tui.base.i18n import _
from orchestra_tui.tui.looks import Looks
from orchestra_tui.tui.screens.reader.base import ReaderBase
from orchestra_tui.tui.widgets.bars import Bar, KeyBar
from orchestra_tui.tui.widgets.column import Column
from orchestra_tui.tui.widgets.rows import RowList

WIDTHS = (64, 80, 96)
"""The narrow, usual and wide text, in cells."""


class Looking(ReaderBase):
    """Appearance, kept for the next start."""

    def action_width(self, by: int) -> None:
        """Wider or narrower; 0 goes through the usual widths."""
        now = self.page.column
        wanted = now + by if by else next((width for width in WIDTHS if width > now), WIDTHS[0])
        wanted = max(settings.NARROWEST, min(wanted, settings.WIDEST))
        self.page.set_column(wanted)
        if self.page.measure < wanted:
            self.say(_("Text width {n}; there is room for {room}.").format(n=wanted, room=self.page.measure))
        else:
            self.say(_("Text width {n}.").format(n=wanted))
        self.orchestra.keep_setting(width=wanted)

    def set_looks(self, looks: Looks) -> None:
        """Draw everything in other colours."""
        self.looks = looks
        for widget in self.query("*"):
            if isinstance(widget, Bar | Column | KeyBar | RowList):
                widget.set_looks(looks)
