"""HTML blocks taken apart: comments, `<details>` and `<summary>`, and all the rest as text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import Enum, auto
from typing import NamedTuple

SECTION = re.compile(r"<!--[ \t]*section:[ \t]*([\w.\-]+)[ \t]*-->")
"""The comment that gives the section below it its id."""

_EMPTY_COMMENT = re.compile(r"<!--(?:-?>)")
_PART = re.compile(r"<!--|<details\b[^<>]*>|</details\s*>|<summary\b[^<>]*>|</summary\s*>", re.IGNORECASE)
_LITERAL = re.compile(r"\s*<(?:pre\b|script\b|style\b|textarea\b|[?]|![A-Z]|!\[CDATA\[)", re.IGNORECASE)
_OPEN = re.compile(r"\sopen\b", re.IGNORECASE)


class Kind(Enum):
    """What a piece of an HTML block is."""

    TEXT = auto()
    OPEN = auto()
    OPENED = auto()
    CLOSE = auto()
    SUMMARY = auto()
    SUMMARY_END = auto()


class Piece(NamedTuple):
    """A piece of an HTML block; `line` counts from 0 at the block's first line, `text` is its source."""

    kind: Kind
    line: int
    text: str = ""


def pieces(html: str) -> Iterator[Piece]:
    """The pieces of an HTML block in order, without its comments; blank text is left out.

    A comment that never ends is text; inside `<pre>`, `<script>` and their like nothing is looked for.
    """
    if _LITERAL.match(html):
        yield from _text(html, 0, len(html))
        return
    start = at = 0
    while part := _PART.search(html, at):
        at = part.end()
        tag = part.group().lower()
        if tag == "<!--":
            end = _comment_end(html, part.start())
            if end < 0:
                break
            yield from _text(html, start, part.start())
            start = at = end
            continue
        yield from _text(html, start, part.start())
        yield Piece(_kind(tag), html.count("\n", 0, part.start()), part.group())
        start = at
    yield from _text(html, start, len(html))


def _comment_end(html: str, start: int) -> int:
    if empty := _EMPTY_COMMENT.match(html, start):
        return empty.end()
    end = html.find("-->", start + 4)
    return end + 3 if end >= 0 else -1


def _kind(tag: str) -> Kind:
    if tag.startswith("<details"):
        return Kind.OPENED if _OPEN.search(tag) else Kind.OPEN
    if tag.startswith("</details"):
        return Kind.CLOSE
    return Kind.SUMMARY_END if tag.startswith("</") else Kind.SUMMARY


def _text(html: str, start: int, end: int) -> Iterator[Piece]:
    text = html[start:end]
    if not text.strip():
        return
    body = text.lstrip("\r\n \t\f\v")
    skipped = text[: len(text) - len(body)]
    indent = skipped.rpartition("\n")[2] if start == 0 or "\n" in skipped else ""
    yield Piece(Kind.TEXT, html.count("\n", 0, start) + skipped.count("\n"), indent + body.rstrip())
