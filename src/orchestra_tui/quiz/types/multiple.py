"""`multiple`: select all that apply, with partial credit."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Annotated

from msgspec import Meta

from orchestra_tui.base.i18n import _
from orchestra_tui.quiz.model import Answer, Choice, Fault, Invalid, Option, Part, Question, choice_feedback, listed
from orchestra_tui.quiz.types.choices import example_choices, numbered, picked
from orchestra_tui.quiz.types.single import repeated_ids
from orchestra_tui.quiz.verdict import Compared, Verdict, invalid, scored


class Multiple(Question, frozen=True, kw_only=True, tag="multiple"):
    """All right options of several; the answer is the sorted list of their ids.

    The score is (right picks - wrong picks) / right options, at least 0.
    """

    choices: Annotated[tuple[Choice, ...], Meta(min_length=3, max_length=9)]

    def options(self) -> tuple[Option, ...]:
        return tuple(Option(c.id, c.text, c.pin) for c in self.choices)

    def key(self) -> Answer:
        return sorted(c.id for c in self.choices if c.correct)

    def grade(self, answer: Answer, truth: Answer = None) -> Verdict:
        if not isinstance(answer, list | tuple) or not answer:
            return invalid(_("Pick at least one option"))
        known = {c.id for c in self.choices}
        if not all(isinstance(id, str) and id in known for id in answer):
            return invalid(_("Pick at least one option"))
        chosen = set(answer)
        right = {c.id for c in self.choices if c.correct}
        score = max(0, len(chosen & right) - len(chosen - right)) / max(1, len(right))
        compared = tuple(
            Compared(_("pick") if c.correct else _("leave"), _("pick") if c.id in chosen else _("leave"),
                     c.correct == (c.id in chosen), c.text)
            for c in self.choices
        )  # fmt: skip
        return scored(score, compared, choice_feedback(self.choices, chosen))

    def lines(self, order: Sequence[str]) -> tuple[str, ...]:
        return (*numbered(self.options(), order), _("Select all that apply: type their numbers."))

    def parse(self, line: str, order: Sequence[str]) -> Answer | Invalid:
        ids = picked(line, order)
        return ids if isinstance(ids, Invalid) else sorted(set(ids))

    def show(self, answer: Answer) -> str:
        chosen = set(answer) if isinstance(answer, list | tuple) and all(isinstance(a, str) for a in answer) else set()
        return "; ".join(c.text for c in self.choices if c.id in chosen) or "—"

    def parts(self) -> Iterator[Part]:
        yield from listed("choices", self.choices)

    def faults(self) -> Iterator[Fault]:
        right = sum(c.correct for c in self.choices)
        if right == 0:
            yield Fault(("choices",), _("At least one choice must be correct"))
        if right == len(self.choices):
            yield Fault(("choices",), _("At least one choice must be wrong"))
        yield from repeated_ids("choices", [c.id for c in self.choices])

    @classmethod
    def example(cls) -> dict[str, object]:
        return {"choices": example_choices(2, 2)}
