"""The YAML some authors put at a file's top: metadata, so it is not shown, but it stays in the source."""

from __future__ import annotations

import re

_BLOCK = re.compile(r"---[ \t]*(?:\r\n?|\n)(.*?)^(?:---|\.\.\.)[ \t]*(?:\r\n?|\n|\Z)", re.DOTALL | re.MULTILINE)
_LINE_END = re.compile(r"\r\n?|\n")
_LINE = re.compile(r"[\w.\-]+[ \t]*:(?:[ \t].*)?|[ \t]+.*|- .*|#.*|")
_KEY = re.compile(r"[\w.\-]+[ \t]*:")
_TITLE = re.compile(r"title[ \t]*:[ \t]+(.+)")
_LARGEST = 64 * 1024


def split(source: str) -> tuple[int, str]:
    """Where the front matter ends in the source (0: there is none), and the title it gives, if any.

    Only `---`, lines that look like YAML keys and their values, and `---` or `...` count: a rule above prose does not.
    """
    block = _BLOCK.match(source[:_LARGEST])
    if block is None:
        return 0, ""
    lines = _LINE_END.split(block[1])
    if not _KEY.match(lines[0]) or not all(_LINE.fullmatch(line) for line in lines):
        return 0, ""
    titles = [match[1] for line in lines if (match := _TITLE.fullmatch(line))]
    title = titles[0].strip() if titles else ""
    if title[:1] in {'"', "'"}:
        title = title[1:].removesuffix(title[0])
    return block.end(), "" if title[:1] in {"|", ">"} else title
