"""What the YAML parser complains about, in words and at the place an author can mend."""

from __future__ import annotations

from dataclasses import dataclass
from os import PathLike
from typing import TYPE_CHECKING

from orchestra_tui.base.errors import OrchestraError, Place
from orchestra_tui.base.i18n import N_, _
from orchestra_tui.base.yaml.nodes import end_of

if TYPE_CHECKING:
    from yaml import YAMLError
    from yaml.error import Mark


@dataclass(frozen=True, slots=True)
class _Complaint:
    """`needles` are words of the parser, any of which tells it; with `at_start` its place is where the thing begins."""

    needles: tuple[str, ...]
    message: str
    remedy: str = ""
    at_start: bool = False


_QUOTE_IT = N_("Put the text in quotes.")
_INDENT = N_("Mend the indentation, or put text with special characters in quotes.")
_COMPLAINTS = (
    _Complaint(("end of stream",), N_("This quote is never closed"), at_start=True),
    _Complaint(("unknown escape",), N_("Unknown escape after a backslash"), N_("Write \\\\, or use single quotes.")),
    _Complaint(("mapping values are not allowed",), N_('": " is not allowed here'), _INDENT),
    _Complaint(("sequence entries are not allowed",), N_("A list cannot begin here"), N_("Begin it on a new line.")),
    _Complaint(("cannot start any token",), N_("Unquoted text cannot begin with this character"), _QUOTE_IT),
    _Complaint(("alphabetic or numeric",), N_("Unquoted text cannot begin with * or &"), _QUOTE_IT, at_start=True),
    _Complaint(("expected ':'",), N_('":" is missing after this key'), _INDENT, at_start=True),
    _Complaint(("',' or ']'", "',' or '}'"), N_("This bracket is never closed, or a comma is missing"), at_start=True),
    _Complaint(("node content",), N_("A value is missing here"), _QUOTE_IT),
    _Complaint(
        ("expected key", "'-' indicator", "block end", "document start", "anchor"),
        N_("This does not belong to what stands above it"),
        _INDENT,
    ),
    _Complaint(("incompatible YAML",), N_("Another version of YAML"), N_("Delete the line that begins with %YAML.")),
)
_UNKNOWN = _Complaint((), N_("This is not YAML: {problem}"))
_TAB = _Complaint((), N_("A tab in the indentation"), N_("Use spaces."))


def explain(error: YAMLError, text: str, file: str | PathLike[str]) -> OrchestraError:
    """The one line for `error`, raised by the parser at `text` of `file`."""
    problem = str(getattr(error, "problem", None) or error).partition("\n")[0]
    mark: Mark | None = getattr(error, "problem_mark", None)
    if mark is not None and _tab_indents(text, mark):
        found = _TAB
    else:
        found = next((each for each in _COMPLAINTS if any(needle in problem for needle in each.needles)), _UNKNOWN)
    if found.at_start:
        mark = getattr(error, "context_mark", None) or mark
    spot = min((mark.line + 1, mark.column + 1), end_of(text)) if mark else (None, None)
    message = _(found.message).format(problem=problem)
    return OrchestraError(message, place=Place(file, *spot), remedy=_(found.remedy))


def _tab_indents(text: str, mark: Mark) -> bool:
    lines = text.split("\n", mark.line + 1)
    line = lines[mark.line] if mark.line < len(lines) else ""
    return "\t" in line[: len(line) - len(line.lstrip(" \t"))] and not line[: mark.column].strip(" \t")
