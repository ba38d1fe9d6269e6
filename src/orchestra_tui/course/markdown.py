"""The one place that knows markdown-it-py: CommonMark with GitHub's tables, strikethrough and footnotes, nothing lost.

Blocks are parsed once for a whole document; inline text is parsed apart, when a section is asked for, with the
document's `env`, so that a link definition at the end of the file works everywhere.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_block import table as plain_table
from markdown_it.token import Token
from mdit_py_plugins.footnote import footnote_plugin

Env = dict[str, Any]
"""What a document's blocks define for its inline text: link references and footnote labels."""

DEEPEST = 160
"""Block levels that are parsed (a list takes two, a quote one); what lies deeper is kept as one piece of text."""
INLINE_DEEPEST = 30
TOO_DEEP = "too_deep"

_CELL = re.compile(r"(?<!\\)\|")


class _Parser(MarkdownIt):
    """The parser with addresses kept as the author wrote them: nothing here is ever opened or executed."""

    def validateLink(self, url: str) -> bool:  # noqa: N802
        return True

    def normalizeLink(self, url: str) -> str:  # noqa: N802
        return url

    def normalizeLinkText(self, link: str) -> str:  # noqa: N802
        return link


def blocks(text: str) -> tuple[list[Token], Env]:
    """The block tokens of a document, inline text not yet parsed, and what it defines; lines count from 0."""
    env: Env = {}
    return _block_parser().parse(text, env), env


def inline(text: str, env: Env) -> list[Token]:
    """The inline tokens of one paragraph, heading or cell; what is nested too deep for a mark is text."""
    parser = _inline_parser()
    return parser.inline.parse(text, parser, env, [])


@cache
def _block_parser() -> MarkdownIt:
    parser = _parser(DEEPEST + 2).disable(["inline", "text_join"])
    parser.block.ruler.at("table", _table, {"alt": ["paragraph", "reference"]})
    parser.block.ruler.before("table", TOO_DEEP, _too_deep)
    return parser


@cache
def _inline_parser() -> MarkdownIt:
    return _parser(INLINE_DEEPEST)


def _parser(nesting: int) -> MarkdownIt:
    parser = _Parser("commonmark", {"maxNesting": nesting}).enable(["table", "strikethrough"])
    return parser.use(footnote_plugin, inline=False, move_to_end=False)


def _too_deep(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A block rule that keeps, as text, what the parser would skip beyond its nesting limit."""
    if state.level < DEEPEST or silent:
        return False
    line = start + 1
    while line < end and (state.isEmpty(line) or state.sCount[line] >= state.blkIndent or state.sCount[line] < 0):
        line += 1
    token = state.push(TOO_DEEP, "", 0)
    token.content = state.getLines(start, line, state.blkIndent, False)
    token.map = [start, line]
    state.line = line
    return True


def _table(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """The table rule, which also notes the cells a row has beyond its header: the parser would drop their text."""
    before = len(state.tokens)
    if not plain_table(state, start, end, silent):
        return False
    rows = [token for token in state.tokens[before:] if token.type == "tr_open" and token.map]
    width = sum(token.type == "th_open" for token in state.tokens[before:])
    for row in rows:
        assert row.map
        line = row.map[0]
        text = state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]].strip()
        cells = _CELL.split(text)
        cells = cells[not cells[0] : len(cells) - (len(cells) > 1 and not cells[-1])]
        if len(cells) > width:
            row.meta = {"extra": [cell.strip() for cell in cells[width:]]}
    return True
