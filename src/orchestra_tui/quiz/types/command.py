"""`command`: a command line, compared by what it does."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Annotated

from msgspec import Meta

from orchestra_tui.base.i18n import _
from orchestra_tui.quiz.model import Answer, Fault, Invalid, Question, Rejected, Text
from orchestra_tui.quiz.shell import Spelling, UnreadableError, same, slip
from orchestra_tui.quiz.types.short import LONGEST
from orchestra_tui.quiz.verdict import Compared, Feedback, Outcome, Verdict, invalid, scored


class CommandQuestion(Question, frozen=True, kw_only=True, tag="command"):
    """A command line; the answer is the text as typed. `<name>` in an accepted line stands for any one word.

    `same` are groups of options that mean the same, `takes` options with a value, `allow` options that do no harm.
    """

    accept: Annotated[tuple[Text, ...], Meta(min_length=1)]
    reject: tuple[Rejected, ...] = ()
    same: tuple[tuple[str, ...], ...] = ()
    takes: tuple[str, ...] = ()
    allow: tuple[str, ...] = ()

    @property
    def spelling(self) -> Spelling:
        """What this question takes for the same."""
        return Spelling(self.same, frozenset(self.takes), frozenset(self.allow))

    def key(self) -> Answer:
        return self.accept[0]

    def grade(self, answer: Answer, truth: Answer = None) -> Verdict:
        if not isinstance(answer, str) or not answer.strip() or len(answer) > LONGEST:
            return invalid(_("Type one command line"))
        spelling = self.spelling
        try:
            right = next((text for text in self.accept if same(answer, text, spelling)), None)
            known = tuple(r for r in self.reject if same(answer, r.text, spelling))
            if right is None and not known and slip(answer, self.accept):
                return Verdict(
                    0.0, Outcome.TYPO, note=_("A typo? One word comes close to the right one: look once more")
                )
        except UnreadableError:
            return invalid(_("The shell would not read this: a quote is left open"))
        feedback = tuple(Feedback(r.text, r.text, chosen=True, correct=False, why=r.why) for r in known)
        compared = Compared(right or self.accept[0], answer.strip(), right is not None)
        return scored(float(right is not None), (compared,), feedback)

    def lines(self, order: Sequence[str]) -> tuple[str, ...]:
        return (_("Type the command."),)

    def parse(self, line: str, order: Sequence[str]) -> Answer | Invalid:
        return line.strip() or Invalid(_("Type one command line"))

    def show(self, answer: Answer) -> str:
        return str(answer)

    def faults(self) -> Iterator[Fault]:
        for name, texts in (("accept", self.accept), ("reject", [r.text for r in self.reject])):
            for index, text in enumerate(texts):
                verdict = self.grade(text)
                if verdict.outcome is Outcome.INVALID:
                    yield Fault((name, index), _("The shell would not read this: a quote is left open"))
                elif (verdict.outcome is Outcome.RIGHT) != (name == "accept"):
                    yield Fault((name, index), _("The same command is accepted and rejected"))

    @classmethod
    def example(cls) -> dict[str, object]:
        return {
            "accept": ["git worktree list"],
            "allow": ["-v"],
            "reject": [{"text": "git branch --list", "why": _("What it does instead")}],
        }
