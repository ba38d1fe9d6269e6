"""Finding words in the section."""

from __future__ import annotations

from textual import on
from textual.widgets import Input

from orchestra_tui.base.i18n import _
from orchestra_tui.tui.screens.reader.base import ReaderBase
from orchestra_tui.tui.widgets.page import Page


class Finding(ReaderBase):
    """A field at the bottom; hits stay marked after it is closed with Enter."""

    _sought = ""

    def action_find(self) -> None:
        """Open the field, with the last words looked for."""
        from orchestra_tui.tui.widgets.fields import FindField

        if self.has_class("-finding"):
            self.query_one(FindField).focus()
            return
        self.add_class("-finding")
        field = FindField(self._sought)
        self.mount(field, before=self.key_bar)
        field.focus()
        if self._sought:
            field.action_select_all()
            self._seek(self._sought)
        self.refresh_keys()

    def end_finding(self, *, keep_hits: bool) -> None:
        """Take the field away, and the marks with it unless they are to stay."""
        self.remove_class("-finding")
        self.query("#find").remove()
        self.set_focus(self.page)
        if not keep_hits:
            self.page.search(None)
        self.refresh_lines()
        self.refresh_keys()

    def _seek(self, text: str) -> None:
        from orchestra_tui.course.search import Query

        query = Query(text)
        self.page.search(query.spans if query else None)

    @on(Input.Changed, "#find")
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        self._sought = event.value
        self._seek(event.value)

    @on(Input.Submitted, "#find")
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.end_finding(keep_hits=True)

    @on(Page.Found)
    def _found(self) -> None:
        if self.has_class("-finding"):
            total = len(self.page.hits)
            count = f"{self.page.hit + 1}/{total}" if total else _("nothing") if self._sought.strip() else ""
            self.query_one("#find").border_subtitle = count
        self.refresh_lines()
        self.refresh_keys()

    def action_hit(self, step: int) -> None:
        """To the next or previous hit, from the field."""
        self.page.action_hit(step)
