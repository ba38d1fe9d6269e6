"""New questions for their authors to fill in: valid as they are, with an id that was never used."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from orchestra_tui.authoring import ids
from orchestra_tui.authoring.questions import FOLDER, aims
from orchestra_tui.authoring.subject import Subject
from orchestra_tui.base import yaml
from orchestra_tui.base.errors import OrchestraError, Place
from orchestra_tui.base.files import read_text, replace_text
from orchestra_tui.base.i18n import _
from orchestra_tui.quiz.bank import Sheet
from orchestra_tui.quiz.types import QUESTION_TYPES

_COLUMNS = 112


@dataclass(frozen=True, slots=True)
class Draft:
    """A new question: its id, the file it belongs to, and its YAML as an item of that file's `questions`."""

    id: str
    path: Path
    text: str

    def write(self) -> None:
        """Appends the question to its file, which is made where there is none.

        Raises OrchestraError if the file is not what it should be, before or after; it is then as it was.
        """
        text = f"version: 1\nsection: {self.path.stem}\nquestions:\n{self.text}"
        if self.path.exists():
            before = read_text(self.path)
            yaml.load(before, self.path, Sheet)
            text = f"{before.rstrip()}\n\n{self.text}"
        sheet = yaml.load(text, self.path, Sheet)
        if sheet.questions[-1].id != self.id:
            what = _("The file does not end with its questions")
            raise OrchestraError(what, place=Place(self.path), remedy=_("Put them last."))
        replace_text(self.path, text)


def draft(root: Path, section: str, kind: str, objective: str = "") -> Draft:
    """A new question of a `kind` (a name of QUESTION_TYPES) about a section of the course under `root`.

    Raises OrchestraError where there is no such section, or no content folder.
    """
    subject = Subject(root)
    ref = subject.course.section(section).ref
    module = subject.course.module(ref.module)
    if subject.content is None or module is None:
        remedy = _("Put course/ and content/ side by side.")
        raise OrchestraError(_("The course has no content folder"), place=Place(root), remedy=remedy)
    folder = subject.content / module.path.name
    id = _free(subject, ref.section, kind)
    text = _as_item({
        "id": id,
        "type": kind,
        "objective": objective or _objective(subject, folder, ref.section),
        "kind": "why",
        "prompt": _("What do you want to know?"),
        **QUESTION_TYPES[kind].example(),
        "hints": [_("A step in the right direction")],
        "explain": _("The reason, to be remembered"),
    })  # fmt: skip
    return Draft(id, folder / FOLDER / f"{ref.section}.yaml", text)


def _objective(subject: Subject, folder: Path, section: str) -> str:
    """The first objective of a section, or what it might be called."""
    found = aims(subject).get(folder)
    known = found.sheet.objectives if found and found.sheet else ()
    return next((each.id for each in known if each.section == section), f"{section}.objective")


def _free(subject: Subject, section: str, kind: str) -> str:
    """An id that no question of the course has or ever had."""
    lock = ids.read(subject)
    taken = {each.id for each in ids.used(subject)} | ({ident for _kind, ident in lock.lines} if lock else set())
    number = 1
    while (id := f"{section}.{kind}-{number}") in taken:
        number += 1
    return id


def _as_item(question: dict[str, object]) -> str:
    """The question as one item of a list; what holds nothing but plain values stands in one line."""
    from yaml import SafeDumper, dump

    class Indented(SafeDumper):
        """Puts the items of a list further in than their key."""

        def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
            super().increase_indent(flow, False)

    text: str = dump(
        [question], Dumper=Indented, allow_unicode=True, sort_keys=False, default_flow_style=None, width=_COLUMNS
    )
    return "".join(f"  {line}\n" for line in text.splitlines())
