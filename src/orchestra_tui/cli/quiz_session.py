"""A sitting in line mode, from its first question to its end or until the learner leaves."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum, auto
from time import monotonic
from typing import TYPE_CHECKING

from orchestra_tui.base.i18n import _
from orchestra_tui.cli import output
from orchestra_tui.cli.quiz_face import Face, Result, Shown
from orchestra_tui.cli.quiz_input import Command, Ear, Meant, Said, command, sure, understood
from orchestra_tui.quiz.model import Invalid

if TYPE_CHECKING:
    from orchestra_tui.cli.quiz_input import Grade
    from orchestra_tui.quiz.sitting import Sitting
    from orchestra_tui.tutor.quiz import Quiz

Clock = Callable[[], float]


class Went(Enum):
    """How a question went."""

    ANSWERED = auto()
    SKIPPED = auto()
    LATE = auto()
    LEFT = auto()


class Session:
    """Puts the questions of a sitting; `confidence` says whether to ask how sure the learner is."""

    def __init__(
        self, quiz: Quiz, sitting: Sitting, face: Face, ear: Ear, *, confidence: bool, clock: Clock = monotonic
    ) -> None:
        self.sitting = sitting
        self._quiz = quiz
        self._face = face
        self._ear = ear
        self._confidence = confidence
        self._clock = clock
        self._began = clock() - sitting.spent_ms / 1000
        self._judged: tuple[str, object] | None = None
        self._results: dict[str, Result] = {}
        self._told: set[str] = set()

    def run(self, *, resumed: bool) -> Sitting:
        """Asks until nothing is left, the time is up or the learner leaves; the sitting as it is then."""
        self._face.begin(self.sitting, resumed=resumed)
        went = self._round()
        if went is Went.SKIPPED:
            self._face.tell(_("Now what you skipped."))
            went = self._round()
        if went is Went.LEFT:
            self._face.left(self.sitting)
            return self.sitting
        self._quiz.finish(self.sitting)
        self._face.end(self.sitting, self._every_result(), late=went is Went.LATE)
        return self.sitting

    def _round(self) -> Went:
        """Every question left, once: SKIPPED if one was, LATE or LEFT as soon as that happens."""
        skipped = False
        for id in self.sitting.left:
            went = self._ask(self._shown(id))
            if went is Went.ANSWERED and not self.sitting.mode.silent:
                went = self._pause(id)
            if went in {Went.LATE, Went.LEFT}:
                return went
            skipped |= went is Went.SKIPPED
        return Went.SKIPPED if skipped else Went.ANSWERED

    def _shown(self, id: str) -> Shown:
        asked = self._quiz.question(id)
        number = self.sitting.questions.index(id) + 1
        order = self.sitting.order(asked.question)
        return Shown(asked, number, len(self.sitting.questions), order, self._left_ms())

    def _left_ms(self) -> int | None:
        limit = self.sitting.limit_ms
        return None if limit is None else limit - self._ms(self._began)

    def _ms(self, since: float) -> int:
        return round((self._clock() - since) * 1000)

    def _ask(self, shown: Shown) -> Went:
        """Puts a question until it is answered, skipped or left."""
        self._face.question(shown)
        began, hints = self._clock(), 0
        while (line := self._ear.line()) is not None:
            said = command(line, shown.asked.question, self._judge(shown))
            if said is None:
                meant = self._meant(line, shown)
                if meant is not None:
                    return self._answered(shown, meant, hints, self._ms(began))
            elif said.command in {Command.SKIP, Command.LEAVE}:
                return Went.SKIPPED if said.command is Command.SKIP else Went.LEFT
            else:
                hints += self._obey(said, shown, hints)
        return Went.LEFT

    def _judge(self, shown: Shown) -> Grade:
        return lambda answer: self._quiz.verdict(shown.asked.question.id, answer)

    def _meant(self, line: str, shown: Shown) -> Meant | None:
        """The answer in a line, None if the learner is to answer again."""
        if not line.strip():
            return None
        question = shown.asked.question
        meant = understood(line, question, shown.order, self._judge(shown))
        if isinstance(meant, Invalid):
            self._judged = question.id, line.strip()
            self._face.again(shown, meant.reason, typo=False)
            return None
        verdict = self._judge(shown)(meant.answer)
        if verdict.outcome.final:
            return meant
        self._judged = question.id, meant.answer
        self._face.again(shown, verdict.note, typo=verdict.outcome.value == "typo")
        return None

    def _answered(self, shown: Shown, meant: Meant, hints: int, ms: int) -> Went:
        """Records the answer, and only then tells what it was worth."""
        left = self._left_ms()
        if left is not None and left <= 0:
            return Went.LATE
        confidence = meant.confidence
        if self._confidence and confidence is None:
            confidence = sure(
                self._ear.line(_("How sure are you: 1 guess, 2 think so, 3 sure (Enter: no answer)? ")) or ""
            )
        id = shown.asked.question.id
        self.sitting, verdict = self._quiz.answer(
            self.sitting, id, meant.answer, confidence=confidence, hints=hints, ms=ms
        )
        self._judged = id, meant.answer
        self._results[id] = Result(shown, meant.answer, verdict)
        if self.sitting.mode.silent:
            self._face.noted(shown, meant.answer)
        else:
            self._face.verdict(self._results[id])
        self._warn()
        return Went.ANSWERED

    def _pause(self, id: str) -> Went:
        """On a terminal, waits until the learner has read the verdict."""
        shown, verdict = self._results[id].shown, self._results[id].verdict
        prompt = _("Enter: go on. t: the passage. q: leave. ")
        if verdict and verdict.score < 1:
            prompt = _("Enter: go on. t: the passage. !: I believe this is right. q: leave. ")
        while self._ear.interactive:
            line = self._ear.line(prompt)
            said = Said(Command.LEAVE) if line is None else command(line, shown.asked.question, self._judge(shown))
            if said is None or said.command is Command.SKIP:
                break
            if said.command is Command.LEAVE:
                return Went.LEFT if self.sitting.left else Went.ANSWERED
            if said.command is not Command.HINT:
                self._obey(said, shown, 0)
        return Went.ANSWERED

    def _obey(self, said: Said, shown: Shown, hints: int) -> int:
        """Does what was asked for; 1 if a hint was given."""
        silent = self.sitting.mode.silent
        if said.command is Command.BELIEVE:
            self._appeal(said.rest)
        elif said.command is Command.HELP:
            self._face.help(silent=silent)
        elif silent:
            self._face.tell(_("Not in an exam."))
        elif said.command is Command.PASSAGE:
            ref = shown.asked.ref
            self._face.passage(self._quiz.course.section(str(ref)), shown.asked.question.anchor)
        elif hints < len(given := shown.asked.question.hints):
            self._face.hint(given[hints], hints + 1, len(given))
            return 1
        else:
            self._face.tell(_("There is no other hint."))
        return 0

    def _appeal(self, reason: str) -> None:
        """Records that the learner stands by the answer that was judged last."""
        if self._judged is None:
            self._face.tell(_("There is no answer yet to stand by."))
            return
        if not reason and self._ear.interactive:
            reason = (self._ear.line(_("Why? (Enter: no reason) ")) or "").strip()
        self._quiz.appeal(*self._judged, reason)
        self._face.appealed(self._judged[0])

    def _every_result(self) -> list[Result]:
        """The result of each question, also of those answered before the learner left."""
        given = {
            answered.question: answered.answer
            for answered in (self._quiz.answers() if len(self._results) < len(self.sitting.given) else ())
            if answered.sitting == self.sitting.id
        }
        for id in self.sitting.questions:
            if id in given and id not in self._results:
                self._results[id] = Result(self._shown(id), given[id], self._quiz.verdict(id, given[id]))
        results = [self._results.get(id) or Result(self._shown(id)) for id in self.sitting.questions]
        return [each._replace(shown=each.shown._replace(left_ms=None)) for each in results]

    def _warn(self) -> None:
        """Tells what the journal has to tell, each thing once."""
        for notice in self._quiz.journal.notices:
            if str(notice) not in self._told:
                self._told.add(str(notice))
                output.complain(notice)
