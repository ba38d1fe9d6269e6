"""The way into a run: what the situation is, what the learner predicts, and the run being computed meanwhile."""

from __future__ import annotations

from enum import Enum, auto
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.geometry import Size
from textual.message import Message
from textual.widgets import Input, Static
from textual.worker import Worker, WorkerState, get_current_worker

from orchestra_tui.base.errors import OrchestraError
from orchestra_tui.base.i18n import _
from orchestra_tui.journal.events import Event
from orchestra_tui.tui import places
from orchestra_tui.tui.bindings import bindings
from orchestra_tui.tui.looks import Looks
from orchestra_tui.tui.screens.fleet.opening_lines import (
    impossible_lines,
    note_lines,
    question_lines,
    situation_lines,
    waiting_lines,
)
from orchestra_tui.tui.screens.frame import TALL, Frame
from orchestra_tui.tui.widgets.block import Prose
from orchestra_tui.tui.widgets.sheet import Sheet
from orchestra_tui.tutor.playing.attempt import Attempt
from orchestra_tui.tutor.playing.guess import guess
from orchestra_tui.tutor.playing.loading import Ready
from orchestra_tui.tutor.playing.pace import pace
from orchestra_tui.tutor.playing.recording import EndedError, Recording
from orchestra_tui.tutor.playing.stage import Stage
from orchestra_tui.tutor.playing.takes import Take

COLUMN = 88
"""Cells of the page at most, as the stylesheet has them too."""
BESIDE = 2
"""Rows of a question beside its words: a rule, the field."""
TALL_BARS, SMALL_BARS = 3, 1
"""Rows of the lines around: places, status and keys, or keys alone."""
LONGEST = 60
"""Characters of a prediction."""


class Phase(Enum):
    """How far the learner has come."""

    ASKING = auto()
    WAITING = auto()
    """For the run to be computed, or for the prediction to be written down."""
    BLOCKED = auto()
    """It cannot be run at all."""


class GuessField(Input):
    """The field of the prediction; letters typed into it command nothing."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("guess")

    def __init__(self) -> None:
        super().__init__(id="guess", compact=True, max_length=LONGEST, select_on_focus=False)
        self.cursor_blink = False


class Waiting(Prose, can_focus=True):
    """What is said while there is nothing to type."""


class OpeningScreen(Frame):
    """Asks, computes, and gives way to the dashboard."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("fleet-wait")
    CSS_PATH = ["../frame.tcss", "fleet.tcss"]
    place = places.FLEET
    owns = ("fleet-wait",)

    class Counted(Message):
        """So many events are computed, or read of how many (0: nobody knows)."""

        def __init__(self, done: int, total: int) -> None:
            super().__init__()
            self.done = done
            self.total = total

    class Computed(Message):
        """The run is there, or why it is not."""

        def __init__(self, found: Recording | OrchestraError) -> None:
            super().__init__()
            self.found = found

    def __init__(self, looks: Looks, ready: Ready, home: str = places.FLEET) -> None:
        super().__init__(looks)
        self.home = home
        self.ready = ready
        self.attempt = Attempt(ready)
        self.obstacles = ready.prepared.obstacles if ready.recorded is None else ()
        self.phase = Phase.BLOCKED if self.obstacles else Phase.WAITING if ready.recorded else Phase.ASKING
        self.recording: Recording | None = None
        self.failed = False
        self._fault = ""
        self.counted = (0, 0)
        self.noted = ready.recorded is not None
        """Whether the prediction is written down, or there is none to write."""
        self.sheet = Sheet(id="sheet")
        self.situation = Prose(looks, "situation")
        self.question, self.note = Prose(looks, "question"), Prose(looks, "note")
        self.field, self.waiting = GuessField(), Waiting(looks, "waiting")
        self.row = Horizontal(Static(" › ", id="sign", markup=False), self.field, id="row")

    @property
    def context(self) -> str:
        """What has the focus, as a key of `commands.CHAINS`."""
        return "guess" if self.focused is self.field else "fleet-wait"

    def compose(self) -> ComposeResult:
        """The situation above, what is asked below."""
        self.fit(self.app.size)
        yield self.title_bar
        with Vertical(id="middle"):
            with self.sheet, Vertical(id="column"):
                yield self.situation
            with Vertical(id="asking"), Vertical(id="asked"):
                yield from (self.question, self.row, self.note, self.waiting)
        yield self.status
        yield self.key_bar

    def fit(self, size: Size) -> None:
        """The situation gives way to the question, which is always seen whole."""
        super().fit(size)
        measure = min(size.width, COLUMN) - 4
        question = self.ready.prepared.scenario.head.question
        said = [*question_lines(question, measure), *note_lines(self._fault, measure)]
        beside = BESIDE + (TALL_BARS if size.height >= TALL else SMALL_BARS)
        self.sheet.styles.max_height = max(2, size.height - len(said) - beside)

    async def furnish(self) -> None:
        """Show the situation; the run is computed while the learner thinks."""
        self.orchestra.tell(*self.ready.notes)
        self.note.say(None)
        if self.obstacles:
            self.situation.say(lambda width: impossible_lines(self.ready, self.obstacles, width))
        else:
            self.situation.say(lambda width: situation_lines(self.ready, width))
            self._compute()
        self._arrange()

    def _arrange(self) -> None:
        asking, waiting = self.phase is Phase.ASKING, self.phase is Phase.WAITING
        question = self.ready.prepared.scenario.head.question
        self.query_one("#asking").display = self.phase is not Phase.BLOCKED
        self.question.say((lambda width: question_lines(question, width)) if asking else None)
        self.row.display = asking
        self.waiting.say((lambda width: waiting_lines(self.ready, *self.counted, width)) if waiting else None)
        (self.field if asking else self.waiting if waiting else self.sheet).focus()
        self.refresh_keys()

    # What the learner says

    def action_give(self) -> None:
        """Take the prediction; nothing typed is none."""
        text = self.field.value.strip()
        try:
            predicted = guess(text, self.attempt.metric) if text else None
        except ValueError as error:
            self._note(str(error))
            return
        self._predicted(predicted)

    def _note(self, fault: str) -> None:
        """Say what is wrong with the prediction, or nothing."""
        self._fault = fault
        self.note.say((lambda width: note_lines(fault, width)) if fault else None)
        self.fit(self.app.size)

    def action_skip(self) -> None:
        """Watch without a prediction."""
        self._predicted(None)

    def _predicted(self, predicted: int | None) -> None:
        """What is predicted is written down before anything of the run is shown."""
        if self.phase is not Phase.ASKING:
            return
        self.attempt.predicted = predicted
        self.phase = Phase.WAITING
        self._note("")
        self._arrange()
        row, course = self.attempt.begun(), self.orchestra.course.id

        def write(event: Event) -> None:
            self.examine(lambda quiz: quiz.journal.append(*event, course), lambda _row: self._written())

        if row is None:
            self._written()
        else:
            write(row)

    def refused(self, fault: OrchestraError) -> None:
        """A journal that cannot be opened does not stop anybody from watching."""
        super().refused(fault)
        self._written()

    def _written(self) -> None:
        self.noted = True
        self._go_on()

    @on(Input.Changed)
    def typed(self, event: Input.Changed) -> None:
        """What was wrong with it does not matter any more."""
        event.stop()
        if self._fault:
            self._note("")

    # The run

    @work(thread=True, exclusive=True, group="play", exit_on_error=False)
    def _compute(self) -> None:
        worker = get_current_worker()

        def progress(done: int, total: int) -> bool:
            self.post_message(self.Counted(done, total))
            return not worker.is_cancelled

        found: Recording | OrchestraError
        try:
            found = self.ready.recording(progress)
        except EndedError:
            return
        except OrchestraError as fault:
            found = fault
        self.post_message(self.Computed(found))

    @on(Counted)
    def count(self, event: Counted) -> None:
        """Say how far it is."""
        event.stop()
        self.counted = (event.done, event.total)
        if self.phase is Phase.WAITING:
            self.waiting.relay()

    @on(Computed)
    def computed(self, event: Computed) -> None:
        """The run is there; it is shown once the learner has said what they expect."""
        event.stop()
        if isinstance(event.found, OrchestraError):
            self._fail(str(event.found))
        else:
            self.recording = event.found
            self._go_on()

    @on(Worker.StateChanged)
    def worker_changed(self, event: Worker.StateChanged) -> None:
        """A mistake in the program is written down, and said in one line."""
        if event.state is WorkerState.ERROR and event.worker.error:
            from orchestra_tui.tui.failure import record

            log = self.orchestra.options.home.log
            record(log, event.worker.error)
            self._fail(_("The run cannot be shown: a mistake in the program, written to {file}").format(file=log))

    def _fail(self, text: str) -> None:
        self.app.notify(text, severity="warning", markup=False)
        self.failed = True
        self._go_on()

    def on_screen_resume(self) -> None:
        """The learner is back: what is ready by now is shown."""
        self.call_later(self._go_on)

    def _go_on(self) -> None:
        """To the run, or away if there is none; nothing happens behind the learner's back."""
        if self.app.screen is not self:
            return
        if self.failed:
            self.app.pop_screen()
        elif self.noted and self.recording is not None:
            from orchestra_tui.tui.screens.fleet.screen import DashboardScreen

            recording, self.recording = self.recording, None
            stage = Stage(self.ready.source(self.attempt.predicted), [Take(1, recording)])
            stage.player.speed = pace(recording)
            screen = DashboardScreen(self.looks, stage)
            screen.attempt, screen.home = self.attempt, self.home
            self.app.switch_screen(screen)

    # Keys

    def action_back(self) -> None:
        """Enough."""
        self.app.pop_screen()
        self.orchestra.action_place(self.home)

    def action_line(self, step: int) -> None:
        """Move by lines."""
        self.sheet.line(step)

    def action_leaf(self, pages: float) -> None:
        """Move by pages."""
        self.sheet.leaf(pages)
