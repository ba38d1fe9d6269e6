"""A Markdown file as an introduction and sections; together they are the source, character for character."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from threading import RLock
from typing import TYPE_CHECKING, Literal, NamedTuple

from orchestra_tui.base.errors import OrchestraError
from orchestra_tui.base.text import slug
from orchestra_tui.course.files import read_text
from orchestra_tui.course.model import Block, SectionRef
from orchestra_tui.course.names import readable
from orchestra_tui.course.slugs import Slugger

if TYPE_CHECKING:
    from orchestra_tui.course.outline import Outline, Part

DocumentKind = Literal["theory", "reading"]

READING = RLock()
"""Held while a file is read, taken apart or turned into blocks: screens and workers may ask at the same time."""


class Section:
    """A part of a document: `source` is its Markdown, `line` (1-based, in the file) where that starts.

    Its blocks, words and minutes are made when first asked.
    """

    __slots__ = ("_blocks", "_counts", "_document", "_part", "anchors", "line", "path", "ref", "source", "title")

    def __init__(self, document: Document, ref: SectionRef, part: Part, source: str) -> None:
        self._document = document
        self._part = part
        self._blocks: tuple[Block, ...] | None = None
        self._counts: tuple[int, int] | None = None
        self.ref = ref
        self.title = part.title or readable(document.name if document.outline.whole else ref.section)
        self.path = document.path
        self.line = part.line
        self.source = source
        self.anchors = part.slugs

    def __repr__(self) -> str:
        return f"Section({str(self.ref)!r}, {self.path.name}:{self.line})"

    @property
    def document(self) -> Document:
        """The file this section is in."""
        return self._document

    @property
    def blocks(self) -> tuple[Block, ...]:
        """The section's content, its own heading first."""
        if self._blocks is None:
            with READING:
                self._blocks = self._document.outline.blocks(self._part)
        return self._blocks

    @property
    def words(self) -> int:
        """Words of prose: no code, tables or addresses."""
        return self._counted()[0]

    @property
    def minutes(self) -> int:
        """Minutes to read it, at least 1."""
        from orchestra_tui.course.words import minutes

        return minutes(*self._counted())

    def _counted(self) -> tuple[int, int]:
        from orchestra_tui.course.words import count_lines, count_words

        if self._counts is None:
            self._counts = count_words(self.blocks), count_lines(self.blocks)
        return self._counts


class _Wish(NamedTuple):
    """The id a section would like, and whether its author wrote it."""

    id: str
    written: bool


class _Content(NamedTuple):
    """What reading a document gives."""

    source: str
    fault: OrchestraError | None
    outline: Outline


class Document:
    """A Markdown file of a module, read on first use; what cannot be read raises OrchestraError then, and again.

    `name` is its file name without `.md` and without the language of a translation; `original` is the file that this
    one translates, `files` are all its languages.
    """

    def __init__(
        self,
        path: Path,
        module: str,
        *,
        kind: DocumentKind = "theory",
        name: str = "",
        original: Path | None = None,
        files: tuple[Path, ...] = (),
        number: Callable[[Document], None] | None = None,
    ) -> None:
        self.path = path
        self.module = module
        self.kind: DocumentKind = kind
        self.name = name or path.stem
        self.original = original
        self.files = files or (path,)
        self._number = number
        self._content: _Content | None = None
        self._failure: OrchestraError | None = None
        self._sections: tuple[Section, ...] | None = None
        self._introduction_blocks: tuple[Block, ...] | None = None

    def __repr__(self) -> str:
        return f"Document({str(self.path)!r}, kind={self.kind!r})"

    @property
    def loaded(self) -> bool:
        """Whether the file has been read."""
        return self._content is not None

    @property
    def source(self) -> str:
        """The whole file; bytes that are not UTF-8 are U+FFFD."""
        return self._read().source

    @property
    def fault(self) -> OrchestraError | None:
        """What is wrong with the file although it can be shown: the first byte that is not UTF-8."""
        return self._read().fault

    @property
    def outline(self) -> Outline:
        """Where sections and headings are."""
        return self._read().outline

    @property
    def heading(self) -> str:
        """The first top-level heading of level 1, else the front matter's title; empty before the file is read."""
        return self._content.outline.title if self._content else ""

    @property
    def title(self) -> str:
        """The heading once the file has been read, else its name made readable; asking never reads it."""
        return self.heading or readable(self.name)

    @property
    def introduction(self) -> str:
        """What stands before the first section, front matter included."""
        content = self._read()
        return content.source[: content.outline.parts[0].start]

    @property
    def introduction_blocks(self) -> tuple[Block, ...]:
        """The content before the first section; front matter is not content."""
        if self._introduction_blocks is None:
            with READING:
                outline = self.outline
                self._introduction_blocks = outline.blocks(outline.introduction)
        return self._introduction_blocks

    @property
    def sections(self) -> tuple[Section, ...]:
        """The sections in order, at least one; their ids are unique in the module."""
        if self._sections is None:
            with READING:
                if self._number:
                    self._number(self)
                if self._sections is None:
                    self.build(Slugger())
        assert self._sections is not None
        return self._sections

    def build(self, slugger: Slugger) -> None:
        """Reads the file and makes its sections, with ids from `slugger`: first those the author wrote."""
        content = self._read()
        parts = content.outline.parts
        ids = _ids(self._wishes(parts), slugger)
        ends = (*(part.start for part in parts[1:]), len(content.source))
        self._sections = tuple(
            Section(self, SectionRef(self.module, ident), part, content.source[part.start : end])
            for ident, part, end in zip(ids, parts, ends, strict=True)
        )

    def _wishes(self, parts: Sequence[Part]) -> list[_Wish]:
        """The id each section would like; a translation's are those of its original, where it writes none itself."""
        if self.outline.whole:
            return [_Wish(slug(self.name) or "section", False)]
        own = [_wish(part) for part in parts]
        if self.original is None or all(wish.written for wish in own):
            return own
        try:
            source = read_text(self.original)[0]
        except OrchestraError:
            return own
        from orchestra_tui.course.outline import Outline

        other = Outline(source)
        if len(other.parts) != len(own) or other.whole:
            return own
        return [wish if wish.written else _wish(part) for wish, part in zip(own, other.parts, strict=True)]

    def _read(self) -> _Content:
        if self._content is None:
            with READING:
                if self._failure:
                    raise self._failure
                if self._content is None:
                    self._content = self._taken_apart()
        return self._content

    def _taken_apart(self) -> _Content:
        from orchestra_tui.course.outline import Outline

        try:
            source, fault = read_text(self.path)
        except OrchestraError as error:
            self._failure = error
            raise
        return _Content(source, fault, Outline(source))


def _wish(part: Part) -> _Wish:
    return _Wish(part.ident or slug(part.title) or "section", bool(part.ident))


def _ids(wishes: Sequence[_Wish], slugger: Slugger) -> list[str]:
    """The ids that are given; those that authors wrote are given first, so that a heading cannot take them."""
    order = sorted(range(len(wishes)), key=lambda index: not wishes[index].written)
    given = {index: slugger(wishes[index].id) for index in order}
    return [given[index] for index in range(len(wishes))]
