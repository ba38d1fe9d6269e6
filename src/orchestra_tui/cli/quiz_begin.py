"""Finding the sitting to go on with, or beginning the one that was asked for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from orchestra_tui.base.errors import OrchestraError
from orchestra_tui.base.i18n import _
from orchestra_tui.quiz.sitting import Mode

if TYPE_CHECKING:
    from collections.abc import Sequence

    from orchestra_tui.course.model import SectionRef
    from orchestra_tui.quiz.sitting import Sitting
    from orchestra_tui.tutor.quiz import Quiz

MIXED = 5
"""Questions of a check over more than one section."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What was asked for: a mode, the name of a section or module, a number of questions, a seed; None where unsaid."""

    mode: Mode | None
    name: str
    count: int | None
    seed: int | None


def sections(quiz: Quiz, name: str) -> tuple[SectionRef, ...]:
    """The sections of this name that have questions, all of them for an empty one.

    Raises OrchestraError where there are none.
    """
    from orchestra_tui.tutor.library import sections_named

    every = quiz.sections()
    if not every:
        raise OrchestraError(_("This course has no questions"))
    if not name:
        return every
    refs = tuple(section.ref for section in sections_named(quiz.course, name) if quiz.has(section.ref))
    if not refs:
        known = ", ".join(dict.fromkeys(ref.section for ref in every))
        raise OrchestraError(
            _('There are no questions about "{name}"').format(name=name),
            remedy=_("There are some about: {sections}.").format(sections=known),
        )
    return refs


def waiting(quiz: Quiz, wish: Wish, refs: Sequence[SectionRef]) -> Sitting | None:
    """The sitting that was left in the middle and is what is wished for now.

    An exam without an answer yet is not waited for: its time begins anew.
    """
    mode = wish.mode or (Mode.CHECK if wish.name else None)
    for sitting in quiz.waiting(mode, refs):
        if wish.seed not in {None, sitting.seed} or (sitting.mode is Mode.EXAM and not sitting.given):
            continue
        if wish.count is None or min(wish.count, len(quiz.questions(refs))) == len(sitting.questions):
            return sitting
    return None


def begin(quiz: Quiz, wish: Wish, refs: Sequence[SectionRef]) -> Sitting | None:
    """A new sitting; None where a review has nothing to ask today.

    With neither mode nor name it is a review, or where nothing is due, a check over everything.
    """
    import secrets

    seed = secrets.randbelow(2**31) if wish.seed is None else wish.seed
    if wish.mode is Mode.REVIEW or (wish.mode is None and not wish.name):
        moment = now()
        ids = frozenset(asked.question.id for asked in quiz.questions(refs)) if wish.name else None
        if any(ids is None or one.question in ids for one in quiz.due(*moment)):
            return quiz.begin_review(*moment, seed=seed, only=ids)
        if wish.mode is Mode.REVIEW:
            return None
    title = quiz.course.section(str(refs[0])).title if len(refs) == 1 else ""
    size = MIXED if wish.mode is None and len(refs) > 1 else wish.count
    return quiz.begin(wish.mode or Mode.CHECK, refs, count=size, seed=seed, title=title)


def now() -> tuple[int, int]:
    """The time in utc ms, and the learner's offset from UTC in minutes."""
    from orchestra_tui.journal.store import local_now

    moment = local_now()
    offset = moment.utcoffset()
    return round(moment.timestamp() * 1000), round(offset.total_seconds() / 60) if offset else 0
