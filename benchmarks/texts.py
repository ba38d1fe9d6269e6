"""What the measured programs show: the document as a course, the same as one long text, and a course of 100 modules."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from benchmarks import corpus


@dataclass(frozen=True, slots=True)
class Text:
    """A Markdown file; `course` is the folder to open it with (None: the one that ships).

    `words` are the first plain words of its first section, `home` belongs to a learner who has opened it before.
    """

    path: Path
    course: Path | None
    words: str
    home: Path

    @property
    def opening(self) -> str:
        """The words as a pattern."""
        return r"\s+".join(map(re.escape, self.words.split()))


def shipped(path: Path, folder: Path) -> Text:
    """The document that ships with the program."""
    return Text(path, None, first_words(path.read_text(encoding="utf-8")), folder / "home-shipped")


def document(path: Path, folder: Path) -> Text:
    """Another document, as a course of one module."""
    return _course(path.read_text(encoding="utf-8"), folder / "document", folder / "home-document")


def long(path: Path, folder: Path) -> Text:
    """The document with its headings one level lower: without level-2 headings it is a single section."""
    source = re.sub(
        r"^(```.*?^```)|^##", lambda found: found[1] or "###", path.read_text(encoding="utf-8"), flags=re.M | re.S
    )
    return _course(source, folder / "long", folder / "home-long")


def large(folder: Path) -> Text:
    """A generated course of 100 modules; the document is the first module's."""
    course = corpus.write(folder / "large")
    path = course / "course" / "module-001" / "theory.md"
    return Text(path, course, first_words(path.read_text(encoding="utf-8")), folder / "home-large")


def first_words(source: str) -> str:
    """Three words of plain text after the first heading below the title, as any reader shows them side by side."""
    _, _, body = re.sub(r"<!--.*?-->", "", source, flags=re.S).partition("\n##")
    found = re.search(r"^[А-ЯЁа-яёA-Za-z]+ [А-ЯЁа-яёA-Za-z]+ [А-ЯЁа-яёA-Za-z]+\b", body.partition("\n")[2], re.M)
    if found is None:
        raise ValueError("the document has no section that begins with plain words")
    return found[0]


def _course(source: str, folder: Path, home: Path) -> Text:
    path = folder / "module" / "theory.md"
    path.parent.mkdir(parents=True)
    path.write_text(source, encoding="utf-8")
    return Text(path, folder, first_words(source), home)
