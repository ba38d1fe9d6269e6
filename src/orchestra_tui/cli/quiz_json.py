"""A sitting as JSON, one object a line: `event` says what it is, the last one is the summary."""

from __future__ import annotations

from typing import TYPE_CHECKING

from orchestra_tui.cli import output

if TYPE_CHECKING:
    from collections.abc import Sequence

    from orchestra_tui.cli.quiz_face import Result, Shown
    from orchestra_tui.course.document import Section
    from orchestra_tui.quiz.sitting import Sitting


class JsonFace:
    """Says everything as JSON."""

    def begin(self, sitting: Sitting, *, resumed: bool) -> None:
        """The mode, the seed, how many questions there are and how many are answered."""
        _say(
            "sitting",
            mode=sitting.mode.value,
            seed=sitting.seed,
            questions=len(sitting.questions),
            answered=len(sitting.given),
            resumed=resumed,
            limit_s=None if sitting.limit_ms is None else sitting.limit_ms // 1000,
        )

    def question(self, shown: Shown) -> None:
        """The question without anything that would give its answer away."""
        question = shown.asked.question
        texts = {option.id: option.text for option in question.options()}
        _say(
            "question",
            number=shown.number,
            total=shown.total,
            id=question.id,
            section=str(shown.asked.ref),
            type=question.type,
            kind=question.kind,
            objective=question.objective,
            prompt=question.prompt,
            exhibit=question.exhibit,
            options=[{"number": n, "id": id, "text": texts[id]} for n, id in enumerate(shown.order, 1)],
            lines=list(question.lines(shown.order)),
            hints=len(question.hints),
        )

    def help(self, *, silent: bool) -> None:
        """The commands."""
        from orchestra_tui.cli.quiz_input import Command

        _say("help", commands={command.name.lower(): command.value.split() for command in Command})

    def tell(self, message: str) -> None:
        """A message."""
        _say("message", text=message)

    def hint(self, text: str, number: int, total: int) -> None:
        """A hint."""
        _say("hint", number=number, total=total, text=text)

    def passage(self, section: Section, anchor: str) -> None:
        """The section's Markdown from the heading on."""
        from orchestra_tui.cli.quiz_passage import source

        _say("passage", section=str(section.ref), anchor=anchor, markdown=source(section, anchor))

    def again(self, shown: Shown, note: str, *, typo: bool) -> None:
        """Why it does not count."""
        _say("again", id=shown.asked.question.id, outcome="typo" if typo else "invalid", note=note)

    def noted(self, shown: Shown, answer: object) -> None:
        """The answer alone."""
        _say("answer", id=shown.asked.question.id, answer=answer)

    def verdict(self, result: Result) -> None:
        """Everything there is to know about the answer."""
        verdict, question = result.verdict, result.shown.asked.question
        _say(
            "verdict",
            id=question.id,
            answer=result.answer,
            outcome=verdict.outcome.value if verdict else "unanswered",
            score=round(verdict.score, 4) if verdict else 0.0,
            key=question.key(),
            compared=[
                {"what": c.what, "expected": c.expected, "got": c.got, "ok": c.ok}
                for c in (verdict.compared if verdict else ())
            ],
            feedback=[
                {"option": f.option, "text": f.text, "chosen": f.chosen, "correct": f.correct, "why": f.why}
                for f in (verdict.feedback if verdict else ())
            ],
            note=verdict.note if verdict else "",
            explain=question.explain,
        )

    def appealed(self, question: str) -> None:
        """Its question."""
        _say("appeal", id=question)

    def end(self, sitting: Sitting, results: Sequence[Result], *, late: bool) -> None:
        """The verdicts of a silent sitting, then the summary."""
        for result in results if sitting.mode.silent else ():
            self.verdict(result)
        summary(sitting, finished=True, late=late)

    def left(self, sitting: Sitting) -> None:
        """The summary so far."""
        summary(sitting, finished=False)


def summary(sitting: Sitting | None, *, mode: str = "", finished: bool, late: bool = False) -> None:
    """The last line; without a sitting nothing was there to ask in this `mode`. `passed` is about a pre-test."""
    from orchestra_tui.quiz.sitting import Mode
    from orchestra_tui.tutor.quiz import passed

    given = sitting.given if sitting else ()
    _say(
        "summary",
        mode=sitting.mode.value if sitting else mode,
        questions=len(sitting.questions) if sitting else 0,
        answered=len(given),
        right=sum(one.score == 1 for one in given),
        score=round(sitting.score, 4) if sitting else None,
        finished=finished,
        late=late,
        passed=passed(sitting) if sitting and sitting.mode is Mode.PRETEST else None,
    )


def _say(event: str, **values: object) -> None:
    output.write_json({"event": event, **values}, line=True)
