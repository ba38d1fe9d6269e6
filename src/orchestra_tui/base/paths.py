"""The only place that knows where things are on disk: what ships with the program and what belongs to the learner."""

from __future__ import annotations

import os
import sys
from functools import cache
from pathlib import Path
from typing import NamedTuple

APP = "orchestra-tutorial"

_SYSTEM: str = sys.platform


class Home(NamedTuple):
    """The learner's folders; made on the first write, never on looking."""

    data: Path
    config: Path
    state: Path

    @property
    def journal(self) -> Path:
        """The learner's log, one SQLite file."""
        return self.data / "journal.sqlite"

    @property
    def settings(self) -> Path:
        """Theme, language, text width and keymap, one TOML file."""
        return self.config / "settings.toml"

    @property
    def resume(self) -> Path:
        """A copy of the last place, read at start before the journal is opened."""
        return self.state / "resume.json"

    @property
    def log(self) -> Path:
        """What went wrong, with tracebacks."""
        return self.state / "log.txt"


def home(root: str | os.PathLike[str] | None = None) -> Home:
    """The learner's folders: under `root` if given (`--home`), else where the platform keeps such things."""
    if root is not None:
        base = Path(root).expanduser().absolute()
        return Home(base / "data", base / "config", base / "state")
    if _SYSTEM == "linux":
        # What platformdirs says here, without loading it: every start comes through here.
        return Home(
            _xdg("XDG_DATA_HOME", ".local/share"),
            _xdg("XDG_CONFIG_HOME", ".config"),
            _xdg("XDG_STATE_HOME", ".local/state"),
        )
    from platformdirs import PlatformDirs

    dirs = PlatformDirs(APP, appauthor=False)
    return Home(dirs.user_data_path, dirs.user_config_path, dirs.user_state_path)


def _xdg(variable: str, usual: str) -> Path:
    said = Path(os.environ.get(variable, ""))
    return (said if said.is_absolute() else Path.home() / usual) / APP


@cache
def shipped() -> Path:
    """The folder that holds `course/` and `content/`: inside the installed package, or the checkout it runs from."""
    package = Path(__file__).resolve().parent.parent
    packed = package / "_shipped"
    if (packed / "course").is_dir():
        return packed
    for folder in package.parents:
        if (folder / "pyproject.toml").is_file() and (folder / "course").is_dir():
            return folder
    return packed
