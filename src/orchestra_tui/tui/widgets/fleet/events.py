"""The panel of events: what was decided and what happened, up to the moment shown, in sentences."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from typing import cast

from orchestra_tui.base.i18n import N_, _
from orchestra_tui.base.text import fold
from orchestra_tui.tui.widgets.bars import Piece
from orchestra_tui.tui.widgets.fleet.moment import Filter, Key, Moment, Subject
from orchestra_tui.tui.widgets.fleet.panel import Panel, PanelRow
from orchestra_tui.tutor.playing.recording import Recording
from orchestra_tui.tutor.telling.sentence import sentence
from orchestra_tui.tutor.telling.weight import Group, Weight, group_of, weight_of

SIGNS: dict[Group, tuple[str, str]] = {
    Group.SWAP: ("⇄", "accent"),
    Group.HEALTH: ("♥", "warning"),
    Group.SUPPLY: ("⟳", "warning"),
    Group.BUDGET: ("$", "secondary"),
    Group.WORK: ("●", "success"),
    Group.REVIEW: ("◇", "secondary"),
    Group.MERGE: ("◆", "primary"),
    Group.CONTROL: ("☞", "accent"),
    Group.WORLD: ("~", "muted"),
    Group.FINISH: ("▪", "foreground"),
}


class EventsPanel(Panel):
    """One row an event; the last that happened is the lowest, and the cursor follows it until it is moved."""

    name_of = N_("Events")

    def __init__(self, *given: object, **named: object) -> None:
        super().__init__(*given, **named)  # type: ignore[arg-type]
        self._found: tuple[Recording | None, Filter, list[int]] = (None, Filter(), [])
        self._follows = True

    def note(self, moment: Moment) -> tuple[Piece, ...]:
        """What is filtered for."""
        if moment.filter.words:
            return ((f"/{moment.filter.words} ", "accent"),)
        return ((f"#{moment.n} ", "muted"),)

    def keys(self, moment: Moment, width: int) -> Sequence[Key]:
        """The events worth a row that have happened."""
        if (self._found[0], self._found[1]) != (moment.recording, moment.filter):
            self._found = (moment.recording, moment.filter, self._worth(moment))
        numbers = self._found[2]
        return numbers[: bisect_right(numbers, moment.n)]

    def _worth(self, moment: Moment) -> list[int]:
        least = Weight.TURN_POINT if moment.filter.problems else Weight.DETAIL
        numbers = [event.n for event in moment.recording.events if weight_of(event) >= least]
        words = fold(moment.filter.words)
        if words:
            numbers = [n for n in numbers if words in fold(self._said(moment, n))]
        return numbers

    def _said(self, moment: Moment, n: int) -> str:
        return sentence(moment.calendar, moment.recording.events[n - 1])

    def _settle(self) -> int | None:
        if self._follows and self._keys:
            self.chosen = self._keys[-1]
        return super()._settle()

    def place_of(self, key: Key | None) -> int | None:
        """Where a row is; the rows are in order."""
        if not isinstance(key, int):
            return None
        place = bisect_right(cast("Sequence[int]", self._keys), key) - 1
        return place if place >= 0 and self._keys[place] == key else None

    def place_at_first(self) -> int:
        """At the last event."""
        return len(self._keys) - 1

    def move_to(self, place: int) -> None:
        """The cursor to a row; on the last one it goes with time again."""
        self._follows = place >= len(self._keys) - 1
        super().move_to(place)

    def subject_of(self, moment: Moment, key: Key) -> Subject:
        """The event, and whom it is about."""
        event = moment.recording.events[cast("int", key) - 1]
        return Subject(getattr(event, "agent", ""), getattr(event, "task", ""), event.n)

    def row(self, moment: Moment, key: Key, width: int) -> PanelRow:
        """Time, what kind, the sentence."""
        event = moment.recording.events[cast("int", key) - 1]
        sign, ink = SIGNS[group_of(event)]
        loud = weight_of(event) is Weight.TURN_POINT
        left: list[Piece] = [(f" {moment.calendar.clock(event.at)} ", "muted"), (f"{sign} ", ink)]
        left.append((sentence(moment.calendar, event), "foreground bold" if loud else "foreground"))
        return PanelRow(tuple(left))

    def empty(self, moment: Moment) -> str:
        """Why there is nothing."""
        return _("Nothing has happened yet.") if not moment.n else _("No event fits the filter.")
