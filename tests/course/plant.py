"""Courses for tests: folders of files, and which of them a piece of code opens."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

_watched: list[tuple[Path, list[str]]] = []
_hooked: list[bool] = []


def plant(root: Path, files: Mapping[str, str | bytes]) -> Path:
    """Writes the files under a folder and returns it; a name that ends in / is an empty folder."""
    for name, content in files.items():
        path = root / name
        if name.endswith("/"):
            path.mkdir(parents=True)
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return root


@contextmanager
def opened(root: Path) -> Iterator[list[str]]:
    """The files under a folder that are opened in the meantime, as paths relative to it; asked of the interpreter."""
    if not _hooked:
        sys.addaudithook(_note)
        _hooked.append(True)
    names: list[str] = []
    _watched.append((root, names))
    try:
        yield names
    finally:
        _watched.pop()


def _note(event: str, arguments: tuple[object, ...]) -> None:
    if event == "open" and _watched and isinstance(arguments[0], str):
        root, names = _watched[-1]
        path = Path(arguments[0])
        if path.is_relative_to(root):
            names.append(path.relative_to(root).as_posix())
