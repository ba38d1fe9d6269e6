"""The way out of a run: its end is told, its result can be looked at, and both go into the journal."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, cast

from textual import on, work
from textual.message import Message
from textual.worker import Worker, get_current_worker

from orchestra_tui.base.i18n import _
from orchestra_tui.fleet.metrics import Metric
from orchestra_tui.fleet.simulation.run import Act
from orchestra_tui.tui import places
from orchestra_tui.tui.screens.fleet.base import FleetBase
from orchestra_tui.tui.wishes import Watch
from orchestra_tui.tutor.playing.attempt import Attempt
from orchestra_tui.tutor.playing.recording import EndedError, Recording
from orchestra_tui.tutor.playing.takes import play
from orchestra_tui.tutor.playing.what_if import WhatIf, tells, what_ifs
from orchestra_tui.tutor.telling.words import dollars

if TYPE_CHECKING:
    from orchestra_tui.fleet.simulation.scenario import Scenario
    from orchestra_tui.tui.screens.fleet.hand import Hand

MOST_EVENTS = 20_000
"""Events of a run for which other futures are tried beforehand."""
OFFERED = 2
"""Other futures that are offered: as many as somebody would try."""


class Ending(FleetBase):
    """What happens when the end of a run is seen, and when it is left."""

    class Tried(Message):
        """Other futures worth trying were found."""

        def __init__(self, source: object, offered: tuple[WhatIf, ...]) -> None:
            super().__init__()
            self.source = source
            self.offered = offered

    attempt: Attempt | None = None
    """The learner's own run of it; None where nobody is to know."""
    home: str = places.FLEET
    """The place to leave to."""
    end_told: bool = False
    _saying_end: bool = False
    offered: tuple[WhatIf, ...] | None = None
    """Other futures worth trying, None as long as they are not known."""

    def shows(self, wish: Watch) -> bool:
        """Whether this is the run that is wished for."""
        ready = self.attempt.ready if self.attempt else None
        return ready is not None and wish.seed is None and not ready.own and ready.prepared.entry.name == wish.name

    # The end

    def redraw(self) -> None:
        """Draw the moment; the first time that it is the last one, say so."""
        super().redraw()
        ended = self.stage.player.ended and bool(self.stage.recording.count)
        if ended and not self.end_told:
            self.end_told = self._saying_end = True
            self._tell_end()
        elif self._saying_end and not ended:
            self._saying_end = False
            self.hush()

    def _tell_end(self) -> None:
        if self.attempt is not None:
            self.attempt.ended = True
            self._keep()
        self._try_others()
        self.refresh_keys()
        self.say(f"{self._outcome()} {_('{key} shows the result.').format(key=self._key)}")

    @property
    def _key(self) -> str:
        return self.orchestra.keymap.first("fleet-result")

    def _outcome(self) -> str:
        recording = self.stage.recording
        return _("The run is over: {merged} of {total} tasks in main, {cost}.").format(
            merged=recording.metrics[Metric.MERGED],
            total=len(recording.plan.tasks),
            cost=dollars(recording.metrics[Metric.COST]),
        )

    def standing(self) -> list[tuple[str, str]]:
        """At the end, that it is the end and where the result is."""
        if not self.stage.player.ended or not self.stage.recording.count:
            return super().standing()
        result = _("{key} shows the result.").format(key=self._key)
        return [("■ ", "accent bold"), (f"{self._outcome()} ", "foreground"), (result, "accent")]

    # The journal

    def _keep(self) -> None:
        """Let the journal know how far this run was watched."""
        if self.attempt is None:
            return
        row = self.attempt.stands(self.stage.takes[0].recording, sum(bool(take.parent) for take in self.stage.takes))
        if row is not None:
            course = self.orchestra.course.id
            with suppress(RuntimeError):
                self.orchestra.desk.with_journal(lambda journal: journal.append(*row, course))

    def on_unmount(self) -> None:
        """The run is left."""
        self._keep()

    def leave(self) -> None:
        """Back to where the learner came from."""
        self.app.pop_screen()
        self.orchestra.action_place(self.home)

    # The result

    def action_result(self) -> None:
        """What was said beside what came, and what to do now."""
        from orchestra_tui.tui.screens.fleet.result import FleetResult

        self.set_playing(on=False)
        self.app.push_screen(FleetResult(self.looks, self))

    # Other futures

    @work(thread=True, exclusive=True, group="others", exit_on_error=False)
    def _try_others(self) -> None:
        """Find futures that end in another way: what changes nothing is not worth a key."""
        worker, source = get_current_worker(), self.stage.source
        scenario, original = source.scenario, self.stage.takes[0].recording
        if scenario is None:
            return
        found: list[WhatIf] = []
        for what in what_ifs(scenario.plan, original.metrics):
            if original.count > MOST_EVENTS or _matters(scenario, source.seed, what, original, worker):
                found.append(what)
            if len(found) == OFFERED or worker.is_cancelled:
                break
        if not worker.is_cancelled:
            self.post_message(self.Tried(source, tuple(found)))

    @on(Tried)
    def tried(self, event: Tried) -> None:
        """Keep them for the result."""
        event.stop()
        if event.source is self.stage.source:
            from orchestra_tui.tui.screens.fleet.result import FleetResult

            self.offered = event.offered
            if isinstance(self.app.screen, FleetResult):
                self.app.screen.draw()

    def try_other(self, what: WhatIf) -> None:
        """Show another future of the run from its start."""
        hand = cast("Hand", self)
        hand.switch(1)
        hand.go_to(0)
        hand.act(what.fact)

    def show_take(self, number: int) -> None:
        """Show another take, at the same time."""
        cast("Hand", self).switch(number)


def _matters(scenario: Scenario, seed: int, what: WhatIf, original: Recording, worker: Worker[object]) -> bool:
    """Whether a run ends in another way if this is changed at its start."""
    try:
        made = play(
            scenario.plan,
            scenario.params,
            seed,
            (Act(1, what.fact),),
            progress=lambda done, _all: done < 2 * MOST_EVENTS and not worker.is_cancelled,
        )
    except EndedError:
        return False
    return tells(original.metrics, made.metrics)
