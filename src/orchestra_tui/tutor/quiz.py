"""Asking questions: beginning a sitting, answering in it, coming back. An answer is recorded before its verdict."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import uuid4

from orchestra_tui.base.errors import OrchestraError
from orchestra_tui.base.i18n import _
from orchestra_tui.course.course import Course, Module
from orchestra_tui.course.model import SectionRef
from orchestra_tui.journal import answers as rows
from orchestra_tui.journal import review
from orchestra_tui.journal.events import read_row
from orchestra_tui.journal.store import Journal
from orchestra_tui.quiz.bank import Bank
from orchestra_tui.quiz.choosing import Candidate, choose, interleaved
from orchestra_tui.quiz.model import AnswerSource
from orchestra_tui.quiz.sitting import Given, Mode, Sitting
from orchestra_tui.quiz.types import AnyQuestion
from orchestra_tui.quiz.types.predict import Predict
from orchestra_tui.quiz.verdict import Outcome, Verdict

CHECK = 4
"""Questions in the check at the end of a section."""
PRETEST = 5
"""Questions to test out of a section with."""
PRETEST_PASS = 0.8
"""The score, 0..1, that makes a section count as known."""
REVIEW = 20
"""Questions in one review at most."""
EXAM_MS = 90_000
"""The time for one question of an exam."""
_LOOK_BACK = 50
"""How many of the latest sittings are looked at for one that was left in the middle."""
_BY_SECTION = {Mode.CHECK, Mode.PRACTICE, Mode.PRETEST}
_DAY_MS = 86_400_000


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with the section it belongs to."""

    ref: SectionRef
    question: AnyQuestion


class Quiz:
    """The questions of a course, put to one learner; `language` is the one to ask in, where there are translations."""

    def __init__(
        self, course: Course, journal: Journal, simulate: AnswerSource | None = None, language: str = ""
    ) -> None:
        self.course = course
        self.journal = journal
        self.language = language
        self._simulate = simulate
        self._banks: dict[str, Bank] = {}
        self._asked: dict[str, Asked] = {}

    def has(self, ref: SectionRef) -> bool:
        """Whether a section has questions; no file is read for it."""
        module = self.course.module(ref.module)
        return module is not None and ref.section in self._bank(module).files

    def sections(self) -> tuple[SectionRef, ...]:
        """The sections that have questions, in the order of the course; no question file is read for it."""
        found = []
        for module in self.course.modules:
            files = self._bank(module).files
            if files:
                ids = [section.ref.section for section in module.each()]
                found += [SectionRef(module.id, id) for id in ids if id in files]
        return tuple(found)

    def questions(self, refs: Iterable[SectionRef]) -> tuple[Asked, ...]:
        """The questions of these sections; their files are read. OrchestraError where a file is not as it should be."""
        found = []
        for ref in refs:
            if module := self.course.module(ref.module):
                found += [Asked(ref, question) for question in self._bank(module).questions(ref.section)]
        self._asked.update({asked.question.id: asked for asked in found})
        return tuple(found)

    def question(self, id: str) -> Asked:
        """A question by its id; OrchestraError if the course has it no more."""
        if id not in self._asked:
            found = next(filter(None, (self._find(module, id) for module in self.course.modules)), None)
            if found is None:
                raise OrchestraError(_('There is no question "{id}"').format(id=id))
            self._asked[id] = found
        return self._asked[id]

    def begin(
        self,
        mode: Mode,
        refs: Sequence[SectionRef],
        *,
        count: int | None = None,
        seed: int,
        title: str = "",
        only: frozenset[str] | None = None,
    ) -> Sitting:
        """A new sitting over sections, recorded; `only` narrows it to these ids. OrchestraError if none is left.

        Without `count` it is as long as its mode says: a check is short, practice takes all there is.
        """
        pool = [asked for asked in self.questions(refs) if only is None or asked.question.id in only]
        last = {answered.question: answered.utc_ms for answered in self.answers()}
        if mode is Mode.EXAM:
            last = {}
        candidates = [_candidate(asked) for asked in pool]
        size = count if count is not None else {Mode.CHECK: CHECK, Mode.PRETEST: PRETEST}.get(mode, len(pool))
        chosen = choose(candidates, size, seed, last)
        return self._start(mode, chosen, seed, title)

    def begin_review(
        self,
        now_ms: int,
        utc_offset_min: int,
        *,
        seed: int,
        target_ms: int | None = None,
        only: frozenset[str] | None = None,
    ) -> Sitting:
        """A review of what is due today, the most urgent REVIEW of it; `only` narrows it to these ids.

        OrchestraError if nothing is due.
        """
        due = self.due(now_ms, utc_offset_min, target_ms)
        urgent = [one for one in due if only is None or one.question in only][:REVIEW]
        candidates = [_candidate(self.question(one.question)) for one in urgent]
        return self._start(Mode.REVIEW, interleaved(candidates), seed, "")

    def due(self, now_ms: int, utc_offset_min: int, target_ms: int | None = None) -> tuple[review.Review, ...]:
        """What is due for review today, most urgent first; questions the course has no more are left out."""
        return review.due(self.reviews(now_ms, target_ms), now_ms, utc_offset_min)

    def reviews(self, now_ms: int, target_ms: int | None = None) -> tuple[review.Review, ...]:
        """The review dates of all questions answered and still asked, most urgent first.

        Without `target_ms` the learner's own target day caps the gaps.
        """
        if target_ms is None:
            target_ms = self.target_ms()
        answered = self.answers()
        known = {asked.question.id: asked.question for asked in self._known(answered)}
        revs = {id: question.rev for id, question in known.items() if question.review}
        return review.reviews((a for a in answered if a.question in revs), now_ms, revs=revs, target_ms=target_ms)

    def answers(self) -> tuple[rows.Answered, ...]:
        """All answers of the learner in this course, oldest first."""
        return rows.answers(self.journal.rows(rows.ANSWER, self.course.id))

    def target_ms(self) -> int | None:
        """The end of the learner's target day in utc ms, None without one."""
        day = rows.target(self.journal.rows(rows.TARGET, self.course.id))
        return (day - date(1970, 1, 1)).days * _DAY_MS + _DAY_MS if day else None

    def aim(self, day: date | None) -> None:
        """Records the day by which the learner wants to know everything; None takes it back."""
        self.journal.append(*rows.target_row(day), self.course.id)

    def unfinished(self) -> Sitting | None:
        """The latest sitting that was left in the middle, as it was left."""
        return next(iter(self.waiting()), None)

    def waiting(self, mode: Mode | None = None, refs: Collection[SectionRef] | None = None) -> Iterator[Sitting]:
        """The sittings that were left in the middle, latest first, as they were left.

        With `mode` and `refs` those of this mode whose questions are all from these sections. One that was begun anew
        (same mode, same sections) waits no more.
        """
        started = rows.sittings(self.journal.rows({rows.SITTING, rows.SITTING_END}, self.course.id))
        known = None if refs is None else {ref.section for ref in refs}
        seen: set[tuple[str, frozenset[str]]] = set()
        for start in reversed(started[-_LOOK_BACK:]):
            sections = frozenset(_section_of(id) for id in start.questions)
            place = (start.mode, sections if start.mode in _BY_SECTION else frozenset())
            if not start.ended and place not in seen and mode in {None, start.mode}:
                sitting = self.resume(start) if known is None or sections <= known else None
                if sitting and sitting.left:
                    yield sitting
            seen.add(place)

    def resume(self, start: rows.Started) -> Sitting | None:
        """The sitting of a recorded start with its answers, without questions that are gone; None of another mode."""
        if start.mode not in set(Mode):
            return None
        given = [answered for answered in self.answers() if answered.sitting == start.id]
        kept = tuple(id for id in start.questions if self._exists(id))
        sitting = Sitting(start.id, Mode(start.mode), start.seed, kept, start.title, start.limit_ms)
        for one in given:
            sitting = sitting.answer(_given(one))
        return sitting

    def answer(
        self, sitting: Sitting, id: str, answer: object, *, confidence: int | None = None, hints: int = 0, ms: int = 0
    ) -> tuple[Sitting, Verdict]:
        """Grades an answer; one that counts is in the journal before its verdict is told."""
        asked = self.question(id)
        verdict = asked.question.grade(answer, self._truth(asked.question))
        if not verdict.outcome.final or id not in sitting.left:
            return sitting, verdict
        row = rows.Answered(
            utc_ms=0,
            utc_offset_min=0,
            question=id,
            section=str(asked.ref),
            rev=asked.question.rev,
            answer=answer,
            score=verdict.score,
            outcome=verdict.outcome.value,
            confidence=confidence,
            hints=hints,
            ms=ms,
            mode=sitting.mode.value,
            sitting=sitting.id,
        )
        self.journal.append(*rows.answer_row(row), self.course.id)
        return sitting.answer(Given(id, verdict.score, verdict.outcome, confidence, hints, ms)), verdict

    def verdict(self, id: str, answer: object) -> Verdict:
        """The verdict on an answer, recorded nowhere: for looking back."""
        asked = self.question(id)
        return asked.question.grade(answer, self._truth(asked.question))

    def appeal(self, id: str, answer: object, text: str = "") -> None:
        """Records that the learner believes an answer is right."""
        self.journal.append(*rows.appeal_row(id, answer, text), self.course.id)

    def finish(self, sitting: Sitting) -> None:
        """Records that a sitting is over; the sections of a pre-test that was passed count as read from now on."""
        if passed(sitting):
            for ref in dict.fromkeys(self.question(id).ref for id in sitting.questions if self._exists(id)):
                self.journal.append(*read_row(str(ref)), self.course.id)
        self.journal.append(*rows.sitting_end_row(sitting.id, round(sitting.score, 4)), self.course.id)

    def _start(self, mode: Mode, chosen: Sequence[Candidate], seed: int, title: str) -> Sitting:
        if not chosen:
            raise OrchestraError(_("There is nothing to ask here"))
        limit = len(chosen) * EXAM_MS if mode is Mode.EXAM else None
        questions = tuple(candidate.id for candidate in chosen)
        start = rows.Started(str(uuid4()), 0, mode.value, seed, questions, title, limit)
        self.journal.append(*rows.sitting_row(start), self.course.id)
        return Sitting(start.id, mode, seed, questions, title, limit)

    def _known(self, answered: Iterable[rows.Answered]) -> tuple[Asked, ...]:
        ids = dict.fromkeys(one.question for one in answered)
        return tuple(self.question(id) for id in ids if self._exists(id))

    def _find(self, module: Module, id: str) -> Asked | None:
        if found := self._bank(module).question(id):
            section, question = found
            return Asked(SectionRef(module.id, section), question)
        return None

    def _exists(self, id: str) -> bool:
        try:
            self.question(id)
        except OrchestraError:
            return False
        return True

    def _truth(self, question: AnyQuestion) -> object:
        if isinstance(question, Predict) and self._simulate:
            return self._simulate(question.sim, question.ask)
        return None

    def _bank(self, module: Module) -> Bank:
        if module.id not in self._banks:
            self._banks[module.id] = Bank(module.content / "quiz" if module.content else None, self.language)
        return self._banks[module.id]


def passed(sitting: Sitting) -> bool:
    """Whether this is a pre-test that shows its section to be known."""
    return sitting.mode is Mode.PRETEST and sitting.score >= PRETEST_PASS


def _section_of(question: str) -> str:
    """The section that the id of a question begins with."""
    return question.partition(".")[0]


def _candidate(asked: Asked) -> Candidate:
    return Candidate(asked.question.id, str(asked.ref), asked.question.objective, asked.question.kind)


def _given(answered: rows.Answered) -> Given:
    outcome = Outcome(answered.outcome) if answered.outcome in set(Outcome) else Outcome.WRONG
    outcome = outcome if outcome.final else Outcome.WRONG
    return Given(answered.question, answered.score, outcome, answered.confidence, answered.hints, answered.ms)
