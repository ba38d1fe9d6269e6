"""What the learner keeps: bookmarks, notes, marks, code."""

from __future__ import annotations

from typing import Any

from textual import on
from textual.events import DescendantBlur

from orchestra_tui.base.i18n import _, n_
from orchestra_tui.course.layout import codes
from orchestra_tui.course.model import Place
from orchestra_tui.tui.offers import Choice, Offer
from orchestra_tui.tui.screens.reader.base import ReaderBase
from orchestra_tui.tui.shelf import whole_text

MARKED = 60
"""Characters of the text that a bookmark remembers."""


class Keeping(ReaderBase):
    """Everything that goes into the journal by the learner's own will."""

    # Bookmarks

    def action_bookmark(self) -> None:
        """Put a bookmark at the top line, or take it away."""
        ref, place = self.here
        words = next((text for line in self.page.visible_lines() if (text := line.text[line.indent :].strip())), "")
        there = self.desk.toggle_bookmark(ref, place.block, place.line, words[:MARKED])
        self.say(_("Bookmark set.") if there else _("Bookmark removed."))
        self._bookmarks_changed()

    def show_bookmarks(self) -> None:
        """Mark this section's bookmarks at the margin."""
        ref = str(self.current.ref)
        marks = [mark for mark in self.desk.reading.bookmarks if mark.section == ref]
        self.page.set_bookmarks(frozenset(Place(mark.block, mark.line) for mark in marks))

    def _bookmarks_changed(self) -> None:
        self.show_bookmarks()
        self.refresh_frame()

    def action_bookmarks(self) -> None:
        """The list of bookmarks."""

        def find(query: str) -> list[Choice]:
            found = []
            for mark in reversed(self.desk.reading.bookmarks):
                if query.casefold() in f"{mark.text} {mark.section}".casefold():
                    spot = (mark.section, mark.block, mark.line)
                    found.append(Choice(mark.text or mark.section, spot, "◆", mark.section.rpartition("/")[2]))
            return found

        def go(value: Any) -> None:  # noqa: ANN401 — a picker gives what it was given
            section, block, line = value
            self.jump(section, Place(block, line))

        def remove(value: Any) -> None:  # noqa: ANN401
            section, block, line = value
            self.desk.toggle_bookmark(section, block, line, "")
            self._bookmarks_changed()

        empty = _("No bookmarks yet: {key} puts one at the top line.").format(key=self.keymap.first("bookmark"))
        title = _("Bookmarks · {key} removes").format(key=self.keymap.first("picker-remove"))
        self.pick(Offer(title, find, empty=empty, remove=remove), go)

    # Notes

    def action_note(self) -> None:
        """Open the note of this section, or close it."""
        if self.has_class("-noting"):
            self.end_note()
            return
        from orchestra_tui.tui.widgets.fields import NoteField

        note = self.desk.reading.notes.get(str(self.current.ref))
        title = _("Note · {key} keeps it").format(key=self.keymap.first("close"))
        area = NoteField(note.text if note else "", title)
        self.add_class("-noting")
        self.mount(area, before=self.status)
        area.focus()
        area.move_cursor(area.document.end)
        self.refresh_keys()

    def end_note(self) -> None:
        """Keep what was written and close the note."""
        if not self.has_class("-noting"):
            return
        self._keep_note()
        self.remove_class("-noting")
        self.query("#note").remove()
        self.set_focus(self.page)
        self.refresh_frame()

    def _keep_note(self) -> None:
        from textual.widgets import TextArea

        self.desk.take_note(str(self.current.ref), self.query_one("#note", TextArea).text)

    @on(DescendantBlur)
    def _note_left(self, event: DescendantBlur) -> None:
        if event.widget.id == "note" and self.has_class("-noting"):
            self._keep_note()
            self.refresh_frame()

    # Marks

    def action_mark_read(self) -> None:
        """Mark the section as read, or as not read."""
        ref = str(self.current.ref)
        read = ref not in self.desk.reading.read
        self.desk.mark_read(ref, read)
        self.say(_("Marked as read.") if read else _("Marked as not read."))
        self.refresh_frame()

    # Code

    def action_copy_code(self) -> None:
        """Copy a code block on the screen, to the clipboard and to a file."""
        if self.page.text_selection:
            self.action_copy_selection()
            return
        number = self.page.next_code()
        if number is None:
            self.say(_("There is no code on the screen."))
            return
        self._copy(codes(whole_text(self.current))[number].text)

    def action_copy_selection(self) -> None:
        """Copy what is selected with the mouse."""
        text = self.get_selected_text()
        if text:
            self._copy(text)
        else:
            self.say(_("Nothing is selected. {key} leaves.").format(key=self.keymap.first("quit")))

    def _copy(self, text: str) -> None:
        self.app.copy_to_clipboard(text)
        count = len(text.splitlines())
        lines = n_("{n} line", "{n} lines", count).format(n=count)
        file = self.options.home.state / "copied.txt"

        def write() -> None:
            from orchestra_tui.base.files import replace_text

            replace_text(file, text + "\n")
            said = _("{lines}: to the clipboard (OSC 52) and to {file}").format(lines=lines, file=file)
            self.post_message(self.Said(said))

        self.desk.soon(write)

    @on(ReaderBase.Said)
    def _said(self, event: ReaderBase.Said) -> None:
        self.say(event.text)
