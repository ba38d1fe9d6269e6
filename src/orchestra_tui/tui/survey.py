"""What the places of checking and progress show, gathered in one go: the report, what waits, what things are called."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from orchestra_tui.base.errors import OrchestraError
from orchestra_tui.course.course import Course
from orchestra_tui.course.document import Section
from orchestra_tui.course.model import SectionRef
from orchestra_tui.journal.reading import Reading
from orchestra_tui.quiz.objectives import objectives
from orchestra_tui.quiz.sitting import Mode
from orchestra_tui.tutor.repertoire import Listed, repertoire
from orchestra_tui.tutor.report import Report, Standing, report

if TYPE_CHECKING:
    from orchestra_tui.journal.answers import Answered
    from orchestra_tui.quiz.sitting import Sitting
    from orchestra_tui.tutor.quiz import Asked, Quiz


@dataclass(frozen=True, slots=True)
class Survey:
    """Where the learner stands.

    `asked` are all questions that can be read, `faults` say what cannot. `titles` names sections and modules by their
    full ids, `objectives` says what an objective is. `target` is the day by which everything is to be known.
    `scenarios` are what the fleet has to show, where that was asked for.
    """

    report: Report
    asked: tuple[Asked, ...]
    titles: Mapping[str, str]
    objectives: Mapping[str, str]
    read: frozenset[str]
    waiting: Sitting | None
    answered: int
    target: date | None
    faults: tuple[OrchestraError, ...]
    scenarios: tuple[Listed, ...] = ()

    def title(self, ref: SectionRef) -> str:
        """A section's title."""
        return self.titles.get(str(ref), ref.section)

    def questions(self, ref: SectionRef, objective: str = "") -> frozenset[str]:
        """The ids of the questions of a section, or of one of its topics."""
        return frozenset(
            asked.question.id
            for asked in self.asked
            if asked.ref == ref and objective in ("", asked.question.objective)
        )

    @property
    def complete(self) -> bool:
        """Whether every section with questions is read and has been checked."""
        found = self.report
        return bool(found.sections) and all(
            str(ref) in self.read and found.section(ref).answered for ref in found.sections
        )


def survey(reading: Reading, now: tuple[int, int], *, fleet: bool = False) -> Callable[[Quiz], Survey]:
    """Work for an examiner: the survey at a moment (utc ms, offset in minutes); the `fleet` only where it is shown."""

    def work(quiz: Quiz) -> Survey:
        asked, faults = _every(quiz)
        aims, more = _aims(quiz)
        answers, reviews = _told(quiz), quiz.reviews(now[0])
        waiting = begun(quiz)
        refs = [section.ref for section in _theory(quiz.course)]
        standing = Standing(
            read=frozenset(ref for ref in refs if str(ref) in reading.read),
            unread=[ref for ref in refs if str(ref) not in reading.read],
            waiting=len(waiting.left) if waiting else 0,
            now_ms=now[0],
            utc_offset_min=now[1],
        )
        target = quiz.target_ms()
        return Survey(
            report=report(asked, answers, reviews, standing),
            asked=asked,
            titles=_titles(quiz.course, asked),
            objectives=aims,
            read=frozenset(reading.read),
            waiting=waiting,
            answered=len(answers),
            target=None if target is None else date(1970, 1, 1) + timedelta(milliseconds=target - 1),
            faults=(*faults, *more),
            scenarios=repertoire(quiz.course, quiz.journal, quiz.language) if fleet else (),
        )

    return work


def begun(quiz: Quiz) -> Sitting | None:
    """The latest sitting that was left in the middle, with something answered."""
    return next((sitting for sitting in quiz.waiting() if sitting.given), None)


def _told(quiz: Quiz) -> list[Answered]:
    """The answers whose verdicts the learner may know: those of an exam that is not over yet are left out."""
    silent = {sitting.id for sitting in quiz.waiting(Mode.EXAM)}
    return [answered for answered in quiz.answers() if answered.sitting not in silent]


def _every(quiz: Quiz) -> tuple[tuple[Asked, ...], tuple[OrchestraError, ...]]:
    asked: list[Asked] = []
    faults: list[OrchestraError] = []
    for ref in quiz.sections():
        try:
            asked += quiz.questions((ref,))
        except OrchestraError as fault:
            faults.append(fault)
    return tuple(asked), tuple(faults)


def _aims(quiz: Quiz) -> tuple[dict[str, str], list[OrchestraError]]:
    """What the objectives are, by id, as far as the files that say it can be read."""
    found: dict[str, str] = {}
    faults: list[OrchestraError] = []
    for module in quiz.course.modules:
        try:
            found |= {aim.id: aim.text for aim in objectives(module.content)}
        except OrchestraError as fault:
            faults.append(fault)
    return found, faults


def _theory(course: Course) -> list[Section]:
    return [
        section
        for module in course.modules
        if module.content
        for document in module.documents
        if document.kind == "theory"
        for section in document.sections
    ]


def _titles(course: Course, asked: tuple[Asked, ...]) -> dict[str, str]:
    titles = {module.id: module.title for module in course.modules}
    for ref in dict.fromkeys(one.ref for one in asked):
        titles[str(ref)] = course.section(str(ref)).title
    return titles
