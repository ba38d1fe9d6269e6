"""YAML text to a tree of nodes with places, one event at a time and under limits; nothing is built from a hostile text.

The events come from the C parser where there is one. It composes recursively and overruns its stack on deep nesting, so
only its events are used: they are made on demand, and the walk stops at the first event that breaks a limit.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from os import PathLike
from typing import TYPE_CHECKING

from orchestra_tui.base.errors import OrchestraError, Place
from orchestra_tui.base.i18n import _
from orchestra_tui.base.yaml.scalars import Scalar, resolve

if TYPE_CHECKING:
    from yaml.events import AliasEvent, CollectionStartEvent, Event, NodeEvent, ScalarEvent

MAX_DEPTH = 64
"""The deepest nesting of lists and mappings, aliases followed."""
MAX_CHARS = 2_000_000
"""The longest text, in characters."""
MAX_WEIGHT = 2 * MAX_CHARS
"""The most that may be built, aliases followed: characters of all scalars, and NODE_WEIGHT for every node."""
NODE_WEIGHT = 8

_REFUSED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]|\r(?!\n)")


@dataclass(slots=True)
class Node:
    """A value where it stands; line and column are 1-based.

    A scalar has `value` (and `plain`, its text if it is not quoted), a list has `items`, a mapping has `entries` and
    the places of its `keys`.
    """

    line: int
    column: int
    value: Scalar = None
    plain: str | None = None
    items: list[Node] | None = None
    entries: dict[str, Node] | None = None
    keys: dict[str, tuple[int, int]] = field(default_factory=dict)
    weight: int = NODE_WEIGHT
    height: int = 0

    def build(self) -> object:
        """The plain Python value; what an alias points at is built anew."""
        if self.items is not None:
            return [node.build() for node in self.items]
        if self.entries is not None:
            return {key: node.build() for key, node in self.entries.items()}
        return self.value


def end_of(text: str) -> tuple[int, int]:
    """The line and column after the last character; the parser sees a line more where the last one has no end."""
    return text.count("\n") + 1, len(text) - text.rfind("\n")


def check_text(text: str, file: str | PathLike[str]) -> None:
    """Raises OrchestraError if `text` is too long or has a character that YAML forbids or takes for a line end."""
    if len(text) > MAX_CHARS:
        message = _("The text is longer than {limit} characters").format(limit=MAX_CHARS)
        raise OrchestraError(message, place=Place(file), remedy=_("Split it into smaller files."))
    if match := _REFUSED.search(text):
        line = text.count("\n", 0, match.start()) + 1
        place = Place(file, line, match.start() - (text.rfind("\n", 0, match.start()) + 1) + 1)
        message = _("A character that may not stand in YAML: U+{code:04X}").format(code=ord(match.group()[0]))
        raise OrchestraError(message, place=place, remedy=_("Delete it."))


@dataclass(slots=True)
class _Frame:
    """A list or mapping that is still open, the name it is anchored by, and the key that waits for its value."""

    node: Node
    anchor: str | None
    key: str | None = None


class Builder:
    """Takes the events of one text in order; `root` is the tree once they have ended."""

    def __init__(self, text: str, file: str | PathLike[str]) -> None:
        self.file = file
        self._end_of_text = end_of(text)
        self.root: Node | None = None
        self._open: list[_Frame] = []
        self._anchors: dict[str, Node] = {}
        self._weight = 0

    def take(self, event: Event) -> None:
        """Takes the next event; OrchestraError if it breaks a rule or a limit."""
        from yaml import events

        if isinstance(event, events.ScalarEvent):
            self._scalar(event)
        elif isinstance(event, events.CollectionStartEvent):
            self._start(event)
        elif isinstance(event, events.CollectionEndEvent):
            self._end()
        elif isinstance(event, events.AliasEvent):
            self._alias(event)
        elif isinstance(event, events.DocumentStartEvent) and self.root is not None:
            raise self._fault(event, _("A second document begins here"), _("Keep one document in a file."))

    def _scalar(self, event: ScalarEvent) -> None:
        self._untagged(event)
        is_plain = bool(event.implicit[0])
        if self._expects_key():
            self._take_key(event, is_plain)
            return
        node = self._node(event)
        self._weigh(event, len(event.value) + NODE_WEIGHT)
        node.weight += len(event.value)
        node.value = event.value
        if is_plain:
            node.plain = event.value
            try:
                node.value = resolve(event.value)
            except ValueError:
                message = _("This is not a number that can be computed with")
                raise self._fault(event, message, _("Put it in quotes if it is text.")) from None
        self._name(event.anchor, node)
        self._add(node)

    def _start(self, event: CollectionStartEvent) -> None:
        from yaml.events import MappingStartEvent

        self._untagged(event)
        self._no_key(event)
        self._limit_depth(event, len(self._open) + 1)
        self._weigh(event, NODE_WEIGHT)
        node = self._node(event)
        if isinstance(event, MappingStartEvent):
            node.entries = {}
        else:
            node.items = []
        if event.anchor is not None:
            self._anchors.pop(event.anchor, None)
        self._open.append(_Frame(node, event.anchor))

    def _end(self) -> None:
        frame = self._open.pop()
        node = frame.node
        children = (*(node.items or ()), *(node.entries or {}).values())
        node.height = 1 + max((child.height for child in children), default=0)
        node.weight += sum(child.weight for child in children)
        self._name(frame.anchor, node)
        self._add(node)

    def _alias(self, event: AliasEvent) -> None:
        self._no_key(event)
        target = self._anchors.get(event.anchor or "")
        if target is None:
            message = _('"*{name}" names nothing that ended above it').format(name=event.anchor)
            raise self._fault(event, message, _("Put text that begins with * in quotes."))
        self._limit_depth(event, len(self._open) + target.height)
        self._weigh(event, target.weight)
        line, column = self._spot(event)
        self._add(replace(target, line=line, column=column))

    def _name(self, anchor: str | None, node: Node) -> None:
        if anchor is not None:
            self._anchors[anchor] = node

    def _add(self, node: Node) -> None:
        if not self._open:
            self.root = node
            return
        frame = self._open[-1]
        if frame.node.items is not None:
            frame.node.items.append(node)
        elif frame.node.entries is not None and frame.key is not None:
            frame.node.entries[frame.key] = node
            frame.key = None

    def _expects_key(self) -> bool:
        return bool(self._open) and self._open[-1].node.entries is not None and self._open[-1].key is None

    def _take_key(self, event: ScalarEvent, is_plain: bool) -> None:
        frame, key = self._open[-1], event.value
        if is_plain and key == "<<":
            raise self._fault(event, _('"<<" is not understood here'), _("Write the keys out."))
        if is_plain and not key:
            raise self._fault(event, _('The key before ":" is missing'))
        if key in frame.node.keys:
            line, column = frame.node.keys[key]
            message = _('The key "{key}" is here again, first at {line}:{column}')
            message = message.format(key=key, line=line, column=column)
            raise self._fault(event, message, _("Keep one of them."))
        self._weigh(event, len(key))
        frame.node.keys[key] = self._spot(event)
        frame.key = key

    def _no_key(self, event: Event) -> None:
        if self._expects_key():
            raise self._fault(event, _("A key must be plain text"), _("Put text that begins with [ { or * in quotes."))

    def _untagged(self, event: ScalarEvent | CollectionStartEvent) -> None:
        if event.tag is not None:
            raise self._fault(
                event,
                _('The tag "{tag}" is not allowed').format(tag=event.tag),
                _("Put text that begins with ! in quotes."),
            )

    def _limit_depth(self, event: Event, depth: int) -> None:
        if depth > MAX_DEPTH:
            raise self._fault(event, _("Nested deeper than {limit} levels").format(limit=MAX_DEPTH))

    def _weigh(self, event: Event, weight: int) -> None:
        self._weight += weight
        if self._weight > MAX_WEIGHT:
            remedy = _("Use fewer aliases or split the file.")
            raise self._fault(event, _("The file holds more than can be loaded"), remedy)

    def _fault(self, event: Event, message: str, remedy: str = "") -> OrchestraError:
        return OrchestraError(message, place=Place(self.file, *self._spot(event)), remedy=remedy)

    def _node(self, event: NodeEvent) -> Node:
        return Node(*self._spot(event))

    def _spot(self, event: Event) -> tuple[int, int]:
        mark = event.start_mark
        return min((mark.line + 1, mark.column + 1), self._end_of_text) if mark else (1, 1)
