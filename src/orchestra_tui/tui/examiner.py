"""The learner's questions for the screens: all that touches them happens in the journal's thread, one after another.

So nothing is asked of a file while the screen draws, an answer is in the journal before anybody sees its verdict, and
no two things about the questions happen at once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from concurrent.futures import Future
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from orchestra_tui.course.course import Course
from orchestra_tui.course.model import SectionRef
from orchestra_tui.tui.desk import Desk

if TYPE_CHECKING:
    from orchestra_tui.journal.store import Journal
    from orchestra_tui.quiz.model import AnswerSource
    from orchestra_tui.tutor.quiz import Quiz

T = TypeVar("T")


class Examiner:
    """`course` gives the course as it is now: it is another one once its files have changed.

    `simulates` says whether questions about runs of the fleet can be judged; `clock` tells the time and zone.
    """

    def __init__(
        self, course: Callable[[], Course], desk: Desk, language: str = "", simulate: AnswerSource | None = None
    ) -> None:
        self._course = course
        self.desk = desk
        self.language = language
        self.simulates = simulate is not None
        self.clock: Callable[[], datetime] = lambda: datetime.now().astimezone()
        self._simulate = simulate
        self._quiz: Quiz | None = None

    def ask(self, work: Callable[[Quiz], T], then: Callable[[Future[T]], object]) -> None:
        """Do something with the questions; `then` gets the outcome in the journal's thread, so it may only pass it on.

        Once the tutorial is closing nothing is begun any more.
        """
        with suppress(RuntimeError):
            self.desk.with_journal(lambda journal: work(self._opened(journal))).add_done_callback(then)

    def now(self) -> tuple[int, int]:
        """The time in utc ms, and the learner's offset from UTC in minutes."""
        moment = self.clock()
        offset = moment.utcoffset()
        return round(moment.timestamp() * 1000), round(offset.total_seconds() / 60) if offset else 0

    def files(self, refs: Iterable[SectionRef]) -> list[Path]:
        """The files with the questions of these sections, translations included."""
        folders = {module.id: module.content / "quiz" for module in self._course().modules if module.content}
        return [
            path for ref in refs if ref.module in folders for path in folders[ref.module].glob(f"{ref.section}.*yaml")
        ]

    def reread(self, refs: Iterable[SectionRef]) -> Callable[[Quiz], Quiz]:
        """Work for `ask`: read the questions of these sections again. Where a file is broken the old ones stay.

        Raises OrchestraError with the place of what is wrong.
        """
        wanted = tuple(refs)

        def work(quiz: Quiz) -> Quiz:
            fresh = self._made(quiz.journal)
            fresh.questions(wanted)
            self._quiz = fresh
            return fresh

        return work

    def _opened(self, journal: Journal) -> Quiz:
        known = self._quiz
        if known is None or known.journal is not journal or known.course is not self._course():
            known = self._quiz = self._made(journal)
        return known

    def _made(self, journal: Journal) -> Quiz:
        from orchestra_tui.tutor.quiz import Quiz

        return Quiz(self._course(), journal, self._simulate, self.language)


def due_count(journal: Journal, course: str, now: tuple[int, int]) -> int:
    """How many of the questions answered are due for review today; no question is read for it."""
    from orchestra_tui.journal import answers as rows

    answered = rows.answers(journal.rows(rows.ANSWER, course))
    if not answered:
        return 0
    from orchestra_tui.journal import review

    day = rows.target(journal.rows(rows.TARGET, course))
    target = None if day is None else (day.toordinal() - _EPOCH + 1) * 86_400_000
    return len(review.due(review.reviews(answered, now[0], target_ms=target), *now))


_EPOCH = 719_163
"""The ordinal of 1970-01-01."""
