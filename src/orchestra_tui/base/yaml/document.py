"""A YAML text that has been read: its value, where everything in it stands, and its traps."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from os import PathLike
from typing import TypeVar

from orchestra_tui.base.errors import OrchestraError, Place
from orchestra_tui.base.i18n import _
from orchestra_tui.base.yaml.nodes import Builder, Node, check_text
from orchestra_tui.base.yaml.scalars import trap
from orchestra_tui.base.yaml.syntax import explain

T = TypeVar("T")
Step = str | int


@dataclass(frozen=True, slots=True)
class Trap:
    """An unquoted text that people or other programs read differently; `note` is a msgid that says how."""

    place: Place
    text: str
    note: str


@dataclass(frozen=True, slots=True)
class Document:
    """One YAML document; paths into it are keys and 0-based indexes from the root."""

    file: str | PathLike[str]
    root: Node

    @property
    def value(self) -> object:
        """The document as dicts with text keys, lists, str, int, float, bool and None."""
        return self.root.build()

    def at(self, *path: Step) -> Place:
        """Where the value at `path` begins; where its nearest existing ancestor begins if there is no such value."""
        node, _rest = self.find(path)
        return Place(self.file, node.line, node.column)

    def key_at(self, *path: Step) -> Place:
        """Where the key that ends `path` stands; like `at` if the path ends with an index or leads nowhere."""
        parent, rest = self.find(path[:-1])
        mark = parent.keys.get(str(path[-1])) if path and not rest else None
        return Place(self.file, *mark) if mark else self.at(*path)

    def find(self, path: tuple[Step, ...]) -> tuple[Node, tuple[Step, ...]]:
        """The deepest node on `path` and the steps that lead nowhere from it."""
        node = self.root
        for taken, step in enumerate(path):
            child = _child(node, step)
            if child is None:
                return node, path[taken:]
            node = child
        return node, ()

    def convert(self, type: type[T]) -> T:
        """The document as a `type` that msgspec knows, strictly; OrchestraError with the place of what does not fit."""
        from orchestra_tui.base.yaml.typed import convert

        return convert(self, type)

    def traps(self) -> Iterator[Trap]:
        """The unquoted texts that are easily misread, in the order of the file."""
        pending = [self.root]
        while pending:
            node = pending.pop()
            if node.plain is not None and (note := trap(node.plain)):
                yield Trap(Place(self.file, node.line, node.column), node.plain, note)
            pending.extend(reversed(node.items or list((node.entries or {}).values())))


def _child(node: Node, step: Step) -> Node | None:
    if node.items is not None:
        return node.items[step] if isinstance(step, int) and 0 <= step < len(node.items) else None
    return (node.entries or {}).get(str(step))


def parse(text: str, file: str | PathLike[str]) -> Document:
    """The single document of `text`; OrchestraError with the place of whatever a strict reader refuses.

    Refused: two documents or none, tags, merge keys, keys that repeat or are not text, nesting deeper than MAX_DEPTH, a
    text (or what its aliases unfold to) that is too large, characters that YAML forbids. A byte order mark and CRLF are
    fine.
    """
    import yaml

    text = text.removeprefix("\ufeff")
    check_text(text, file)
    builder = Builder(text, file)
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        for event in yaml.parse(text, Loader=loader):
            builder.take(event)
    except yaml.YAMLError as error:
        raise explain(error, text, file) from error
    if builder.root is None:
        raise OrchestraError(_("The file is empty"), place=Place(file, 1, 1))
    return Document(file, builder.root)
