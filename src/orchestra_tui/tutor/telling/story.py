"""A fleet run as a story: who plays, what happened with the turning points in full, what it came to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from orchestra_tui.base.i18n import _
from orchestra_tui.fleet.event import Event, Unknown
from orchestra_tui.fleet.plan import Plan
from orchestra_tui.tutor.telling.amounts import name
from orchestra_tui.tutor.telling.chronicle import Chronicle
from orchestra_tui.tutor.telling.closing import closing
from orchestra_tui.tutor.telling.opening import opening
from orchestra_tui.tutor.telling.pages import pages
from orchestra_tui.tutor.telling.wrap import wrapped


@dataclass(frozen=True, slots=True)
class Story:
    """A run told; a paragraph may have several lines."""

    title: str
    paragraphs: tuple[str, ...]

    def text(self, width: int) -> str:
        """The story for a terminal of so many columns."""
        return "\n\n".join("\n".join(wrapped(part, width)) for part in (self.title, *self.paragraphs))


def story(plan: Plan, events: Iterable[Event | Unknown], *, title: str, seed: int) -> Story:
    """The story of a run, or of the part of it that these first events tell, in the interface language."""
    told: Sequence[Event | Unknown] = tuple(events)
    chronicle = Chronicle(plan, told)
    head = _("{title} · seed {seed}").format(title=name(title), seed=seed)
    return Story(head, tuple(_paragraphs(chronicle)))


def _paragraphs(chronicle: Chronicle) -> Iterator[str]:
    yield from opening(chronicle.plan, chronicle.clock)
    yield from pages(chronicle)
    yield from closing(chronicle)
