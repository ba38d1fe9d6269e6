"""Going about: sections one after the other, the list of them, the way back."""

from __future__ import annotations

from textual import on

from orchestra_tui.base.errors import OrchestraError
from orchestra_tui.base.i18n import _
from orchestra_tui.course.document import Section
from orchestra_tui.course.layout import at_source
from orchestra_tui.course.model import Place
from orchestra_tui.tui.screens.reader.setting import Setting
from orchestra_tui.tui.widgets.page import Page
from orchestra_tui.tui.widgets.rows import RowList
from orchestra_tui.tui.widgets.tree import OPEN, SectionTree


class Going(Setting):
    """Which section is shown, and from which line on."""

    def show_section(self, section: Section, place: Place | None = None) -> None:
        """Show a section from a place on; that place is kept from now on, however the program ends."""
        self.section = section
        self.begin_reading()
        self.page.open(self.typeset(section), place)
        if self.furnished:
            self.opened_section()

    def opened_section(self) -> None:
        """Another section is shown: everything around it follows, and a remark about the last one is over."""
        self._remark = ""
        self.refresh_frame()
        self.orchestra.tell(*self.course.faults)
        self.call_after_refresh(self.keep_place)
        self.call_after_refresh(self.prepare)

    def keep_place(self) -> None:
        """Remember where the learner is."""
        if self.section:
            self.desk.stay(str(self.section.ref), self.page.place.block, self.page.place.line)

    def jump(self, ref: str, place: Place | None = None, line: int | None = None) -> None:
        """Show a place by a section's full id, with a way back; `line` is a line of the file."""
        try:
            section = self.course.section(ref)
        except OrchestraError as fault:
            self.say(str(fault))
            return
        self.trail.leave(self.here)
        if section is not self.section:
            self.show_section(section, place)
        elif place is not None:
            self.page.go(place)
        elif line is None:
            self.page.go(Place())
        if line is not None:
            self.page.jump(at_source(self.page.lines, line))
        self.refresh_keys()

    def action_step(self, by: int) -> None:
        """The next or the previous section, from its beginning."""
        other = self.shelf.step(self.current, by)
        if other:
            self.show_section(other)
        else:
            self.say(_("This is the last section.") if by > 0 else _("This is the first section."))

    def action_trail(self, by: int) -> None:
        """Back to where the learner jumped from, or forward again."""
        spot = self.trail.go(by, self.here)
        if spot is None:
            return
        try:
            section = self.course.section(spot.section)
        except OrchestraError as fault:
            self.say(str(fault))
            return
        if section is self.section:
            self.page.go(spot.place)
        else:
            self.show_section(section, spot.place)
        self.refresh_keys()

    def action_sections(self) -> None:
        """To the list, or back to the text."""
        if self.focused is self.tree_list:
            self.leave_tree()
        else:
            self.add_class("-tree")
            self.remove_class("-no-tree")
            self.set_focus(self.tree_list)

    def action_sidebar(self) -> None:
        """Show or hide the list where it has a place of its own, open it over the text where not."""
        if not self.has_class("-wide"):
            self.action_sections()
            return
        self.toggle_class("-no-tree")
        self.set_focus(self.page)

    @on(SectionTree.Left)
    def leave_tree(self) -> None:
        """Back to the text; a list over the text goes away."""
        self.remove_class("-tree")
        self.set_focus(self.page)

    @on(Page.Finished)
    def read_on(self) -> None:
        """The section is at its end: on to the next."""
        self.action_step(1)

    @on(RowList.Chosen)
    def choose(self, event: RowList.Chosen) -> None:
        """Open a section, fold a folder, read a document that was not read yet."""
        row = self.tree_list.rows[event.number]
        if not row.folder:
            self.leave_tree()
            self.jump(row.key)
        elif document := self.shelf.unread_document(row.key):
            try:
                self.jump(str(document.sections[0].ref))
            except OrchestraError as fault:
                self.orchestra.tell(fault)
        else:
            self.shelf.toggle(row.key, row.mark == OPEN)
            self.refresh_tree()
            self.orchestra.tell(*self.course.faults)
