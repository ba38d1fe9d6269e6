"""A sitting as text, for terminals, screen readers and pipes: everything in words, nothing by colour or position."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from orchestra_tui.base.i18n import N_, _, n_
from orchestra_tui.base.paths import APP
from orchestra_tui.base.text import visible
from orchestra_tui.cli import output
from orchestra_tui.cli.paper import led

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from orchestra_tui.cli.paper import Paper
    from orchestra_tui.cli.quiz_face import Result, Shown
    from orchestra_tui.course.document import Section
    from orchestra_tui.course.model import SectionRef
    from orchestra_tui.quiz.sitting import Sitting
    from orchestra_tui.quiz.verdict import Feedback, Verdict

_OPTION = re.compile(r"([1-9a-i]\) )(.*)", re.DOTALL)
MODES = {
    "check": N_("Check"),
    "practice": N_("Practice"),
    "pretest": N_("Pre-test"),
    "exam": N_("Exam"),
    "review": N_("Review"),
    "cram": N_("Cramming"),
}
_OUTCOMES = {"right": N_("Right."), "wrong": N_("Not right.")}


class TextFace:
    """Says everything in words; `name` gives what a person types for a section."""

    def __init__(self, paper: Paper, name: Callable[[SectionRef], str]) -> None:
        self._paper = paper
        self._name = name

    def begin(self, sitting: Sitting, *, resumed: bool) -> None:
        """What this is, how long, and how to get help."""
        count = len(sitting.questions)
        parts = [_(MODES[sitting.mode.value]), visible(sitting.title, keep="")]
        parts.append(n_("{count} question", "{count} questions", count).format(count=count))
        if sitting.limit_ms is not None:
            parts.append(_minutes(sitting.limit_ms))
        output.write(self._paper.title(" · ".join(filter(None, parts))))
        if resumed:
            said = _("It goes on where you left: {done} of {count} answered.")
            output.write(said.format(done=len(sitting.given), count=count) + "\n")
        if sitting.mode.silent:
            said = _("Verdicts come at the end. {seed} repeats this very exam.")
            output.write(said.format(seed=f"--seed {sitting.seed}") + "\n")
        self.help(silent=sitting.mode.silent)

    def question(self, shown: Shown) -> None:
        """Number, prompt, exhibit, what can be answered."""
        question = shown.asked.question
        head = _("Question {number} of {total}").format(number=shown.number, total=shown.total)
        if shown.left_ms is not None:
            head = f"{head} · " + _("time left: {time}").format(time=_minutes(shown.left_ms))
        parts = [self._paper.title(head), self._paper.markdown(question.prompt)]
        if question.exhibit:
            parts.append(self._paper.markdown(question.exhibit))
        parts.append("".join(self._option(line) for line in question.lines(shown.order)))
        output.write("\n" + "\n".join(parts))

    def help(self, *, silent: bool) -> None:
        """The commands, one line."""
        said = (
            _("Instead of an answer: s skip, ! I believe my last answer is right, q leave, ? help.")
            if silent
            else _(
                "Instead of an answer: h hint, s skip, t the passage, ! I believe my last answer is right, "
                "q leave, ? help."
            )
        )
        output.write(said + "\n")

    def tell(self, message: str) -> None:
        """One line."""
        output.write(visible(message, keep="") + "\n")

    def hint(self, text: str, number: int, total: int) -> None:
        """A hint, numbered."""
        lead = _("Hint {number} of {total}: ").format(number=number, total=total)
        output.write(self._paper.markdown(text, lead))

    def passage(self, section: Section, anchor: str) -> None:
        """The text of the section."""
        from orchestra_tui.cli.quiz_passage import passage, source

        laid_out = self._paper.width is not None
        text = self._paper.blocks(passage(section, anchor)) if laid_out else visible(source(section, anchor))
        output.write(f"\n{text.rstrip()}\n\n")

    def again(self, shown: Shown, note: str, *, typo: bool) -> None:
        """Why it does not count."""
        output.write(f"{note.removesuffix('.')}. {_('Nothing is lost: answer again.')}\n")

    def noted(self, shown: Shown, answer: object) -> None:
        """That it is recorded."""
        said = _("Noted: {answer}").format(answer=visible(shown.asked.question.show(answer), keep=""))
        output.write(said + "\n")

    def verdict(self, result: Result) -> None:
        """The verdict, what was compared, a word on every option, the explanation, the way back to the text."""
        question, verdict = result.shown.asked.question, result.verdict
        parts = ["\n"]
        if verdict is None:
            parts.append(self._paper.title(_("Not answered.")))
            if question.key() is not None:
                parts.append(self._paper.markdown(question.show(question.key()), _("Right answer: ")))
        else:
            parts.append(self._paper.title(_outcome(verdict)))
            parts += self._compared(result, verdict)
            if verdict.note:
                parts.append(f"{visible(verdict.note, keep='')}\n")
            parts += self._feedback(result, verdict)
        parts += ["\n", self._paper.markdown(question.explain)]
        if verdict is None or verdict.score < 1:
            command = f"{APP} read {self._name(result.shown.asked.ref)}"
            parts.append(_("Read it again: {command}").format(command=command) + "\n")
        output.write("".join(parts))

    def appealed(self, question: str) -> None:
        """That it is recorded."""
        output.write(_("Noted: you believe this answer is right. It goes into your journal and its export.") + "\n")

    def end(self, sitting: Sitting, results: Sequence[Result], *, late: bool) -> None:
        """The score; of a silent sitting every question with its verdict; what to repeat."""
        if late:
            output.write("\n" + _("The time is up.") + "\n")
        for result in results if sitting.mode.silent else ():
            self.question(result.shown)
            self.verdict(result)
        said = _("{mode}: {right} of {count} right, {score} %.").format(
            mode=_(MODES[sitting.mode.value]),
            right=sum(given.score == 1 for given in sitting.given),
            count=len(sitting.questions),
            score=round(100 * sitting.score),
        )
        output.write("\n" + self._paper.title(said))
        if left := len(sitting.left):
            output.write(n_("{count} not answered.", "{count} not answered.", left).format(count=left) + "\n")
        self._repeat(results)
        if sitting.mode.value == "pretest":
            self._pretest(sitting)

    def left(self, sitting: Sitting) -> None:
        """That nothing is lost."""
        said = _("You leave with {done} of {count} answered; next time it goes on here.")
        output.write("\n" + said.format(done=len(sitting.given), count=len(sitting.questions)) + "\n")

    def _pretest(self, sitting: Sitting) -> None:
        from orchestra_tui.tutor.quiz import passed

        known = _("You know this section: it counts as read.")
        output.write((known if passed(sitting) else _("Read the section first, then come back.")) + "\n")

    def _repeat(self, results: Sequence[Result]) -> None:
        wrong = [each for each in results if each.verdict is None or each.verdict.score < 1]
        names = dict.fromkeys(self._name(each.shown.asked.ref) for each in wrong)
        if names:
            output.write(_("To read again: {sections}").format(sections=", ".join(names)) + "\n")

    def _option(self, line: str) -> str:
        found = _OPTION.fullmatch(line)
        return self._paper.markdown(found[2], found[1]) if found else visible(line) + "\n"

    def _compared(self, result: Result, verdict: Verdict) -> Iterator[str]:
        """What was compared; parts that are options themselves are told with the options."""
        if not _by_part(verdict) and any(compared.what for compared in verdict.compared):
            return
        typed = not result.shown.asked.question.options()
        for compared in verdict.compared:
            mark = _("Your answer: ")
            if compared.what:
                mark = f"{_('right') if compared.ok else _('wrong')}: "
            got = f"{compared.what}: {compared.got}" if compared.what else compared.got
            yield self._words(got, mark, typed=typed)
            if not compared.ok:
                yield self._words(compared.expected, _("Right answer: "), typed=typed)

    def _feedback(self, result: Result, verdict: Verdict) -> Iterator[str]:
        """Every option with its why; numbered as it was shown, where it was."""
        numbers = {id: f"{number}) " for number, id in enumerate(result.shown.order, 1)}
        by_part = _by_part(verdict)
        if verdict.feedback:
            yield "\n"
        for feedback in sorted(verdict.feedback, key=lambda f: "" if by_part else numbers.get(f.option, "")):
            lead = "- " if by_part else numbers.get(feedback.option, "- ")
            status = "" if by_part or feedback.option not in numbers else f"{_status(feedback)} "
            yield self._words(feedback.text, lead, typed=not numbers)
            if why := f"{status}{feedback.why}".strip():
                yield self._paper.markdown(why, " " * len(lead))

    def _words(self, text: str, lead: str, *, typed: bool) -> str:
        """Text of the author's, which is Markdown, or typed by somebody, which is taken as it is."""
        return led(visible(text), lead) if typed else self._paper.markdown(text, lead)


def _by_part(verdict: Verdict) -> bool:
    """Whether parts (gaps, pairs, places) were compared; options that were picked or left are no parts."""
    texts = {feedback.text for feedback in verdict.feedback}
    return any(compared.what and compared.what not in texts for compared in verdict.compared)


def _status(feedback: Feedback) -> str:
    if feedback.correct:
        return _("Right, you picked it.") if feedback.chosen else _("Right.")
    return _("Wrong, you picked it.") if feedback.chosen else _("Wrong.")


def _outcome(verdict: Verdict) -> str:
    if verdict.outcome.value == "partial":
        return _("Partly right: {score} %.").format(score=round(100 * verdict.score))
    return _(_OUTCOMES[verdict.outcome.value])


def _minutes(ms: int) -> str:
    minutes = max(0, -(-ms // 60_000))
    return n_("{count} min", "{count} min", minutes).format(count=minutes)
