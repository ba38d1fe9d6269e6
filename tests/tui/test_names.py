"""Names of ours that Textual uses for something else would break it in ways no other test explains."""

from __future__ import annotations

import ast
import importlib
import inspect
import pkgutil
import textwrap
from functools import cache

import pytest
from textual.screen import ModalScreen

import orchestra_tui.tui
from orchestra_tui.tui.commands import CHAINS, COMMANDS
from orchestra_tui.tui.screens.reader import ReaderScreen

OURS = orchestra_tui.tui.__name__


def our_classes() -> list[type]:
    found = {}
    for module in pkgutil.walk_packages(orchestra_tui.tui.__path__, f"{OURS}."):
        for cls in vars(importlib.import_module(module.name)).values():
            ours = inspect.isclass(cls) and cls.__module__ == module.name
            if ours and any(base.__module__.startswith("textual") for base in cls.__mro__):
                found[cls.__qualname__] = cls
    return list(found.values())


@cache
def private_names(cls: type) -> frozenset[str]:
    """The private names a class defines, or gives its instances."""
    names = set(vars(cls)) | set(vars(cls).get("__annotations__", {}))
    try:
        tree = ast.parse(textwrap.dedent(inspect.getsource(cls)))
    except (OSError, TypeError):
        tree = ast.Module([], [])
    for node in ast.walk(tree):
        stored = isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store)
        if stored and isinstance(node.value, ast.Name) and node.value.id == "self":
            names.add(node.attr)
    return frozenset(name for name in names if name.startswith("_") and not name.startswith("__"))


MADE_BY_TEXTUAL = {
    name
    for name in vars(type("Probe", (ReaderScreen,), {"__module__": __name__}))
    if name.startswith("_") and not name.startswith("__")
}
"""What Textual puts into every class by itself."""


def taken(cls: type) -> frozenset[str]:
    """The private names of a class that Textual uses too."""
    theirs = frozenset[str]().union(*(private_names(base) for base in cls.__mro__ if base.__module__[:7] == "textual"))
    return private_names(cls) & theirs - MADE_BY_TEXTUAL


class Planted(ModalScreen[None]):
    """Breaks Textual twice."""

    _context = "a method of MessagePump"

    def __init__(self) -> None:
        super().__init__()
        self._nodes = ()


def test_a_planted_name_is_caught() -> None:
    assert taken(Planted) == {"_context", "_nodes"}


@pytest.mark.parametrize("cls", our_classes(), ids=lambda cls: cls.__qualname__)
def test_no_private_name_of_textual_is_taken(cls: type) -> None:
    assert not taken(cls)


OWNERS = {
    "app": "orchestra_tui.tui.app:OrchestraApp",
    "reader": "orchestra_tui.tui.screens.reader:ReaderScreen",
    "page": "orchestra_tui.tui.widgets.page:Page",
    "tree": "orchestra_tui.tui.widgets.tree:SectionTree",
    "find": "orchestra_tui.tui.widgets.fields:FindField",
    "note": "orchestra_tui.tui.widgets.fields:NoteField",
    "picker": "orchestra_tui.tui.screens.picker:Picker",
    "ask": "orchestra_tui.tui.screens.ask:Ask",
    "help": "orchestra_tui.tui.screens.help:HelpScreen",
}


@pytest.mark.parametrize("command", [each for each in COMMANDS if each.place in OWNERS], ids=lambda each: each.id)
def test_every_command_has_its_action(command: object) -> None:
    place, action = command.place, command.action  # type: ignore[attr-defined]
    if action.startswith("screen."):
        place = next(chain for chain in CHAINS.values() if place in chain)[1]
        action = action.removeprefix("screen.")
    module, _, name = OWNERS[place].partition(":")
    owner = getattr(importlib.import_module(module), name)
    assert callable(getattr(owner, f"action_{action.partition('(')[0]}", None))
