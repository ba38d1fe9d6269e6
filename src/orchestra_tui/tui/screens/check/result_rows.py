"""What came of a sitting, as rows: the score, the next step, every question with its outcome. Pure."""

from __future__ import annotations

from orchestra_tui.base.i18n import _
from orchestra_tui.base.text import visible
from orchestra_tui.quiz.sitting import Mode
from orchestra_tui.tui.fragments import text_of
from orchestra_tui.tui.screens.check.session import Session
from orchestra_tui.tui.screens.check.words import INKS, MODES, OPEN, SIGNS, questions
from orchestra_tui.tui.screens.rows import bar, blank, heading, sentence
from orchestra_tui.tui.widgets.board import BoardRow
from orchestra_tui.tui.wishes import Begin, Choose, Read
from orchestra_tui.tutor.quiz import PRETEST_PASS, passed
from orchestra_tui.tutor.report import WEAK

LOOK = "look"
"""Rows that open a question to look back at it carry (LOOK, its number)."""
GOOD = 0.8


def result_rows(session: Session, width: int, *, late: bool, following: Read | None, home: str) -> list[BoardRow]:
    """The rows; `following` is the section to read next, `home` the name of the place that the learner goes back to."""
    sitting = session.sitting
    right = sum(given.score == 1 for given in sitting.given)
    percent = round(100 * sitting.score)
    ink = "success" if sitting.score >= GOOD else "warning" if sitting.score >= GOOD / 2 else "error"
    head = _("{right} of {total} right").format(right=right, total=len(sitting.questions))
    title = " · ".join(filter(None, (_(MODES[sitting.mode.value]), visible(sitting.title, keep=""))))
    rows = [
        blank(),
        BoardRow(((title, "foreground bold"),)),
        BoardRow(
            (*bar(sitting.score, min(30, width // 2), ink), (f"  {percent} %", f"{ink} bold"), (f"  {head}", "muted"))
        ),
        blank(),
    ]
    rows += [row for text in _remarks(session, late=late) for row in sentence(text, width)]
    rows += [blank(), *_steps(session, following, home), blank(), heading(_("Questions, one by one"))]
    return [*rows, *(_question(session, number, id) for number, id in enumerate(session.ids)), blank()]


def _remarks(session: Session, *, late: bool) -> list[str]:
    sitting = session.sitting
    said = []
    if late:
        said.append(_("The time is up."))
    if sitting.left:
        said.append(_("Not answered: {questions}.").format(questions=questions(len(sitting.left))))
    if sitting.mode is Mode.PRETEST:
        if passed(sitting):
            said.append(_("You know this: the section counts as read."))
        else:
            said.append(_("Not yet {n} %: the text is worth reading.").format(n=round(100 * PRETEST_PASS)))
    elif sitting.mode is Mode.CRAM:
        said.append(_("Your review dates stay as they were."))
    elif any(verdict.score < 1 for verdict in session.verdicts.values()):
        said.append(_("What went wrong comes back for review when it is time."))
    elif session.verdicts and not sitting.left:
        said.append(_("All of it right. It comes back for review later and later."))
    return said


def _steps(session: Session, following: Read | None, home: str) -> list[BoardRow]:
    """What to do now, the most useful first: after a weak result the text again, after a good one the next text."""
    wrong = frozenset(id for id in session.ids if id not in session.verdicts or session.verdicts[id].score < 1)
    steps: list[tuple[str, object]] = []
    if wrong and len(session.refs) == 1:
        title = visible(session.titles[session.refs[0]], keep="")
        steps.append((_("Read again: {title}").format(title=title), Read(session.refs[0])))
    if wrong:
        again = Begin("practice", session.refs, wrong, title=session.sitting.title)
        steps.append((_("Repeat what went wrong: {questions}").format(questions=questions(len(wrong))), again))
    if following is not None:
        at = len(steps) if session.sitting.score < WEAK else 0
        steps.insert(at, (_("Read on"), following))
    steps.append((home, Choose("home")))
    first, *others = steps
    rows = [BoardRow(((" ▸ ", "accent bold"), (first[0], "foreground bold")), (("⏎ ", "accent bold"),), first[1])]
    return [*rows, *(BoardRow(((" › ", "accent"), (text, "foreground")), (), wish) for text, wish in others)]


def _question(session: Session, number: int, id: str) -> BoardRow:
    verdict = session.verdicts.get(id)
    sign, ink = (SIGNS[verdict.outcome], INKS[verdict.outcome]) if verdict else (OPEN, "muted")
    asked = session.asked[id]
    percent = f"  {round(100 * verdict.score)} %" if verdict and 0 < verdict.score < 1 else ""
    left = ((f" {sign} ", f"{ink} bold"), (text_of(asked.question.prompt), "foreground"))
    return BoardRow(left, ((percent, "muted"),), (LOOK, number))
