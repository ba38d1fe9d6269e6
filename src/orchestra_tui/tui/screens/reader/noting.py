"""The learner's own words about a section."""

from __future__ import annotations

from orchestra_tui.base.i18n import _
from orchestra_tui.tui.screens.reader.part import Part
from orchestra_tui.tui.widgets.fields import NoteField


class Noting(Part):
    """A field below the text; what is in it is kept when it is closed or left."""

    _section = ""
    _area: NoteField | None = None

    def toggle(self) -> None:
        """Open the note of this section, or close it."""
        reader = self.reader
        if reader.has_class("-noting"):
            self.close()
            return
        self._section = str(reader.current.ref)
        note = reader.desk.reading.notes.get(self._section)
        title = _("Note · {key} keeps it").format(key=reader.keymap.first("close"))
        self._area = area = NoteField(note.text if note else "", title)
        reader.add_class("-noting")
        reader.mount(area, before=reader.status)
        area.focus()
        area.move_cursor(area.document.end)
        reader.refresh_keys()

    def close(self) -> None:
        """Keep what was written and close the note."""
        reader = self.reader
        if reader.has_class("-noting"):
            self.keep()
            reader.remove_class("-noting")
            if self._area:
                self._area.remove()
                self._area = None
            reader.set_focus(reader.page)
            reader.refresh_frame()

    def keep(self) -> None:
        """Keep what is written so far."""
        if self._area:
            self.reader.desk.take_note(self._section, self._area.text)
