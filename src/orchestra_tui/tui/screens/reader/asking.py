"""From the text to its questions and its runs, and back: the invitations below a section, and visits."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from orchestra_tui.base.errors import OrchestraError
from orchestra_tui.base.i18n import _, n_
from orchestra_tui.base.text import visible
from orchestra_tui.course.document import Section
from orchestra_tui.course.layout import Line, Role, Run, headings
from orchestra_tui.course.model import Mark, SectionRef
from orchestra_tui.tui.places import CHECK, FLEET, INVITED, INVITED_MINUTES, THEORY, WATCHED_MINUTES, has_questions
from orchestra_tui.tui.screens.reader.base import ReaderBase
from orchestra_tui.tui.shelf import whole_text
from orchestra_tui.tui.trail import Spot
from orchestra_tui.tui.widgets.fit import cut

if TYPE_CHECKING:
    from orchestra_tui.tutor.repertoire import Listed

ROOM = 6
"""Cells of an invitation beside its words: a sign, a gap, a key."""
LEAST = 8
"""Cells of a title at least."""


class Asking(ReaderBase):
    """What leads from a section to its questions and runs, and from those to a passage and back."""

    shown_by: Mapping[SectionRef, tuple[Listed, int]] = MappingProxyType({})
    """The scenario that shows each section, and how many more there are; known some time after the text."""
    shows_known: bool = False
    _wants_run: bool = False
    visited_from: str = ""
    """The place that sent the learner here, as long as the visit lasts."""
    _came_from: Spot | None = None
    """Where the learner was reading before that."""

    def holds(self, condition: str) -> bool:
        """Whether there are questions or a run about the section, or a place to go to."""
        if condition == "questions":
            return has_questions(self.course, self.current.ref)
        if condition == "scenario":
            return self.current.ref in self.shown_by or (not self.shows_known and self.orchestra.offers("place-fleet"))
        if condition.startswith("place"):
            return self.orchestra.offers(condition)
        return super().holds(condition)

    @property
    def visiting(self) -> bool:
        """Whether a question or a run waits for the learner to come back."""
        return self._came_from is not None

    # The invitations

    def invitation(self, section: Section, last: Line) -> tuple[Line, ...]:
        """The lines below a section that has questions or is shown on the fleet; they belong to its last block."""
        invited = []
        if has_questions(self.course, section.ref):
            count = n_("{n} question", "{n} questions", INVITED).format(n=INVITED)
            text = _("Check yourself: {questions} · {n} min").format(questions=count, n=INVITED_MINUTES)
            invited.append((text, questions_address(), "check-section"))
        if section.ref in self.shown_by:
            invited.append((self._fleet_words(section.ref), fleet_address(), "section-fleet"))
        blank = last._replace(runs=(), place=last.place + 1, code=None, fold=None, indent=0)
        lines = [blank] if invited else []
        for number, (text, address, command) in enumerate(invited, 1):
            key = Run(f"   {self.keymap.first(command)}", Role.BULLET, Mark.STRONG)
            runs = (Run("▸ ", Role.BULLET), Run(text, Role.BODY, Mark.LINK, address), key)
            lines.append(blank._replace(runs=runs, place=blank.place + number, indent=2))
        return tuple(lines)

    def _fleet_words(self, ref: SectionRef) -> str:
        found, more = self.shown_by[ref]
        words = _("Watch it on the fleet: {title} · {span} min")
        if more:
            words = n_("Watch it on the fleet: {title} and {n} more · {span} min",
                       "Watch it on the fleet: {title} and {n} more · {span} min", more)  # fmt: skip
        title, room = visible(found.entry.title, keep=""), self.page.measure - ROOM
        beside = len(words.format(title="", n=more, span=WATCHED_MINUTES))
        if room - beside < LEAST:
            words, beside = _("On the fleet: {title}"), len(_("On the fleet: {title}").format(title=""))
        return words.format(title=cut(title, max(LEAST, room - beside)), n=more, span=WATCHED_MINUTES)

    def action_check_section(self) -> None:
        """A few questions about this section; leaving them leads back to this line."""
        from orchestra_tui.tui.wishes import Begin

        self.keep_place()
        self.orchestra.begin(Begin("check", (self.current.ref,)), back=THEORY)

    def action_section_fleet(self) -> None:
        """The run that shows what this section is about; leaving it leads back to this line."""
        self._wants_run = True
        if self.shows_known:
            self.shows_are_known()
        else:
            self.look_for_runs()

    def shows_are_known(self) -> None:
        """Go to the run, if the learner waits for it."""
        from orchestra_tui.tui.wishes import Watch

        wanted, self._wants_run = self._wants_run, False
        if wanted and self.current.ref in self.shown_by:
            self.keep_place()
            self.orchestra.show_run(Watch(self.shown_by[self.current.ref][0].entry.name), back=THEORY)
        elif wanted:
            self.say(_("There is no run about this section."))

    def look_for_runs(self) -> None:
        """Find out which runs there are."""
        raise NotImplementedError

    # Visits

    def open_heading(self, ref: SectionRef, anchor: str) -> None:
        """Show a section from the heading with this slug on; without one, from its beginning."""
        try:
            found = headings(whole_text(self.course.section(str(ref))))
        except OrchestraError as fault:
            self.say(str(fault))
            return
        line = next((heading.line for heading in found if anchor and heading.slug == anchor), None)
        self.jump(str(ref), line=line)

    def visit(self, ref: SectionRef, anchor: str, home: str = CHECK) -> None:
        """Show the passage of a question or a run until the learner goes back to it, in the place `home`."""
        if self._came_from is None:
            self._came_from = self.here
        self.visited_from = home
        self.open_heading(ref, anchor)
        key = self.keymap.first("close")
        said = _("{key} leads back to the fleet.") if home == FLEET else _("{key} leads back to your question.")
        self.write_strip(said.format(key=key))
        self.refresh_keys()

    def end_visit(self) -> None:
        """The visit is over: the text is where it was before."""
        spot, self._came_from, self.visited_from = self._came_from, None, ""
        if spot is None:
            return
        self.write_strip("")
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

    def return_home(self) -> None:
        """Back to the question or the run."""
        home = self.visited_from
        self.end_visit()
        self.orchestra.action_place(home)

    def keep_place(self) -> None:
        """Remember where the learner is; a visit does not count."""
        if not self.visiting:
            super().keep_place()


def fleet_address() -> str:
    """Where the link to the fleet leads, as the status line shows it."""
    return _("a run that shows this section")


def questions_address() -> str:
    """Where the link of the invitation leads, as the status line shows it."""
    return _("questions about this section")
