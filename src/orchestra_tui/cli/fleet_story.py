"""A run as a story on stdout, and what became of its goal."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from orchestra_tui.base.i18n import _
from orchestra_tui.base.paths import APP
from orchestra_tui.base.text import visible
from orchestra_tui.cli import output

if TYPE_CHECKING:
    from collections.abc import Iterator

    from orchestra_tui.tutor.fleet import Outcome, Reached

WIDTH = 80
"""Columns where stdout is no terminal."""


def tell(outcome: Outcome) -> None:
    """Print it, laid out for the terminal it is read on."""
    from orchestra_tui.tutor.telling.story import story

    ready = outcome.prepared
    told = story(outcome.run.plan, outcome.run.events, title=ready.scenario.head.title, seed=ready.seed)
    width = output.columns(100) if output.is_terminal(sys.stdout) else WIDTH
    output.write(told.text(width).rstrip("\n") + "\n")
    output.write("".join(f"{line}\n" for line in _ending(outcome)))


def _ending(outcome: Outcome) -> Iterator[str]:
    """The goal, and where to read on."""
    if outcome.goals:
        yield ""
        whole = all(each.ok for each in outcome.goals)
        yield _("The goal is reached:") if whole else _("The goal is missed:")
        for each in outcome.goals:
            yield f"  {_goal(each)}"
    if section := outcome.prepared.entry.section:
        yield ""
        yield _("What it shows: {command}").format(command=visible(f"{APP} read {section.section}", keep=""))


def _goal(reached: Reached) -> str:
    from orchestra_tui.tutor.telling.words import metric_name, metric_value

    metric = reached.goal.metric
    bounds = []
    if reached.goal.least is not None:
        bounds.append(_("at least {value}").format(value=metric_value(metric, reached.goal.least)))
    if reached.goal.most is not None:
        bounds.append(_("at most {value}").format(value=metric_value(metric, reached.goal.most)))
    sign = "✓" if reached.ok else "✗"
    value = metric_value(metric, reached.value)
    return _("{sign} {metric}: {value} ({bounds})").format(
        sign=sign, metric=metric_name(metric), value=value, bounds=", ".join(bounds)
    )
