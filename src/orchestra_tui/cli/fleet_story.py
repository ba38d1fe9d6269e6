"""A run as a story on stdout, and what became of its goal."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from orchestra_tui.base.i18n import _
from orchestra_tui.base.paths import APP
from orchestra_tui.base.text import visible
from orchestra_tui.cli import output
from orchestra_tui.tutor.library import short_names

if TYPE_CHECKING:
    from collections.abc import Iterator

    from orchestra_tui.course.course import Course
    from orchestra_tui.fleet.metrics import Metric
    from orchestra_tui.tutor.fleet import Outcome, Reached

WIDTH = 80
"""Columns where stdout is no terminal."""


def tell(outcome: Outcome, course: Course) -> None:
    """Print it, laid out for the terminal it is read on."""
    from orchestra_tui.tutor.telling.story import story

    ready = outcome.prepared
    told = story(outcome.run.plan, outcome.run.events, title=ready.scenario.head.title, seed=ready.seed)
    width = output.columns(100) if output.is_terminal(sys.stdout) else WIDTH
    output.write(told.text(width).rstrip("\n") + "\n")
    output.write("".join(f"{line}\n" for line in _ending(outcome, course)))


def _ending(outcome: Outcome, course: Course) -> Iterator[str]:
    """The goal, and where to read on."""
    if outcome.goals:
        yield ""
        whole = all(each.ok for each in outcome.goals)
        yield _("The goal is reached:") if whole else _("The goal is missed:")
        for each in outcome.goals:
            yield f"  {_goal(each)}"
    if section := outcome.prepared.entry.section:
        yield ""
        name = short_names(course.sections).get(section, str(section))
        yield _("What it shows: {command}").format(command=visible(f"{APP} read {name}", keep=""))


def _goal(reached: Reached) -> str:
    from orchestra_tui.tutor.telling.words import metric_name

    metric, least, most = reached.goal.metric, reached.goal.least, reached.goal.most
    bounds = [_("at least {value}").format(value=_amount(metric, least))] if least is not None else []
    bounds += [_("at most {value}").format(value=_amount(metric, most))] if most is not None else []
    sign = "✓" if reached.ok else "✗"
    return f"{sign} {metric_name(metric)}: {_amount(metric, reached.value)} ({', '.join(bounds)})"


def _amount(metric: Metric, value: int) -> str:
    """A value with its unit; a count of what the metric's name says already is a number alone."""
    from orchestra_tui.fleet.metrics import QUANTITIES
    from orchestra_tui.tutor.telling.words import metric_value

    return metric_value(metric, value) if metric in QUANTITIES else str(value)
