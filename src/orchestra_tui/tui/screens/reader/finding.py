"""Finding words in the section."""

from __future__ import annotations

from orchestra_tui.tui.screens.reader.part import Part
from orchestra_tui.tui.widgets.fields import FindField


class Finding(Part):
    """A field at the bottom; hits stay marked after it is closed with Enter."""

    sought = ""

    def open(self) -> None:
        """Open the field, with the last words looked for."""
        reader = self.reader
        if reader.has_class("-finding"):
            reader.query_one(FindField).focus()
            return
        reader.add_class("-finding")
        field = FindField(self.sought)
        reader.mount(field, before=reader.key_bar)
        field.focus()
        field.action_select_all()
        reader.refresh_keys()

    def close(self, *, keep_hits: bool) -> None:
        """Take the field away, and the marks with it unless they are to stay."""
        reader = self.reader
        reader.remove_class("-finding")
        reader.query(FindField).remove()
        reader.set_focus(reader.page)
        if not keep_hits:
            reader.page.search(None)
        reader.refresh_lines()
        reader.refresh_keys()

    def seek(self, text: str) -> None:
        """Mark what is found."""
        from orchestra_tui.course.search import Query

        self.sought = text
        query = Query(text)
        self.reader.page.search(query.spans if query else None)
