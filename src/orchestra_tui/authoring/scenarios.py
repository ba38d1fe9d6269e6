"""The scenario files of a course as its rules look at them: where each stands, what it makes, or why it does not."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from orchestra_tui.authoring.subject import Subject
from orchestra_tui.base.errors import OrchestraError
from orchestra_tui.base.yaml import Document

if TYPE_CHECKING:
    from orchestra_tui.course.course import Module
    from orchestra_tui.fleet.simulation.scenario import Scenario

FOLDER = "scenarios"


@dataclass(frozen=True, slots=True)
class ScenarioFile:
    """One file; `scenario` is None where it does not load, `fault` says why. `language` is a translation's."""

    path: Path
    document: Document
    module: Module | None
    scenario: Scenario | None
    fault: OrchestraError | None

    @property
    def name(self) -> str:
        """The name of the scenario."""
        return self.path.stem.partition(".")[0]

    @property
    def language(self) -> str:
        """The language of a translation, empty for an original."""
        return self.path.stem.partition(".")[2]


def scenario_paths(subject: Subject) -> tuple[Path, ...]:
    """Every scenario file, readable or not; parts of scenarios stand in folders below."""
    return tuple(path for path in subject.data if path.parent.name == FOLDER)


@lru_cache(maxsize=2)
def scenario_files(subject: Subject) -> tuple[ScenarioFile, ...]:
    """Every scenario file that is YAML, translations too."""
    return tuple(
        ScenarioFile(path, document, _module(subject, path), *loaded(path))
        for path in scenario_paths(subject)
        if (document := subject.parsed(path))
    )


def loaded(path: Path, settings: tuple[str, ...] = ()) -> tuple[Scenario | None, OrchestraError | None]:
    """The scenario in a file, or why there is none."""
    from orchestra_tui.fleet.simulation.scenario import read

    try:
        return read(path, settings), None
    except OrchestraError as error:
        return None, error


def _module(subject: Subject, path: Path) -> Module | None:
    name = path.parent.parent.name
    return next((module for module in subject.course.modules if module.path.name == name), None)
