"""Starting and leaving the tutorial."""

from __future__ import annotations

import gc
import sys

from orchestra_tui.base.errors import OrchestraError
from orchestra_tui.tutor.options import Options


def run(options: Options) -> int:
    """Show the tutorial until the learner leaves; the exit code."""
    # What is made until the first text stands lives as long as the program: nothing to collect yet.
    gc.disable()
    from orchestra_tui.tutor.library import open_library

    try:
        course = open_library(options)
    except OrchestraError as fault:
        print(fault, file=sys.stderr)
        return fault.exit_code
    from orchestra_tui.tui.app import OrchestraApp

    app = OrchestraApp(options, course)
    app.run()
    return app.return_code or 0
