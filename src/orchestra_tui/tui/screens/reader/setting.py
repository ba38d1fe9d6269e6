"""Setting the text: laying it out, colouring its code once it stands, and the lines around it."""

from __future__ import annotations

from collections.abc import Mapping
from time import monotonic
from types import MappingProxyType

from textual import on, work
from textual.message import Message
from textual.worker import get_current_worker

from orchestra_tui.base.i18n import _
from orchestra_tui.base.text import visible
from orchestra_tui.course.document import Section
from orchestra_tui.course.layout import Highlight, Line, Role, Run, codes, layout
from orchestra_tui.course.model import Place
from orchestra_tui.tui.commands import TYPING, heard_in
from orchestra_tui.tui.screens.reader.base import ReaderBase
from orchestra_tui.tui.shelf import whole_text
from orchestra_tui.tui.widgets.bars import Key, Piece
from orchestra_tui.tui.widgets.column import Typeset
from orchestra_tui.tui.widgets.page import Page
from orchestra_tui.tui.widgets.tree import BEGUN, BOOKMARKED, CLOSED, NOTED, OPEN, READ, UNREAD, Row

TELL_EVERY = 0.2
"""Seconds between two tellings of what is counted so far: a long module does not redraw its list for every section."""
BAR = 12
"""Cells of the progress bar in the title line."""


class Setting(ReaderBase):
    """What a section looks like, and what stands around it."""

    class Prepared(Message):
        """The words of some sections are counted, the code of some is coloured; both by their full ids."""

        def __init__(self, counted: frozenset[str], coloured: frozenset[str]) -> None:
            super().__init__()
            self.counted = counted
            self.coloured = coloured

    _counted: frozenset[str] = frozenset()
    _coloured: frozenset[str] = frozenset()
    _laid: Mapping[Section, tuple[int, tuple[Line, ...]]] = MappingProxyType({})
    _begun: frozenset[str] = frozenset()
    _opened_at = 0.0
    _end_seen = False
    _seen_top = 0

    def typeset(self, section: Section) -> Typeset:
        """How the page lays the section out; code has its colours if they are ready."""
        from rich.cells import cell_len

        blocks = whole_text(section)
        highlight = self._highlighter() if str(section.ref) in self._coloured else None

        def typeset(width: int, opened: frozenset[int]) -> tuple[Line, ...]:
            ready, lines = self._laid.get(section, (0, ()))
            if ready != width or opened or highlight is None:
                lines = layout(blocks, width, measure=cell_len, opened=opened, highlight=highlight)
            empty = Line((Run(_("There is nothing in this section yet."), Role.MUTED),), 0, 0, section.line)
            return (*(lines or (empty,)), *self.invitation(section, (lines or (empty,))[-1]))

        return typeset

    @staticmethod
    def _highlighter() -> Highlight:
        from orchestra_tui.course.highlight import highlight

        return highlight

    # After the text

    @work(thread=True, exclusive=True, group="prepare", exit_on_error=False)
    def prepare(self) -> None:
        """Colour this section's code, have the neighbours ready, count the words of what is listed."""
        worker, section = get_current_worker(), self.current
        self._colour(section)
        section.minutes  # noqa: B018 — counted here, in the thread, and kept by the section
        self.post_message(self.Prepared(_refs(section), _refs(section)))
        near = [each for by in (1, -1) if (each := self.shelf.step(section, by))]
        for each in near:
            if worker.is_cancelled:
                return
            self._colour(each)
        self._laid = {each: self._lay(each, self.page.measure) for each in near}
        self.post_message(self.Prepared(frozenset(), _refs(*near)))
        counted: set[str] = set()
        told = monotonic()
        for each in self.shelf.siblings(section):
            if worker.is_cancelled:
                return
            counted.add(str(each.ref))
            if each.minutes and monotonic() - told > TELL_EVERY:
                self.post_message(self.Prepared(frozenset(counted), frozenset()))
                told = monotonic()
        self.post_message(self.Prepared(frozenset(counted), frozenset()))

    def _lay(self, section: Section, width: int) -> tuple[int, tuple[Line, ...]]:
        """A neighbour laid out before it is asked for: going there is painting alone."""
        from rich.cells import cell_len

        return width, layout(whole_text(section), width, measure=cell_len, highlight=self._highlighter())

    @staticmethod
    def _colour(section: Section) -> None:
        found = [code for code in codes(whole_text(section)) if code.language]
        if found:
            from orchestra_tui.course.highlight import highlight
            from orchestra_tui.course.layout.code import shown

            for code in found:
                highlight(shown(code.text), code.language)

    @on(Prepared)
    def prepared(self, event: Prepared) -> None:
        """Show the colours and the minutes."""
        fresh = event.coloured - self._coloured
        self._coloured |= event.coloured
        self._counted |= event.counted
        if str(self.current.ref) in fresh and codes(whole_text(self.current)):
            self.page.renew(self.typeset(self.current))
        self.refresh_frame()

    def show_bookmarks(self) -> None:
        """Mark this section's bookmarks at the margin."""
        ref = str(self.current.ref)
        marks = [mark for mark in self.desk.reading.bookmarks if mark.section == ref]
        self.page.set_bookmarks(frozenset(Place(mark.block, mark.line) for mark in marks))

    def counted_all(self) -> bool:
        """Whether the minutes of everything the learner is reading are known."""
        return bool(self.section) and all(str(each.ref) in self._counted for each in self.shelf.siblings(self.current))

    def holds(self, condition: str) -> bool:
        """Whether a command's condition holds: there may be a glossary beside the module."""
        if condition == "glossary":
            content = self.shelf.module(self.current).content
            return content is not None and (content / "glossary.yaml").is_file()
        return super().holds(condition)

    def forget_prepared(self) -> None:
        """The texts have changed: nothing is counted and coloured any more."""
        self._counted = self._coloured = frozenset()

    # What counts as read

    def begin_reading(self) -> None:
        """The section is in front of the learner from now on."""
        self._opened_at, self._end_seen = self.clock(), False
        self._begun |= {str(self.current.ref)}

    def check_read(self) -> None:
        """A section is read when its end was seen and the time was not too short for it."""
        section = self.current
        self._end_seen = self._end_seen or self.page.at_end
        ref = str(section.ref)
        if not self._end_seen or ref in self.desk.reading.read or ref not in self._counted or not self.desk.loaded:
            return
        missing = min(20.0, max(4.0, section.minutes * 9.0)) - (self.clock() - self._opened_at)
        if missing > 0:
            self.set_timer(missing + 0.05, lambda: self.check_read() if self.section is section else None)
        else:
            self.desk.mark_read(ref)
            self.refresh_frame()

    def moved(self) -> None:
        """Another line is on top."""
        if self.furnished:
            if self.page.top != self._seen_top:
                self._seen_top, self._remark = self.page.top, ""
            self.check_read()
            self.refresh_lines()

    # The lines around

    def refresh_frame(self) -> None:
        """Bring everything around the text up to date."""
        if self.furnished:
            self.refresh_tree()
            self.refresh_lines()
            self.refresh_keys()

    def refresh_tree(self) -> None:
        """Fill the list of sections."""
        rows = []
        for entry in self.shelf.entries(self.current):
            if entry.section is None:
                mark = OPEN if entry.opened else CLOSED
                rows.append(Row(entry.key, entry.title, entry.depth, mark, folder=True))
            else:
                minutes = entry.section.minutes if entry.key in self._counted else 0
                rows.append(
                    Row(
                        entry.key,
                        entry.title,
                        entry.depth,
                        self._mark(entry.key),
                        minutes,
                        signs=self._signs(entry.key),
                    )
                )
        self.tree_list.fill(rows, str(self.current.ref))

    def _mark(self, ref: str) -> str:
        return READ if ref in self.desk.reading.read else BEGUN if ref in self._begun else UNREAD

    def _signs(self, ref: str) -> str:
        reading = self.desk.reading
        marked = any(mark.section == ref for mark in reading.bookmarks)
        return (BOOKMARKED if marked else "") + (NOTED if ref in reading.notes else "")

    def refresh_lines(self) -> None:
        """Bring the title and status lines up to date."""
        if not self.furnished:
            return
        sections = self.shelf.siblings(self.current)
        read = sum(str(each.ref) in self.desk.reading.read for each in sections)
        self.title_bar.show([(self._title(), "foreground bold")], self._progress(read, len(sections)))
        self.status.show(self._status_left(sections), [(f"{round(self.page.share * 100)} % ", "muted")])

    def _title(self) -> str:
        """The module, and the document where the module has several."""
        document, module = self.current.document, self.shelf.module(self.current)
        title = self.shelf.title(module)
        alone = document.kind == "theory" and sum(each.kind == "theory" for each in module.documents) == 1
        return title if alone else f"{title} · {visible(document.title, keep='')}"

    def _progress(self, read: int, total: int) -> list[Piece]:
        filled = round(BAR * read / total)
        text = _("{n} of {total} read").format(n=read, total=total)
        return [("━" * filled, "success"), ("─" * (BAR - filled), "faint"), (f" {text} ", "muted")]

    def _status_left(self, sections: tuple[Section, ...]) -> list[Piece]:
        if self._remark:
            return [(self._remark, "accent")]
        if self.page.shown and self.page.shown.href:
            return [("→ ", "accent"), (visible(self.page.shown.href, keep=""), "primary")]
        if self.page.hits:
            return [(_("hit {n} of {total}").format(n=self.page.hit + 1, total=len(self.page.hits)), "accent")]
        if self.has_class("-finding") and self.page.searching:
            return [(_("nothing found"), "accent")]
        place = _("section {n} of {total}").format(n=sections.index(self.current) + 1, total=len(sections))
        unread = [each for each in sections if str(each.ref) not in self.desk.reading.read]
        if self.desk.loaded and unread and all(str(each.ref) in self._counted for each in unread):
            place += " · " + _("{n} min left").format(n=sum(each.minutes for each in unread))
        note = self.desk.reading.notes.get(str(self.current.ref))
        words = f" · {NOTED} {visible(note.text.strip().splitlines()[0], keep='')}" if note else ""
        return [(place, "muted"), (f" · {visible(self.current.title, keep='')}", "foreground"), (words, "muted")]

    def refresh_keys(self) -> None:
        """Bring the key bar up to date."""
        context = self.context
        keys, covered = [], set()
        for command in heard_in(context):
            typed = context in TYPING and command.place != context and command.id != "close"
            if command.bar and not typed and command.id not in covered and self.holds(command.when):
                covered.add(command.over)
                keys.append(Key(self.keymap.first(command.id), _(command.bar), command.id, command.rank))
        self.key_bar.show(keys)

    @on(Page.Picked)
    def picked(self) -> None:
        """Show the address of the link."""
        self._remark = ""
        self.refresh_lines()


def _refs(*sections: Section) -> frozenset[str]:
    return frozenset(str(section.ref) for section in sections)
