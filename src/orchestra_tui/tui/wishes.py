"""What a learner can wish for in the places beside the text; pure values that rows carry."""

from __future__ import annotations

from typing import NamedTuple

from orchestra_tui.course.model import SectionRef


class Begin(NamedTuple):
    """To be asked in a mode (its value) about sections; `only` narrows to these questions, `size` to so many.

    One of the same kind that was left in the middle is gone on with, unless it is narrowed.
    """

    mode: str
    refs: tuple[SectionRef, ...] = ()
    only: frozenset[str] | None = None
    size: int | None = None
    title: str = ""


class Resume(NamedTuple):
    """To go on with the sitting that was left in the middle."""


class Read(NamedTuple):
    """To read a section, from the heading with this slug on."""

    ref: SectionRef
    anchor: str = ""


class Watch(NamedTuple):
    """To watch a run of the fleet: a scenario by its name, or the file at a path; `seed` if not under its own."""

    name: str
    seed: int | None = None


class Choose(NamedTuple):
    """To choose first what exactly: a topic, a section to test out of, the length of an exam, the target day."""

    what: str


class About(NamedTuple):
    """A row about questions: those of a section, or only some of them, with the place in the text they lead to.

    `enter` is what opening the row does.
    """

    ref: SectionRef
    enter: Begin
    only: frozenset[str] | None = None
    anchor: str = ""
    title: str = ""
