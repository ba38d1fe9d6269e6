"""The question files of a course as its rules look at them: where each stands, what it holds, what it should fit."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TypeVar

from orchestra_tui.authoring.finding import Fault, from_place
from orchestra_tui.authoring.subject import Subject
from orchestra_tui.base.errors import OrchestraError
from orchestra_tui.base.yaml import Document
from orchestra_tui.course.course import Module
from orchestra_tui.course.document import Section
from orchestra_tui.quiz.bank import Sheet
from orchestra_tui.quiz.model import Fault as QuestionFault
from orchestra_tui.quiz.objectives import FILE, ModuleFile
from orchestra_tui.quiz.types import AnyQuestion

FOLDER = "quiz"
Step = str | int
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class QuizFile:
    """One file of questions; `sheet` is None where it does not fit, `fault` says why. `language` is a translation's."""

    path: Path
    document: Document
    module: Module | None
    sheet: Sheet | None
    fault: OrchestraError | None

    @property
    def section(self) -> str:
        """The section that the file's name promises."""
        return self.path.stem.partition(".")[0]

    @property
    def is_original(self) -> bool:
        """Whether this is no translation."""
        return "." not in self.path.stem

    @property
    def questions(self) -> tuple[AnyQuestion, ...]:
        """The questions; none where the file does not fit."""
        return self.sheet.questions if self.sheet else ()

    def theory(self) -> Section | None:
        """The section of the module that the file is about."""
        found = self.module.each() if self.module else ()
        return next((section for section in found if section.ref.section == self.section), None)

    def fault_at(self, index: int, path: tuple[Step, ...], message: str) -> Fault:
        """A fault of the question at `index`, at a path inside it."""
        return from_place(self.document.at("questions", index, *path), message)


@dataclass(frozen=True, slots=True)
class Aims:
    """The objectives of one module, as `sheet` where they fit."""

    path: Path
    document: Document
    module: Module | None
    sheet: ModuleFile | None
    fault: OrchestraError | None


def quiz_paths(subject: Subject) -> tuple[Path, ...]:
    """Every question file, readable or not."""
    return tuple(path for path in subject.data if path.parent.name == FOLDER)


@lru_cache(maxsize=2)
def quiz_files(subject: Subject) -> tuple[QuizFile, ...]:
    """Every question file that is YAML, translations too."""
    return tuple(
        QuizFile(path, document, _module(subject, path.parent.parent), *_read(document, Sheet))
        for path in quiz_paths(subject)
        if (document := subject.parsed(path))
    )


@lru_cache(maxsize=2)
def aims(subject: Subject) -> dict[Path, Aims]:
    """The objectives by the content folder of their module."""
    return {
        path.parent: Aims(path, document, _module(subject, path.parent), *_read(document, ModuleFile))
        for path in subject.data
        if path.name == FILE and path.parent.parent == subject.content and (document := subject.parsed(path))
    }


def told(file: QuizFile, index: int, faults: Iterator[QuestionFault]) -> Iterator[Fault]:
    """What a question says of itself, at the place it means."""
    for fault in faults:
        yield file.fault_at(index, fault.path, fault.message)


def _module(subject: Subject, folder: Path) -> Module | None:
    return next((module for module in subject.course.modules if module.path.name == folder.name), None)


def _read(document: Document, kind: type[T]) -> tuple[T | None, OrchestraError | None]:
    try:
        return document.convert(kind), None
    except OrchestraError as error:
        return None, error
