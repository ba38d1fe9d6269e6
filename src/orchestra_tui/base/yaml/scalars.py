"""What a plain scalar means in YAML 1.2's core schema, and where people expect something else."""

from __future__ import annotations

import math
import re

from orchestra_tui.base.i18n import N_

Scalar = str | int | float | bool | None

_NULL = {"", "~", "null", "Null", "NULL"}
_BOOLEAN = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}
_INTEGER = re.compile(r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
_NOT_FINITE = re.compile(r"[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)")
_MAX_DIGITS = 300

_TRAPS = (
    (re.compile(r"(?i:yes|no|on|off|y|n)"), N_("other readers take this for true or false")),
    (re.compile(r"[-+]?[0-9]+(:[0-5]?[0-9])+(\.[0-9]*)?"), N_("other readers take this for a number of seconds")),
    (re.compile(r"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}([Tt ].*)?"), N_("other readers take this for a date")),
    (re.compile(r"[-+]?0[0-9_]+"), N_("other readers take this for an octal number")),
    (re.compile(r"[-+]?[0-9][0-9_]*_[0-9_]*(\.[0-9_]*)?"), N_("other readers take this for a number")),
)


def resolve(text: str) -> Scalar:
    """The value of a plain (unquoted) scalar; ValueError if it is a number that no program should trust."""
    if text in _NULL:
        return None
    if text in _BOOLEAN:
        return _BOOLEAN[text]
    if text[0] not in "+-.0123456789":
        return text
    if _INTEGER.fullmatch(text):
        if len(text) > _MAX_DIGITS:
            raise ValueError(text)
        return int(text, 0) if text[:2] in {"0o", "0x"} else int(text)
    if _FLOAT.fullmatch(text):
        number = float(text)
        if not math.isfinite(number):
            raise ValueError(text)
        return number
    if _NOT_FINITE.fullmatch(text):
        raise ValueError(text)
    return text


def trap(text: str) -> str:
    """Why an unquoted `text` is likely to be misread by a person or another program, as a msgid; empty if it is not."""
    for pattern, note in _TRAPS:
        if pattern.fullmatch(text):
            return note
    if _FLOAT.fullmatch(text) and "e" not in text.lower() and "." in text and text.endswith("0"):
        return N_("this is a number and loses its last zero")
    return ""
