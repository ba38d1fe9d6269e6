"""course.yaml: a course's id, title and language."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

from orchestra_tui.course.files import read_text

_LINE = re.compile(r"(id|title|language):[ \t]+(?:\"([^\"\\]*)\"|'([^']*)'|([^\W\d_][^#:\"'\n]*?))[ \t]*")
_WORDS_OF_YAML = {"true", "false", "null", "yes", "no", "on", "off", "y", "n"}


class Manifest(NamedTuple):
    """What course.yaml says; empty where it says nothing."""

    id: str = ""
    title: str = ""
    language: str = ""


def name(language: str = "") -> str:
    """The file's name; a translation of it, which matters for the title, has its language in it."""
    return f"course.{language}.yaml" if re.fullmatch(r"[A-Za-z_\-]+", language) else "course.yaml"


def load(path: Path) -> Manifest:
    """Reads a course.yaml. Raises OrchestraError naming the line if it is not one."""
    text, fault = read_text(path)
    if fault:
        raise fault
    return _plain(text) or _strict(text, path)


def _plain(text: str) -> Manifest | None:
    """The file read without a YAML library, if it is three lines anybody would read alike; else None."""
    found: dict[str, str] = {}
    for line in text.removeprefix("\ufeff").splitlines():
        if not line.isprintable():
            return None
        if not line.strip() or line.startswith("#"):
            continue
        match = _LINE.fullmatch(line)
        if match is None or match[1] in found:
            return None
        bare = match[4]
        if bare is not None and bare.lower() in _WORDS_OF_YAML:
            return None
        found[match[1]] = next(value for value in match.groups()[1:] if value is not None)
    return Manifest(**found)


def _strict(text: str, path: Path) -> Manifest:
    import msgspec

    from orchestra_tui.base import yaml

    class CourseFile(msgspec.Struct, forbid_unknown_fields=True):
        id: str = ""
        title: str = ""
        language: str = ""

    read = yaml.load(text, path, type=CourseFile)
    return Manifest(read.id, read.title, read.language)
