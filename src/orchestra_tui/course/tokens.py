"""Block tokens -> blocks, without recursion: nesting is as deep as the author made it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, cast

from orchestra_tui.course import folds, markdown, spans
from orchestra_tui.course.model import (
    Alert,
    Block,
    Code,
    Fold,
    Footnote,
    Heading,
    Item,
    Items,
    Mark,
    Paragraph,
    Quote,
    Raw,
    Rule,
    Span,
    Spans,
    Table,
)

if TYPE_CHECKING:
    from markdown_it.token import Token

_ALERT = re.compile(r"\[!(note|tip|important|warning|caution)\][ \t]*(?:\n|$)", re.IGNORECASE)
_TASK = re.compile(r"\[([ xX])\]\s+")
_CONTAINERS = {"blockquote", "bullet_list", "ordered_list", "list_item", "footnote_reference"}
_DETAILS = "details"
_BREAK = Span("\n")
_Simple = Paragraph | Heading | Code | Raw
_SIMPLE = (Paragraph, Heading, Code, Raw)


class _Frame:
    """A container that is still open."""

    def __init__(self, kind: str, line: int, token: Token | None = None, *, opened: bool = False) -> None:
        self.kind = kind
        self.line = line
        self.token = token
        self.opened = opened
        self.blocks: list[Block] = []
        self.tight = True
        self.alert = ""
        self.checked: bool | None = None
        self.cut = 0  # characters of the first paragraph that are its container's mark, not text
        self.summary: Spans = ()
        self.summary_from: int | None = None  # where the blocks of an unfinished <summary> start


def to_blocks(tokens: Sequence[Token], env: markdown.Env) -> tuple[Block, ...]:
    """The blocks of a run of block tokens whose containers are all closed within it."""
    return _Builder(tokens, env).build()


def heading_spans(token: Token, env: markdown.Env) -> Spans:
    """The spans of a heading's inline token; parsed once, however often asked."""
    if not token.children:
        token.children = markdown.inline(token.content, env)
    return spans.from_tokens(token.children)


class _Builder:
    def __init__(self, tokens: Sequence[Token], env: markdown.Env) -> None:
        self.tokens = tokens
        self.env = env
        self.stack = [_Frame("root", 1)]
        self.leaves: dict[str, Callable[[int, Token], int]] = {
            "paragraph_open": self.paragraph,
            "heading_open": self.heading,
            "table_open": self.table,
            "fence": self.code,
            "code_block": self.code,
            "hr": self.rule,
            "html_block": self.html,
        }

    def build(self) -> tuple[Block, ...]:
        at = 0
        while at < len(self.tokens):
            token = self.tokens[at]
            name, _, end = token.type.rpartition("_")
            if leaf := self.leaves.get(token.type):
                at = leaf(at, token)
                continue
            if name in _CONTAINERS and end == "open":
                self.open(at, name, token)
            elif name in _CONTAINERS:
                self.close(name)
            elif token.content:
                self.add(Raw(_line(token), token.content.rstrip("\n")))
            at += 1
        while len(self.stack) > 1:
            self.pop()
        return tuple(self.stack[0].blocks)

    def add(self, block: Block) -> None:
        self.stack[-1].blocks.append(block)

    def spans(self, text: str, *, tags: bool = False) -> Spans:
        return spans.from_tokens(markdown.inline(text, self.env), tags=tags)

    # Containers

    def open(self, at: int, kind: str, token: Token) -> None:
        frame = _Frame(kind, _line(token), token)
        first = self.tokens[at + 2] if at + 2 < len(self.tokens) else None
        if first and self.tokens[at + 1].type == "paragraph_open":
            if kind == "blockquote" and (mark := _ALERT.match(first.content)):
                alone = mark.end() == len(first.content) and self.tokens[at + 4].type == "blockquote_close"
                if not alone:
                    frame.alert, frame.cut = mark[1].lower(), mark.end()
            elif kind == "list_item" and (mark := _TASK.match(first.content)):
                frame.checked, frame.cut = mark[1] != " ", mark.end()
        self.stack.append(frame)

    def close(self, kind: str) -> None:
        """Closes the innermost container of this kind, and with it the `<details>` left open inside it."""
        while len(self.stack) > 1 and self.stack[-1].kind != kind:
            self.pop()
        if len(self.stack) > 1:
            self.pop()

    def pop(self) -> None:
        frame = self.stack.pop()
        self.add(_finished(frame))

    # Leaves: each takes the index of its token and returns the index behind it

    def paragraph(self, at: int, token: Token) -> int:
        frame, content = self.stack[-1], self.tokens[at + 1].content
        line = _line(token)
        if frame.kind == "list_item" and not token.hidden:
            self.stack[-2].tight = False
        if frame.cut and not frame.blocks:
            line += content.count("\n", 0, frame.cut)
            content, frame.cut = content[frame.cut :], 0
        if text := self.spans(content):
            self.add(Paragraph(line, text))
        return at + 3

    def heading(self, at: int, token: Token) -> int:
        text = heading_spans(self.tokens[at + 1], self.env)
        self.add(Heading(_line(token), int(token.tag[1:]), text, str(token.meta.get("slug", ""))))
        return at + 3

    def code(self, at: int, token: Token) -> int:
        info = token.info.strip()
        language = info.split(maxsplit=1)[0] if info else ""
        self.add(Code(_line(token), token.content.removesuffix("\n"), language, info))
        return at + 1

    def rule(self, at: int, token: Token) -> int:
        self.add(Rule(_line(token)))
        return at + 1

    def table(self, at: int, token: Token) -> int:
        aligns: list[str] = []
        rows: list[list[Spans]] = []
        extra: list[str] = []
        end = at + 1
        while (part := self.tokens[end]).type != "table_close":
            if part.type == "tr_open":
                rows.append([])
                extra = part.meta.get("extra", [])
            elif part.type == "tr_close" and extra and rows[-1]:
                rows[-1][-1] += (Span(" | "), *self.spans(" | ".join(extra)))
            elif part.type == "inline":
                rows[-1].append(self.spans(part.content))
            elif part.type == "th_open":
                aligns.append(str(part.attrs.get("style", "")).removeprefix("text-align:"))
            end += 1
        header, *body = (tuple(row) for row in rows)
        self.add(Table(_line(token), tuple(aligns), header, tuple(body)))
        return end + 1

    def html(self, at: int, token: Token) -> int:
        line = _line(token)
        for piece in folds.pieces(token.content):
            self.piece(piece, line + piece.line)
        return at + 1

    def piece(self, piece: folds.Piece, line: int) -> None:
        """One piece of HTML: what belongs to a fold shapes it, anything else is shown as it is written."""
        frame = self.stack[-1]
        inside = frame.kind == _DETAILS
        if piece.kind in {folds.Kind.OPEN, folds.Kind.OPENED}:
            self.stack.append(_Frame(_DETAILS, line, opened=piece.kind is folds.Kind.OPENED))
        elif inside and piece.kind is folds.Kind.CLOSE:
            self.pop()
        elif inside and piece.kind is folds.Kind.SUMMARY and frame.summary_from is None and not frame.summary:
            frame.summary_from = len(frame.blocks)
        elif inside and piece.kind is folds.Kind.SUMMARY_END and frame.summary_from is not None:
            self.end_summary(frame, frame.summary_from)
        elif inside and frame.summary_from is not None and piece.kind is folds.Kind.TEXT:
            self.add(Paragraph(line, self.spans(piece.text, tags=True)))
        elif inside and piece.kind is folds.Kind.TEXT and "<" not in piece.text:
            self.add(Paragraph(line, _lines(piece.text)))
        else:
            self.add(Raw(line, piece.text))

    def end_summary(self, frame: _Frame, start: int) -> None:
        """Makes the summary of the simple blocks since its start; a list or table written there stays in the fold."""
        written = frame.blocks[start:]
        frame.blocks[start:] = [block for block in written if not isinstance(block, _SIMPLE)]
        frame.summary = _flat(block for block in written if isinstance(block, _SIMPLE))
        frame.summary_from = None


def _line(token: Token) -> int:
    return token.map[0] + 1 if token.map else 1


def _finished(frame: _Frame) -> Block:
    """The block that a closed container is."""
    inner = tuple(frame.blocks)
    if frame.kind == "blockquote":
        return Alert(frame.line, frame.alert, inner) if frame.alert else Quote(frame.line, inner)
    if frame.kind == "list_item":
        return Item(frame.line, inner, frame.checked)
    if frame.kind == _DETAILS:
        return Fold(frame.line, frame.summary, inner, frame.opened)
    assert frame.token
    if frame.kind == "footnote_reference":
        return Footnote(frame.line, str(frame.token.meta["label"]), inner)
    start = int(frame.token.attrs.get("start", 1)) if frame.kind == "ordered_list" else None
    return Items(frame.line, cast("tuple[Item, ...]", inner), start, frame.tight)


def _lines(text: str) -> Spans:
    """Text that is not Markdown, its lines kept."""
    found: list[Span] = []
    for line in text.splitlines():
        if found:
            found.append(_BREAK)
        if line.strip():
            found.append(Span(line.strip()))
    return tuple(found)


def _flat(blocks: Iterable[_Simple]) -> Spans:
    """The spans of a summary that was written over several blocks, as one line."""
    found: list[Span] = []
    for block in blocks:
        if found:
            found.append(Span(" "))
        if isinstance(block, Paragraph | Heading):
            found.extend(Span(" ", span.mark, span.href) if span == _BREAK else span for span in block.spans)
        else:
            found.append(Span(" ".join(block.text.split()), Mark.CODE))
    return tuple(found)
