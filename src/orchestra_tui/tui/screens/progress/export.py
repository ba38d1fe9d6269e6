"""Progress written to a file of the learner's choice, and where it is then."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from orchestra_tui.base.i18n import _
from orchestra_tui.tui.offers import Choice, Offer, by_typing
from orchestra_tui.tui.screens.ask import Ask
from orchestra_tui.tui.screens.picker import Picker
from orchestra_tui.tui.screens.progress.sheet import sheet
from orchestra_tui.tui.survey import Survey

if TYPE_CHECKING:
    from orchestra_tui.tui.screens.progress.screen import ProgressScreen
    from orchestra_tui.tutor.quiz import Quiz

REPORT, JOURNAL = "report", "journal"
FILES = {REPORT: "orchestra-progress.md", JOURNAL: "orchestra-tutorial.jsonl"}


def export(screen: ProgressScreen, survey: Survey) -> None:
    """Choose the form, then the file, then write it."""
    choices = [
        Choice(_("Study sheet"), REPORT, "›", "Markdown", _("What you know and what to look at again, to read.")),
        Choice(
            _("Journal"),
            JOURNAL,
            "›",
            "JSON Lines",
            _("All you did, to carry on with on another machine: import it there."),
        ),
    ]

    def chosen(form: object) -> None:
        if isinstance(form, str):
            _ask_file(screen, survey, form)

    screen.app.push_screen(Picker(screen.looks, Offer(_("Save to a file"), by_typing(choices), detail=True)), chosen)


def _ask_file(screen: ProgressScreen, survey: Survey, form: str) -> None:
    def named(name: str | None) -> None:
        if name:
            path = Path(name).expanduser().absolute()
            screen.examine(
                lambda quiz: _write(quiz, survey, form, path, screen), lambda _nothing: screen.say(_said(path))
            )

    screen.app.push_screen(Ask(_("Save to a file"), str(Path.home() / FILES[form])), named)


def _said(path: Path) -> str:
    return _("Saved to {file}").format(file=path)


def _write(quiz: Quiz, survey: Survey, form: str, path: Path, screen: ProgressScreen) -> None:
    """In the journal's thread. Raises OrchestraError where the file cannot be written."""
    if form == JOURNAL:
        quiz.journal.save_elsewhere(path)
        return
    from orchestra_tui.base.files import replace_text

    replace_text(path, sheet(survey, quiz.course.title, screen.orchestra.examiner.clock().date()))
