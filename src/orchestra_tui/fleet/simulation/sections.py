"""The sections of a scenario while it is put together: inline, or in files of their own, with values set by path."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from orchestra_tui.base.yaml import Document
from orchestra_tui.fleet.assemble import Part, part, part_in
from orchestra_tui.fleet.reading import value_at
from orchestra_tui.fleet.simulation.setting import put, steps_of

SECTIONS = ("runbook", "pool", "profiles", "policy", "human", "world")
"""What a scenario holds, inline or as the path of a file."""


class Sections:
    """A scenario's document with the parts that stand elsewhere; `files` take the place of its own sections."""

    def __init__(self, document: Document, folder: Path, files: Mapping[str, Path]) -> None:
        self.document = document
        self._folder = folder
        self._apart = {name: part_in(file, name) for name, file in files.items()}

    def put(self, setting: str) -> None:
        """Puts a value into the section it is for, wherever that stands. Raises OrchestraError if it cannot be."""
        steps = steps_of(setting)
        name = steps[0]
        if len(steps) == 1:
            put(self.document, setting)
            self._apart.pop(name, None)
            return
        where = self.part(name) if name in SECTIONS else None
        if where is None or where.document is self.document:
            put(self.document, setting)
        else:
            put(where.document, setting, without=0 if where.path else 1)

    def part(self, name: str) -> Part | None:
        """A section, None if there is none. Raises OrchestraError if its file cannot be read."""
        if name in self._apart:
            return self._apart[name]
        named = value_at(self.document, (name,))
        if named is None:
            return None
        found = part(self.document, (name,), self._folder)
        if isinstance(named, str):
            self._apart[name] = found
        return found
