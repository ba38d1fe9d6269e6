"""`progress forget`: deletes what the program knows about the learner, after asking."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from orchestra_tui.base.errors import OrchestraError
from orchestra_tui.base.i18n import _, n_
from orchestra_tui.base.text import fold
from orchestra_tui.cli import output
from orchestra_tui.cli.arguments import Parser, Word

if TYPE_CHECKING:
    from argparse import Namespace

    from orchestra_tui.tutor.options import Options

AGREED = {"y", "yes", "д", "да"}


def add(parser: Parser) -> None:
    """Declare the words of the command."""
    parser.expect(Word("yes", _("do not ask"), ("--yes",)))


def run(said: Namespace, options: Options) -> int:
    """Delete every row, or with `--course` those of that course alone."""
    from orchestra_tui.journal import resume
    from orchestra_tui.journal.store import Journal
    from orchestra_tui.tutor.library import open_library

    course = open_library(options).id if options.course else None
    with Journal.open(options.home.journal) as journal:
        count = sum(1 for _row in journal.rows(course=course))
        if not said.yes and not _agreed(count):
            output.write(_("Nothing was deleted.") + "\n")
            return 0
        gone = journal.forget(course)
        resume.forget(options.home.resume, course)
        output.write(n_("{count} row deleted", "{count} rows deleted", gone).format(count=gone) + "\n")
        for path in journal.left_aside:
            output.complain(_("This damaged file holds progress too; delete it yourself: {path}").format(path=path))
        output.complain_all(journal.notices)
    return 0


def _agreed(count: int) -> bool:
    """Whether a person says yes. Raises OrchestraError where there is nobody to ask."""
    if not (output.is_terminal(sys.stdin) and output.is_terminal(sys.stderr)):
        raise OrchestraError(_("There is no terminal to ask on"), remedy=_("To delete without asking: --yes."))
    rows = n_("{count} row", "{count} rows", count).format(count=count)
    sys.stderr.write(_("This deletes progress, bookmarks and notes ({rows}). Go on? [y/N] ").format(rows=rows))
    sys.stderr.flush()
    return fold(sys.stdin.readline()) in AGREED
