"""The page before a run, as lines: the situation, the question, what is in the way. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len

from orchestra_tui.base.i18n import _, n_
from orchestra_tui.base.text import visible
from orchestra_tui.course.layout import Line, Role, Run
from orchestra_tui.course.model import Mark
from orchestra_tui.fleet.possible import Impossible
from orchestra_tui.fleet.simulation.scenario import Question
from orchestra_tui.tui.fragments import BLANK, set_plain
from orchestra_tui.tutor.playing.guess import example
from orchestra_tui.tutor.playing.loading import Ready
from orchestra_tui.tutor.playing.situation import begins, situation

NARROW = 56
"""Cells below which a label has a line of its own."""


def situation_lines(ready: Ready, width: int) -> list[Line]:
    """The scenario's name, what to look at, and what there is."""
    scenario = ready.prepared.scenario
    lines = [BLANK, *_title(ready, width), BLANK]
    bar = (Run("▌ ", Role.NOTE),)
    lines += [*set_plain(visible(" ".join(scenario.head.watch.split()), keep=""), width, bar, bar), BLANK]
    facts = situation(scenario.plan)
    column = max(cell_len(label) for label, _value in facts) + 2
    for label, value in facts:
        if width < NARROW:
            lines += [*set_plain(label, width, role=Role.MUTED), *set_plain(value, width, (Run("  "),))]
        else:
            lines += set_plain(value, width, (Run(f"{label:<{column}}", Role.MUTED),))
    return [*lines, BLANK]


def _title(ready: Ready, width: int) -> list[Line]:
    scenario, seed = ready.prepared.scenario, ready.prepared.seed
    said = [begins(scenario.plan), f"seed {seed}"]
    if ready.own:
        said.append(visible(str(ready.file), keep=""))
    return [
        *set_plain(visible(scenario.head.title, keep=""), width, role=Role.HEADING2, mark=Mark.STRONG),
        *set_plain(" · ".join(filter(None, said)), width, role=Role.MUTED),
    ]


def question_lines(question: Question, width: int) -> list[Line]:
    """What is asked before the run, and how to answer."""
    text = visible(" ".join(question.text.split()), keep="")
    how = _("For example: {example}. Empty: no prediction.").format(example=example(question.metric))
    return [*set_plain(text, width, mark=Mark.STRONG), *set_plain(how, width, role=Role.MUTED)]


def note_lines(text: str, width: int) -> list[Line]:
    """What is wrong with a prediction; without words, nothing."""
    if not text:
        return []
    bar = (Run("▌ ", Role.WARNING),)
    return set_plain(text, width, bar, bar)


def waiting_lines(ready: Ready, done: int, total: int, width: int) -> list[Line]:
    """How far the run is."""
    events = n_("{n} event", "{n} events", done).format(n=f"{done:,}".replace(",", " "))
    if ready.recorded is not None:
        said = _("Reading the log…")
    elif total:
        said = _("Making the run ready…")
    else:
        said = _("Computing the run…")
    share = f" · {round(100 * done / total)} %" if total else ""
    return set_plain(f"{said} {events}{share}" if done else said, width, (Run("◌ ", Role.BULLET),))


def impossible_lines(ready: Ready, obstacles: Sequence[Impossible], width: int) -> list[Line]:
    """Why a runbook can never be done, a paragraph for each task."""
    lines = [BLANK, *_title(ready, width), BLANK]
    count = n_(
        "{n} task of this runbook can never be done, so there is nothing to run:",
        "{n} tasks of this runbook can never be done, so there is nothing to run:",
        len(obstacles),
    ).format(n=len(obstacles))
    lines += [*set_plain(count, width, mark=Mark.STRONG), BLANK]
    for each in obstacles:
        text = f"{visible(each.task, keep='')}: {visible(each.why, keep='')}"
        lines += set_plain(text, width, (Run("▲ ", Role.CAUTION),))
    text = _("Change it in {file}, then open it again.").format(file=visible(str(ready.file), keep=""))
    return [*lines, BLANK, *set_plain(text, width, role=Role.MUTED)]
