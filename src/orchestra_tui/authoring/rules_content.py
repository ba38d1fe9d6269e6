"""Rules for the YAML of a course: course.yaml, glossaries, and what holds for every content file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from orchestra_tui.authoring.finding import Fault, from_error, from_place, says
from orchestra_tui.authoring.subject import Subject
from orchestra_tui.base import yaml
from orchestra_tui.base.errors import OrchestraError
from orchestra_tui.base.i18n import _
from orchestra_tui.base.nearest import did_you_mean
from orchestra_tui.base.text import fold
from orchestra_tui.course.glossary import NAME
from orchestra_tui.course.glossary_file import File, TranslatedEntry, TranslatedFile


def strict_yaml(subject: Subject) -> Iterator[Fault]:
    """YAML that a strict reader refuses: syntax, repeated keys, tags, too deep, not UTF-8."""
    for path, found in subject.data.items():
        if isinstance(found, OrchestraError):
            yield from_error(found, path)


def yaml_traps(subject: Subject) -> Iterator[Fault]:
    """Unquoted words that other YAML readers, and many people, take for something else."""
    for path in subject.data:
        document = subject.parsed(path)
        for trap in document.traps() if document else ():
            what = f'"{trap.text}": {_(trap.note)}'
            yield from_place(trap.place, says(what, _("Put it in quotes.")))


def manifests(subject: Subject) -> Iterator[Fault]:
    """course.yaml that says something else than id, title and language."""
    from orchestra_tui.authoring.course_file import CourseFile

    for path in subject.manifests:
        document = subject.parsed(path)
        if document and (fault := _misfit(document, CourseFile)):
            yield from_error(fault, path)


def content_folders(subject: Subject) -> Iterator[Fault]:
    """Folders of content that belong to no module."""
    names = [module.path.name for module in subject.course.modules]
    for folder in sorted(subject.content.iterdir()) if subject.content else ():
        if folder.is_dir() and folder.name not in names and not folder.name.startswith("."):
            what = _('No module of the course is called "{name}"').format(name=folder.name)
            yield Fault(folder, 1, 1, says(what, did_you_mean(folder.name, names)))


def glossaries(subject: Subject) -> Iterator[Fault]:
    """Glossaries with a key missing, unknown or of the wrong kind."""
    for path in _glossary_files(subject):
        document = subject.parsed(path)
        kind = File if path.name == f"{NAME}.yaml" else TranslatedFile
        if document and (fault := _misfit(document, kind)):
            yield from_error(fault, path)


def glossary_repeats(subject: Subject) -> Iterator[Fault]:
    """Two terms of one glossary with the same id or the same name."""
    for path, entries in _entries(subject).items():
        document = subject.parsed(path)
        assert document
        ids: dict[str, int] = {}
        names: dict[str, int] = {}
        for index, entry in enumerate(entries):
            first = ids.setdefault(entry.id, index)
            if first != index:
                line = document.at("terms", first, "id").line
                what = _('The id "{id}" is here again, first in line {line}').format(id=entry.id, line=line)
                yield from_place(document.at("terms", index, "id"), says(what, _("Give each term its own.")))
            steps: tuple[str | int, ...]
            for name, steps in ((entry.term, ("term",)), *((also, ("also", n)) for n, also in enumerate(entry.also))):
                other = names.setdefault(fold(name), index)
                if other != index:
                    what = _('"{name}" already names the term "{id}"').format(name=name, id=entries[other].id)
                    yield from_place(document.at("terms", index, *steps), says(what, _("Keep it in one of them.")))


def glossary_sections(subject: Subject) -> Iterator[Fault]:
    """Terms whose section is not in their module."""
    modules = {module.path.name: module for module in subject.course.modules}
    for path, entries in _entries(subject).items():
        module, document = modules.get(path.parent.name), subject.parsed(path)
        if module is None or document is None:
            continue
        known = [section.ref.section for section in module.sections]
        for index, entry in enumerate(entries):
            if entry.section and entry.section not in known:
                what = _('The module has no section "{section}"').format(section=entry.section)
                place = document.at("terms", index, "section")
                yield from_place(place, says(what, did_you_mean(entry.section, known)))


def glossary_translations(subject: Subject) -> Iterator[Fault]:
    """Translated glossaries whose terms are not those of the original."""
    every = _entries(subject)
    for path, entries in every.items():
        original = path.with_name(f"{NAME}.yaml")
        document = subject.parsed(path)
        if path == original or original not in every or document is None:
            continue
        known = [entry.id for entry in every[original]]
        for index, entry in enumerate(entries):
            if entry.id not in known:
                what = _('The original has no term "{id}"').format(id=entry.id)
                yield from_place(document.at("terms", index, "id"), says(what, did_you_mean(entry.id, known)))
        if missing := [ident for ident in known if ident not in {entry.id for entry in entries}]:
            what = _("Not translated yet: {ids}").format(ids=", ".join(missing))
            yield from_place(document.key_at("terms"), what)


def _misfit(document: yaml.Document, kind: type[object]) -> OrchestraError | None:
    try:
        document.convert(kind)
    except OrchestraError as error:
        return error
    return None


def _glossary_files(subject: Subject) -> Iterator[Path]:
    for path in subject.data:
        if path.name == f"{NAME}.yaml" or path.match(f"{NAME}.*.yaml"):
            yield path


def _entries(subject: Subject) -> Mapping[Path, tuple[TranslatedEntry, ...]]:
    """The terms of every glossary that could be read, as far as originals and translations have in common."""
    found: dict[Path, tuple[TranslatedEntry, ...]] = {}
    for path in _glossary_files(subject):
        document = subject.parsed(path)
        kind: type[File] | type[TranslatedFile] = File if path.name == f"{NAME}.yaml" else TranslatedFile
        if document and not _misfit(document, kind):
            terms = document.convert(kind).terms
            found[path] = tuple(
                TranslatedEntry(each.id, each.term, each.text, each.also, each.section) for each in terms
            )
    return found
