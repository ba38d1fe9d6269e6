"""What a folder holds of a course: Markdown files with their translations, folders, and what stands in the way."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from orchestra_tui.base.errors import OrchestraError, Place
from orchestra_tui.base.i18n import _
from orchestra_tui.base.text import natural_key
from orchestra_tui.course.files import no_access, not_a_file

DEEPEST = 12
"""Folders within folders that are looked into."""
MOST_FOLDERS = 5000
"""Folders looked into before we say that this is no course."""

_SKIPPED = {"node_modules", "venv", "env", "__pycache__", "site-packages", "bower_components"}
_TRANSLATION = re.compile(r"(.+)\.([a-z]{2,3}(?:[-_][A-Za-z]{2,4})?)", re.DOTALL)
_LANGUAGES = {
    "ar", "be", "bg", "bn", "ca", "cs", "da", "de", "el", "en", "es", "et", "eu", "fa", "fi", "fr", "ga", "he",
    "hi", "hr", "hu", "hy", "id", "it", "ja", "ka", "kk", "ko", "lt", "lv", "mk", "ms", "nb", "nl", "no", "pl",
    "pt", "ro", "ru", "sk", "sl", "sq", "sr", "sv", "ta", "th", "tr", "uk", "ur", "uz", "vi", "zh",
}  # fmt: skip


class Text(NamedTuple):
    """A document in all its languages: `files` by language code ("" has none), `name` without language and `.md`."""

    name: str
    files: dict[str, Path]

    def choose(self, language: str, own: str) -> Path:
        """The file in the language asked, else the course's own."""
        return self._in(language) or self.files.get("") or self._in(own) or next(iter(self.files.values()))

    def original(self, own: str) -> Path:
        """The file that the others translate."""
        return self.choose("", own)

    def _in(self, language: str) -> Path | None:
        wish = _code(language)
        if not wish:
            return None
        near = (path for code, path in self.files.items() if code.partition("-")[0] == wish.partition("-")[0])
        return self.files.get(wish) or next(near, None)


class Listing(NamedTuple):
    """One folder's course: texts and folders in natural order, and faults of what looks like a text and is none."""

    texts: tuple[Text, ...]
    folders: tuple[Path, ...]
    faults: tuple[OrchestraError, ...] = ()


def look(folder: Path) -> Listing:
    """What a folder holds, by names alone; hidden folders and those of tools are left out.

    Raises OrchestraError if the folder cannot be read.
    """
    files: list[Path] = []
    folders: list[Path] = []
    faults: list[OrchestraError] = []
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                _sort_in(entry, folder / entry.name, files, folders, faults)
    except (OSError, ValueError) as error:
        raise no_access(folder, error) from error
    return Listing(tuple(grouped(files)), tuple(sorted(folders, key=_order)), tuple(faults))


def walk(folder: Path) -> Iterator[tuple[Path, Listing]]:
    """A folder and all folders in it, each once however links run, parents first and in natural order.

    A folder that cannot be read, and the end of patience with a huge one, come as faults of an empty listing.
    """
    left = [(folder, 0)]
    seen: set[tuple[int, int]] = set()
    while left:
        here, depth = left.pop()
        try:
            key = identity(here)
            if key in seen:
                continue
            seen.add(key)
            found = look(here)
        except OrchestraError as fault:
            yield here, Listing((), (), (fault,))
            continue
        if len(seen) > MOST_FOLDERS:
            yield here, Listing((), (), (_endless(folder),))
            return
        yield here, found
        if depth < DEEPEST:
            left.extend((path, depth + 1) for path in reversed(found.folders))


def identity(folder: Path) -> tuple[int, int]:
    """What makes two paths the same folder. Raises OrchestraError if it cannot be looked at."""
    try:
        status = folder.stat()
    except (OSError, ValueError) as error:
        raise no_access(folder, error) from error
    return status.st_dev, status.st_ino


def grouped(files: Iterable[Path]) -> list[Text]:
    """The files as texts in natural order: `X.en.md` is a translation of `X.md`, not a text of its own."""
    texts: dict[str, Text] = {}
    for path in sorted(files, key=_order):
        name, code = _name_and_code(path)
        text = texts.setdefault(name.casefold(), Text(name, {}))
        text.files.setdefault(code, path)
    return list(texts.values())


def _name_and_code(path: Path) -> tuple[str, str]:
    match = _TRANSLATION.fullmatch(path.stem)
    if match and _code(match[2]).partition("-")[0] in _LANGUAGES:
        return match[1], _code(match[2])
    return path.stem, ""


def _code(language: str) -> str:
    return language.lower().replace("_", "-")


def _order(path: Path) -> tuple[object, str]:
    return natural_key(path.stem), path.name


def _sort_in(
    entry: os.DirEntry[str], path: Path, files: list[Path], folders: list[Path], faults: list[OrchestraError]
) -> None:
    name = entry.name.lower()
    if name.startswith("."):
        return
    markdown = name.endswith(".md")
    try:
        if entry.is_dir():
            if markdown:
                faults.append(no_access(path, IsADirectoryError()))
            elif name not in _SKIPPED:
                folders.append(path)
        elif markdown and entry.is_file():
            files.append(path)
        elif markdown:
            path.stat()
            faults.append(not_a_file(path))
    except OSError as error:
        if markdown:
            faults.append(no_access(path, error))


def _endless(folder: Path) -> OrchestraError:
    message = _("More than {number} folders are in it").format(number=MOST_FOLDERS)
    return OrchestraError(message, place=Place(folder), remedy=_("Give the course's own folder."))
