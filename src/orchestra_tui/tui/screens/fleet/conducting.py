"""The learner's hand: each act forks the future of the take that is shown, at the moment that is shown."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

from orchestra_tui.base.i18n import _
from orchestra_tui.fleet.facts import FaultAsked, Intervention
from orchestra_tui.tui.screens.fleet.computing import Computing, Wanted
from orchestra_tui.tui.screens.fleet.timing import Timing
from orchestra_tui.tui.widgets.bars import Piece
from orchestra_tui.tutor.playing.recording import Recording
from orchestra_tui.tutor.playing.takes import answered, difference, untouched
from orchestra_tui.tutor.telling.amounts import Calendar
from orchestra_tui.tutor.telling.difference_said import deltas, parted

if TYPE_CHECKING:
    from orchestra_tui.tui.screens.fleet.why import Ways

WAYS = {1: "success", 0: "foreground", -1: "warning"}
"""The ink of a change for the better, of one that is neither, and of one for the worse; its sign tells it, too."""


class Conducting(Computing, Timing):
    """What the learner does to the fleet.

    An act is computed at once and shown right after itself, so that the next one comes on top of it. One that is
    ordered while another is computed waits for it.
    """

    def __init__(self, *given: object, **named: object) -> None:
        super().__init__(*given, **named)  # type: ignore[arg-type]
        self._waiting: deque[Intervention] = deque()
        self._summary: tuple[Recording, int, tuple[Piece, ...]] | None = None
        """What the take that is shown changed, and the moment at which that is said."""

    # Acting

    def act(self, fact: Intervention) -> None:
        """Do this at the moment shown."""
        self.set_playing(on=False)
        self._waiting.append(fact)
        self._next()

    def act_other_seed(self, seed: int) -> None:
        """Play the same scenario with other luck."""
        self.set_playing(on=False)
        self._waiting.clear()
        self._want(Wanted(seed, (), self.stage.recording))

    def _next(self) -> None:
        if self.wanted is None and self._waiting:
            fact, stage = self._waiting.popleft(), self.stage
            seed, acts = stage.recording.seed, stage.acts(fact)
            parent = stage.takes[stage.parent(seed, acts) - 1]
            self._want(Wanted(seed, acts, parent.recording, (fact, stage.recording, stage.player.n)))

    def _want(self, wanted: Wanted) -> None:
        scenario = self.stage.source.scenario
        assert scenario
        if number := self.stage.known(wanted.seed, wanted.acts):
            self.switch(number)
            self.say(_("That is take {n}, which is there already.").format(n=number))
            self._next()
        else:
            self.compute(scenario, wanted)

    def give_up(self) -> None:
        """Nothing more is computed, nor what waits for it."""
        self._waiting.clear()
        super().give_up()

    def action_give_up(self) -> None:
        """The future that is being computed is not wanted."""
        self.give_up()
        self.say(_("Given up: nothing has changed."))

    # What comes of it

    def computed(self, wanted: Wanted, recording: Recording) -> None:
        """A future is there: it is a take now, shown at the same time, unless another run is on stage by then."""
        if not self._ours(wanted):
            self._waiting.clear()
        elif isinstance(wanted.about, tuple):
            self._forked(wanted, recording, *wanted.about)
        else:
            self.stage.add_original(recording)
            self.changed()
        self._next()

    def _ours(self, wanted: Wanted) -> bool:
        return any(take.recording is wanted.parent for take in self.stage.takes)

    def _forked(self, wanted: Wanted, recording: Recording, fact: Intervention, shown: Recording, n: int) -> None:
        assert wanted.parent
        shared = difference(wanted.parent, recording).shared
        if shared >= recording.count or untouched(wanted.parent, recording, shared):
            self.say(self._nothing(fact))
            return
        stayed = self.stage.recording is shown and self.stage.player.n == n
        self.keep(recording, wanted)
        if stayed:
            self.stage.player.stay(answered(recording, shared + 1))
            self.changed()

    def _nothing(self, fact: Intervention) -> str:
        if isinstance(fact, FaultAsked):
            return _("The fault came to nothing: the run is the same.")
        return _("That changes nothing: the run is the same.")

    def keep(self, recording: Recording, wanted: Wanted) -> None:
        """A future becomes a take and is shown at the same time."""
        if not self._ours(wanted):
            return
        self.stage.add(recording, wanted.acts, self.stage.parent(wanted.seed, wanted.acts))
        self.changed()

    def switch(self, number: int) -> None:
        """Show another take at the same time."""
        self.stage.show(number)
        self.changed()

    def changed(self) -> None:
        """Another take is shown: say what sets it apart."""
        take, player = self.stage.take, self.stage.player
        self._summary = None if take.number == 1 else (take.recording, player.n, tuple(self._summed_up()))
        super().changed()

    def _summed_up(self) -> list[Piece]:
        take = self.stage.take
        found = self.stage.against(take.number)
        pieces: list[Piece] = [(_("Take {n}:").format(n=take.number) + " ", "accent bold")]
        for number, change in enumerate(deltas(found)):
            pieces.append((", " if number else "", "muted"))
            pieces.append((change.text, WAYS[change.way]))
        if len(pieces) == 1:
            pieces.append((_("it all ends alike"), "foreground"))
        if take.parent:
            calendar = Calendar(take.recording.plan, take.recording.end)
            pieces.append((f" · {parted(calendar, found)}", "muted"))
        pieces.append((" · ", "muted"))
        pieces.append((_("{key} shows the takes").format(key=self.orchestra.keymap.first("takes")), "muted"))
        return pieces

    def go_to(self, n: int) -> None:
        """Show the moment right after an event."""
        self.stage.player.go(n)
        self.redraw()
        self.refresh_keys()

    def ways(self) -> Ways:
        """How the page that answers "why?" leads back."""
        from orchestra_tui.tui.screens.fleet.why import Ways

        return Ways(self.keep, self.switch, self.go_to)

    def action_takes(self) -> None:
        """The page of takes."""
        from orchestra_tui.tui.screens.fleet.takes import TakesScreen

        self.app.push_screen(TakesScreen(self.looks, self.stage, self.switch))

    # The status line

    def standing(self) -> list[Piece]:
        """What is computed, else what the take changed, as long as its moment is shown."""
        if said := self.computing_said():
            return [(said, "accent")]
        if self._summary and self._summary[:2] == (self.stage.recording, self.stage.player.n):
            return list(self._summary[2])
        return super().standing()
