"""`quiz [SECTION]`: questions in line mode: a check, practice, a pre-test, an exam, a review."""

from __future__ import annotations

from typing import TYPE_CHECKING

from orchestra_tui.base.errors import OrchestraError
from orchestra_tui.base.i18n import _
from orchestra_tui.base.paths import APP
from orchestra_tui.cli import output
from orchestra_tui.cli.arguments import Parser, Word

if TYPE_CHECKING:
    from argparse import Namespace
    from datetime import date

    from orchestra_tui.cli.quiz_begin import Wish
    from orchestra_tui.cli.quiz_face import Face
    from orchestra_tui.course.course import Course
    from orchestra_tui.quiz.sitting import Mode
    from orchestra_tui.tutor.options import Options
    from orchestra_tui.tutor.quiz import Quiz

MODES = ("exam", "review", "cram", "practice", "pretest")
_MOST = 500
_OFF = "off"


def add(parser: Parser) -> None:
    """Declare the words of the command."""
    parser.expect(
        Word("section", _("the section or module to ask about"), value="SECTION"),
        Word("plain", _("ask in line mode: for pipes and screen readers"), ("--plain",)),
        Word("practice", _("all questions there are, a check is short"), ("--practice",)),
        Word("pretest", _("test out of a section before reading it"), ("--pretest",)),
        Word("exam", _("an exam of N questions: timed, verdicts at the end"), ("--exam",), "N"),
        Word("review", _("what is due for review, 20 questions at most"), ("--review",)),
        Word("cram", _("practice that leaves the review dates alone"), ("--cram",)),
        Word("seed", _("a whole number that decides what is asked"), ("--seed",), "S"),
        Word("until", _("know everything by this day, like 2026-12-31; or off"), ("--until",), "DAY"),
        Word("new", _("begin anew, even if a sitting was left unfinished"), ("--new",)),
        Word("confidence", _("ask how sure you are, off a terminal too"), ("--confidence",)),
        Word("no_confidence", _("do not ask how sure you are"), ("--no-confidence",)),
        Word("json", _("print JSON, one object a line"), ("--json",)),
    )


def run(said: Namespace, options: Options) -> int:
    """Ask, or where nothing was asked for, show what there is. Raises OrchestraError where there is no question."""
    from orchestra_tui.cli.quiz_begin import Wish
    from orchestra_tui.journal.store import Journal
    from orchestra_tui.tutor.library import open_library
    from orchestra_tui.tutor.quiz import Quiz
    from orchestra_tui.tutor.simulating import Simulator

    count = _whole(said.exam, "--exam", 1, _MOST)
    wish = Wish(_mode(said), said.section or "", count, _whole(said.seed, "--seed", 0, 2**63 - 1))
    day = _day(said.until)
    course = open_library(options)
    with Journal.open(options.home.journal) as journal:
        quiz = Quiz(course, journal, Simulator(lambda: course), options.course_language)
        if said.until:
            quiz.aim(day)
        if wish.name or wish.mode or said.plain or said.json:
            _ask(said, quiz, wish)
        else:
            from orchestra_tui.cli.quiz_overview import show

            show(quiz)
            output.complain_all(journal.notices)
    return 0


def _ask(said: Namespace, quiz: Quiz, wish: Wish) -> None:
    from orchestra_tui.cli.quiz_begin import begin, sections, waiting
    from orchestra_tui.cli.quiz_input import Ear
    from orchestra_tui.cli.quiz_session import Session

    refs = sections(quiz, wish.name)
    ear = Ear()
    found = None if said.new else waiting(quiz, wish, refs)
    if found and found.given and ear.interactive and not ear.agrees(
        _("You left a sitting with {done} of {count} answered. Go on with it? [Y/n] ").format(
            done=len(found.given), count=len(found.questions)
        )
    ):  # fmt: skip
        found = None
    sitting = found or begin(quiz, wish, refs)
    if sitting is None:
        _nothing_due(said, quiz)
        return
    confidence = said.confidence or (ear.interactive and not said.no_confidence)
    face = _face(said, quiz.course)
    Session(quiz, sitting, face, ear, confidence=confidence).run(resumed=bool(found and found.given))


def _mode(said: Namespace) -> Mode | None:
    """The mode that was asked for, if any. Raises OrchestraError for two, and for a pre-test of nothing."""
    from orchestra_tui.quiz.sitting import Mode

    named = [name for name in MODES if getattr(said, name)]
    if len(named) > 1:
        what = _("{one} and {other} do not go together").format(one=f"--{named[0]}", other=f"--{named[1]}")
        raise OrchestraError(what, remedy=_("Choose one."))
    if named == ["pretest"] and not said.section:
        raise OrchestraError(_("A pre-test needs a section"), remedy=_see())
    return Mode(named[0]) if named else None


def _nothing_due(said: Namespace, quiz: Quiz) -> None:
    """That there is nothing to review today, and when there will be."""
    from datetime import UTC, datetime

    from orchestra_tui.cli.quiz_begin import now

    if said.json:
        from orchestra_tui.cli.quiz_json import summary

        summary(None, mode="review", finished=True)
        return
    coming = quiz.reviews(now()[0])
    output.write(_("Nothing is due for review today.") + "\n")
    if coming:
        day = datetime.fromtimestamp(coming[0].due / 1000, UTC).astimezone().date()
        output.write(_("The next question is due on {day}.").format(day=day.isoformat()) + "\n")


def _face(said: Namespace, course: Course) -> Face:
    from orchestra_tui.cli.paper import Paper
    from orchestra_tui.cli.quiz_json import JsonFace
    from orchestra_tui.cli.quiz_text import TextFace
    from orchestra_tui.tutor.library import all_sections, short_names

    if said.json:
        return JsonFace()
    names = short_names(all_sections(course))
    return TextFace(Paper.stdout(plain=said.plain), lambda ref: names.get(ref, str(ref)))


def _whole(said: str | None, option: str, least: int, most: int) -> int | None:
    if said is None:
        return None
    if not (said.isascii() and said.isdecimal() and len(said) < 20 and least <= int(said) <= most):
        what = _("{option} is a whole number from {least} to {most}").format(option=option, least=least, most=most)
        raise OrchestraError(what, remedy=_see())
    return int(said)


def _day(said: str | None) -> date | None:
    from datetime import date

    if not said or said == _OFF:
        return None
    try:
        return date.fromisoformat(said)
    except ValueError:
        raise OrchestraError(_('"{said}" is not a day like 2026-12-31').format(said=said), remedy=_see()) from None


def _see() -> str:
    return _("See: {command}").format(command=f"{APP} quiz --help")
