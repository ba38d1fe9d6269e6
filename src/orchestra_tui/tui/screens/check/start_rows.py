"""The first page of the place where questions are asked, as rows. Pure."""

from __future__ import annotations

from datetime import date

from orchestra_tui.base.i18n import _, n_
from orchestra_tui.base.text import visible
from orchestra_tui.course.model import SectionRef
from orchestra_tui.tui.screens.check.words import exam_length
from orchestra_tui.tui.screens.next_step import EXAM, next_rows
from orchestra_tui.tui.screens.rows import bar, blank, heading, score_ink, sentence
from orchestra_tui.tui.survey import Survey
from orchestra_tui.tui.widgets.board import BoardRow
from orchestra_tui.tui.wishes import Begin, Choose
from orchestra_tui.tutor.report import Tally

BAR = 10
WIDE = 56
"""Cells from which a section has room for its bar."""


def start_rows(survey: Survey, today: date, width: int) -> list[BoardRow]:
    """One obvious next step, the sections, other ways to be asked."""
    rows = [blank()]
    if not survey.answered:
        text = _("Read a section, then check yourself: every option gets explained, mistakes come back in time.")
        rows += [*sentence(text, width, "muted"), blank()]
    rows += [*next_rows(survey, width), blank()]
    rows += [row for fault in survey.faults for row in sentence(f"▲ {fault}", width, "warning")]
    rows += _sections(survey, width)
    return [*rows, heading(_("Other ways")), *_ways(survey, today, width), blank()]


def _sections(survey: Survey, width: int) -> list[BoardRow]:
    rows: list[BoardRow] = []
    many = len({ref.module for ref in survey.report.sections}) > 1
    module = ""
    for ref in survey.report.sections:
        if ref.module != module:
            module = ref.module
            title = visible(survey.titles.get(module, module), keep="") if many else _("Sections")
            rows.append(heading(title, _("answered · result")))
        rows.append(_section(survey, ref, survey.report.section(ref), width))
    return [*rows, blank()]


def _section(survey: Survey, ref: SectionRef, tally: Tally, width: int) -> BoardRow:
    read = str(ref) in survey.read
    ink = score_ink(tally.score)
    sign = "✓" if read else "·"
    left = ((f" {sign} ", "success" if read else "muted"), (visible(survey.title(ref), keep=""), "foreground"))
    score = "—" if tally.score is None else f"{round(100 * tally.score)} %"
    chart = bar(tally.score or 0.0, BAR, ink) if width >= WIDE else ()
    count = f"  {tally.answered}/{tally.questions}  "
    return BoardRow(left, ((f"{count:>9}", "muted"), *chart, (f"{score:>6}", ink)), Begin("check", (ref,)))


def _ways(survey: Survey, today: date, width: int) -> list[BoardRow]:
    total = survey.report.total.questions
    due = survey.report.due
    review = _("{n} for today").format(n=due) if due else _soonest(survey)
    way = Begin("review") if due else None
    ways = [
        (_("Review what is due"), review, way),
        (_("Practise a topic"), _("all questions of it, mixed"), Choose("topic")),
        (_("Test out of a section"), _("pass, and it counts as read"), Choose("pretest")),
        (_("Exam"), exam_length(min(EXAM, total)), Choose("exam")),
        (_("Cram"), _("as often as you like, dates stay"), Choose("cram")),
        (_("Target day"), target_words(survey.target, today), Choose("target")),
    ]
    return [_way(title, hint, value, width) for title, hint, value in ways]


def _way(title: str, hint: str, value: object, width: int) -> BoardRow:
    ink = "foreground" if value is not None else "muted"
    right = ((f"  {hint} ", "muted"),) if width >= WIDE else ()
    return BoardRow(((" › ", "accent"), (title, ink)), right, value)


def _soonest(survey: Survey) -> str:
    if not survey.answered:
        return _("comes after your first answers")
    days = next((day for day, count in enumerate(survey.report.forecast) if day and count), None)
    if days is None:
        return _("nothing for today")
    return n_("nothing today, next in {n} day", "nothing today, next in {n} days", days).format(n=days)


def target_words(target: date | None, today: date) -> str:
    """The day by which everything is to be known, and how far off it is."""
    if target is None:
        return _("none: gaps grow freely")
    days = (target - today).days
    day = target.strftime(_("%Y-%m-%d"))
    if days < 0:
        return _("{day}, gone by").format(day=day)
    return n_("{day}, in {n} day", "{day}, in {n} days", days).format(day=day, n=days)
