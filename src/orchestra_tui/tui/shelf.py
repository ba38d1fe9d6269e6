"""The course as the reader walks it: what follows what, and the rows of the section list. Reads as little as it can."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from typing import NamedTuple

from orchestra_tui.base.errors import OrchestraError
from orchestra_tui.base.i18n import _
from orchestra_tui.base.text import visible
from orchestra_tui.course.course import Course, Module
from orchestra_tui.course.document import Document, Section
from orchestra_tui.course.model import Block
from orchestra_tui.course.names import readable

Describe = Callable[[Section], tuple[str, int, str]]
"""What to write beside a section: its mark, its minutes (0 where not known yet), its signs."""


class Entry(NamedTuple):
    """A row of the section list before it is drawn; a folder has no section."""

    key: str
    title: str
    depth: int
    section: Section | None = None
    opened: bool = False


class Shelf:
    """Walks a course. `unfolded` holds the keys of folder rows that the learner opened, `folded` those they closed."""

    def __init__(self, course: Course) -> None:
        self.course = course
        self.unfolded: set[str] = set()
        self.folded: set[str] = set()
        self._titles: dict[str, str] = {}

    def first(self) -> Section:
        """The first section that can be read; OrchestraError if there is none."""
        section = next(self._sections(0, 0), None)
        if section is None:
            faults = self.course.faults
            raise faults[0] if faults else OrchestraError(_("There is nothing to read in this course"))
        return section

    def step(self, section: Section, by: int) -> Section | None:
        """The section before (-1) or after (1), over documents and modules; None at either end."""
        siblings = section.document.sections
        at = siblings.index(section) + by
        if 0 <= at < len(siblings):
            return siblings[at]
        number, document = self._where(section)
        if by > 0:
            return next(self._sections(number, document + 1), None)
        for module in range(number, -1, -1):
            documents = self.course.modules[module].documents
            end = document if module == number else len(documents)
            for each in reversed(documents[:end]):
                if sections := _readable(each):
                    return sections[-1]
        return None

    def module(self, section: Section) -> Module:
        """The module a section is in."""
        return self.course.modules[self._where(section)[0]]

    def title(self, module: Module, *, known: bool = True) -> str:
        """A module's title, safe for a terminal: that of its theory, or its own name where several files make it up.

        Unless it is `known`, its folder is not looked into; what was found out once is kept.
        """
        if known and module.id not in self._titles:
            theory = [document for document in module.documents if document.kind == "theory"]
            self._titles[module.id] = "" if len(theory) == 1 else readable(module.path.name)
        return visible(self._titles.get(module.id) or module.title, keep="")

    def siblings(self, section: Section) -> tuple[Section, ...]:
        """The sections that make up what the learner is reading: the module's theory, or the other file it is in."""
        if section.document.kind != "theory":
            return section.document.sections
        documents = [each for each in self.module(section).documents if each.kind == "theory"]
        return tuple(each for document in documents if document.loaded for each in _readable(document))

    def entries(self, current: Section) -> list[Entry]:
        """The rows to show while `current` is read: its module and document are open unless the learner closed them."""
        rows: list[Entry] = []
        many = len(self.course.modules) > 1
        here = self.module(current)
        for module in self.course.modules:
            key = f"{module.id}/"
            opened = not many or self._is_open(key, module is here)
            if many:
                rows.append(Entry(key, self.title(module, known=opened), 0, opened=opened))
            if opened:
                rows.extend(self._documents(module, current, depth=1 if many else 0))
        return rows

    def toggle(self, key: str, opened: bool) -> None:
        """Close a folder row that is open, open one that is closed."""
        (self.unfolded if opened else self.folded).discard(key)
        (self.folded if opened else self.unfolded).add(key)

    def unread_document(self, key: str) -> Document | None:
        """The document of a folder row that has not been read yet, else None."""
        for module in self.course.modules:
            if key.startswith(f"{module.id}/"):
                for document in module.documents:
                    if _key(module, document) == key and not document.loaded:
                        return document
        return None

    def _documents(self, module: Module, current: Section, depth: int) -> Iterator[Entry]:
        theory = [document for document in module.documents if document.kind == "theory"]
        reading = [document for document in module.documents if document.kind != "theory"]
        for document in theory:
            if len(theory) == 1:
                yield from self._section_rows(document, depth)
            else:
                yield from self._document_rows(module, document, current, depth)
        if reading:
            key = f"{module.id}/+"
            opened = self._is_open(key, current.document in reading)
            yield Entry(key, _("Further reading"), depth, opened=opened)
            if opened:
                for document in reading:
                    yield from self._document_rows(module, document, current, depth + 1)

    def _document_rows(self, module: Module, document: Document, current: Section, depth: int) -> Iterator[Entry]:
        if document.loaded and len(_readable(document)) == 1:
            yield from self._section_rows(document, depth)
            return
        key = _key(module, document)
        opened = document.loaded and self._is_open(key, current.document is document)
        yield Entry(key, visible(document.title, keep=""), depth, opened=opened)
        if opened:
            yield from self._section_rows(document, depth + 1)

    def _section_rows(self, document: Document, depth: int) -> Iterator[Entry]:
        for section in _readable(document):
            yield Entry(str(section.ref), visible(section.title, keep=""), depth, section)

    def _is_open(self, key: str, by_itself: bool) -> bool:
        return key in self.unfolded or (by_itself and key not in self.folded)

    def _where(self, section: Section) -> tuple[int, int]:
        for number, module in enumerate(self.course.modules):
            if module.id == section.ref.module:
                return number, module.documents.index(section.document)
        raise ValueError(section)

    def _sections(self, module: int, document: int) -> Iterator[Section]:
        for number in range(module, len(self.course.modules)):
            for each in self.course.modules[number].documents[document if number == module else 0 :]:
                yield from _readable(each)


def whole_text(section: Section) -> tuple[Block, ...]:
    """What is shown for a section: its blocks, after the introduction of the file if it is the first there."""
    document = section.document
    if document.sections[0] is section:
        return (*document.introduction_blocks, *section.blocks)
    return section.blocks


def minutes_left(sections: Collection[Section], read: Collection[str]) -> int:
    """Minutes for what is not read of these sections."""
    return sum(section.minutes for section in sections if str(section.ref) not in read)


def _key(module: Module, document: Document) -> str:
    return f"{module.id}/#{document.name}"


def _readable(document: Document) -> tuple[Section, ...]:
    try:
        return document.sections
    except OrchestraError:
        return ()
