"""The first page of the fleet: what can be watched, and how it went."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.geometry import Size
from textual.message import Message
from textual.worker import get_current_worker

from orchestra_tui.base.errors import OrchestraError
from orchestra_tui.course.layout import Line, Run
from orchestra_tui.course.model import SectionRef
from orchestra_tui.tui import places
from orchestra_tui.tui.bindings import bindings
from orchestra_tui.tui.looks import Looks
from orchestra_tui.tui.screens.fleet.bill import Bill, bill
from orchestra_tui.tui.screens.fleet.start_rows import detail_lines, start_rows, wish_of
from orchestra_tui.tui.screens.frame import TALL, Frame
from orchestra_tui.tui.widgets.block import Prose
from orchestra_tui.tui.widgets.board import Board
from orchestra_tui.tui.widgets.column import MARGIN
from orchestra_tui.tui.widgets.rows import RowList
from orchestra_tui.tui.wishes import Read, Watch

if TYPE_CHECKING:
    from orchestra_tui.tutor.playing.loading import Ready, Stamp
    from orchestra_tui.tutor.playing.showing import Shown

DETAIL, SMALL_DETAIL = 5, 3
"""Lines about the row under the cursor."""


class FleetStart(Frame):
    """The scenarios of the course and a file of one's own; below them, what the one under the cursor shows."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("fleet-start")
    CSS_PATH = ["../frame.tcss", "fleet.tcss"]
    AUTO_FOCUS = "Board"
    place = places.FLEET
    context = "fleet-start"
    owns = ("fleet-start",)

    class Learned(Message):
        """A worker read a scenario; its run may be measured already."""

        def __init__(self, name: str, stamp: Stamp, shown: Shown) -> None:
            super().__init__()
            self.name = name
            self.stamp = stamp
            self.shown = shown

    class Loaded(Message):
        """What was wished for is ready, or why it is not."""

        def __init__(self, found: Ready | OrchestraError) -> None:
            super().__init__()
            self.found = found

    def __init__(self, looks: Looks) -> None:
        super().__init__(looks)
        self.board = Board(looks, id="board")
        self.detail = Prose(looks, id="detail")
        self.bill: Bill | None = None
        self._back = places.FLEET
        self._learned: dict[Path, tuple[Stamp, Shown]] = {}

    def compose(self) -> ComposeResult:
        """Lines above and below, the rows and what is said about one in between."""
        self.fit(self.app.size)
        yield self.title_bar
        yield self.board
        yield self.detail
        yield self.status
        yield self.key_bar

    async def furnish(self) -> None:
        """The rows come once the learner is here."""
        self.board.moved = self._moved
        self.detail.say(self._detail)
        self.refresh_keys()

    def fit(self, size: Size) -> None:
        """What is shown at this size."""
        super().fit(size)
        self.detail.styles.height = 1 + (DETAIL if size.height >= TALL else SMALL_DETAIL)

    # What there is

    def on_screen_resume(self) -> None:
        """The learner is here, again or for the first time: see how things stand now."""
        if self.app.screen is self:
            self.look_again()

    def look_again(self) -> None:
        """See how things stand now."""
        place = self.orchestra.desk.reading.place
        self.examine(bill(place.section if place else ""), self._show)

    def _show(self, found: Bill) -> None:
        paths = {each.entry.name: each.entry.path for each in found.listed}
        shown = {name: self._learned[path][1] for name, path in paths.items() if path in self._learned}
        self.bill = replace(found, shown=shown)
        self._draw()
        self._learn(paths, {path: stamp for path, (stamp, known) in self._learned.items() if known.minutes})

    def _draw(self) -> None:
        found = self.bill
        if found is not None:
            self.board.show(lambda width: start_rows(found, width))
            self._moved()

    @work(thread=True, exclusive=True, group="learn", exit_on_error=False)
    def _learn(self, paths: dict[str, Path], known: dict[Path, Stamp]) -> None:
        """Read each scenario for what it shows, then run each for the time it takes; what is known already is left."""
        from orchestra_tui.tutor.playing.loading import stamps
        from orchestra_tui.tutor.playing.showing import shown

        worker = get_current_worker()
        stamped = {path: stamps((path,))[0] for path in paths.values()}
        begun = {name: shown(path, lambda: not worker.is_cancelled) for name, path in paths.items()}
        begun = {name: steps for name, steps in begun.items() if known.get(paths[name]) != stamped[paths[name]]}
        while begun and not worker.is_cancelled:
            for name, steps in list(begun.items()):
                try:
                    self.post_message(self.Learned(name, stamped[paths[name]], next(steps)))
                except (StopIteration, OrchestraError):
                    del begun[name]

    @on(Learned)
    def learned(self, event: Learned) -> None:
        """Show it."""
        event.stop()
        found = self.bill.named(event.name) if self.bill else None
        if self.bill is None or found is None:
            return
        self._learned[found.entry.path] = (event.stamp, event.shown)
        self.bill = replace(self.bill, shown={**self.bill.shown, event.name: event.shown})
        self._draw()

    # Rows

    @property
    def wish(self) -> Watch | None:
        """What the row under the cursor wishes to watch."""
        return wish_of(self.board.row.value) if self.board.row else None

    @property
    def section(self) -> SectionRef | None:
        """The section of the scenario under the cursor."""
        found = self.bill.named(self.wish.name) if self.bill and self.wish else None
        return found.entry.section if found else None

    def holds(self, condition: str) -> bool:
        """Whether a command's condition holds."""
        return self.section is not None if condition == "scenario" else super().holds(condition)

    def _moved(self) -> None:
        self.detail.relay()
        self.refresh_keys()

    def _detail(self, width: int) -> list[Line]:
        measure = self.board.measure
        margin = Run(" " * max(MARGIN, (width - measure) // 2))
        value = self.board.row.value if self.board.row else None
        height = self.detail.size.height or SMALL_DETAIL
        lines = detail_lines(self.bill, value, measure, height)
        return [line._replace(runs=(margin, *line.runs), indent=line.indent + len(margin.text)) for line in lines]

    @on(RowList.Chosen)
    def choose(self, event: RowList.Chosen) -> None:
        """Do what the row says."""
        value = self.chosen(event, self.board)
        wish = wish_of(value)
        if wish is not None:
            self.open(wish)
        elif value is not None:
            self.action_open_file()

    def point_at(self, name: str) -> None:
        """Put the cursor on a scenario of the list."""
        at = [number for number, row in enumerate(self.board.rows) if row.value == Watch(name)]
        if at:
            self.board.go(at[0])

    # What is opened

    def open(self, wish: Watch, back: str = places.FLEET) -> None:
        """Make a run ready, then ask what will come of it; `back` is the place to leave to."""
        self._back = back
        self.point_at(wish.name)
        self._load(wish)

    @work(thread=True, exclusive=True, group="load", exit_on_error=False)
    def _load(self, wish: Watch) -> None:
        from orchestra_tui.tutor.playing.loading import load

        found: Ready | OrchestraError
        try:
            language = self.orchestra.options.course_language
            found = load(self.orchestra.course, wish.name, seed=wish.seed, language=language)
        except OrchestraError as fault:
            found = fault
        self.post_message(self.Loaded(found))

    @on(Loaded)
    def loaded(self, event: Loaded) -> None:
        """Ask, or tell what is wrong."""
        event.stop()
        if isinstance(event.found, OrchestraError):
            self.app.notify(str(event.found), severity="warning", markup=False)
        elif self.app.screen is self:
            self._enter(event.found, self._back)

    def _enter(self, ready: Ready | None, back: str = places.FLEET) -> None:
        if ready is not None:
            from orchestra_tui.tui.screens.fleet.opening import OpeningScreen

            self.app.push_screen(OpeningScreen(self.looks, ready, back))

    def action_open_file(self) -> None:
        """Ask for a file until one can be opened, or the learner has enough."""
        from orchestra_tui.tui.screens.fleet.ask_file import AskFile

        self.app.push_screen(AskFile(self.orchestra.course, self.orchestra.options.course_language), self._enter)

    def action_section(self) -> None:
        """The text that the scenario belongs to."""
        if self.section:
            self.orchestra.open_section(Read(self.section))

    def action_leave(self) -> None:
        """To the text."""
        self.orchestra.action_place(places.THEORY)
