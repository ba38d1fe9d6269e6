"""The page of progress, as rows: what to do next, what is known, what is weak, what is due. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from orchestra_tui.base.i18n import N_, _, n_
from orchestra_tui.base.text import visible
from orchestra_tui.course.model import SectionRef
from orchestra_tui.tui.fragments import text_of
from orchestra_tui.tui.screens.check.words import KINDS, questions
from orchestra_tui.tui.screens.next_step import next_rows
from orchestra_tui.tui.screens.rows import bar, blank, columns, heading, padded, score_ink, sentence
from orchestra_tui.tui.survey import Survey
from orchestra_tui.tui.widgets.board import BoardRow
from orchestra_tui.tui.widgets.sure import STEPS
from orchestra_tui.tui.wishes import About, Begin
from orchestra_tui.tutor.repertoire import upcoming
from orchestra_tui.tutor.report import Level, Tally

MOST = 5
"""Weak topics and surprises that are listed; the rest is counted."""
CELL = 10
NARROW_CELL = 6
WIDE = 64
"""Cells from which the kinds of questions are written out."""
HEIGHT = 3
DAY = 3
"""Cells of a day in the forecast."""
SHORT_KINDS = {"recall": N_("rec."), "apply": N_("app."), "why": N_("why"), "diagnose": N_("dia.")}
DAYS = (N_("Mo"), N_("Tu"), N_("We"), N_("Th"), N_("Fr"), N_("Sa"), N_("Su"))
LEVELS = ((0.85, "█"), (0.6, "▓"), (0.3, "▒"), (0.0, "░"))


def progress_rows(survey: Survey, today: date, width: int) -> list[BoardRow]:
    """Everything, the most useful first."""
    rows = [blank(), *next_rows(survey, width), blank()]
    if survey.complete:
        rows += [*_summary(survey, width), blank()]
    rows += [row for fault in survey.faults for row in sentence(f"▲ {fault}", width, "warning")]
    rows += [*_map(survey, width), blank()]
    if survey.answered:
        rows += [*_surprises(survey), *_weak(survey), *_calibration(survey, width), *_forecast(survey, today, width)]
    return [*rows, *_fleet(survey, width), *_totals(survey, width), blank()]


def _summary(survey: Survey, width: int) -> list[BoardRow]:
    """The end of the module: what was done, what is strong, what is not, what keeps it."""
    found = survey.report
    scored = [(found.section(ref).score or 0.0, ref) for ref in found.sections]
    best, worst = max(scored, key=lambda pair: pair[0]), min(scored, key=lambda pair: pair[0])
    percent = round(100 * (found.total.score or 0.0))
    said = [
        n_(
            "{n} section read and checked, {percent} % of the answers right.",
            "{n} sections read and checked, {percent} % of the answers right.",
            len(scored),
        ).format(n=len(scored), percent=percent),
        _("Strongest: {title}.").format(title=visible(survey.title(best[1]), keep="")),
    ]
    if worst[0] < best[0]:
        said.append(_("Weakest: {title}.").format(title=visible(survey.title(worst[1]), keep="")))
    said.append(_("A few minutes of review on the days below keep it."))
    return [
        BoardRow((("★ ", "accent bold"), (_("The module is done"), "foreground bold"))),
        *sentence(" ".join(said), width, indent=2),
    ]


# What is known


def _map(survey: Survey, width: int) -> list[BoardRow]:
    wide = width >= WIDE
    cell = CELL if wide else NARROW_CELL
    names = "".join(f"{_((KINDS if wide else SHORT_KINDS)[kind]):>{cell}}" for kind in KINDS)
    rows = [heading(_("Sections and skills"), names)]
    for ref in survey.report.sections:
        cells = [_cell(survey.report.matrix, ref, kind, cell) for kind in KINDS]
        read = str(ref) in survey.read
        left = ((" ✓ ", "success") if read else (" · ", "muted"), (visible(survey.title(ref), keep=""), "foreground"))
        about = About(ref, Begin("check", (ref,)), title=survey.title(ref))
        rows.append(BoardRow(left, tuple(cells), about))
    legend = "  ".join(f"{sign} {round(100 * least)}+" for least, sign in LEVELS[:-1])
    legend += f"  {LEVELS[-1][1]} {_('less')}"
    return [*rows, BoardRow((), ((f"{legend}  · {_('not asked')}" if wide else legend, "muted"),))]


def _cell(matrix: Mapping[tuple[SectionRef, str], Tally], ref: SectionRef, kind: str, width: int) -> tuple[str, str]:
    """A sign for how well, and the number."""
    tally = matrix[ref, kind]
    if tally.score is None:
        return f"{'·' if tally.questions else ' ':>{width}}", "muted"
    sign = next(sign for least, sign in LEVELS if tally.score >= least)
    return f"{sign} {round(100 * tally.score):>3}".rjust(width), score_ink(tally.score)


# What is weak


def _surprises(survey: Survey) -> list[BoardRow]:
    """Sure and wrong: what is put right most easily, so it comes first."""
    found = survey.report.surprises
    if not found:
        return []
    rows = [heading(_("You were sure, and wrong"), questions(len(found)))]
    for asked in found[:MOST]:
        only = frozenset({asked.question.id})
        title = _("Sure and wrong")
        about = About(asked.ref, Begin("practice", (asked.ref,), only, title=title), only, asked.question.anchor, title)
        rows.append(BoardRow(((" ✗ ", "error bold"), (text_of(asked.question.prompt), "foreground")), (), about))
    return [*rows, blank()]


def _weak(survey: Survey) -> list[BoardRow]:
    found = survey.report.weak
    if not found:
        return []
    rows = [heading(_("Weak topics"), _("answered · result"))]
    for topic in found[:MOST]:
        only = survey.questions(topic.ref, topic.objective)
        text = visible(survey.objectives.get(topic.objective, topic.objective), keep="")
        about = About(topic.ref, Begin("practice", (topic.ref,), only, title=text), only, "", text)
        score = topic.tally.score or 0.0
        count = f"  {topic.tally.answered}/{topic.tally.questions}  "
        right = ((f"{count:>9}", "muted"), (f"{round(100 * score)} %".rjust(6), score_ink(score)))
        rows.append(BoardRow(((" ◐ ", "warning"), (text, "foreground")), right, about))
    return [*rows, blank()]


# How sure


def _calibration(survey: Survey, width: int) -> list[BoardRow]:
    """Three bars: how often each degree of sureness was right."""
    if not survey.report.levels:
        return []
    levels = {level.confidence: level for level in survey.report.levels}
    room = max(len(_(name)) for name in STEPS) + 5
    rows = [heading(_("How sure, and how right"))]
    for step in (3, 2, 1):
        rows.append(_level(step, levels.get(step), room, width))
    return [*rows, *sentence(_advice(levels), width, "muted", indent=1), blank()]


def _level(step: int, level: Level | None, room: int, width: int) -> BoardRow:
    name = padded(f" {step} {_(STEPS[step - 1])}", room)
    if level is None:
        return BoardRow(((name, "muted"), ("—", "muted")))
    chart = bar(level.score, min(24, max(6, width // 4)), score_ink(level.score))
    count = n_("{n} answer", "{n} answers", level.answers).format(n=level.answers)
    percent = f" {round(100 * level.score):>3} %"
    return BoardRow(((name, "foreground"), *chart, (percent, "foreground bold"), (f"  {count}", "muted")))


def _advice(levels: Mapping[int, Level]) -> str:
    """What the bars mean: sure should be right four times out of five, a guess less often than not."""
    sure, guess = levels.get(3), levels.get(1)
    if sure and sure.answers >= MOST and sure.score < 0.8:
        return _("When you are sure you are right less often than you think: look twice before you press 3.")
    if guess and guess.answers >= MOST and guess.score > 0.67:
        return _("You know more than you think: your guesses are mostly right.")
    return _("Good judgement: sure is right four times out of five, a guess less often.")


# What is due


def _forecast(survey: Survey, today: date, width: int) -> list[BoardRow]:
    counts = survey.report.forecast[: max(3, (width - 2) // DAY)]
    total = sum(counts)
    rows = [heading(_("Reviews of the next days"), questions(total))]
    if not total:
        return [*rows, *sentence(_("Nothing is due in the next two weeks."), width, "muted", indent=1), blank()]
    for line in columns(counts, HEIGHT):
        rows.append(BoardRow(((" " + "".join(f" {sign}{sign}" for sign in line), "primary"),)))
    numbers = "".join(f"{count or '·':>{DAY}}" for count in counts)
    days = "".join(f"{_(DAYS[(today + timedelta(days=day)).weekday()]):>{DAY}}" for day in range(len(counts)))
    return [*rows, BoardRow(((f" {numbers}", "foreground"),)), BoardRow(((f" {days}", "muted"),)), blank()]


# What was watched


def _fleet(survey: Survey, width: int) -> list[BoardRow]:
    """The scenarios that were begun, and the next one."""
    begun = [each for each in survey.scenarios if each.runs]
    if not survey.scenarios:
        return []
    from orchestra_tui.tui.screens.fleet.start_rows import columns_of, scenario_row

    watched = _("{n} of {total}").format(n=sum(each.seen for each in survey.scenarios), total=len(survey.scenarios))
    rows = [heading(_("The fleet"), columns_of(width) if begun else watched)]
    rows += [scenario_row(each, width) for each in begun]
    following = upcoming(survey.scenarios)
    if following is not None and not following.runs:
        rows.append(scenario_row(following, width))
    return [*rows, blank()]


def _totals(survey: Survey, width: int) -> list[BoardRow]:
    total = survey.report.total
    read = sum(str(ref) in survey.read for ref in survey.report.sections)
    said = [
        _("sections read: {n} of {total}").format(n=read, total=len(survey.report.sections)),
        _("questions answered: {n} of {total}").format(n=total.answered, total=total.questions),
    ]
    if survey.scenarios:
        seen = sum(each.seen for each in survey.scenarios)
        said.append(_("runs watched: {n} of {total}").format(n=seen, total=len(survey.scenarios)))
    if total.score is not None:
        said.append(_("result: {n} %").format(n=round(100 * total.score)))
    return [heading(_("In all")), *sentence(" · ".join(said), width, indent=1)]
