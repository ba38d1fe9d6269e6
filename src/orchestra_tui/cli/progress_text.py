"""The report as text: the next step first, then tables with bars; every bar stands beside its number."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from orchestra_tui.base.i18n import N_, _, n_
from orchestra_tui.base.paths import APP
from orchestra_tui.base.text import visible
from orchestra_tui.cli import output
from orchestra_tui.cli.paper import Paper

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from orchestra_tui.cli.progress_view import View
    from orchestra_tui.tutor.report import Tally

KINDS = {"recall": N_("recall"), "apply": N_("apply"), "why": N_("why"), "diagnose": N_("diagnose")}
LEVELS = {1: N_("guess"), 2: N_("think so"), 3: N_("sure")}
BAR = 10
_SURPRISES = 5
_LONG = 120
_WEAK = 5


def show(view: View) -> None:
    """Print everything; parts that say nothing yet are left out."""
    paper = Paper.stdout()
    said, command = view.next()
    first = _("Next: {step}").format(step=said)
    output.write(paper.title(first) + (f"{command}\n" if command else ""))
    parts: tuple[tuple[str, Callable[[View, Paper], Iterator[str]]], ...] = (
        (_("What you know"), _sections),
        (_("Weak topics"), _weak),
        (_("How sure you were"), _levels),
        (_("Sure and wrong"), _surprises),
        (_("The fleet"), _scenarios),
        (_("Due for review"), _due),
    )
    for title, part in parts:
        if lines := list(part(view, paper)):
            output.write("\n" + paper.title(title) + "".join(f"{line}\n" for line in lines))


def _sections(view: View, paper: Paper) -> Iterator[str]:
    """Sections by kinds, in percent of the last answers."""
    report = view.report
    heads = ["", *(_(kind) for kind in KINDS.values()), _("all")]
    rows = [heads]
    for ref in report.sections:
        whole = report.section(ref)
        cells = [percent(report.matrix[ref, kind]) for kind in KINDS]
        name = visible(view.names.get(ref, str(ref)), keep="")
        rows.append([name, *cells, percent(whole), bar(whole.score), _of(whole)])
    rows.append([_("all"), *[""] * len(KINDS), percent(report.total), bar(report.total.score), _of(report.total)])
    yield from columns(rows)


def _weak(view: View, paper: Paper) -> Iterator[str]:
    for topic in view.report.weak[:_WEAK]:
        name = view.names.get(topic.ref, str(topic.ref))
        yield paper.markdown(view.topic(topic), f"{percent(topic.tally):>5}  ").rstrip("\n")
        again = _("read again: {read}, repeat: {repeat}")
        yield " " * 7 + again.format(read=f"{APP} read {name}", repeat=f"{APP} quiz {name} --practice")


def _levels(view: View, paper: Paper) -> Iterator[str]:
    rows = []
    for level in reversed(view.report.levels):
        count = n_("{count} answer", "{count} answers", level.answers).format(count=level.answers)
        rows.append([_(LEVELS[level.confidence]), count, f"{round(100 * level.score)} %", bar(level.score)])
    yield from columns(rows)


def _surprises(view: View, paper: Paper) -> Iterator[str]:
    for one in view.report.surprises[:_SURPRISES]:
        prompt = " ".join(one.question.prompt.split())
        short = prompt if len(prompt) <= _LONG else prompt[: _LONG - 1] + "…"
        yield paper.markdown(short, f"{visible(view.names.get(one.ref, str(one.ref)), keep='')}: ").rstrip("\n")


def _scenarios(view: View, paper: Paper) -> Iterator[str]:
    """The scenarios that were begun, each with its prediction, what it came to, and its goals."""
    begun = [each for each in view.scenarios if each.runs]
    if not begun:
        return
    from orchestra_tui.tutor.watched import cells

    yield from columns([["", _("prediction"), _("result"), "", _("goals")], *(cells(each) for each in begun)])
    watched = sum(each.seen for each in view.scenarios)
    yield _("watched to the end: {n} of {total}").format(n=watched, total=len(view.scenarios))


def _due(view: View, paper: Paper) -> Iterator[str]:
    report = view.report
    if not any(report.forecast):
        return
    today = datetime.fromtimestamp(view.now_ms / 1000, UTC).astimezone().date()
    names = [_("today"), _("tomorrow")]
    names += [(today + timedelta(days=day)).isoformat() for day in range(2, len(report.forecast))]
    most = max(report.forecast)
    rows = [
        [name, str(count), "█" * -(-count * 3 * BAR // (2 * most))]
        for name, count in zip(names, report.forecast, strict=True)
        if count
    ]
    yield from columns(rows)


def percent(tally: Tally) -> str:
    """The score of a tally, a dash where nothing was answered."""
    return "–" if tally.score is None else f"{round(100 * tally.score)} %"


def bar(score: float | None) -> str:
    """A score 0..1 as a bar; empty where there is none."""
    if score is None:
        return ""
    full = round(score * BAR)
    return "█" * full + "░" * (BAR - full)


def columns(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """The rows as lines, their cells below each other: the first column to the left, short ones to the right."""
    from orchestra_tui.course.layout import cells

    widths = [max(cells(row[n]) for row in rows if n < len(row)) for n in range(max(map(len, rows), default=0))]
    for row in rows:
        parts = []
        for number, (text, width) in enumerate(zip(row, widths, strict=False)):
            space = " " * (width - cells(text))
            is_number = number and not text[:1].isalpha() and text[:1] not in "█░"
            parts.append(space + text if is_number or (number and row is rows[0]) else text + space)
        yield "  ".join(parts).rstrip()


def _of(tally: Tally) -> str:
    return _("{answered} of {count}").format(answered=tally.answered, count=tally.questions)
