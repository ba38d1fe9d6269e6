"""What the reader can do beyond showing text; each part is loaded with its first use."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from textual import on
from textual.events import DescendantBlur
from textual.widgets import Input

from orchestra_tui.base.i18n import _
from orchestra_tui.tui.screens.reader.asking import Asking, fleet_address, questions_address
from orchestra_tui.tui.widgets.page import Page

if TYPE_CHECKING:
    from orchestra_tui.tui.looks import Looks
    from orchestra_tui.tui.screens.reader.finding import Finding
    from orchestra_tui.tui.screens.reader.following import Following
    from orchestra_tui.tui.screens.reader.guide import Guide
    from orchestra_tui.tui.screens.reader.keeping import Keeping
    from orchestra_tui.tui.screens.reader.lists import Lists
    from orchestra_tui.tui.screens.reader.noting import Noting
    from orchestra_tui.tui.screens.reader.renewing import Renewing
    from orchestra_tui.tui.screens.reader.showing import Showing
    from orchestra_tui.tui.screens.reader.terms import Terms

WIDTHS = (64, 80, 96)
"""The narrow, usual and wide text, in cells."""


class Parts(Asking):
    """Hands actions and messages to the part they belong to."""

    @cached_property
    def finding(self) -> Finding:
        """Words in the section."""
        from orchestra_tui.tui.screens.reader.finding import Finding

        return Finding(self)

    @cached_property
    def following(self) -> Following:
        """Links."""
        from orchestra_tui.tui.screens.reader.following import Following

        return Following(self)

    @cached_property
    def guide(self) -> Guide:
        """The strip: a tour, a greeting."""
        from orchestra_tui.tui.screens.reader.guide import Guide

        return Guide(self)

    @cached_property
    def renewing(self) -> Renewing:
        """Files that change."""
        from orchestra_tui.tui.screens.reader.renewing import Renewing

        return Renewing(self)

    @cached_property
    def keeping(self) -> Keeping:
        """Bookmarks, marks, code."""
        from orchestra_tui.tui.screens.reader.keeping import Keeping

        return Keeping(self)

    @cached_property
    def noting(self) -> Noting:
        """The note of the section."""
        from orchestra_tui.tui.screens.reader.noting import Noting

        return Noting(self)

    @cached_property
    def lists(self) -> Lists:
        """Lists to choose from."""
        from orchestra_tui.tui.screens.reader.lists import Lists

        return Lists(self)

    @cached_property
    def showing(self) -> Showing:
        """Which runs show what a section is about."""
        from orchestra_tui.tui.screens.reader.showing import Showing

        return Showing(self)

    def look_for_runs(self) -> None:
        """Find out which runs there are."""
        self.showing.look()

    @cached_property
    def terms(self) -> Terms:
        """The glossary."""
        from orchestra_tui.tui.screens.reader.terms import Terms

        return Terms(self)

    def holds(self, condition: str) -> bool:
        """Whether a command's condition holds: the tour is on, and perhaps nothing else is open."""
        if condition in ("tour", "tour-alone"):
            return self.guide.touring and (condition == "tour" or not self.holds("open"))
        return super().holds(condition)

    def action_start_tour(self) -> None:
        """The tour from its first step on."""
        self.guide.first()

    def action_tour(self) -> None:
        """The next step of the tour."""
        self.guide.next()

    def action_end_tour(self) -> None:
        """Enough of the tour."""
        self.guide.end()

    def action_find(self) -> None:
        """Find words in the section."""
        self.finding.open()

    def action_hit(self, step: int) -> None:
        """To the next or previous hit, from the field."""
        self.page.action_hit(step)

    @on(Input.Changed, "#find")
    def _find_typed(self, event: Input.Changed) -> None:
        event.stop()
        self.finding.seek(event.value)

    @on(Input.Submitted, "#find")
    def _find_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.finding.close(keep_hits=True)

    @on(Page.Found)
    def _found(self) -> None:
        self.refresh_lines()
        self.refresh_keys()

    @on(Page.Followed)
    def _followed(self, event: Page.Followed) -> None:
        if event.target.href == questions_address():
            self.action_check_section()
        elif event.target.href == fleet_address():
            self.action_section_fleet()
        else:
            self.following.follow(event.target)

    def action_bookmark(self) -> None:
        """Put a bookmark at the top line, or take it away."""
        self.keeping.toggle_bookmark()

    def action_bookmarks(self) -> None:
        """The list of bookmarks."""
        self.keeping.list_bookmarks()

    def action_mark_read(self) -> None:
        """Mark the section as read, or as not read."""
        self.keeping.toggle_read()

    def action_copy_code(self) -> None:
        """Copy a code block on the screen."""
        self.keeping.copy_code()

    def action_copy_selection(self) -> None:
        """Copy what is selected with the mouse."""
        self.keeping.copy_selection()

    def action_save_elsewhere(self) -> None:
        """Write everything into a file of the learner's choice."""
        self.keeping.save_elsewhere()

    @on(Asking.Said)
    def _said(self, event: Asking.Said) -> None:
        self.say(event.text)

    def action_note(self) -> None:
        """Open the note of this section, or close it."""
        self.noting.toggle()

    @on(DescendantBlur)
    def _note_left(self, event: DescendantBlur) -> None:
        if event.widget.id == "note" and self.has_class("-noting"):
            self.noting.keep()
            self.refresh_tree()

    def action_outline(self) -> None:
        """Headings of this section, and all sections."""
        self.lists.outline()

    def action_palette(self) -> None:
        """Commands, sections, terms, and words anywhere in the course."""
        self.lists.everything(self.terms.choices() if self.holds("glossary") else [])

    def action_terms(self) -> None:
        """The terms on the screen."""
        self.terms.on_screen()

    def action_glossary(self) -> None:
        """All terms."""
        self.terms.all()

    def action_width(self, by: int) -> None:
        """Wider or narrower text; 0 goes through the usual widths."""
        from orchestra_tui.base.settings import NARROWEST, WIDEST

        now = self.page.column
        wanted = now + by if by else next((width for width in WIDTHS if width > now), WIDTHS[0])
        wanted = max(NARROWEST, min(wanted, WIDEST))
        self.page.set_column(wanted)
        said = _("Text width {n}; there is room for {room}.") if self.page.measure < wanted else _("Text width {n}.")
        self.say(said.format(n=wanted, room=self.page.measure))
        self.orchestra.keep_setting(width=wanted)

    def set_looks(self, looks: Looks) -> None:
        """Draw everything in other colours."""
        self.looks = looks
        for widget in (self.page, self.tree_list, self.title_bar, self.status, self.key_bar):
            widget.set_looks(looks)
