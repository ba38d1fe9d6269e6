"""What was watched on the fleet, as a table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from orchestra_tui.base.i18n import _
from orchestra_tui.base.text import visible

if TYPE_CHECKING:
    from orchestra_tui.tutor.repertoire import Listed

NONE = "–"


def cells(each: Listed) -> list[str]:
    """A scenario that was begun: its title, what was predicted, what it came to, how far off, how many goals."""
    title = visible(each.entry.title, keep="")
    if not each.seen:
        return [title, NONE, _("not watched to the end"), "", ""]
    last = each.last
    goals = f"{sum(last.goals)}/{len(last.goals)}" if last and last.goals else NONE
    return [title, *_guess(each), goals]


def table(known: Sequence[Listed]) -> Iterator[str]:
    """The scenarios that were begun, as a table in Markdown."""
    yield f"| | {_('prediction')} | {_('result')} | | {_('goals')} |"
    yield "|---|---:|---:|---|---:|"
    for each in known:
        if each.runs:
            yield f"| {' | '.join(_escaped(cell) for cell in cells(each))} |"


def _escaped(cell: str) -> str:
    return cell.replace("|", "\\|")


def _guess(each: Listed) -> list[str]:
    from orchestra_tui.tutor.playing.guess import SIGNS, grade, metric_of, off_by
    from orchestra_tui.tutor.telling.words import metric_value

    run = each.first_guess or each.last
    metric = metric_of(run.metric) if run else None
    if run is None or metric is None or run.value is None:
        return [NONE, NONE, ""]
    value = metric_value(metric, run.value)
    if run.predicted is None:
        return [NONE, value, ""]
    sign = SIGNS[grade(run.predicted, run.value, metric)]
    return [metric_value(metric, run.predicted), value, f"{sign} {off_by(run.predicted, run.value, metric)}"]
