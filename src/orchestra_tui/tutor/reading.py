"""What to read next and how much is left; pure over the sections of a course and what the journal knows."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Protocol

from orchestra_tui.course.model import Place, SectionRef
from orchestra_tui.journal.events import Spot


class Timed(Protocol):
    """What of a section counts here."""

    @property
    def ref(self) -> SectionRef:
        """Its full id."""

    @property
    def minutes(self) -> int:
        """Minutes to read it."""


class Why(StrEnum):
    """Why this is the next thing to read."""

    BEGIN = "begin"
    RESUME = "resume"
    NEXT = "next"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Step:
    """The one next step: where to go on reading, and why there."""

    ref: SectionRef
    place: Place
    why: Why


@dataclass(frozen=True, slots=True)
class Progress:
    """How far one is: sections and minutes, of all and of what is still unread."""

    sections: int
    read: int
    minutes: int
    minutes_left: int

    @property
    def fraction(self) -> float:
        """The part of the sections that is read, 0 to 1; of nothing all is read."""
        return self.read / self.sections if self.sections else 1.0


def next_step(refs: Sequence[SectionRef], last: Spot | None, read: Collection[str]) -> Step | None:
    """Where to go on: the last place, unless its section is read; then the next unread one behind it, then any before.

    `read` holds full ids. With everything read it is the last place again, or the beginning. None where there is no
    section. A last place in a section that the course does not have counts as none.
    """
    if not refs:
        return None
    ids = [str(ref) for ref in refs]
    here = Step(refs[0], Place(), Why.DONE)
    begin, fresh = 0, True
    if last and last.section in ids:
        at = ids.index(last.section)
        here = Step(refs[at], Place(last.block, last.line), Why.DONE)
        if last.section not in read:
            return replace(here, why=Why.RESUME)
        begin, fresh = at + 1, False
    unread = [ref for ref in (*refs[begin:], *refs[:begin]) if str(ref) not in read]
    if not unread:
        return here
    return Step(unread[0], Place(), Why.BEGIN if fresh and len(unread) == len(refs) else Why.NEXT)


def progress(sections: Iterable[Timed], read: Collection[str]) -> Progress:
    """How far one is in these sections; asks each for its minutes, so its text is read."""
    total = done = minutes = left = 0
    for section in sections:
        total += 1
        minutes += section.minutes
        if str(section.ref) in read:
            done += 1
        else:
            left += section.minutes
    return Progress(total, done, minutes, left)
