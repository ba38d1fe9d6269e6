"""What a module wants its learners to be able to do: `content/<module>/module.yaml`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

from msgspec import Meta

from orchestra_tui.base.yaml import read
from orchestra_tui.quiz.model import Id, Strict, Text

FILE = "module.yaml"


class Objective(Strict, frozen=True, kw_only=True):
    """Something a learner can do after a section; `text` says it in one sentence."""

    id: Id
    section: Id
    text: Text


class ModuleFile(Strict, frozen=True, kw_only=True):
    """The objectives of a module, in the order of its sections."""

    version: Literal[1]
    objectives: Annotated[tuple[Objective, ...], Meta(min_length=1)]
    title: str = ""


def objectives(folder: Path | None) -> tuple[Objective, ...]:
    """The objectives in a module's content folder, none where it has no such file.

    Raises OrchestraError with a place when the file is not what it should be.
    """
    path = folder / FILE if folder else None
    return read(path, ModuleFile).objectives if path and path.is_file() else ()
