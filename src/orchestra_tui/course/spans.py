"""Inline tokens -> spans."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from orchestra_tui.course.model import Mark, Span, Spans

if TYPE_CHECKING:
    from markdown_it.token import Token

_MARKS = {"em_open": Mark.EMPHASIS, "strong_open": Mark.STRONG, "s_open": Mark.STRIKE}
_TEXTS = {"text": Mark.PLAIN, "text_special": Mark.PLAIN, "softbreak": Mark.PLAIN, "code_inline": Mark.CODE}
_TAGS = {"b": Mark.STRONG, "strong": Mark.STRONG, "i": Mark.EMPHASIS, "em": Mark.EMPHASIS, "code": Mark.CODE}
_TAG = re.compile(r"<(/?)([a-z]+)\b[^>]*>", re.IGNORECASE)
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)


def plain(spans: Iterable[Span]) -> str:
    """The text of spans without its looks, on one line."""
    return " ".join("".join(span.text for span in spans).split())


def from_tokens(tokens: Iterable[Token], *, tags: bool = False) -> Spans:
    """The spans of inline tokens; with `tags`, simple HTML such as `<b>` sets marks too (a fold's summary).

    HTML comments are left out, `<br>` is a line break, any other HTML and any unknown token is text.
    """
    return tuple(_joined(_Reader(tags).read(tokens)))


class _Reader:
    """Walks inline tokens once, with the marks and the address that are in force."""

    def __init__(self, tags: bool) -> None:
        self.tags = tags
        self.marks: list[Mark] = [Mark.PLAIN]
        self.links: list[str] = []
        self.shown = False

    @property
    def mark(self) -> Mark:
        return self.marks[-1]

    def read(self, tokens: Iterable[Token]) -> Iterator[Span]:
        for token in tokens:
            kind = token.type
            if kind == "hardbreak":
                yield Span("\n")
            elif kind in _TEXTS:
                yield self.text(" " if kind == "softbreak" else token.content, _TEXTS[kind])
            elif kind == "link_open":
                self.links.append(str(token.attrs.get("href", "")))
                self.marks.append(self.mark | Mark.LINK)
                self.shown = False
            elif kind == "link_close":
                yield from self.link_end()
            elif kind == "image":
                yield self.image(token)
            elif kind == "footnote_ref":
                label = str(token.meta["label"])
                yield Span(f"[{label}]", self.mark | Mark.FOOTNOTE, label)
                self.shown = True
            elif kind == "html_inline":
                yield from self.html(token.content)
            elif token.nesting > 0:
                self.marks.append(self.mark | _MARKS.get(kind, Mark.PLAIN))
            elif token.nesting < 0:
                self.pop()
            else:
                yield self.text(token.content or token.markup)

    def pop(self) -> None:
        if len(self.marks) > 1:
            self.marks.pop()

    def text(self, text: str, mark: Mark = Mark.PLAIN) -> Span:
        self.shown = self.shown or bool(text)
        return Span(text, self.mark | mark, self.links[-1] if self.links else "")

    def link_end(self) -> Iterator[Span]:
        """Closes a link; one without text shows its address, else it could not be seen."""
        if not self.shown:
            yield self.text(self.links[-1])
        self.links.pop()
        self.pop()

    def image(self, token: Token) -> Span:
        source = str(token.attrs.get("src", ""))
        alt = _description(token)
        self.shown = True
        return Span(alt or _file_name(source), self.mark | Mark.IMAGE, self.links[-1] if self.links else source)

    def html(self, source: str) -> Iterator[Span]:
        if source.startswith("<!--"):
            return
        if _BREAK.fullmatch(source):
            yield Span("\n")
            return
        tag = _TAG.fullmatch(source) if self.tags else None
        mark = _TAGS.get(tag[2].lower()) if tag else None
        if tag is None or mark is None:
            yield self.text(source)
        elif tag[1]:
            self.pop()
        else:
            self.marks.append(self.mark | mark)


def _description(image: Token) -> str:
    """An image's text on one line; images within it, however deep, by theirs."""
    words: list[str] = []
    left = [image]
    while left:
        token = left.pop()
        if token.type == "image":
            left.extend(reversed(token.children or ()))
        else:
            words.append(token.content or (" " if token.type in {"softbreak", "hardbreak"} else ""))
    return " ".join("".join(words).split())


def _file_name(source: str) -> str:
    if source.startswith("data:"):
        return source.split(",", 1)[0].split(";", 1)[0]
    return source.rstrip("/").rpartition("/")[2] or source


def _joined(spans: Iterator[Span]) -> Iterator[Span]:
    """Neighbours with one look as one span; line breaks stay alone."""
    parts: list[str] = []
    last: Span | None = None
    for span in spans:
        if not span.text:
            continue
        if last and span.text != "\n" and last.text != "\n" and (span.mark, span.href) == (last.mark, last.href):
            parts.append(span.text)
            continue
        if last:
            yield Span("".join(parts), last.mark, last.href)
        last, parts = span, [span.text]
    if last:
        yield Span("".join(parts), last.mark, last.href)
