"""A Markdown file as its author sees it: tokens, headings, links, HTML and section comments with line and column."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from orchestra_tui.authoring.finding import Fault
from orchestra_tui.course import folds, frontmatter, markdown
from orchestra_tui.course.links import Missing, resolve

if TYPE_CHECKING:
    from markdown_it.token import Token

    from orchestra_tui.course.course import Course, Module
    from orchestra_tui.course.document import Document, Section

LINE_END = re.compile(r"\r\n?|\n")

_COMMENT = re.compile(r"<!--\s*section\b.*?-->", re.IGNORECASE | re.DOTALL)
_BEFORE_ADDRESS = ("](", "](<", "<", "")
_HTML_LINK = re.compile(r"""<(a|img)\b[^<>]*?\s(?:href|src)\s*=\s*["']([^"']+)["']""", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Spot:
    """A piece of source and where it begins, 1-based."""

    line: int
    column: int
    text: str


@dataclass(frozen=True, slots=True)
class Link:
    """A link or image and where its address stands."""

    spot: Spot
    is_image: bool


@dataclass(frozen=True, slots=True)
class Inline:
    """The parsed text of a paragraph, heading or cell, and the lines it is in: `first`, and before `end`, from 0."""

    first: int
    end: int
    tokens: tuple[Token, ...]


class Page:
    """A document that can be read, in one language. Lines are counted as editors do, from 1."""

    def __init__(self, course: Course, module: Module, document: Document) -> None:
        self.course = course
        self.module = module
        self.document = document
        self.path = document.path
        self.lines = LINE_END.split(document.source)

    @property
    def sections(self) -> tuple[Section, ...]:
        """The sections of the document, as the reader shows them."""
        return self.document.sections

    def fault(self, spot: Spot, message: str) -> Fault:
        """A fault in this file."""
        return Fault(self.path, spot.line, spot.column, message)

    @cached_property
    def tokens(self) -> tuple[Token, ...]:
        """The block tokens; inline text is in `inlines`."""
        return tuple(self._parsed[0])

    @cached_property
    def inlines(self) -> tuple[Inline, ...]:
        """All inline text in order."""
        found = []
        first, end = 0, 1
        for token in self.tokens:
            if token.map:
                first, end = token.map
            if token.type == "inline":
                found.append(Inline(first, end, tuple(markdown.inline(token.content, self._parsed[1]))))
        return tuple(found)

    @cached_property
    def html(self) -> tuple[Spot, ...]:
        """HTML blocks, and the tags and comments in running text."""
        found = [Spot(_first(token) + 1, 1, token.content) for token in self.tokens if token.type == "html_block"]
        for inline in self.inlines:
            tags = [token.content for token in inline.tokens if token.type == "html_inline"]
            found += self._spots(inline.first, inline.end, tags)
        return tuple(sorted(found, key=lambda spot: (spot.line, spot.column)))

    @cached_property
    def comments(self) -> tuple[Spot, ...]:
        """Comments that look like the id of a section, well made or not."""
        return tuple(
            self.inside(spot, match.start(), match.group())
            for spot in self.html
            for match in _COMMENT.finditer(spot.text)
        )

    @cached_property
    def named(self) -> dict[int, Section]:
        """The sections whose id their author wrote, by the line of the comment that does so."""
        return {
            section.line: section
            for section in self.sections
            if folds.SECTION.match(section.source.lstrip("\ufeff \t"))
        }

    @cached_property
    def links(self) -> tuple[Link, ...]:
        """Links and images with their addresses, those of HTML too."""
        found: list[Link] = []
        for inline in self.inlines:
            links = [token for token in _linking(inline.tokens) if token.type in {"link_open", "image"}]
            addresses = [str(token.attrs.get("href", token.attrs.get("src", ""))) for token in links]
            spots = self._spots(inline.first, inline.end, addresses, _BEFORE_ADDRESS)
            for spot, token in zip(spots, links, strict=True):
                is_there = self.lines[spot.line - 1].startswith(spot.text, spot.column - 1)
                place = spot if is_there else self._definition(spot.text) or spot
                found.append(Link(place, token.type == "image"))
        for spot in self.html:
            for match in _HTML_LINK.finditer(spot.text):
                found.append(Link(self.inside(spot, match.start(2), match[2]), match[1].lower() == "img"))
        return tuple(found)

    @cached_property
    def missing(self) -> tuple[tuple[Link, Missing], ...]:
        """The links and images that lead nowhere."""
        found = ((link, resolve(self.course, self.section_at(link.spot.line), link.spot.text)) for link in self.links)
        return tuple((link, target) for link, target in found if isinstance(target, Missing))

    def section_at(self, line: int) -> Section:
        """The section that a line belongs to; the first for what stands before it."""
        return next((section for section in reversed(self.sections) if section.line <= line), self.sections[0])

    def start(self, line: int) -> Spot:
        """Where the text of a line (from 0) begins, behind its indentation."""
        text = self.lines[line] if line < len(self.lines) else ""
        return Spot(line + 1, len(text) - len(text.lstrip()) + 1, text.strip())

    def heading(self, token: Token) -> Spot:
        """Where a heading begins."""
        return self.start(_first(token))

    @staticmethod
    def inside(spot: Spot, offset: int, text: str) -> Spot:
        """Where `text` is that begins at `offset` of a spot's text."""
        before = spot.text[:offset]
        line = before.count("\n")
        column = len(before) - before.rfind("\n") if line else spot.column + offset
        return Spot(spot.line + line, column, text)

    def _spots(self, first: int, end: int, needles: Iterable[str], before: Iterable[str] = ("",)) -> list[Spot]:
        """Where each of the texts stands, behind one of `before`; where it all begins if it is not there.

        Each is looked for behind the one before it, and else from the start: an image in a link stands before the
        link's address.
        """
        spots: list[Spot] = []
        line, column = first, 0
        for needle in needles:
            ahead = (self._find(prefix, needle, line, column, end) for prefix in before)
            anywhere = (self._find(prefix, needle, first, 0, end) for prefix in before)
            if found := next((spot for spot in ahead if spot), None):
                line, column = found.line - 1, found.column
            else:
                start = self.start(first)
                found = next((spot for spot in anywhere if spot), None) or Spot(start.line, start.column, needle)
            spots.append(found)
        return spots

    def _find(self, prefix: str, needle: str, line: int, column: int, end: int) -> Spot | None:
        wanted = prefix + needle.partition("\n")[0]
        for number in range(line, min(end, len(self.lines))):
            at = self.lines[number].find(wanted, column if number == line else 0) if needle else -1
            if at >= 0:
                return Spot(number + 1, at + len(prefix) + 1, needle)
        return None

    def _definition(self, address: str) -> Spot | None:
        """Where a link reference defines an address."""
        for number, line in enumerate(self.lines):
            match = re.match(r"\s{0,3}\[[^\]]+\]:\s*<?", line)
            if match and line.startswith(address, match.end()):
                return Spot(number + 1, match.end() + 1, address)
        return None

    @cached_property
    def _parsed(self) -> tuple[list[Token], markdown.Env]:
        source = self.document.source
        skipped = int(source.startswith("\ufeff"))
        skipped += frontmatter.split(source[skipped:])[0]
        hidden = len(LINE_END.findall(source, 0, skipped))
        return markdown.blocks("\n" * hidden + source[skipped:])


def _first(token: Token) -> int:
    return token.map[0] if token.map else 0


def _linking(tokens: Iterable[Token]) -> Iterator[Token]:
    """The tokens, and after an image those of its description."""
    for token in tokens:
        yield token
        if token.type == "image":
            yield from _linking(token.children or ())
