"""A sitting as the screen needs it: its questions, what was answered, how it was judged."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass, field

from orchestra_tui.base.errors import OrchestraError
from orchestra_tui.course.model import SectionRef
from orchestra_tui.quiz.sitting import Mode, Sitting
from orchestra_tui.quiz.verdict import Verdict
from orchestra_tui.tui.fragments import warm
from orchestra_tui.tui.survey import begun
from orchestra_tui.tui.wishes import Begin, Resume
from orchestra_tui.tutor.quiz import Asked, Quiz

_ANEW = {Mode.EXAM.value, Mode.CRAM.value}
"""Modes that are chosen with their length: choosing one means a new one, the first page goes on with the old one."""


@dataclass(slots=True)
class Session:
    """`answers` and `verdicts` are by question id; a question whose file is broken or gone is not in `asked`."""

    sitting: Sitting
    asked: dict[str, Asked] = field(default_factory=dict)
    titles: dict[SectionRef, str] = field(default_factory=dict)
    answers: dict[str, object] = field(default_factory=dict)
    verdicts: dict[str, Verdict] = field(default_factory=dict)
    resumed: bool = False

    @property
    def ids(self) -> tuple[str, ...]:
        """The questions in the order of the sitting."""
        return tuple(id for id in self.sitting.questions if id in self.asked)

    @property
    def refs(self) -> tuple[SectionRef, ...]:
        """The sections that the questions are about."""
        return tuple(dict.fromkeys(asked.ref for asked in self.asked.values()))


def opened(wish: Begin | Resume, now: tuple[int, int]) -> Callable[[Quiz], Session]:
    """Work for an examiner: the session that is wished for, gone on with or begun.

    Raises OrchestraError where there is nothing to ask.
    """

    def work(quiz: Quiz) -> Session:
        waiting = _waiting(quiz, wish)
        return loaded(quiz, waiting or _begun(quiz, wish, now), resumed=waiting is not None)

    return work


def loaded(quiz: Quiz, sitting: Sitting, *, resumed: bool = False) -> Session:
    """The session of a sitting, as far as its questions are still there; their code is coloured on the way."""
    session = Session(sitting, resumed=resumed)
    given = {one.question: one.answer for one in quiz.answers() if one.sitting == sitting.id}
    for id in sitting.questions:
        try:
            asked = quiz.question(id)
        except OrchestraError:
            continue
        session.asked[id] = asked
        session.titles.setdefault(asked.ref, quiz.course.section(str(asked.ref)).title)
        for text in (asked.question.prompt, asked.question.exhibit, asked.question.explain):
            warm(text)
        if id in given:
            session.answers[id] = given[id]
            session.verdicts[id] = quiz.verdict(id, given[id])
    return session


def _waiting(quiz: Quiz, wish: Begin | Resume) -> Sitting | None:
    if isinstance(wish, Resume):
        return begun(quiz)
    if wish.only is not None or wish.mode in _ANEW:
        return None
    refs = wish.refs or None
    return next(quiz.waiting(Mode(wish.mode), refs), None)


def _begun(quiz: Quiz, wish: Begin | Resume, now: tuple[int, int]) -> Sitting:
    seed = secrets.randbelow(2**31)
    if isinstance(wish, Resume):
        return quiz.begin_review(*now, seed=seed)
    mode = Mode(wish.mode)
    if mode is Mode.REVIEW:
        return quiz.begin_review(*now, seed=seed, only=wish.only)
    refs = wish.refs or quiz.sections()
    title = wish.title or (quiz.course.section(str(refs[0])).title if len(refs) == 1 else "")
    return quiz.begin(mode, refs, count=wish.size, seed=seed, title=title, only=wish.only)
