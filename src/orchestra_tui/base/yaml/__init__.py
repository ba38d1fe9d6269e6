"""Strict YAML: one document, typed, every fault with its line and column.

`load` is what most callers want; linters keep the `Document`, which knows where every value stands.
"""

from __future__ import annotations

from os import PathLike
from pathlib import Path
from typing import TypeVar

from orchestra_tui.base.files import read_text
from orchestra_tui.base.yaml.document import Document, Trap, parse
from orchestra_tui.base.yaml.nodes import MAX_CHARS, MAX_DEPTH

__all__ = ["MAX_CHARS", "MAX_DEPTH", "Document", "Trap", "load", "parse", "read"]

T = TypeVar("T")


def load(text: str, file: str | PathLike[str], type: type[T]) -> T:
    """The YAML `text` of `file` as a `type` that msgspec knows; OrchestraError with the place of whatever is wrong."""
    return parse(text, file).convert(type)


def read(path: Path, type: type[T]) -> T:
    """The YAML file at `path` as a `type`; OrchestraError with the place of whatever is wrong."""
    return load(read_text(path), path, type)
