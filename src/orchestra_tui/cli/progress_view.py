"""What every form of the report is made from, gathered once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from orchestra_tui.base.i18n import _, n_
from orchestra_tui.base.paths import APP

if TYPE_CHECKING:
    from collections.abc import Mapping

    from orchestra_tui.course.model import SectionRef
    from orchestra_tui.journal.answers import Answered
    from orchestra_tui.journal.review import Review
    from orchestra_tui.tutor.quiz import Asked, Quiz
    from orchestra_tui.tutor.repertoire import Listed
    from orchestra_tui.tutor.report import Report, Topic

EXAM = 20
"""Questions of the exam that is advised."""


@dataclass(frozen=True, slots=True)
class View:
    """The report with the names of things: `titles` and short `names` of sections, `aims` by objective.

    `last` holds the last answers by question, `times` how often each was answered, `reviews` the review dates;
    `scenarios` are those of the course with their runs.
    """

    quiz: Quiz
    report: Report
    asked: tuple[Asked, ...]
    names: Mapping[SectionRef, str]
    titles: Mapping[SectionRef, str]
    aims: Mapping[str, str]
    last: Mapping[str, Answered]
    times: Mapping[str, int]
    reviews: Mapping[str, Review]
    scenarios: tuple[Listed, ...]
    now_ms: int

    @classmethod
    def of(cls, quiz: Quiz) -> View:
        """The view of a learner now. Raises OrchestraError where a question file cannot be read."""
        from collections import Counter

        from orchestra_tui.cli.quiz_begin import now
        from orchestra_tui.quiz.objectives import objectives
        from orchestra_tui.tutor.classes import last_answers
        from orchestra_tui.tutor.library import all_sections, short_names
        from orchestra_tui.tutor.repertoire import repertoire
        from orchestra_tui.tutor.report import take_stock

        now_ms, offset = now()
        sections = all_sections(quiz.course)
        answers = quiz.answers()
        return cls(
            quiz=quiz,
            report=take_stock(quiz, now_ms, offset),
            asked=quiz.questions(quiz.sections()),
            names=short_names(sections),
            titles={section.ref: section.title for section in sections},
            aims={aim.id: aim.text for module in quiz.course.modules for aim in objectives(module.content)},
            last=last_answers(answers),
            times=Counter(answered.question for answered in answers),
            reviews={review.question: review for review in quiz.reviews(now_ms)},
            scenarios=repertoire(quiz.course, quiz.journal, quiz.language),
            now_ms=now_ms,
        )

    def topic(self, topic: Topic) -> str:
        """What a topic is about: its objective in words, or its id."""
        return self.aims.get(topic.objective, topic.objective)

    def next(self) -> tuple[str, str]:
        """The one next step in words, and the command that does it; empty where there is nothing to do."""
        from orchestra_tui.tutor.report import Next

        step = self.report.next
        name = self.names.get(step.ref, "") if step.ref else ""
        title = self.titles.get(step.ref, "") if step.ref else ""
        questions = n_("{count} question", "{count} questions", step.count).format(count=step.count)
        said, command = {
            Next.RESUME: (_("go on with the sitting you left, {questions}"), "quiz --plain"),
            Next.REVIEW: (_("review what is due, {questions}"), "quiz --review"),
            Next.READ: (_("read “{title}”"), f"read {name}"),
            Next.CHECK: (_("answer the questions about “{title}”"), f"quiz {name}"),
            Next.REREAD: (_("read “{title}” again, then repeat its questions"), f"read {name}"),
            Next.EXAM: (_("try an exam"), f"quiz --exam {EXAM}"),
            Next.REST: (_("rest: everything is known for now"), ""),
        }[step.what]
        return said.format(title=title, questions=questions), f"{APP} {command}" if command else ""
