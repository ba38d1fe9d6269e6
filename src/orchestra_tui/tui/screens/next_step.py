"""The one next step, as rows: what to do now and why. Pure."""

from __future__ import annotations

from typing import NamedTuple

from orchestra_tui.base.i18n import _, n_
from orchestra_tui.base.text import visible
from orchestra_tui.tui.screens.check.words import MODES, exam_length, length
from orchestra_tui.tui.screens.rows import sentence
from orchestra_tui.tui.survey import Survey
from orchestra_tui.tui.widgets.board import BoardRow
from orchestra_tui.tui.wishes import Begin, Read, Resume
from orchestra_tui.tutor.quiz import CHECK
from orchestra_tui.tutor.report import Next

EXAM = 20
"""Questions of an exam, unless the learner chooses."""


class Advice(NamedTuple):
    """What to do, why, and the wish that does it, None where there is nothing to do."""

    what: str
    why: str
    wish: Begin | Resume | Read | None


def next_rows(survey: Survey, width: int) -> list[BoardRow]:
    """The step, set off from everything else, and the reason under it."""
    advice = advise(survey)
    sign = " ▸ " if advice.wish is not None else " ✓ "
    enter = (("⏎ ", "accent bold"),) if advice.wish is not None else ()
    rows = [BoardRow(((sign, "accent bold"), (advice.what, "foreground bold")), enter, advice.wish)]
    return [*rows, *sentence(advice.why, width, "muted", indent=3)]


def advise(survey: Survey) -> Advice:
    """The next step in words."""
    step = survey.report.next
    title = visible(survey.title(step.ref), keep="") if step.ref else ""
    match step.what:
        case Next.RESUME:
            return _resume(survey)
        case Next.REVIEW:
            return Advice(
                _("Review: {length}").format(length=length(min(20, step.count))),
                _("You are about to forget these. A minute each keeps them."),
                Begin("review"),
            )
        case Next.CHECK if step.ref:
            return Advice(
                _("Check yourself: {title}").format(title=title),
                _("{length}. You have read it; recalling it now is what makes it stay.").format(length=length(CHECK)),
                Begin("check", (step.ref,)),
            )
        case Next.READ if step.ref:
            return Advice(
                _("Read: {title}").format(title=title), _("Then its questions will make sense."), Read(step.ref)
            )
        case Next.REREAD if step.ref:
            return Advice(
                _("Read again: {title}").format(title=title),
                _("Your answers were weakest here. Reread it, then repeat its questions."),
                Read(step.ref),
            )
        case Next.EXAM:
            count = min(EXAM, survey.report.total.questions)
            return Advice(
                _("Exam: {length}").format(length=exam_length(count)),
                _("Everything is read and checked. See how it holds together."),
                Begin("exam", size=count),
            )
    return Advice(_("All done for today"), _rest(survey), None)


def _resume(survey: Survey) -> Advice:
    sitting = survey.waiting
    if sitting is None:
        return Advice(_("All done for today"), _rest(survey), None)
    name = " · ".join(filter(None, (_(MODES[sitting.mode.value]), visible(sitting.title, keep=""))))
    done = _("{done} of {total} answered, nothing is lost.").format(
        done=len(sitting.given), total=len(sitting.questions)
    )
    return Advice(_("Go on: {name}").format(name=name), done, Resume())


def _rest(survey: Survey) -> str:
    days = next((day for day, count in enumerate(survey.report.forecast) if day and count), None)
    if days is None:
        return _("Nothing is due in the next two weeks.")
    return n_("The next review is in {n} day.", "The next review is in {n} days.", days).format(n=days)
