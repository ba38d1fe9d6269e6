"""The panel of quotas and budgets: what every person and account may still use, and how long that will do."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from orchestra_tui.base.i18n import N_, n_
from orchestra_tui.fleet import decisions as d
from orchestra_tui.fleet.event import Event
from orchestra_tui.tui.widgets.bars import Piece
from orchestra_tui.tui.widgets.fleet.moment import Key, Moment, Subject
from orchestra_tui.tui.widgets.fleet.money_rows import Line, lines_of, row_of
from orchestra_tui.tui.widgets.fleet.panel import Panel, PanelRow
from orchestra_tui.tutor.playing.standing import Access, standing

_ABOUT: dict[str, type[Event]] = {"account": d.AccountParked, "quota": d.AccountParked, "day": d.BudgetRefused}
"""Which event a line is best explained by, the last one of the account."""


class MoneyPanel(Panel):
    """A few lines an account, below the line of the fleet."""

    name_of = N_("Quotas and budgets")

    def note(self, moment: Moment) -> tuple[Piece, ...]:
        """How many accounts can be used."""
        accounts = moment.plan.accounts
        usable = sum(
            standing(moment.plan, moment.state, account, moment.at).access in {Access.OPEN, Access.BUSY}
            for account in accounts
        )
        said = n_("{n} of {all} account open", "{n} of {all} accounts open", len(accounts))
        return ((said.format(n=usable, all=len(accounts)) + " ", "muted"),)

    def keys(self, moment: Moment, width: int) -> Sequence[Key]:
        """The fleet, the accounts by person, the tasks."""
        return lines_of(moment, width)

    def row(self, moment: Moment, key: Key, width: int) -> PanelRow:
        """A line."""
        return row_of(moment, cast("Line", key), width)

    def subject_of(self, moment: Moment, key: Key) -> Subject:
        """The task, or what was decided last about the account."""
        line = cast("Line", key)
        if line.kind == "task":
            return Subject(task=line.id)
        kind = _ABOUT.get(line.kind.removesuffix("-coming"))
        return Subject(event=moment.recording.register.last(kind, line.id, moment.n)) if kind else Subject()
