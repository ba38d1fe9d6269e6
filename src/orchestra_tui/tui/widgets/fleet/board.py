"""The task board: where every task of the runbook is now, who has it or what it waits for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, cast

from orchestra_tui.base.i18n import N_, _
from orchestra_tui.fleet.model import TaskState
from orchestra_tui.tui.widgets.bars import Piece
from orchestra_tui.tui.widgets.fleet.board_rows import (
    SIDE_BY_SIDE,
    Grid,
    card_row,
    foot_rows,
    grid_lines,
    head_row,
    heads,
    rule,
)
from orchestra_tui.tui.widgets.fleet.cards import LISTED, PILE_OF, Pile, dealt
from orchestra_tui.tui.widgets.fleet.moment import Filter, Key, Moment, Subject
from orchestra_tui.tui.widgets.fleet.panel import Panel, PanelRow
from orchestra_tui.tutor.playing.recording import Recording

FOOTED = 13
"""Lines from which the card under the cursor is told in full below."""


class Head(NamedTuple):
    """The heading of a column in the list; the cursor does not stop at it."""

    pile: Pile


class BoardPanel(Panel):
    """Cards in columns; down and up go through a column and on into the next, a page leads to the next column."""

    name_of = N_("Task board")

    def __init__(self, *given: object, **named: object) -> None:
        super().__init__(*given, **named)  # type: ignore[arg-type]
        self._piles: dict[Pile, list[str]] = {pile: [] for pile in Pile}
        self._tops: dict[Pile, int] = dict.fromkeys(Pile, 0)
        self._dealt: tuple[Recording | None, int, Filter] = (None, 0, Filter())

    @property
    def wide(self) -> bool:
        """Whether the columns stand side by side."""
        return self._extent.width >= SIDE_BY_SIDE

    @property
    def counts_hidden(self) -> bool:  # type: ignore[override]
        """Side by side every column says what is out of sight."""
        return not self.wide

    @property
    def grid(self) -> Grid:
        """The columns side by side."""
        return Grid(self._extent.width, self.rows_shown)

    def note(self, moment: Moment) -> tuple[Piece, ...]:
        """How much is done."""
        merged, total = moment.state.index.counts[TaskState.MERGED], len(moment.state.tasks)
        said: list[Piece] = [(_("{n} of {all} in main").format(n=merged, all=total) + " ", "muted")]
        if moment.filter.problems:
            said.insert(0, (_("only problems") + "  ", "accent"))
        return tuple(said)

    def head(self, moment: Moment, width: int) -> Sequence[PanelRow]:
        """The columns' names, where they stand side by side."""
        self._deal(moment)
        return (heads(moment, self._piles, self.grid), rule(self.grid)) if self.wide else ()

    def _deal(self, moment: Moment) -> None:
        now = (moment.recording, moment.n, moment.filter)
        if now != self._dealt:
            self._dealt, self._piles = now, dealt(moment)

    def keys(self, moment: Moment, width: int) -> Sequence[Key]:
        """The cards, column by column."""
        if self.wide:
            return [id for pile in Pile for id in self._piles[pile]]
        return [key for pile in LISTED if self._piles[pile] for key in (Head(pile), *self._piles[pile])]

    def subject_of(self, moment: Moment, key: Key) -> Subject:
        """The task and whoever has it."""
        run = moment.state.tasks.get(cast("str", key))
        if run is None:
            return Subject()
        who = run.agent or run.reviewer
        return Subject(who if who in moment.state.agents else "", run.id)

    def row(self, moment: Moment, key: Key, width: int) -> PanelRow:
        """A heading or a card of the list."""
        if isinstance(key, Head):
            return head_row(moment, key.pile, len(self._piles[key.pile]))
        return card_row(moment, moment.state.tasks[cast("str", key)], width)

    def body(self, moment: Moment, place: int | None, width: int) -> list[tuple[PanelRow, bool]]:
        """The cards in sight."""
        if not self.wide:
            return super().body(moment, place, width)
        self._scroll(moment)
        return [(row, False) for row in grid_lines(moment, self._piles, self._tops, self.grid, self.chosen)]

    def _scroll(self, moment: Moment) -> None:
        """Each column keeps its place as long as it can; that of the cursor keeps the cursor in sight."""
        slots, home = self.grid.slots, self._home(moment)
        for pile, ids in self._piles.items():
            top = self._tops[pile]
            if pile is home and self.chosen in ids:
                at = ids.index(str(self.chosen))
                top = max(min(top, at), at - slots + 1)
            self._tops[pile] = max(0, min(top, len(ids) - slots))

    def _home(self, moment: Moment) -> Pile | None:
        """The column of the cursor."""
        run = moment.state.tasks.get(str(self.chosen)) if self.chosen is not None else None
        return PILE_OF[run.state] if run else None

    def foot_size(self, width: int, height: int) -> int:
        """Two or three lines where there is room."""
        return 0 if height < FOOTED else 2 if width >= SIDE_BY_SIDE else 3

    def foot(self, moment: Moment, width: int) -> Sequence[PanelRow]:
        """All of the card under the cursor."""
        run = moment.state.tasks.get(cast("str", self.chosen)) if self._keys else None
        return foot_rows(moment, run, width, self._foot)

    def empty(self, moment: Moment) -> str:
        """Why there is nothing."""
        return _("No task needs attention.") if moment.filter.problems else _("There are no tasks.")

    # Moving

    def place_at_first(self) -> int:
        """At the first card that is in work, else at the first."""
        first = self._piles[Pile.WORK][:1]
        place = self.place_of(first[0]) if first else None
        return place if place is not None else int(isinstance(self._keys[0], Head))

    def _settle(self) -> int | None:
        place = super()._settle()
        if place and isinstance(self._keys[place], Head):
            place += 1
            self.chosen, self._place = self._keys[place], place
        if place == self._top and place and isinstance(self._keys[place - 1], Head):
            self._top -= 1
        return place

    def move_to(self, place: int) -> None:
        """The cursor to a card; over a heading it goes on in its direction."""
        keys = self._keys
        if not keys:
            return
        place = max(0, min(place, len(keys) - 1))
        if isinstance(keys[place], Head):
            back = place < (self.place_of(self.chosen) or 0) and place > 0
            place += -1 if back else 1
        super().move_to(place)

    def action_leaf(self, pages: int) -> None:
        """Side by side: by a page of the column, and from its end to the next column that has cards."""
        home = self._home(self.moment) if self.wide and self.moment else None
        if home is None or not (ids := self._piles[home]):
            super().action_leaf(pages)
            return
        at = ids.index(str(self.chosen)) if self.chosen in ids else 0
        edge = len(ids) - 1 if pages > 0 else 0
        beyond = [pile for pile in Pile if self._piles[pile] and (pile > home if pages > 0 else pile < home)]
        inside = self._tops[home] + self.grid.slots < len(ids) if pages > 0 else self._tops[home] > 0
        if inside or not beyond:
            step = pages * max(1, self.grid.slots - 1)
            self._choose(ids[max(0, min(at + step, len(ids) - 1))] if at != edge else ids[edge])
        else:
            pile = beyond[0] if pages > 0 else beyond[-1]
            row = min(at - self._tops[home] + self._tops[pile], len(self._piles[pile]) - 1)
            self._choose(self._piles[pile][row])

    def _choose(self, id: str) -> None:
        place = self.place_of(id)
        if place is not None:
            self.move_to(place)

    def place_at(self, x: int, y: int) -> int | None:
        """The card at a cell."""
        if not self.wide:
            return super().place_at(x, y)
        line = y - 1 - self._head
        pile, slot = self.grid.at(x, line)
        number = self._tops[pile] + slot
        if line < 0 or slot >= self.grid.slots or number >= len(self._piles[pile]):
            return None
        return self.place_of(self._piles[pile][number])
