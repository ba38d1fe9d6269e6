"""The scenarios of a course: which there are, what they are called, where they belong; none of them is run or built."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from orchestra_tui.base.errors import OrchestraError, Place
from orchestra_tui.base.i18n import _
from orchestra_tui.base.nearest import did_you_mean
from orchestra_tui.course.model import SectionRef

if TYPE_CHECKING:
    from orchestra_tui.course.course import Course, Module

FOLDER = "scenarios"
SUFFIXES = (".yaml", ".yml")


@dataclass(frozen=True, slots=True)
class ScenarioEntry:
    """A scenario by its name; `section` is the one it shows, None where the course has no such section.

    `order` is its own word on where it stands among those of its section.
    """

    name: str
    title: str
    section: SectionRef | None
    path: Path
    order: int = 0


def scenarios(course: Course, language: str = "") -> tuple[ScenarioEntry, ...]:
    """The scenarios of all modules in the order to take them: by section, then as they say themselves, then by name.

    `<name>.<language>.yaml`, where there is one, stands for `<name>.yaml`. Files that cannot be read are left out;
    `faults` tells about them.
    """
    entries = (_entry(name, path, module) for name, (path, module) in files(course, language).items())
    place = {section.ref: number for number, section in enumerate(course.sections)}
    readable = [entry for entry in entries if entry.title]
    return tuple(sorted(readable, key=lambda entry: (_place(place, entry), entry.order, entry.name)))


def faults(course: Course, language: str = "") -> tuple[OrchestraError, ...]:
    """Why some scenarios cannot even be listed."""
    found = []
    for path, _module in files(course, language).values():
        try:
            _read(path)
        except OrchestraError as error:
            found.append(error)
    return tuple(found)


def files(course: Course, language: str = "") -> dict[str, tuple[Path, Module]]:
    """The file of each scenario by name, with its module; no file is read. Of two with one name the first counts."""
    found: dict[str, tuple[Path, Module]] = {}
    for module in course.modules:
        folder = module.content / FOLDER if module.content else None
        paths = {path.name: path for path in sorted(folder.glob("*.yaml"))} if folder else {}
        for path in paths.values():
            if "." not in path.stem:
                found.setdefault(path.stem, (_translated(path, paths, language), module))
    return found


def find(course: Course, name: str, language: str = "") -> ScenarioEntry:
    """The scenario of this name, or the file at this path. Raises OrchestraError that names one like it."""
    known = files(course, language)
    if name in known:
        return _entry(name, *known[name])
    path = Path(name).expanduser()
    if path.suffix in SUFFIXES or len(path.parts) > 1 or path.is_file():
        return _own(path, course)
    remedy = did_you_mean(name, known) or _("Give the path of a scenario file.")
    raise OrchestraError(_('There is no scenario "{name}"').format(name=name), remedy=remedy)


def _translated(path: Path, paths: dict[str, Path], language: str) -> Path:
    codes = [code for code in (language, language.partition("-")[0]) if code]
    return next((paths[name] for code in codes if (name := f"{path.stem}.{code}.yaml") in paths), path)


def _place(place: dict[SectionRef, int], entry: ScenarioEntry) -> int:
    return place.get(entry.section, len(place)) if entry.section else len(place)


def _entry(name: str, path: Path, module: Module) -> ScenarioEntry:
    """A scenario of a module; without a title where its file cannot be read."""
    try:
        title, section, order = _read(path)
    except OrchestraError:
        return ScenarioEntry(name, "", None, path)
    here = (each.ref for each in module.each() if each.ref.section == section)
    return ScenarioEntry(name, title, next(here, None), path, order)


def _own(path: Path, course: Course) -> ScenarioEntry:
    """A scenario of the learner's own; what is wrong with its file is told when it is made ready to run."""
    name = path.stem
    try:
        title, section, _order = _read(path)
        ref = course.section(section).ref if section else None
    except OrchestraError:
        title, ref = name, None
    return ScenarioEntry(name, title, ref, path)


def _read(path: Path) -> tuple[str, str, int]:
    """Title, section and order as they are written."""
    from orchestra_tui.base import yaml
    from orchestra_tui.base.files import read_text

    value = yaml.parse(read_text(path), path).value
    title, section = _texts(value, ("title", "section"))
    if not title.strip():
        raise OrchestraError(_('The key "{name}" is missing').format(name="title"), place=Place(path, 1, 1))
    order = value.get("order") if isinstance(value, dict) else None
    return title, section, order if isinstance(order, int) else 0


def _texts(value: object, names: Iterable[str]) -> list[str]:
    found = [value.get(name) if isinstance(value, dict) else None for name in names]
    return [text if isinstance(text, str) else "" for text in found]
