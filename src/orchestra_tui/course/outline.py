"""Where a document's sections and headings are, found by parsing its blocks once."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from orchestra_tui.base.text import slug
from orchestra_tui.course import folds, frontmatter, markdown, tokens
from orchestra_tui.course.model import Block
from orchestra_tui.course.slugs import Slugger
from orchestra_tui.course.spans import plain

if TYPE_CHECKING:
    from markdown_it.token import Token

_LINE_END = re.compile(r"\r\n?|\n")
_BOM = "\ufeff"


class Part(NamedTuple):
    """A stretch of a document: a section, or what stands before the first.

    `line` (1-based) and `start` (a character of the source) are where it begins; `ident` is the id its author wrote
    above it, `title` its heading's text, `slugs` the anchors of all its headings; `first` and `last` bound its tokens.
    """

    line: int
    start: int
    first: int
    last: int
    ident: str = ""
    title: str = ""
    slugs: tuple[str, ...] = ()


class _Cut(NamedTuple):
    """Where a section starts: the token of its id comment or heading, its heading's token, its line from 0."""

    first: int
    heading: int
    line: int
    ident: str


class Outline:
    """The parts of a document: `introduction`, and at least one of `parts`.

    `whole` says that it has no level-2 heading, so that its one section is all of it. `title` is its first top-level
    heading of level 1, else its front matter's title, else empty.
    """

    def __init__(self, source: str) -> None:
        skipped = int(source.startswith(_BOM))
        matter, matter_title = frontmatter.split(source[skipped:])
        skipped += matter
        starts = [0, *(end.end() for end in _LINE_END.finditer(source))]
        hidden = bisect_right(starts, skipped) - 1
        self._tokens, self._env = markdown.blocks("\n" * hidden + source[skipped:])
        self._number_headings()
        cuts = list(_cuts(self._tokens))
        self.whole = not cuts
        self.title = self._heading_1() or matter_title
        if cuts:
            self.introduction = self._part(1, 0, 0, cuts[0].first)
            ends = (*(cut.first for cut in cuts[1:]), len(self._tokens))
            self.parts = [
                self._part(cut.line + 1, max(skipped, starts[cut.line]), cut.first, end, cut)
                for cut, end in zip(cuts, ends, strict=True)
            ]
        else:
            self.introduction = Part(1, 0, 0, 0)
            self.parts = [self._part(hidden + 1, skipped, 0, len(self._tokens))]

    def blocks(self, part: Part) -> tuple[Block, ...]:
        """The blocks of a part; its inline text is parsed now."""
        return tokens.to_blocks(self._tokens[part.first : part.last], self._env)

    def _part(self, line: int, start: int, first: int, last: int, cut: _Cut | None = None) -> Part:
        slugs = tuple(str(token.meta["slug"]) for token in self._tokens[first:last] if token.type == "heading_open")
        title = self._text(cut.heading) if cut else self.title
        return Part(line, start, first, last, cut.ident if cut else "", title, slugs)

    def _text(self, heading: int) -> str:
        """The text of the heading whose opening token is given."""
        return plain(tokens.heading_spans(self._tokens[heading + 1], self._env))

    def _number_headings(self) -> None:
        """Gives each heading its anchor; numbering runs over the whole document."""
        slugger = Slugger()
        for index, token in enumerate(self._tokens):
            if token.type == "heading_open":
                token.meta = {"slug": slugger(slug(self._text(index)))}

    def _heading_1(self) -> str:
        found = (i for i, token in enumerate(self._tokens) if token.type == "heading_open" and _top(token, "h1"))
        return next((text for i in found if (text := self._text(i))), "")


def _cuts(document: Sequence[Token]) -> Iterator[_Cut]:
    """Top-level level-2 headings, outside of any `<details>` that is closed again, with the id comment above them."""
    folded = _folded(document)
    for index, token in enumerate(document):
        if token.type != "heading_open" or not _top(token, "h2"):
            continue
        fold = bisect_right(folded, (index, 0)) - 1
        if fold >= 0 and index < folded[fold][1]:
            continue
        before = document[index - 1] if index else None
        comment = folds.SECTION.fullmatch(before.content.strip()) if before and before.type == "html_block" else None
        first = index - 1 if comment else index
        start = document[first].map
        assert start
        yield _Cut(first, index, start[0], comment[1] if comment else "")


def _folded(document: Sequence[Token]) -> list[tuple[int, int]]:
    """The outermost stretches of tokens between a top-level `<details>` and its end."""
    opened: list[int] = []
    closed: list[tuple[int, int]] = []
    for index, token in enumerate(document):
        if token.type != "html_block" or token.level:
            continue
        for piece in folds.pieces(token.content):
            if piece.kind in {folds.Kind.OPEN, folds.Kind.OPENED}:
                opened.append(index)
            elif piece.kind is folds.Kind.CLOSE and opened:
                start = opened.pop()
                while closed and closed[-1][0] >= start:
                    closed.pop()
                closed.append((start, index))
    return closed


def _top(token: Token, tag: str) -> bool:
    return token.level == 0 and token.tag == tag
