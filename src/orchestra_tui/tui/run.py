"""Starting and leaving the tutorial."""

from __future__ import annotations

import gc
import sys

from orchestra_tui.base.errors import OrchestraError
from orchestra_tui.tutor.options import Options

BROKEN = 70
"""Exit code: the program itself failed."""


def run(options: Options) -> int:
    """Show the tutorial until the learner leaves; the exit code.

    A course that cannot be opened is one line on stderr. So is a failure of the program: its traceback goes to the log,
    and to stderr only where `debug` asks for it.
    """
    # What is made until the first text stands lives as long as the program: nothing to collect yet.
    gc.disable()
    from orchestra_tui.tui.opening import opening
    from orchestra_tui.tutor.library import open_library

    try:
        course = open_library(options)
        start = opening(course, options.home)
    except OrchestraError as fault:
        sys.stderr.write(f"{fault}\n")
        return fault.exit_code
    from orchestra_tui.tui.app import OrchestraApp

    app = OrchestraApp(options, course, start)
    try:
        app.run()
    finally:
        app.put_away()
    return _fail(options, app.broken) if app.broken else app.return_code or 0


def _fail(options: Options, traceback: str) -> int:
    from orchestra_tui.base.i18n import _
    from orchestra_tui.tui.failure import record

    kept = record(options.home.log, traceback)
    if options.debug:
        sys.stderr.write(traceback)
    message = _("The tutorial stopped because of a mistake in it; your progress is kept.")
    where = _("What happened stands in {file}.").format(file=options.home.log) if kept else ""
    sys.stderr.write(f"{message} {where}".rstrip() + "\n")
    return BROKEN
