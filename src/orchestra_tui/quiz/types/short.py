"""`short`: a word or a few, typed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Annotated

from msgspec import Meta

from orchestra_tui.base.i18n import _
from orchestra_tui.quiz.compare import Likeness, Nearest, inflected, match, near, plain
from orchestra_tui.quiz.model import Answer, Fault, Invalid, Question, Rejected, Text
from orchestra_tui.quiz.verdict import Compared, Feedback, Outcome, Verdict, invalid, scored

LONGEST = 500
"""Characters of a typed answer that are looked at; more is no answer."""


class Short(Question, frozen=True, kw_only=True, tag="short"):
    """A word or a few; the answer is the text as typed. The first of `accept` is the one shown.

    Case, spaces, quotes, dashes, ё/е and the forms of Russian words do not matter; with `case`, for text that is code,
    forms do, and letters of another case count as a slip.
    """

    accept: Annotated[tuple[Text, ...], Meta(min_length=1)]
    reject: tuple[Rejected, ...] = ()
    case: bool = False

    def key(self) -> Answer:
        return self.accept[0]

    def grade(self, answer: Answer, truth: Answer = None) -> Verdict:
        if not isinstance(answer, str) or not plain(answer) or len(answer) > LONGEST:
            return invalid(_("Type a word or a few"))
        found = self._match(answer)
        compared = (Compared(found.accepted, answer.strip(), found.likeness is Likeness.SAME),)
        if found.likeness is Likeness.NEAR:
            return Verdict(0.0, Outcome.TYPO, note=_("A typo? It comes close to a right answer: look at it once more"))
        right = found.likeness is Likeness.SAME
        return scored(float(right), compared, () if right else rejected(answer, self.reject))

    def lines(self, order: Sequence[str]) -> tuple[str, ...]:
        return (_("Type your answer."),)

    def parse(self, line: str, order: Sequence[str]) -> Answer | Invalid:
        return line.strip() or Invalid(_("Type a word or a few"))

    def show(self, answer: Answer) -> str:
        return str(answer)

    def faults(self) -> Iterator[Fault]:
        for index, reject in enumerate(self.reject):
            if self._match(reject.text).likeness is Likeness.SAME:
                yield Fault(("reject", index, "text"), _("The same text is accepted and rejected"))

    @classmethod
    def example(cls) -> dict[str, object]:
        return {
            "accept": [_("the right word"), _("another spelling")],
            "reject": [{"text": _("a word people confuse with it"), "why": _("Why it is wrong")}],
        }

    def _match(self, answer: str) -> Nearest:
        refused = [reject.text for reject in self.reject]
        return match(answer, self.accept, refused=refused, case=self.case, forms=not self.case)


def rejected(answer: str, known: Sequence[Rejected]) -> tuple[Feedback, ...]:
    """The word on a wrong answer that was foreseen, if `answer` is one, in whatever form or with a slip."""
    typed = plain(answer)
    texts = [(plain(reject.text), reject) for reject in known]
    same = [reject for text, reject in texts if text == typed or inflected(typed, text) is Likeness.SAME]
    found = same or [reject for text, reject in texts if near(typed, text)]
    return tuple(Feedback(r.text, r.text, chosen=True, correct=False, why=r.why) for r in found)
