"""The reader: a section on the page, the list of sections beside it, one line above and two below."""

from __future__ import annotations

import gc
from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.geometry import Size
from textual.worker import Worker, WorkerState

from orchestra_tui.base.i18n import _
from orchestra_tui.course.document import Section
from orchestra_tui.course.model import Place
from orchestra_tui.tui.bindings import bindings
from orchestra_tui.tui.commands import BY_ID, in_place
from orchestra_tui.tui.screens.reader.base import ReaderBase
from orchestra_tui.tui.screens.reader.going import Going
from orchestra_tui.tui.screens.reader.parts import Parts
from orchestra_tui.tui.shelf import Shelf, minutes_left
from orchestra_tui.tui.widgets.bars import KeyBar

WIDE = 90
"""Columns from which the list of sections has a place of its own."""
TALL = 18
"""Rows from which the title line is shown."""
ROOMY = 30
"""Rows from which there is air above the text."""
TREE = 34
"""Columns of the list of sections beside the text, as the stylesheet has them too."""
BELOW = 3
"""Rows below the text at the start: the strip, the status line, the key bar."""

if TYPE_CHECKING:
    from orchestra_tui.journal.reading import Reading


class ReaderScreen(Parts, Going):
    """Where the course is read."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("reader")
    AUTO_FOCUS = ""

    def compose(self) -> ComposeResult:
        """The page alone, where it will stay: the room around it is kept free for what comes after the first paint."""
        size = self.app.size
        self._fit(size)
        with Horizontal(id="body") as body:
            body.styles.margin = (int(size.height >= TALL), 0, BELOW, 0)
            self.page.styles.margin = (0, 0, 0, TREE if size.width >= WIDE else 0)
            yield self.page

    def on_mount(self) -> None:
        """Open the book; everything but the text comes after it has been painted."""
        self.show_section(self.start.section, self.start.place)
        self.call_after_refresh(self._furnish)

    async def _furnish(self) -> None:
        gc.freeze()
        gc.enable()
        body = self.query_one("#body")
        with self.app.batch_update():
            body.styles.margin = self.page.styles.margin = 0
            await body.mount(self.tree_list, before=self.page)
            await self.mount(self.title_bar, before=body)
            await self.mount(self.strip, self.status, self.key_bar, after=body)
            self.furnished = True
            self.page.moved = self.moved
            self.set_focus(self.page)
            self.guide.start(resumed=self.start.resumed)
            self.opened_section()
        self.desk.fetched = self._tell_fetched
        self.desk.load()
        self.renewing.start()
        self.title_bar.offer(self.orchestra.places)
        self.orchestra.count_due()
        self.watch(self, "focused", self.refresh_keys, init=False)

    def _tell_fetched(self, reading: Reading) -> None:
        self.post_message(self.Fetched(reading))

    @on(ReaderBase.Fetched)
    def fetched(self, event: ReaderBase.Fetched) -> None:
        """The journal was read: marks, notes and bookmarks appear."""
        self.desk.take(event.reading)
        self.guide.known()
        self.show_bookmarks()
        self.check_read()
        self.refresh_frame()

    def opened_section(self) -> None:
        """Another section is shown: everything around it follows."""
        self.show_bookmarks()
        super().opened_section()
        self.showing.moved()

    def moved(self) -> None:
        """Another line is on top."""
        super().moved()
        if self.furnished:
            self.showing.moved()

    def show_section(self, section: Section, place: Place | None = None) -> None:
        """Show a section from a place on; an open note is kept first."""
        self._close_note()
        super().show_section(section, place)

    def refresh_frame(self) -> None:
        """Bring everything around the text up to date."""
        super().refresh_frame()
        if self.counted_all():
            self.guide.greet(minutes_left(self.shelf.siblings(self.current), self.desk.reading.read))

    def on_resize(self) -> None:
        """Rearrange for the size of the terminal."""
        self._fit(self.app.size)

    def _fit(self, size: Size) -> None:
        self.set_class(size.width >= WIDE, "-wide")
        self.set_class(size.width < WIDE, "-narrow")
        self.set_class(size.height >= TALL, "-tall")
        self.set_class(size.height >= ROOMY, "-roomy")

    def on_key(self, event: events.Key) -> None:
        """Any key ends the greeting."""
        self.guide.end_greeting()

    @on(ReaderBase.Renewed)
    def renewed(self, event: ReaderBase.Renewed) -> None:
        """The file has changed: show what it says now, where the learner is."""
        shelf = Shelf(event.course)
        shelf.unfolded, shelf.folded = self.shelf.unfolded, self.shelf.folded
        self.course, self.shelf, self.section = event.course, shelf, event.section
        self.orchestra.course = event.course
        self.forget_prepared()
        self.page.renew(self.typeset(event.section))
        self.refresh_frame()
        self.prepare()
        self.showing.look_again()
        self.say(_("The file has changed; this is what it says now."))

    @on(Worker.StateChanged)
    def worker_changed(self, event: Worker.StateChanged) -> None:
        """A worker that failed leaves its reason in the log; the text stands without it."""
        if event.state is WorkerState.ERROR and event.worker.error:
            from orchestra_tui.tui.failure import record

            record(self.options.home.log, event.worker.error)

    def on_unmount(self) -> None:
        """Remember where the learner was."""
        if self.has_class("-noting"):
            self.noting.keep()
        self.keep_place()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """A command with a condition is there only while it holds; none is before there is more than the text."""
        if not self.furnished:
            return False
        conditions = _CONDITIONS.get(action, ())
        return not conditions or any(self.holds(condition) for condition in conditions)

    def _close_note(self) -> None:
        if self.has_class("-noting"):
            self.noting.close()

    def holds(self, condition: str) -> bool:
        """Whether a command's condition holds: there is something to close."""
        if condition != "open":
            return super().holds(condition)
        found = self.page.hits or self.page.picked or self.page.searching or self.text_selected()
        return bool(self.context != "page" or found or self.visiting)

    def text_selected(self) -> bool:
        """Whether text is selected with the mouse."""
        return bool(self.selections)

    def action_close(self) -> None:
        """Close what is open, the nearest thing first."""
        if self.has_class("-noting"):
            self._close_note()
        elif self.has_class("-finding"):
            self.finding.close(keep_hits=False)
        elif self.text_selected():
            self.clear_selection()
        elif self.focused is self.tree_list:
            self.leave_tree()
        elif self.page.picked:
            self.page.pick(None)
        elif self.page.searching:
            self.finding.close(keep_hits=False)
        elif self.visiting:
            self.return_home()
        else:
            self.hush()

    @on(KeyBar.Pressed)
    async def press(self, event: KeyBar.Pressed) -> None:
        """Do what a clicked key does."""
        event.stop()
        await self.do(BY_ID[event.command])


def _conditions() -> Iterable[tuple[str, tuple[str, ...]]]:
    found: dict[str, tuple[str, ...]] = {}
    for command in (*in_place("reader"), *in_place("page")):
        action = command.action.removeprefix("screen.").partition("(")[0]
        if command.when and (command.place == "reader" or command.action.startswith("screen.")):
            found[action] = (*found.get(action, ()), command.when)
    return found.items()


_CONDITIONS = dict(_conditions())
