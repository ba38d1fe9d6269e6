"""Every id a course has ever used, in content/ids.lock: one `kind id` a line, sorted, never taken out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from orchestra_tui.authoring.finding import Fault, says
from orchestra_tui.authoring.questions import quiz_files
from orchestra_tui.authoring.scenarios import scenario_paths
from orchestra_tui.authoring.subject import Subject
from orchestra_tui.base.errors import OrchestraError, Place
from orchestra_tui.base.files import read_text, replace_text
from orchestra_tui.base.i18n import _
from orchestra_tui.base.nearest import did_you_mean
from orchestra_tui.course.glossary import NAME
from orchestra_tui.course.rules_file import NAME as RULES_NAME

LOCK = "ids.lock"
KINDS = ("section", "term", "question", "choice", "scenario", "lab", "rule")

Key = tuple[str, str]
"""A kind and an id."""


@dataclass(frozen=True, slots=True)
class Used:
    """An id in use, and where it stands."""

    kind: str
    id: str
    path: Path
    line: int
    column: int

    @property
    def key(self) -> Key:
        """What the lock keeps of it."""
        return self.kind, self.id


@dataclass(frozen=True, slots=True)
class Lock:
    """A lock file: where each id stands in it, what is wrong in it, and the lines (from 1) that are no ids."""

    path: Path
    lines: dict[Key, int]
    faults: tuple[Fault, ...] = ()
    strange: tuple[int, ...] = ()


def sections(subject: Subject) -> Iterator[Used]:
    """The sections whose id their author wrote."""
    for page in subject.original_pages:
        for spot in page.comments:
            if section := page.named.get(spot.line):
                yield Used("section", str(section.ref), page.path, spot.line, spot.column)


def terms(subject: Subject) -> Iterator[Used]:
    """The terms of all glossaries, by module."""
    for path in subject.data:
        document = subject.parsed(path)
        if path.name != f"{NAME}.yaml" or document is None:
            continue
        value = document.value
        entries = value.get("terms") if isinstance(value, dict) else None
        for index, entry in enumerate(entries if isinstance(entries, list) else ()):
            if isinstance(entry, dict) and isinstance(ident := entry.get("id"), str):
                place = document.at("terms", index, "id")
                yield Used("term", f"{path.parent.name}/{ident}", path, place.line or 1, place.column or 1)


def questions(subject: Subject) -> Iterator[Used]:
    """The questions, and everything in them that an answer may name."""
    for file in quiz_files(subject):
        for index, question in enumerate(file.questions if file.is_original else ()):
            ids: list[tuple[str, tuple[str | int, ...], str]] = [("question", ("id",), question.id)]
            ids += [("choice", path, f"{question.id}/{ident}") for path, ident in question.parts()]
            for kind, path, ident in ids:
                place = file.document.at("questions", index, *path)
                yield Used(kind, ident, file.path, place.line or 1, place.column or 1)


def scenarios(subject: Subject) -> Iterator[Used]:
    """The scenarios by the names of their files."""
    for path in scenario_paths(subject):
        if "." not in path.stem:
            yield Used("scenario", path.stem, path, 1, 1)


def rules(subject: Subject) -> Iterator[Used]:
    """The rules of the fleet that a module explains."""
    for path in subject.data:
        document = subject.parsed(path)
        if path.name != RULES_NAME or document is None:
            continue
        value = document.value
        found = value.get("rules") if isinstance(value, dict) else None
        for rule in found if isinstance(found, dict) else ():
            place = document.key_at("rules", rule)
            yield Used("rule", rule, path, place.line or 1, place.column or 1)


COLLECTORS: tuple[Callable[[Subject], Iterator[Used]], ...] = (sections, terms, questions, scenarios, rules)
"""Who knows ids in use; each kind of content has one."""


def used(subject: Subject) -> list[Used]:
    """All ids in use."""
    return [each for collect in COLLECTORS for each in collect(subject)]


def read(subject: Subject) -> Lock | None:
    """The course's lock, if it keeps one. Raises OrchestraError if it cannot be read."""
    path = subject.content / LOCK if subject.content else None
    if path is None or not path.exists():
        return None
    lines: dict[Key, int] = {}
    faults: list[Fault] = []
    strange: list[int] = []
    before: Key = ("", "")
    for number, line in enumerate(read_text(path).removesuffix("\n").split("\n"), 1):
        kind, _space, ident = line.partition(" ")
        key = kind, ident
        if kind not in KINDS or not ident.strip() or ident != ident.strip():
            strange.append(number)
            faults.append(
                Fault(path, number, 1, says(_("This line is not a kind and an id"), did_you_mean(kind, KINDS)))
            )
            continue
        if key in lines:
            faults.append(Fault(path, number, 1, says(_("This line is here twice"), _("Delete one."))))
        elif key < before:
            faults.append(
                Fault(path, number, 1, says(_("The lines are not sorted"), _("Run: orchestra-tutorial check --lock")))
            )
        before = max(before, key)
        lines.setdefault(key, number)
    return Lock(path, lines, tuple(faults), tuple(strange))


def moved(subject: Subject, lock: Lock) -> Iterator[tuple[Used, str]]:
    """Ids in use that the lock knows only as another kind, which no longer has them; with that kind."""
    now = used(subject)
    keys = {each.key for each in now}
    for each in now:
        others = [kind for kind in KINDS if kind != each.kind and (kind, each.id) in lock.lines]
        gone = [kind for kind in others if (kind, each.id) not in keys]
        if each.key not in lock.lines and gone:
            yield each, gone[0]


def write(subject: Subject) -> tuple[str, ...]:
    """Adds every id in use to the lock, which is made if there is none; the lines that are new.

    Raises OrchestraError if the course has no content folder, an id comes back as another kind, or a line of the lock
    cannot be understood.
    """
    if subject.content is None:
        remedy = _("Put course/ and content/ side by side.")
        raise OrchestraError(_("The course has no content folder"), place=Place(subject.root), remedy=remedy)
    lock = read(subject) or Lock(subject.content / LOCK, {})
    for each, kind in moved(subject, lock):
        what, remedy = moved_message(each, kind)
        raise OrchestraError(what, place=Place(each.path, each.line, each.column), remedy=remedy)
    for number in lock.strange:
        what, remedy = _("This line is not a kind and an id"), _("Mend the line or delete it.")
        raise OrchestraError(what, place=Place(lock.path, number, 1), remedy=remedy)
    keys = {each.key for each in used(subject)}
    text = "".join(f"{kind} {ident}\n" for kind, ident in sorted(keys | lock.lines.keys()))
    replace_text(lock.path, text)
    return tuple(f"{kind} {ident}" for kind, ident in sorted(keys - lock.lines.keys()))


def moved_message(each: Used, kind: str) -> tuple[str, str]:
    """What is wrong with an id that was another kind, and the remedy."""
    what = _('"{id}" was the id of another kind: {kind}').format(id=each.id, kind=kind)
    return what, _("An id is never used again: choose another.")
