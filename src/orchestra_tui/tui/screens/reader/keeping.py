"""What the learner keeps: bookmarks, marks, code."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from orchestra_tui.base.i18n import _, n_
from orchestra_tui.course.layout import codes
from orchestra_tui.course.model import Place
from orchestra_tui.tui.offers import Choice, Offer
from orchestra_tui.tui.screens.reader.part import Part
from orchestra_tui.tui.shelf import whole_text

MARKED = 60
"""Characters of the text that a bookmark remembers."""
COPIED = "copied.txt"


class Keeping(Part):
    """Everything that is kept by the learner's own will."""

    def toggle_bookmark(self) -> None:
        """Put a bookmark at the top line, or take it away."""
        reader = self.reader
        ref, place = reader.here
        lines = reader.page.visible_lines()
        words = next((text for line in lines if (text := line.text[line.indent :].strip())), "")
        there = reader.desk.toggle_bookmark(ref, place.block, place.line, words[:MARKED])
        reader.say(_("Bookmark set.") if there else _("Bookmark removed."))
        self._bookmarks_changed()

    def list_bookmarks(self) -> None:
        """The list of bookmarks, the newest first."""
        reader = self.reader

        def find(query: str) -> list[Choice]:
            found = []
            for mark in reversed(reader.desk.reading.bookmarks):
                if query.strip().casefold() in f"{mark.text} {mark.section}".casefold():
                    spot = (mark.section, mark.block, mark.line)
                    found.append(Choice(mark.text or mark.section, spot, "◆", mark.section.rpartition("/")[2]))
            return found

        def go(value: Any) -> None:  # noqa: ANN401 — a picker gives what it was given
            section, block, line = value
            reader.jump(section, Place(block, line))

        def remove(value: Any) -> None:  # noqa: ANN401
            section, block, line = value
            reader.desk.toggle_bookmark(section, block, line, "")
            self._bookmarks_changed()

        empty = _("No bookmarks: {key} puts one at the top line.").format(key=reader.keymap.first("bookmark"))
        title = _("Bookmarks · {key} removes").format(key=reader.keymap.first("picker-remove"))
        reader.pick(Offer(title, find, empty=empty, remove=remove), go)

    def _bookmarks_changed(self) -> None:
        self.reader.show_bookmarks()
        self.reader.refresh_frame()

    def toggle_read(self) -> None:
        """Mark the section as read, or as not read."""
        reader = self.reader
        ref = str(reader.current.ref)
        read = ref not in reader.desk.reading.read
        reader.desk.mark_read(ref, read)
        reader.say(_("Marked as read.") if read else _("Marked as not read."))
        reader.refresh_frame()

    def copy_code(self) -> None:
        """Copy a code block on the screen, to the clipboard and to a file; what is selected goes first."""
        reader = self.reader
        if reader.page.text_selection:
            self.copy_selection()
            return
        number = reader.page.next_code()
        if number is None:
            reader.say(_("There is no code on the screen."))
        else:
            self._copy(codes(whole_text(reader.current))[number].text)

    def copy_selection(self) -> None:
        """Copy what is selected with the mouse."""
        text = self.reader.get_selected_text()
        if text:
            self._copy(text)
        else:
            leave = self.reader.keymap.first("quit")
            self.reader.say(_("Nothing is selected. {key} leaves the tutorial.").format(key=leave))

    def _copy(self, text: str) -> None:
        reader = self.reader
        reader.app.copy_to_clipboard(text)
        count = len(text.splitlines())
        lines = n_("{n} line", "{n} lines", count).format(n=count)
        file = reader.options.home.state / COPIED

        def write() -> None:
            from orchestra_tui.base.files import replace_text

            replace_text(file, text + "\n")
            said = _("{lines}: to the clipboard (OSC 52) and to {file}").format(lines=lines, file=_short(file))
            reader.post_message(reader.Said(said))

        reader.desk.soon(write)

    def save_elsewhere(self) -> None:
        """Ask for a file and write everything the journal knows there."""
        from orchestra_tui.tui.screens.ask import Ask

        reader = self.reader

        def save(name: str | None) -> None:
            if name:
                path = Path(name).expanduser()

                def done(count: int) -> None:
                    text = n_("{n} entry saved to {file}", "{n} entries saved to {file}", count)
                    reader.post_message(reader.Said(text.format(n=count, file=_short(path))))

                reader.desk.save_elsewhere(path, done)

        default = _short(Path.home() / "orchestra-tutorial.jsonl")
        reader.app.push_screen(Ask(_("Save progress to a file"), default), save)


def _short(path: Path) -> str:
    """The path as people write it."""
    try:
        return f"~/{path.relative_to(Path.home())}"
    except (ValueError, RuntimeError):
        return str(path)
