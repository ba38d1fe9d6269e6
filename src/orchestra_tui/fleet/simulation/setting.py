"""`path=value` put into a scenario before it is read: `profiles.dev.count=8`, `world.tasks.api.difficulty=2`."""

from __future__ import annotations

from json import dumps

from orchestra_tui.base.errors import OrchestraError, Place
from orchestra_tui.base.i18n import _
from orchestra_tui.base.yaml import Document, parse
from orchestra_tui.base.yaml.nodes import Node

SOURCE = "--set"


def put(document: Document, said: str, without: int = 0) -> None:
    """Puts a value in its place; a list's item is named by its number, from 0, or by its `id`, `owner` or `metric`.

    So many steps of the path lead to the document itself and are left out. Raises OrchestraError for a setting without
    `=`, a value that is no YAML, a place that cannot be.
    """
    path, equals, text = said.partition("=")
    if not equals or not path.strip():
        remedy = _("Write path=value, as in profiles.dev.count=8.")
        raise OrchestraError(_('"{setting}" sets nothing').format(setting=said), place=Place(SOURCE), remedy=remedy)
    value = parse(text, SOURCE).root
    node, steps = document.root, steps_of(said)[without:]
    for step in steps[:-1]:
        node = _inside(node, step, said)
    _place(node, steps[-1], value, said)


def setting(path: str, value: object) -> str:
    """A value in its place as `path=value`; a text is taken for YAML, as it is behind `--set`."""
    return f"{path}={value if isinstance(value, str) else dumps(value)}"


def steps_of(said: str) -> list[str]:
    """The steps of a setting's path."""
    return [step.strip() for step in said.partition("=")[0].split(".")]


def _inside(node: Node, step: str, said: str) -> Node:
    if node.items is not None:
        return node.items[_number(node, step, said)]
    if node.entries is None:
        raise _nowhere(said, step)
    if step not in node.entries:
        node.entries[step] = Node(node.line, node.column, entries={})
        node.keys[step] = (node.line, node.column)
    return node.entries[step]


def _place(node: Node, step: str, value: Node, said: str) -> None:
    if node.items is not None:
        node.items[_number(node, step, said)] = value
    elif node.entries is not None:
        node.entries[step] = value
        node.keys.setdefault(step, (node.line, node.column))
    else:
        raise _nowhere(said, step)


def _number(node: Node, step: str, said: str) -> int:
    items = node.items or []
    if step.isdecimal() and int(step) < len(items):
        return int(step)
    for place, item in enumerate(items):
        for name in ("id", "owner", "metric", "phase", "task"):
            known = (item.entries or {}).get(name)
            if known is not None and known.value == step:
                return place
    raise _nowhere(said, step)


def _nowhere(said: str, step: str) -> OrchestraError:
    message = _('"{setting}" leads nowhere: there is no "{step}"').format(setting=said, step=step)
    return OrchestraError(message, place=Place(SOURCE))
