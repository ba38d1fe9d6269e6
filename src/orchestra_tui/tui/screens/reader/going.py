"""Going about: sections one after the other, the list, the way back."""

from __future__ import annotations

from textual import on

from orchestra_tui.base.errors import OrchestraError
from orchestra_tui.base.i18n import _
from orchestra_tui.base.text import visible
from orchestra_tui.course.document import Section
from orchestra_tui.course.layout import Line, layout
from orchestra_tui.course.model import Place
from orchestra_tui.journal import resume
from orchestra_tui.tui.commands import Command
from orchestra_tui.tui.screens.reader.base import ReaderBase
from orchestra_tui.tui.shelf import whole_text
from orchestra_tui.tui.widgets.column import Column, Typeset
from orchestra_tui.tui.widgets.page import Page
from orchestra_tui.tui.widgets.tree import UNREAD, Row, SectionTree


class Going(ReaderBase):
    """Which section is shown, and from which line on."""

    def begin(self) -> None:
        """Open the remembered place, else the beginning."""
        spot = resume.load(self.options.home.resume, self.course.id)
        section, place = None, None
        if spot:
            try:
                section, place = self.course.section(spot.section), Place(spot.block, spot.line)
            except OrchestraError:
                section = None
        self.show_section(section or self.shelf.first(), place)

    def show_section(self, section: Section, place: Place | None = None) -> None:
        """Show a section from a place on."""
        self.section = section
        self.page.open(self._typeset(section), place)
        if self.is_mounted:
            self.refresh_frame()

    def _typeset(self, section: Section) -> Typeset:
        from rich.cells import cell_len

        blocks = whole_text(section)

        def typeset(width: int, opened: frozenset[int]) -> tuple[Line, ...]:
            return layout(blocks, width, measure=cell_len, opened=opened)

        return typeset

    def refresh_frame(self) -> None:
        """Bring everything around the text up to date."""
        self._refresh_tree()
        self._refresh_lines()

    def _refresh_tree(self) -> None:
        assert self.section
        rows = []
        for entry in self.shelf.entries(self.section):
            if entry.section is None:
                rows.append(Row(entry.key, entry.title, entry.depth, "▾" if entry.opened else "▸", folder=True))
            else:
                rows.append(Row(entry.key, entry.title, entry.depth, UNREAD, entry.section.minutes))
        self.tree_list.fill(rows, str(self.section.ref))

    def _refresh_lines(self) -> None:
        assert self.section
        sections = self.shelf.siblings(self.section)
        number = sections.index(self.section) + 1
        title = visible(self.shelf.module(self.section).title, keep="")
        self.title_bar.show([(title, "foreground bold")], [])
        position = _("section {n} of {total}").format(n=number, total=len(sections))
        self.status.show(
            [(position, "muted"), (f"  {visible(self.section.title, keep='')}", "foreground")],
            [(f"{round(self.page.share * 100)} % ", "muted")],
        )

    def is_on(self, command: Command) -> bool:
        """Whether a command's condition holds."""
        return not command.when

    def action_step(self, by: int) -> None:
        """The next or the previous section, from its beginning."""
        assert self.section
        other = self.shelf.step(self.section, by)
        if other:
            self.show_section(other)

    def action_sections(self) -> None:
        """To the list, or back to the text."""
        self.set_focus(self.page if self.focused is self.tree_list else self.tree_list)

    @on(Page.Finished)
    def read_on(self) -> None:
        """The section is at its end: on to the next."""
        self.action_step(1)

    @on(Column.Moved)
    def moved(self) -> None:
        """Another line is on top."""
        if self.section:
            self._refresh_lines()

    @on(SectionTree.Left)
    def leave_tree(self) -> None:
        """Back to the text."""
        self.set_focus(self.page)

    @on(SectionTree.Chosen)
    def choose(self, event: SectionTree.Chosen) -> None:
        """Open a section, fold a folder."""
        row = event.row
        if row.folder:
            self.shelf.toggle(row.key, row.mark == "▾")
            self._refresh_tree()
        else:
            self.show_section(self.course.section(row.key))
            self.set_focus(self.page)
