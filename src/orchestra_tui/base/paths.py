"""The only place that knows where things are on disk: what ships with the program and what belongs to the learner."""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import cache
from pathlib import Path

APP = "orchestra-tutorial"


@dataclass(frozen=True, slots=True)
class Home:
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
    from platformdirs import PlatformDirs

    dirs = PlatformDirs(APP, appauthor=False)
    return Home(dirs.user_data_path, dirs.user_config_path, dirs.user_state_path)


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
