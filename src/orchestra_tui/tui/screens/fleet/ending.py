"""The way out of a run: its end is told, its result can be looked at, and both go into the journal."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass

from textual import on, work
from textual.message import Message
from textual.worker import get_current_worker

from orchestra_tui.base.i18n import _
from orchestra_tui.fleet.facts import Intervention
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

MOST_EVENTS = 20_000
"""Events of a run for which other futures are tried beforehand."""
OFFERED = 2
"""Other futures that are offered: as many as somebody would try."""


@dataclass(frozen=True)
class Offered:
    """Another future, and what it came to; `recording` is None where it was not tried."""

    what: WhatIf
    acts: tuple[Act, ...]
    recording: Recording | None = None


class Ending(FleetBase):
    """What happens when the end of a run is seen, and when it is left."""

    class Tried(Message):
        """Other futures worth trying were found."""

        def __init__(self, source: object, offered: tuple[Offered, ...]) -> None:
            super().__init__()
            self.source = source
            self.offered = offered

    attempt: Attempt | None = None
    """The learner's own run of it; None where nobody is to know."""
    home: str = places.FLEET
    """The place to leave to."""
    end_told: bool = False
    offered: tuple[Offered, ...] | None = None
    """Other futures worth trying, None as long as they are not known."""

    async def furnish(self) -> None:
        """Show where we are, and how to let time go."""
        await super().furnish()
        key = self.orchestra.keymap.first("play")
        self.say(_("{key} lets time go and stops it.").format(key=key))

    def shows(self, wish: Watch) -> bool:
        """Whether this is the run that is wished for."""
        ready = self.attempt.ready if self.attempt else None
        return ready is not None and wish.seed is None and not ready.own and ready.prepared.entry.name == wish.name

    # The end

    def redraw(self) -> None:
        """Draw the moment; the first time that it is the last one, say so."""
        super().redraw()
        if self.stage.player.ended and self.stage.recording.count and not self.end_told:
            self.end_told = True
            self._tell_end()

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
        row = self.attempt.stands(self.stage.takes[0].recording, len(self.stage.takes) - 1)
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

    def action_section(self) -> None:
        """The text this scenario belongs to; leaving it leads back here."""
        if self.stage.source.section is not None:
            self.orchestra.open_passage(self.stage.source.section, "")

    # Other futures

    @work(thread=True, exclusive=True, group="others", exit_on_error=False)
    def _try_others(self) -> None:
        """Find futures that end in another way: what changes nothing is not worth a key."""
        worker, source = get_current_worker(), self.stage.source
        scenario, original = source.scenario, self.stage.takes[0].recording
        if scenario is None:
            return
        found: list[Offered] = []
        for what in what_ifs(scenario.plan, original.metrics):
            acts = (Act(1, what.fact),)
            if original.count > MOST_EVENTS:
                found.append(Offered(what, acts))
                continue
            try:
                made = play(
                    scenario.plan,
                    scenario.params,
                    source.seed,
                    acts,
                    title=source.title,
                    progress=lambda done, _all: done < 2 * MOST_EVENTS and not worker.is_cancelled,
                )
            except EndedError:
                continue
            if tells(original.metrics, made.metrics):
                found.append(Offered(what, acts, made))
            if len(found) == OFFERED or worker.is_cancelled:
                break
        self.post_message(self.Tried(source, tuple(found[:OFFERED])))

    @on(Tried)
    def tried(self, event: Tried) -> None:
        """Keep them for the result."""
        event.stop()
        if event.source is self.stage.source:
            from orchestra_tui.tui.screens.fleet.result import FleetResult

            self.offered = event.offered
            if isinstance(self.app.screen, FleetResult):
                self.app.screen.draw()

    def try_other(self, offered: Offered) -> None:
        """Show another future from its start."""
        self.stage.show(1)
        self.stage.player.go(0)
        if offered.recording is None:
            self.act(offered.what.fact)
        else:
            self.stage.add(offered.recording, offered.acts, 1)
            self.changed()

    def act(self, fact: Intervention) -> None:
        """Do this at the moment shown."""
        raise NotImplementedError

    def show_take(self, number: int) -> None:
        """Show another take, at the same time."""
        self.stage.show(number)
        self.changed()
