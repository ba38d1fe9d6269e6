"""A course: its modules, their documents and sections, read as far as they are asked for and no further."""

from __future__ import annotations

import os
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path

from orchestra_tui.base.errors import OrchestraError
from orchestra_tui.base.paths import shipped
from orchestra_tui.base.text import visible
from orchestra_tui.course import discover, manifest
from orchestra_tui.course.document import READING, Document, DocumentKind, Section
from orchestra_tui.course.listing import Text
from orchestra_tui.course.names import readable
from orchestra_tui.course.slugs import Slugger


def open_course(root: str | os.PathLike[str] | None = None, language: str = "") -> Course:
    """The course in a folder, or the shipped one; reads names and course.yaml, no text.

    `language` is the language to read translations in, where there are any. Raises OrchestraError if the folder cannot
    be opened or holds no course.
    """
    found = discover.find(shipped() if root is None else Path(root))
    return Course(found, language)


class Course:
    """What a folder teaches. `root` is the folder opened, `home` the one the modules are in, `content` where their
    questions are, if anywhere; `faults` tells what had to be left out.
    """

    def __init__(self, found: discover.Found, language: str = "") -> None:
        self.root = found.root
        self.home = found.home
        self.content = found.content
        self._faults = list(found.faults)
        self._names = sorted(place.name for place in found.places)
        self._manifest = self._read_manifest("")
        self.language = self._manifest.language
        title = self._read_manifest(language).title if language and language != self.language else ""
        self.title = title or self._manifest.title or readable(found.root.name)
        self.modules = tuple(Module(place, language, self.language, self.content) for place in found.places)

    def __repr__(self) -> str:
        return f"Course({str(self.root)!r}, modules={len(self.modules)})"

    @cached_property
    def id(self) -> str:
        """The id in course.yaml, else the folder's name with a digest of the modules' names."""
        if self._manifest.id:
            return self._manifest.id
        from hashlib import sha256

        names = "\0".join(self._names).encode(errors="surrogateescape")
        return f"{visible(self.root.name, keep='')}-{sha256(names).hexdigest()[:8]}"

    @property
    def faults(self) -> tuple[OrchestraError, ...]:
        """What could not be found or read so far, in the course and in its modules."""
        return (*self._faults, *(fault for module in self.modules for fault in module.faults))

    @property
    def sections(self) -> Iterator[Section]:
        """All sections in reading order; each document is read when its turn comes, unreadable ones are passed over."""
        return (section for module in self.modules for section in module.each())

    def module(self, ident: str) -> Module | None:
        """The module with this id."""
        return next((module for module in self.modules if module.id == ident), None)

    def section(self, ref: str) -> Section:
        """The section with this id, `module/section`, or `section` alone where only one module has it.

        Raises OrchestraError naming near ids if there is none, all of them if there are several, and the module's own
        fault if its text cannot be read.
        """
        from orchestra_tui.course.lookup import section

        return section(self, ref)

    def _read_manifest(self, language: str) -> manifest.Manifest:
        name = manifest.name(language)
        for folder in dict.fromkeys((self.home, self.root)):
            path = folder / name
            if path.is_file():
                try:
                    return manifest.load(path)
                except OrchestraError as fault:
                    self._faults.append(fault)
                    break
        return manifest.Manifest()


class Module:
    """A folder of a course, or one file of a book. Its documents are known by name at once and read on first use."""

    def __init__(self, place: discover.ModulePlace, language: str, own: str, content: Path | None) -> None:
        self.id = place.id
        self.path = place.path
        folder = content / place.name if content else None
        self.content = folder if folder and folder.is_dir() else None
        self._place = place
        self._language = language
        self._own = own
        self._faults: list[OrchestraError] = []
        self._slugger = Slugger()
        self._numbered = 0
        self._documents: tuple[Document, ...] | None = None

    def __repr__(self) -> str:
        return f"Module({self.id!r})"

    @property
    def title(self) -> str:
        """The heading of the theory once that has been read, else the module's name made readable."""
        heading = self._documents[0].heading if self._documents else ""
        return heading or readable(self._place.name)

    @property
    def documents(self) -> tuple[Document, ...]:
        """The module's files in reading order, the theory first; none of them read."""
        if self._documents is None:
            with READING:
                if self._documents is None:
                    self._documents = self._listed()
        return self._documents

    @property
    def sections(self) -> tuple[Section, ...]:
        """The sections of all documents that can be read; `faults` tells about the others."""
        return tuple(self.each())

    @property
    def faults(self) -> tuple[OrchestraError, ...]:
        """What is wrong with the module's files, as far as they were looked at."""
        return tuple(self._faults)

    def each(self) -> Iterator[Section]:
        """The sections one by one, each document read when its turn comes."""
        for document in self.documents:
            try:
                yield from document.sections
            except OrchestraError:
                continue

    def _listed(self) -> tuple[Document, ...]:
        texts = discover.texts_of(self._place)
        self._faults.extend(texts.faults)
        theory = [self._document(text, "theory") for text in texts.theory]
        return (*theory, *(self._document(text, "reading") for text in texts.reading))

    def _document(self, text: Text, kind: DocumentKind) -> Document:
        path = text.choose(self._language, self._own)
        original = text.original(self._own)
        return Document(
            path,
            self.id,
            kind=kind,
            name=text.name,
            original=None if original == path else original,
            files=tuple(text.files.values()),
            number=self._number,
        )

    def _number(self, document: Document) -> None:
        """Makes the sections of all documents up to this one: an id repeated later in the module gets a number."""
        last = self.documents.index(document)
        while self._numbered <= last:
            self._build(self.documents[self._numbered])
            self._numbered += 1

    def _build(self, document: Document) -> None:
        try:
            document.build(self._slugger)
            fault = document.fault
        except OrchestraError as error:
            fault = error
        if fault:
            self._faults.append(fault)
