"""From the text to its questions and back: the invitation below a section, and visits from a question."""

from __future__ import annotations

from orchestra_tui.base.errors import OrchestraError
from orchestra_tui.base.i18n import _, n_
from orchestra_tui.course.document import Section
from orchestra_tui.course.layout import Line, Role, Run, headings
from orchestra_tui.course.model import Mark, SectionRef
from orchestra_tui.tui.places import CHECK, INVITED, INVITED_MINUTES, THEORY, has_questions
from orchestra_tui.tui.screens.reader.base import ReaderBase
from orchestra_tui.tui.shelf import whole_text
from orchestra_tui.tui.trail import Spot


class Asking(ReaderBase):
    """What leads from a section to its questions, and from a question to its passage and back."""

    _came_from: Spot | None = None
    """Where the learner was reading before a question sent them here, as long as the visit lasts."""

    def holds(self, condition: str) -> bool:
        """Whether there are questions, or the learner is here on a visit."""
        if condition == "questions":
            return has_questions(self.course, self.current.ref)
        if condition.startswith("place"):
            return self.orchestra.offers(condition)
        return super().holds(condition)

    @property
    def visiting(self) -> bool:
        """Whether a question waits for the learner to come back."""
        return self._came_from is not None

    # The invitation

    def invitation(self, section: Section, last: Line) -> tuple[Line, ...]:
        """The lines below a section that has questions; they belong to its last block."""
        if not has_questions(self.course, section.ref):
            return ()
        count = n_("{n} question", "{n} questions", INVITED).format(n=INVITED)
        text = _("Check yourself: {questions} · {n} min").format(questions=count, n=INVITED_MINUTES)
        key = Run(f"   {self.keymap.first('check-section')}", Role.BULLET, Mark.STRONG)
        runs = (Run("▸ ", Role.BULLET), Run(text, Role.BODY, Mark.LINK, questions_address()), key)
        blank = last._replace(runs=(), place=last.place + 1, code=None, fold=None, indent=0)
        return blank, blank._replace(runs=runs, place=blank.place + 1, indent=2)

    def action_check_section(self) -> None:
        """A few questions about this section; leaving them leads back to this line."""
        from orchestra_tui.tui.wishes import Begin

        self.keep_place()
        self.orchestra.begin(Begin("check", (self.current.ref,)), back=THEORY)

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

    def visit(self, ref: SectionRef, anchor: str) -> None:
        """Show the passage of a question until the learner goes back to it."""
        if self._came_from is None:
            self._came_from = self.here
        self.open_heading(ref, anchor)
        key = self.keymap.first("close")
        self.write_strip(_("{key} leads back to your question.").format(key=key))
        self.refresh_keys()

    def end_visit(self) -> None:
        """The visit is over: the text is where it was before."""
        spot, self._came_from = self._came_from, None
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

    def return_to_question(self) -> None:
        """Back to the question."""
        self.end_visit()
        self.orchestra.action_place(CHECK)

    def keep_place(self) -> None:
        """Remember where the learner is; a visit does not count."""
        if not self.visiting:
            super().keep_place()


def questions_address() -> str:
    """Where the link of the invitation leads, as the status line shows it."""
    return _("questions about this section")
