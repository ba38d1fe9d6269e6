"""What becomes of a damaged journal: moved out of the way, read as far as it can be, kept under a name that says so.

It is moved under a passing name first and gets its last one when its rows are safe in the new file, so that whatever
happens in between, the next start goes on from there.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from glob import escape
from itertools import count
from pathlib import Path

from orchestra_tui.journal.carve import Image
from orchestra_tui.journal.row import Row

_COMPANIONS = ("-wal", "-shm", "-journal")


def park(path: Path, let_go: Callable[[], None]) -> None:
    """Moves the file and its companions to a passing name, and lets go of it; raises OSError where it cannot.

    In this order, because SQLite clears the log of a file that is closed in its place. Windows moves no open file.
    """
    target = path.with_name(f"{path.stem}.mending-{os.urandom(6).hex()}{path.suffix}")
    try:
        _move(path, target)
    except PermissionError:
        let_go()
        _move(path, target)
    finally:
        let_go()


def parked(path: Path) -> list[Path]:
    """The files that were moved out of the way and not yet read."""
    return sorted(path.parent.glob(f"{escape(path.stem)}.mending-*{path.suffix}"))


def salvage(file: Path) -> list[Row]:
    """The rows that can be read from a parked file, which stays as it is; raises OSError where it cannot be read."""
    if file.is_dir():
        return []
    return Image.of(file).rows()


def set_aside(file: Path, path: Path, day: date) -> Path:
    """Gives a parked file its last name, which is returned."""
    stem = f"{path.stem}.damaged-{day.isoformat()}"
    names = (f"{stem}{'' if number == 1 else f'-{number}'}{path.suffix}" for number in count(1))
    aside = next(other for name in names if not (other := path.with_name(name)).exists())
    # Another tutorial that met the same damage may have been quicker.
    with suppress(FileNotFoundError):
        _move(file, aside)
    return aside


def left(path: Path) -> list[Path]:
    """All files set aside so far, read or not."""
    return sorted([*path.parent.glob(f"{escape(path.stem)}.damaged-*{path.suffix}"), *parked(path)])


def _move(file: Path, target: Path) -> None:
    for companion in _COMPANIONS:
        with suppress(FileNotFoundError):
            file.with_name(file.name + companion).rename(target.with_name(target.name + companion))
    file.rename(target)
