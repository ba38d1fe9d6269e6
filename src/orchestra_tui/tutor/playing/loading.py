"""What can be watched, made ready: a scenario by its name, a file of the learner's own, a recorded log. For workers."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from orchestra_tui.base.errors import OrchestraError, Place
from orchestra_tui.base.i18n import _
from orchestra_tui.fleet.simulation.sections import SECTIONS
from orchestra_tui.tutor import fleet, fleet_log
from orchestra_tui.tutor.fleet import Prepared
from orchestra_tui.tutor.fleet_log import Recorded
from orchestra_tui.tutor.playing.marks import Kind
from orchestra_tui.tutor.playing.recording import Progress, Recording, record
from orchestra_tui.tutor.playing.stage import Source
from orchestra_tui.tutor.playing.takes import play
from orchestra_tui.tutor.scenarios import SUFFIXES, files

if TYPE_CHECKING:
    from orchestra_tui.course.course import Course

_LONG = 80
_DRIVE = re.compile(r"([A-Za-z]):[\\/]")
_FAULTS = (AssertionError, ArithmeticError, AttributeError, LookupError, TypeError, ValueError)
"""How a log that cannot have happened is refused."""


@dataclass(frozen=True, slots=True)
class Ready:
    """A run that can be shown.

    `own` says that its file is the learner's, `recorded` is the log where there is one, `watched` are the files it is
    made of, `notes` what the learner should know of it beforehand, `asked` the seed if it is not the scenario's own.
    """

    prepared: Prepared
    own: bool
    watched: tuple[Path, ...]
    recorded: Recorded | None = None
    notes: tuple[OrchestraError, ...] = ()
    asked: int | None = None

    @property
    def file(self) -> Path:
        """The file that was opened."""
        return Path(self.recorded.file) if self.recorded else self.prepared.entry.path

    def source(self, predicted: int | None = None) -> Source:
        """Where the run comes from, for a stage."""
        ready = self.prepared
        return Source(
            title=ready.scenario.head.title,
            path=self.file,
            seed=ready.seed,
            scenario=None if self.recorded else ready.scenario,
            section=ready.entry.section,
            predicted=predicted,
        )

    def recording(self, progress: Progress | None = None) -> Recording:
        """The run, computed or read. EndedError if `progress` wants no more; OrchestraError where it does not fit."""
        scenario, title = self.prepared.scenario, self.prepared.scenario.head.title
        if self.recorded is None:
            made = play(scenario.plan, scenario.params, self.prepared.seed, title=title, progress=progress)
            if not any(mark.kind is Kind.END for mark in made.marks):
                raise fleet.endless(self.prepared, made.count)
            return made
        try:
            return record(
                scenario.plan, self.recorded.log.events, seed=self.prepared.seed, title=title, progress=progress
            )
        except _FAULTS:
            # Looks for the event, and says in which line it stands.
            fleet_log.outcome(self.recorded)
            raise


def load(course: Course, name: str, *, seed: int | None = None, language: str = "") -> Ready:
    """What has this name in the course, or stands at this path. Raises OrchestraError with the place of a fault."""
    own = name not in files(course, language)
    path = typed_path(name) if own else None
    if path is not None and is_log(path):
        return _of_log(course, path, language)
    try:
        ready = fleet.prepare(course, str(path or name), seed=seed, language=language)
    except OSError as error:
        message = _("It cannot be read: {reason}").format(reason=error.strerror or error)
        raise OrchestraError(message, place=Place(_short(name))) from error
    return Ready(ready, own, named_files(ready.entry.path), notes=_left_out(ready), asked=seed)


def _short(name: str) -> str:
    """A name that may be too long for any file."""
    return name if len(name) <= _LONG else f"{name[:_LONG]}…"


def _of_log(course: Course, path: Path, language: str) -> Ready:
    found = fleet_log.read(path)
    beside = path.parent / f"{found.header.scenario}.yaml"
    if beside.is_file():
        name = str(beside)
    elif found.header.scenario in files(course, language):
        name = found.header.scenario
    else:
        message = _('The log is of the scenario "{name}", which is not here').format(name=found.header.scenario)
        remedy = _("Put its file {file} beside the log.").format(file=beside.name)
        raise OrchestraError(message, place=Place(path, 1), remedy=remedy)
    ready = fleet.prepare(course, name, seed=found.header.seed, language=language)
    read = fleet_log.recorded(ready, found, str(path))
    doubts = tuple(OrchestraError(doubt.message, place=doubt.place) for doubt in read.doubts)
    return Ready(ready, True, (path,), read, doubts)


def _left_out(ready: Prepared) -> tuple[OrchestraError, ...]:
    if not ready.scenario.left_out:
        return ()
    message = _("What the scenario says of these does not count: {names}")
    names = ", ".join(ready.scenario.left_out)
    return (OrchestraError(message.format(names=names), place=Place(ready.entry.path)),)


def is_log(path: Path) -> bool:
    """Whether a file is meant to be a log: no YAML by its name, and a line of JSON at its head, or named like one."""
    if path.suffix in SUFFIXES:
        return False
    if path.suffix in {".jsonl", ".log"}:
        return True
    try:
        with path.open("rb") as file:
            return file.read(1) == b"{"
    except (OSError, ValueError):
        return False


def typed_path(text: str) -> Path:
    """A path as people type, paste and drop it: quoted, with `~`, with escaped spaces, of Windows seen from WSL."""
    text = text.strip()
    if len(text) > 1 and text[0] == text[-1] and text[0] in "\"'":
        text = text[1:-1]
    try:
        path = Path(text).expanduser()
    except RuntimeError:
        path = Path(text)
    if os.name == "nt" or _there(path):
        return path
    drive = _DRIVE.match(text)
    if drive:
        mounted = Path("/mnt", drive[1].lower(), *re.split(r"[\\/]+", text[3:]))
        return mounted if _there(mounted) else path
    unescaped = Path(re.sub(r"\\(.)", r"\1", text)).expanduser() if "\\ " in text else path
    return unescaped if _there(unescaped) else path


def _there(path: Path) -> bool:
    try:
        return path.exists()
    except (OSError, ValueError):
        return False


def named_files(path: Path) -> tuple[Path, ...]:
    """The file of a scenario, and those that it names for its parts. Raises OrchestraError if it cannot be read."""
    from orchestra_tui.base import yaml
    from orchestra_tui.base.files import read_text

    value = yaml.parse(read_text(path), path).value
    named = [value.get(part) for part in SECTIONS] if isinstance(value, dict) else []
    return (path, *(path.parent / each for each in named if isinstance(each, str)))


Stamp = tuple[int, int] | None


def stamps(paths: tuple[Path, ...]) -> tuple[Stamp, ...]:
    """What changes when one of the files does; None for one that is not there."""
    return tuple(_stamp(path) for path in paths)


def _stamp(path: Path) -> Stamp:
    try:
        stat = path.stat()
    except (OSError, ValueError):
        return None
    return stat.st_mtime_ns, stat.st_size
