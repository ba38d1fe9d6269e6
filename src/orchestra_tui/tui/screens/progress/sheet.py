"""Progress as a study sheet in Markdown: what is known, what is weak, what to look at again. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from orchestra_tui.base.i18n import _
from orchestra_tui.base.text import visible
from orchestra_tui.tui.screens.check.words import KINDS
from orchestra_tui.tui.screens.next_step import advise
from orchestra_tui.tui.survey import Survey
from orchestra_tui.tutor.report import Tally
from orchestra_tui.tutor.watched import table


def sheet(survey: Survey, course: str, today: date) -> str:
    """The whole sheet; what authors wrote is Markdown already."""
    lines = [f"# {course}", "", f"{today.isoformat()} · **{advise(survey).what}**", "", *_table(survey)]
    if survey.report.weak:
        lines += ["", f"## {_('Weak topics')}", "", *_weak(survey)]
    if any(each.runs for each in survey.scenarios):
        lines += ["", f"## {_('The fleet')}", "", *table(survey.scenarios)]
    if survey.report.surprises:
        lines += ["", f"## {_('You were sure, and wrong')}", *_surprises(survey)]
    return visible("\n".join(lines)) + "\n"


def _table(survey: Survey) -> Iterator[str]:
    heads = ["", *(_(kind) for kind in KINDS.values()), _("In all")]
    yield f"| {' | '.join(heads)} |"
    yield f"|---|{'---:|' * (len(heads) - 1)}"
    for ref in survey.report.sections:
        cells = [_percent(survey.report.matrix[ref, kind]) for kind in KINDS]
        title = survey.title(ref).replace("|", "\\|")
        yield f"| {title} | {' | '.join(cells)} | {_percent(survey.report.section(ref))} |"


def _percent(tally: Tally) -> str:
    return "—" if tally.score is None else f"{round(100 * tally.score)} %"


def _weak(survey: Survey) -> Iterator[str]:
    for topic in survey.report.weak:
        text = survey.objectives.get(topic.objective, topic.objective)
        yield f"- {text} ({survey.title(topic.ref)}, {_percent(topic.tally)})"


def _surprises(survey: Survey) -> Iterator[str]:
    for asked in survey.report.surprises:
        question = asked.question
        yield from ("", f"### {survey.title(asked.ref)}", "", question.prompt.strip())
        if question.exhibit:
            yield from ("", question.exhibit.strip())
        if question.key() is not None:
            yield from ("", f"{_('right')}: {question.show(question.key())}")
        yield from ("", question.explain.strip())
