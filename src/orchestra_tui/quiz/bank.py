"""Where a module's questions are: one YAML file per section, read when asked for."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from orchestra_tui.base.yaml import read
from orchestra_tui.quiz.model import Id, Strict
from orchestra_tui.quiz.types import AnyQuestion


class Sheet(Strict, frozen=True, kw_only=True):
    """One file of questions."""

    version: Literal[1]
    section: Id
    questions: Annotated[tuple[AnyQuestion, ...], Meta(min_length=1)]


class Bank:
    """The questions of one module; `folder` holds `<section>.yaml` files and may be missing or None.

    `<section>.<language>.yaml`, where there is one, stands for the file with the same ids in another language.
    """

    def __init__(self, folder: Path | None, language: str = "") -> None:
        self.folder = folder
        self.language = language.lower()
        self._sheets: dict[str, Sheet] = {}

    @cached_property
    def files(self) -> dict[str, Path]:
        """Section ids that have questions, with their files; known without reading them."""
        if self.folder is None or not self.folder.is_dir():
            return {}
        paths = {path.name: path for path in sorted(self.folder.glob("*.yaml"))}
        codes = [code for code in (self.language, self.language.partition("-")[0]) if code]
        return {
            path.stem: next((paths[n] for c in codes if (n := f"{path.stem}.{c}.yaml") in paths), path)
            for path in paths.values()
            if "." not in path.stem
        }

    def questions(self, section: str) -> tuple[AnyQuestion, ...]:
        """The questions of a section, reading its file the first time; none if it has no file.

        Raises OrchestraError with a place when the file is not what it should be.
        """
        if section not in self.files:
            return ()
        if section not in self._sheets:
            self._sheets[section] = read(self.files[section], Sheet)
        return self._sheets[section].questions

    def all(self) -> tuple[tuple[str, AnyQuestion], ...]:
        """Every question of the module with its section; reads every file."""
        return tuple((section, question) for section in self.files for question in self.questions(section))

    def question(self, id: str) -> tuple[str, AnyQuestion] | None:
        """A question and its section by id, None if there is none; the file whose name begins the id is read first."""
        for section in sorted(self.files, key=lambda name: not id.startswith(f"{name}.")):
            for question in self.questions(section):
                if question.id == id:
                    return section, question
        return None


def schema() -> dict[str, object]:
    """The JSON Schema of a file of questions, for editors."""
    return msgspec.json.schema(Sheet)
