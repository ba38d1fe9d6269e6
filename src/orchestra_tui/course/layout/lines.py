"""What a laid-out text is made of: lines of runs."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from orchestra_tui.course.model import Mark


class Role(StrEnum):
    """What a run is, for a face to give it a look; inline marks come on top of it."""

    BODY = "body"
    HEADING1 = "heading1"
    HEADING2 = "heading2"
    HEADING3 = "heading3"
    HEADING4 = "heading4"
    HEADING5 = "heading5"
    HEADING6 = "heading6"
    CODE = "code"
    RAW = "raw"
    QUOTE = "quote"
    BULLET = "bullet"
    NOTE = "alert-note"
    TIP = "alert-tip"
    IMPORTANT = "alert-important"
    WARNING = "alert-warning"
    CAUTION = "alert-caution"
    TABLE = "table"
    TABLE_HEAD = "table-head"
    RULE = "rule"
    FOLD = "fold"
    FOOTNOTE = "footnote"
    MUTED = "muted"
    KEYWORD = "tok-keyword"
    STRING = "tok-string"
    COMMENT = "tok-comment"
    NUMBER = "tok-number"
    NAME = "tok-name"
    BUILTIN = "tok-builtin"
    OPERATOR = "tok-operator"
    VARIABLE = "tok-variable"
    TAG = "tok-tag"
    INSERTED = "tok-inserted"
    DELETED = "tok-deleted"
    PROMPT = "tok-prompt"
    OUTPUT = "tok-output"


class Run(NamedTuple):
    """A piece of a line with one look; `text` is safe for a terminal and has no line breaks.

    `href` is the address of a link or image, or the label of a footnote reference, as its author wrote it.
    """

    text: str
    role: Role = Role.BODY
    mark: Mark = Mark.PLAIN
    href: str = ""


Runs = tuple[Run, ...]


class Line(NamedTuple):
    """One line on the screen, without trailing spaces.

    `block` is the index of its top-level block and `place` the line within that block; the blank line after a block is
    its last. `source` is the file line of the innermost block shown here. `code` numbers the code block (see `codes`)
    and `fold` the fold whose summary this is, both in document order. The first `indent` characters are ornament:
    indentation, bullets, bars.
    """

    runs: Runs
    block: int
    place: int
    source: int
    code: int | None = None
    fold: int | None = None
    indent: int = 0

    @property
    def text(self) -> str:
        """The characters of the line."""
        return "".join([run.text for run in self.runs])
