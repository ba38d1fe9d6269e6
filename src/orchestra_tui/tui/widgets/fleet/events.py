"""The panel of events: what was decided and what happened, up to the moment shown, in sentences."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from typing import cast

from orchestra_tui.base.i18n import N_, _
from orchestra_tui.base.text import visible
from orchestra_tui.tui.widgets.bars import Piece
from orchestra_tui.tui.widgets.fleet.event_rows import event_foot, event_row
from orchestra_tui.tui.widgets.fleet.finding import Search
from orchestra_tui.tui.widgets.fleet.moment import Filter, Key, Moment, Subject
from orchestra_tui.tui.widgets.fleet.panel import Panel, PanelRow
from orchestra_tui.tutor.playing.recording import Recording


class EventsPanel(Panel):
    """One row an event; the last that happened is the lowest, and the cursor follows it until it is moved."""

    name_of = N_("Events")
    counts_hidden = False

    def __init__(self, *given: object, **named: object) -> None:
        super().__init__(*given, **named)  # type: ignore[arg-type]
        self._search: Search | None = None
        self._sought: tuple[Recording | None, Filter] = (None, Filter())
        self._follows = True

    @property
    def follows(self) -> bool:
        """Whether the cursor goes with time."""
        return self._follows

    def note(self, moment: Moment) -> tuple[Piece, ...]:
        """What is filtered for, and how much came after the cursor."""
        said: list[Piece] = []
        if moment.filter.problems:
            said.append((_("only problems") + "  ", "accent"))
        if moment.filter.words:
            said.append((f"/{visible(moment.filter.words, keep='')}  ", "accent"))
        if self._search and not self._search.done:
            said.append((_("searching, {n}%").format(n=self._search.share) + "  ", "muted"))
        after = len(self._keys) - 1 - self._place
        if after > 0 and not self._follows:
            said.append((f"↓{after}  ", "accent"))
        return (*said, (f"#{moment.n} ", "muted"))

    # Which there are

    def keys(self, moment: Moment, width: int) -> Sequence[Key]:
        """The events worth a row that have happened."""
        numbers = self._numbers(moment)
        return numbers[: bisect_right(numbers, moment.n)]

    def _numbers(self, moment: Moment) -> Sequence[int]:
        register = moment.recording.register
        numbers = register.troubles if moment.filter.problems else register.told
        if not moment.filter.words.strip():
            self._search, self._sought = None, (None, moment.filter)
            return numbers
        if self._sought != (moment.recording, moment.filter) or self._search is None:
            self._sought = (moment.recording, moment.filter)
            self._search = Search(moment.recording, moment.calendar, numbers, moment.filter.words, moment.n)
            self._look(self._search)
        return self._search.found

    def _look(self, search: Search) -> None:
        """Search a little; the rest comes when everything else is done."""
        if search is not self._search or search.done:
            return
        search.go_on()
        if not search.done:
            self.call_later(self._look_on, search)

    def _look_on(self, search: Search) -> None:
        if search is self._search and self.is_attached:
            self._look(search)
            self._build()

    # The cursor

    def _settle(self) -> int | None:
        if self._follows and self._keys:
            self.chosen = self._keys[-1]
        elif self._keys and isinstance(self.chosen, int) and self.chosen > cast("int", self._keys[-1]):
            # Time went back to before it.
            self.chosen, self._follows = self._keys[-1], True
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

    # What they say

    def row(self, moment: Moment, key: Key, width: int) -> PanelRow:
        """Time, what kind, the sentence."""
        return event_row(moment, cast("int", key))

    def foot_size(self, width: int, height: int) -> int:
        """Two or three lines where there is room."""
        if height < 10:
            return 0
        return 2 if width >= 70 or height < 14 else 3

    def foot(self, moment: Moment, width: int) -> Sequence[PanelRow]:
        """All of what the cursor's row says."""
        if self.chosen is None or not self._keys:
            return [PanelRow()] * self._foot
        return event_foot(moment, cast("int", self.chosen), width, self._foot)

    def empty(self, moment: Moment) -> str:
        """Why there is nothing."""
        if self._search and not self._search.done:
            return _("Searching…")
        return _("Nothing has happened yet.") if not moment.n else _("No event fits the filter.")
