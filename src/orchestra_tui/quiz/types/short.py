"""`short`: a word or a few, typed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Annotated

from msgspec import Meta

from orchestra_tui.base.i18n import _
from orchestra_tui.quiz.compare import Likeness, match, plain
from orchestra_tui.quiz.model import Answer, Fault, Invalid, Question, Rejected, Text
from orchestra_tui.quiz.verdict import Compared, Feedback, Outcome, Verdict, invalid, scored

LONGEST = 500
"""Characters of a typed answer that are looked at; more is no answer."""


class Short(Question, frozen=True, kw_only=True, tag="short"):
    """A word or a few; the answer is the text as typed. The first of `accept` is the one shown.

    Case, spaces, quotes, dashes and ё/е do not matter; with `case`, letters of another case count as a slip.
    """

    accept: Annotated[tuple[Text, ...], Meta(min_length=1)]
    reject: tuple[Rejected, ...] = ()
    case: bool = False

    def key(self) -> Answer:
        return self.accept[0]

    def grade(self, answer: Answer, truth: Answer = None) -> Verdict:
        if not isinstance(answer, str) or not plain(answer) or len(answer) > LONGEST:
            return invalid(_("Type a word or a few"))
        found = match(answer, self.accept, refused=[r.text for r in self.reject], case=self.case)
        compared = (Compared(found.accepted, answer.strip(), found.likeness is Likeness.SAME),)
        if found.likeness is Likeness.NEAR:
            return Verdict(0.0, Outcome.TYPO, note=_("A typo? It comes close to a right answer: look at it once more"))
        return scored(float(found.likeness is Likeness.SAME), compared, rejected(answer, self.reject))

    def lines(self, order: Sequence[str]) -> tuple[str, ...]:
        return (_("Type your answer."),)

    def parse(self, line: str, order: Sequence[str]) -> Answer | Invalid:
        return line.strip() or Invalid(_("Type a word or a few"))

    def show(self, answer: Answer) -> str:
        return str(answer)

    def faults(self) -> Iterator[Fault]:
        accepted = {plain(text) for text in self.accept}
        for index, reject in enumerate(self.reject):
            if plain(reject.text) in accepted:
                yield Fault(("reject", index, "text"), _("The same text is accepted and rejected"))


def rejected(answer: str, known: Sequence[Rejected]) -> tuple[Feedback, ...]:
    """The word on a wrong answer that was foreseen, if `answer` is one."""
    typed = plain(answer)
    return tuple(
        Feedback(r.text, r.text, chosen=True, correct=False, why=r.why) for r in known if plain(r.text) == typed
    )
