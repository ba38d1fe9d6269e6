"""The command table as Textual wants it."""

from __future__ import annotations

from textual.binding import Binding, BindingType

from orchestra_tui.tui.commands import built_in, in_place

FIRST = frozenset({"picker-remove"})
"""Commands whose keys are heard before the field that has the focus, which would take them for editing."""


def bindings(place: str) -> list[BindingType]:
    """The bindings of a place's owner; keys with ctrl that quit are heard even while something else is on top."""
    made: list[BindingType] = []
    for command in in_place(place):
        for key in built_in()[command.id]:
            priority = command.id in FIRST or (command.id == "quit" and key.startswith("ctrl+"))
            action, known_as = command.action.replace("{key}", key), None if command.fixed else command.id
            made.append(Binding(key, action, command.title, show=False, priority=priority, id=known_as))
    return made
