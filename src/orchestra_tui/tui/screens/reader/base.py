"""What the parts of the reader share: its widgets and what is open."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from textual.screen import Screen

from orchestra_tui.course.course import Course
from orchestra_tui.course.document import Section
from orchestra_tui.course.model import Place
from orchestra_tui.tui.keymap import Keymap
from orchestra_tui.tui.looks import Looks
from orchestra_tui.tui.shelf import Shelf
from orchestra_tui.tui.widgets.bars import Bar, KeyBar
from orchestra_tui.tui.widgets.page import Page
from orchestra_tui.tui.widgets.tree import SectionTree
from orchestra_tui.tutor.options import Options

if TYPE_CHECKING:
    from orchestra_tui.tui.app import OrchestraApp


class ReaderBase(Screen[None]):
    """The reader's widgets and state; its parts add what can be done with them."""

    def __init__(self, course: Course, options: Options, keymap: Keymap, looks: Looks) -> None:
        super().__init__()
        self.course = course
        self.options = options
        self.keymap = keymap
        self.looks = looks
        self.shelf = Shelf(course)
        self.page = Page(looks, options.settings.width, id="page")
        self.tree_list = SectionTree(looks, id="tree")
        self.title_bar = Bar(looks, id="title")
        self.status = Bar(looks, ground="tree", id="status")
        self.key_bar = KeyBar(looks, id="keys")
        self.section: Section | None = None

    @property
    def orchestra(self) -> OrchestraApp:
        """The application, by its own type."""
        return cast("OrchestraApp", self.app)

    def show_section(self, section: Section, place: Place | None = None) -> None:
        """Show a section; a subclass says how."""
        raise NotImplementedError
