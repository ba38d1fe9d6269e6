"""Where a link in the course leads. Nothing is ever opened or fetched here."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from orchestra_tui.base.errors import OrchestraError
from orchestra_tui.course.course import Course, Module
from orchestra_tui.course.document import Document, Section
from orchestra_tui.course.model import SectionRef

_SCHEME = re.compile(r"[a-z][a-z0-9+.\-]+:|//", re.IGNORECASE)
_DRIVE = re.compile(r"[a-z]:[/\\]", re.IGNORECASE)
_FRONT = ("theory", "readme", "index")


@dataclass(frozen=True, slots=True)
class Passage:
    """A section of this course; `anchor` is the slug of the heading meant, in it or above the first section."""

    ref: SectionRef
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Missing:
    """Nothing is there: `path` is the file that was looked for, `anchor` the heading that is not in it."""

    href: str
    path: Path
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class File:
    """A file or folder that is no text of this course: an image, say, or something outside of the course."""

    path: Path


@dataclass(frozen=True, slots=True)
class External:
    """An address with a scheme: to show, and to open only when asked."""

    address: str


Target = Passage | Missing | File | External


def resolve(course: Course, section: Section, href: str) -> Target:
    """Where a link written in a section leads; total, and reads at most the document it names."""
    href = href.strip()
    if _DRIVE.match(href):
        return File(Path(href))
    address = href.replace("\\", "/")
    if _SCHEME.match(address):
        return External(href)
    name, _, fragment = address.partition("#")
    name, anchor = _decoded(name.partition("?")[0]), _decoded(fragment)
    if not name:
        return _in_document(section.document, section.path, href, anchor)
    folders = (course.root, course.home) if name.startswith("/") else (section.path.parent,)
    paths = [_tidy(folder, name.lstrip("/")) for folder in folders]
    for path in paths:
        if document := _document_at(course, path):
            return _in_document(document, path, href, anchor)
    return next((File(path) for path in paths if _exists(path)), Missing(href, paths[0]))


def _in_document(document: Document, path: Path, href: str, anchor: str) -> Target:
    try:
        sections = document.sections
        if not anchor or anchor.lower() == "top":
            return Passage(sections[0].ref)
        composed = unicodedata.normalize("NFC", anchor)
        for wish in dict.fromkeys((anchor, composed, composed.lower())):
            if found := _anchor(document, sections, wish):
                return found
    except OrchestraError:
        return Missing(href, path)
    return Missing(href, path, anchor)


def _anchor(document: Document, sections: tuple[Section, ...], wish: str) -> Passage | None:
    """The passage with a heading's slug, a section's id, or an HTML anchor of that name."""
    for section in sections:
        if wish in section.anchors:
            return Passage(section.ref, wish)
    if wish in document.outline.introduction.slugs:
        return Passage(sections[0].ref, wish)
    for section in sections:
        if section.ref.section == wish:
            return Passage(section.ref)
    named = re.compile(rf"<[a-z][^<>]*\s(?:id|name)=[\"']?{re.escape(wish)}[\"'\s/>]", re.IGNORECASE)
    for section in sections:
        if named.search(section.source):
            return Passage(section.ref, wish)
    return None


def _document_at(course: Course, path: Path) -> Document | None:
    """The course's document at a path: its file in any language, or what a folder shows first."""
    wish = _key(path)
    for document in _documents(course):
        if any(_key(file) == wish for file in document.files):
            return document
    for module in course.modules:
        if _key(module.path) == wish and module.documents:
            return module.documents[0]
    inside = [document for document in _documents(course) if _key(document.path.parent) == wish]
    fronts = [document for front in _FRONT for document in inside if document.name.lower() == front]
    return next(iter(fronts or inside), None)


def _documents(course: Course) -> Iterator[Document]:
    modules: tuple[Module, ...] = course.modules
    return (document for module in modules for document in module.documents)


def _key(path: Path) -> str:
    """A path for comparing: file systems differ in how they store composed letters such as й."""
    return unicodedata.normalize("NFC", str(path))


def _decoded(text: str) -> str:
    from urllib.parse import unquote

    return unquote(text)


def _tidy(folder: Path, name: str) -> Path:
    """The path without `.` and `..`, as written: links of the file system are not followed."""
    parts: list[str] = list(folder.parts)
    for part in PurePosixPath(name).parts:
        if part == ".." and len(parts) > 1:
            parts.pop()
        elif part != "..":
            parts.append(part)
    return Path(*parts)


def _exists(path: Path) -> bool:
    try:
        return path.exists()
    except (OSError, ValueError):
        return False
