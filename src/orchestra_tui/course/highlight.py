"""Colours for code: Pygments' tokens as a handful of roles."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from orchestra_tui.course.layout.lines import Role, Run, Runs

if TYPE_CHECKING:
    from pygments.lexer import Lexer

# Characters; more than this takes too long to colour for what it gives.
LARGEST = 200_000

# By token name; a name that is not here has the role of the nearest one it is part of.
_ROLES = {
    "Comment": Role.COMMENT,
    "Comment.Preproc": Role.KEYWORD,
    "Keyword": Role.KEYWORD,
    "Keyword.Type": Role.BUILTIN,
    "Literal.Date": Role.NUMBER,
    "Literal.Number": Role.NUMBER,
    "Literal.String": Role.STRING,
    "Literal.String.Interpol": Role.VARIABLE,
    "Name.Attribute": Role.VARIABLE,
    "Name.Builtin": Role.BUILTIN,
    "Name.Class": Role.NAME,
    "Name.Constant": Role.VARIABLE,
    "Name.Decorator": Role.NAME,
    "Name.Exception": Role.BUILTIN,
    "Name.Function": Role.NAME,
    "Name.Namespace": Role.NAME,
    "Name.Tag": Role.TAG,
    "Name.Variable": Role.VARIABLE,
    "Operator": Role.OPERATOR,
    "Operator.Word": Role.KEYWORD,
    "Generic.Deleted": Role.DELETED,
    "Generic.Error": Role.DELETED,
    "Generic.Heading": Role.NAME,
    "Generic.Inserted": Role.INSERTED,
    "Generic.Output": Role.OUTPUT,
    "Generic.Prompt": Role.PROMPT,
    "Generic.Subheading": Role.NAME,
    "Generic.Traceback": Role.OUTPUT,
}


@lru_cache(maxsize=512)
def _role(token: tuple[str, ...]) -> Role:
    for length in range(len(token), 0, -1):
        if role := _ROLES.get(".".join(token[:length])):
            return role
    return Role.CODE


@lru_cache(maxsize=64)
def _lexer(language: str) -> Lexer | None:
    from pygments.lexers import get_lexer_by_name
    from pygments.util import ClassNotFound

    try:
        return get_lexer_by_name(language, ensurenl=False, stripnl=False)
    except ClassNotFound:
        return None


def _plain(code: str) -> tuple[Runs, ...]:
    return tuple([(Run(row, Role.CODE),) if row else () for row in code.split("\n")])


def _append(line: list[Run], text: str, role: Role) -> None:
    """Add text to a line; what has the same look, or is only white space, joins the run before it."""
    if not text:
        return
    if line and (line[-1].role is role or text.isspace()):
        line[-1] = Run(line[-1].text + text, line[-1].role)
    else:
        line.append(Run(text, Role.CODE if text.isspace() else role))


@lru_cache(maxsize=256)
def highlight(code: str, language: str) -> tuple[Runs, ...]:
    """The lines of the code as runs with roles "tok-…"; joined, they are the code, character for character.

    A language that is empty or unknown is not guessed and code of more than 200,000 characters not looked at: both
    come back plain.
    """
    lexer = _lexer(language.strip().lower()) if language.strip() and len(code) <= LARGEST else None
    if lexer is None:
        return _plain(code)
    lines: list[list[Run]] = [[]]
    try:
        # Lexers of console sessions lose a last line without its newline.
        for _index, token, value in lexer.get_tokens_unprocessed(code + "\n"):
            first, *others = value.split("\n")
            _append(lines[-1], first, _role(tuple(token)))
            for row in others:
                lines.append([])
                _append(lines[-1], row, _role(tuple(token)))
    except Exception:
        # A lexer is somebody else's program over somebody's text: its fault must not cost the reader the code.
        return _plain(code)
    found = tuple([tuple(line) for line in lines[:-1]])
    same = "\n".join(["".join([run.text for run in line]) for line in found]) == code
    return found if same else _plain(code)
