"""What a start was asked for: the command line, with the settings file filling what was not said."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from orchestra_tui.base.errors import OrchestraError
from orchestra_tui.base.i18n import DEFAULT
from orchestra_tui.base.paths import Home
from orchestra_tui.base.settings import Settings


class Options(NamedTuple):
    """How this start is to behave; both faces take it and neither changes it.

    `course` None means the shipped one. `course_language` and `language` are never empty. `theme` is empty where
    neither the command line nor the settings name one. `faults` are what was wrong in the settings file: told, never
    fatal.
    """

    home: Home
    settings: Settings
    course: Path | None = None
    course_language: str = DEFAULT
    language: str = DEFAULT
    theme: str = ""
    debug: bool = False
    faults: tuple[OrchestraError, ...] = ()
