"""Predictions beside results, in signs and words. Pure."""

from __future__ import annotations

from orchestra_tui.base.i18n import N_, _
from orchestra_tui.journal.runs import FleetRun
from orchestra_tui.tui.widgets.bars import Piece
from orchestra_tui.tutor.playing.guess import SIGNS, Grade, grade, metric_of, off_by

INKS = {Grade.EXACT: "success", Grade.CLOSE: "success", Grade.NEAR: "warning", Grade.FAR: "error"}
WORDS = {
    Grade.EXACT: N_("Spot on."),
    Grade.CLOSE: N_("Close: you know this fleet."),
    Grade.NEAR: N_("The right order of size. What did you leave out?"),
    Grade.FAR: N_("Far off: that is what a simulation is for. Look where it went another way."),
}
NONE = "—"


def guess_piece(run: FleetRun | None, width: int) -> Piece:
    """How the prediction of a run went, in so many cells; a dash where there was none."""
    metric = metric_of(run.metric) if run else None
    if run is None or metric is None or run.predicted is None or run.value is None:
        return f"{NONE:>{width}}", "muted"
    found = grade(run.predicted, run.value, metric)
    return f"{SIGNS[found]} {off_by(run.predicted, run.value, metric)}".rjust(width), INKS[found]


def goals_piece(run: FleetRun | None, width: int) -> Piece:
    """How many of its goals a run reached, in so many cells."""
    if run is None or not run.goals:
        return f"{NONE:>{width}}", "muted"
    reached, total = sum(run.goals), len(run.goals)
    sign, ink = ("✓", "success") if reached == total else ("✗", "error") if not reached else ("◐", "warning")
    return f"{sign} {reached}/{total}".rjust(width), ink


def grade_words(found: Grade) -> str:
    """A word on a prediction."""
    return _(WORDS[found])
