"""What the parts of the reader share: its widgets, what is open, and how to say something."""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic
from typing import TYPE_CHECKING, cast

from textual.message import Message
from textual.screen import Screen
from textual.timer import Timer
from textual.widgets import Static

from orchestra_tui.course.course import Course
from orchestra_tui.course.document import Section
from orchestra_tui.course.layout import Line
from orchestra_tui.course.model import Place
from orchestra_tui.tui.keymap import Keymap
from orchestra_tui.tui.looks import Looks
from orchestra_tui.tui.opening import Opening
from orchestra_tui.tui.places import THEORY
from orchestra_tui.tui.shelf import Shelf
from orchestra_tui.tui.trail import Spot, Trail
from orchestra_tui.tui.widgets.bars import Bar, KeyBar
from orchestra_tui.tui.widgets.page import Page
from orchestra_tui.tui.widgets.placebar import PlaceBar
from orchestra_tui.tui.widgets.tree import SectionTree
from orchestra_tui.tutor.options import Options

if TYPE_CHECKING:
    from orchestra_tui.journal.reading import Reading
    from orchestra_tui.tui.app import OrchestraApp
    from orchestra_tui.tui.command import Command
    from orchestra_tui.tui.desk import Desk
    from orchestra_tui.tui.offers import Offer

SAID_FOR = 6.0
"""Seconds that a remark stays in the status line."""


class ReaderBase(Screen[None]):
    """The reader's widgets and state; its parts add what can be done with them."""

    class Fetched(Message):
        """The journal was read."""

        def __init__(self, reading: Reading) -> None:
            super().__init__()
            self.reading = reading

    class Renewed(Message):
        """The course was opened again, with the same section in it."""

        def __init__(self, course: Course, section: Section) -> None:
            super().__init__()
            self.course = course
            self.section = section

    class Said(Message):
        """A worker has something to tell."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    def __init__(self, course: Course, options: Options, keymap: Keymap, looks: Looks, start: Opening) -> None:
        super().__init__()
        self.course = course
        self.options = options
        self.keymap = keymap
        self.looks = looks
        self.start = start
        self.clock: Callable[[], float] = monotonic
        self.shelf = Shelf(course)
        self.trail = Trail()
        self.page = Page(looks, options.settings.width, id="page")
        self.tree_list = SectionTree(looks, id="tree")
        self.title_bar = PlaceBar(looks, THEORY, id="title")
        self.status = Bar(looks, ground="tree", id="status")
        self.strip = Static(id="strip", markup=False)
        self.key_bar = KeyBar(looks, id="keys")
        self.section: Section | None = None
        self.furnished = False
        """Whether the first text has been painted and everything else may come."""
        self._remark = ""
        self._remark_timer: Timer | None = None

    @property
    def orchestra(self) -> OrchestraApp:
        """The application, by its own type."""
        return cast("OrchestraApp", self.app)

    @property
    def desk(self) -> Desk:
        """The learner's side of the course; not asked for before the first text is painted."""
        return self.orchestra.desk

    @property
    def current(self) -> Section:
        """The section that is shown."""
        assert self.section
        return self.section

    @property
    def here(self) -> Spot:
        """Where the learner is."""
        return Spot(str(self.current.ref), self.page.place)

    @property
    def context(self) -> str:
        """What has the focus, as a key of `commands.CHAINS`."""
        if self.has_class("-noting"):
            return "note"
        if self.has_class("-finding"):
            return "find"
        return "tree" if self.focused is self.tree_list else "page"

    def say(self, text: str) -> None:
        """A remark in the status line, for a moment."""
        self._remark = text
        if self._remark_timer:
            self._remark_timer.stop()
        self._remark_timer = self.set_timer(SAID_FOR, self.hush) if text else None
        self.refresh_lines()

    def write_strip(self, text: str) -> None:
        """The line above the status line; without a text it goes away."""
        self.strip.update(text)
        self.strip.display = bool(text)

    def hush(self) -> None:
        """Take the remark away."""
        if self._remark:
            self._remark = ""
            self.refresh_lines()

    def pick(self, offer: Offer, then: Callable[[object], None]) -> None:
        """Let the learner choose; `then` gets the value, unless nothing was chosen."""

        from orchestra_tui.tui.screens.picker import Picker

        def chosen(value: object) -> None:
            if value is not None:
                then(value)

        self.app.push_screen(Picker(self.looks, offer), chosen)

    def holds(self, condition: str) -> bool:
        """Whether a command's condition holds; each part of the reader knows its own."""
        return {
            "": True,
            "hits": bool(self.page.hits),
            "back": self.trail.can(-1),
            "forward": self.trail.can(1),
        }.get(condition, False)

    def offers(self, command: Command) -> bool:
        """Whether a command can be done now."""
        return self.holds(command.when)

    async def do(self, command: Command) -> None:
        """Do what a command heard here does."""
        owner = {"page": self.page, "tree": self.tree_list, "app": self.app}.get(command.place, self)
        await self.app.run_action(command.action, default_namespace=owner)

    # Said by the parts

    def invitation(self, section: Section, last: Line) -> tuple[Line, ...]:
        """The lines below a section, whose last line is `last`, that lead to its questions."""
        raise NotImplementedError

    def keep_place(self) -> None:
        """Remember where the learner is."""
        raise NotImplementedError

    def show_section(self, section: Section, place: Place | None = None) -> None:
        """Show a section from a place on."""
        raise NotImplementedError

    def jump(self, ref: str, place: Place | None = None, line: int | None = None) -> None:
        """Show a place by a section's full id, with a way back; `line` is a line of the file."""
        raise NotImplementedError

    def refresh_frame(self) -> None:
        """Bring everything around the text up to date."""
        raise NotImplementedError

    def refresh_tree(self) -> None:
        """Bring the list of sections up to date."""
        raise NotImplementedError

    def refresh_lines(self) -> None:
        """Bring the title and status lines up to date."""
        raise NotImplementedError

    def refresh_keys(self) -> None:
        """Bring the key bar up to date."""
        raise NotImplementedError

    def show_bookmarks(self) -> None:
        """Mark this section's bookmarks at the margin."""
        raise NotImplementedError
