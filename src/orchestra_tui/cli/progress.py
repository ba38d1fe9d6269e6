"""`progress`: what the learner knows and the one next step; for teachers a class, for authors their questions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from orchestra_tui.base.errors import OrchestraError
from orchestra_tui.base.i18n import _
from orchestra_tui.base.paths import APP
from orchestra_tui.cli import output
from orchestra_tui.cli.arguments import Parser, Word

if TYPE_CHECKING:
    from argparse import Namespace

    from orchestra_tui.tutor.options import Options
    from orchestra_tui.tutor.quiz import Quiz

FORMS = ("json", "csv", "markdown")
VIEWS = ("of_class", "of_questions")


def add(parser: Parser) -> None:
    """Declare the words of the command."""
    parser.expect(
        Word("files", _("exported journals, for --class and --questions"), value="FILE", many=True),
        Word("json", _("print JSON"), ("--json",)),
        Word("csv", _("print a table for a spreadsheet"), ("--csv",)),
        Word("markdown", _("print a study sheet"), ("--markdown",)),
        Word("of_class", _("a table of several learners from their exports"), ("--class",)),
        Word("of_questions", _("how questions behave, for their authors"), ("--questions",)),
    )


def run(said: Namespace, options: Options) -> int:
    """Print what was asked for. Raises OrchestraError for a file that is no export."""
    from orchestra_tui.journal.store import Journal
    from orchestra_tui.tutor.library import open_library
    from orchestra_tui.tutor.quiz import Quiz

    _only_one(said)
    course = open_library(options)
    with Journal.open(options.home.journal) as journal:
        quiz = Quiz(course, journal, language=options.course_language)
        if said.of_class or said.of_questions:
            _of_others(said, quiz)
        else:
            _of_mine(said, quiz)
        output.complain_all(journal.notices)
    return 0


def _of_mine(said: Namespace, quiz: Quiz) -> None:
    from orchestra_tui.cli.progress_view import View

    view = View.of(quiz)
    if said.json:
        from orchestra_tui.cli.progress_data import as_json

        output.write_json(as_json(view))
    elif said.csv:
        from orchestra_tui.cli.progress_data import as_csv

        output.write(as_csv(view))
    elif said.markdown:
        from orchestra_tui.cli.progress_sheet import sheet

        output.write(sheet(view))
    else:
        from orchestra_tui.cli.progress_text import show

        show(view)


def _of_others(said: Namespace, quiz: Quiz) -> None:
    from orchestra_tui.cli import progress_others

    form = "json" if said.json else "csv" if said.csv or said.of_class else ""
    if said.of_class:
        progress_others.show_class(quiz, said.files, form)
    else:
        progress_others.show_questions(quiz, said.files, form)


def _only_one(said: Namespace) -> None:
    """Raises OrchestraError for words that do not go together."""
    for names in (FORMS, VIEWS):
        if len(named := [name.replace("of_", "") for name in names if getattr(said, name)]) > 1:
            what = _("{one} and {other} do not go together").format(one=f"--{named[0]}", other=f"--{named[1]}")
            raise OrchestraError(what, remedy=_("Choose one."))
    see = _("See: {command}").format(command=f"{APP} progress --help")
    if said.of_class and not said.files:
        raise OrchestraError(_("{value} is missing").format(value="FILE"), remedy=see)
    if said.files and not (said.of_class or said.of_questions):
        raise OrchestraError(_('Nothing is known about "{word}" here').format(word=said.files[0]), remedy=see)
    if said.markdown and (said.of_class or said.of_questions):
        what = _("{one} and {other} do not go together").format(one="--markdown", other="--class")
        raise OrchestraError(what, remedy=see)
