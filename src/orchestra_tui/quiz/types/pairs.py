"""`match`: what belongs to what."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Annotated

from msgspec import Meta

from orchestra_tui.base.i18n import _
from orchestra_tui.base.text import fold
from orchestra_tui.quiz.model import Answer, Fault, Id, Invalid, Option, Part, Question, Strict, Text, listed
from orchestra_tui.quiz.types.single import repeated_ids
from orchestra_tui.quiz.verdict import Compared, Feedback, Verdict, invalid, scored

LETTERS = "abcdefghi"
_CYRILLIC = dict(zip("абвгдежзи", LETTERS, strict=True)) | {"ф": "a", "с": "c"}
_PAIR = re.compile(r"([1-9])\s*[-=:>)→.]*\s*([a-zа-я])(?![a-zа-я])\)?")
_BETWEEN = re.compile(r"[\s,;.]*")


class Left(Strict, frozen=True, kw_only=True):
    """What a partner is sought for, and why its partner is the right one."""

    id: Id
    text: Text
    why: Text


class Right(Strict, frozen=True, kw_only=True):
    """A partner on offer."""

    id: Id
    text: Text


class Match(Question, frozen=True, kw_only=True, tag="match"):
    """Pairs to make; the answer maps every left id to a right id. Right ones may be left over or used twice."""

    left: Annotated[tuple[Left, ...], Meta(min_length=2, max_length=9)]
    right: Annotated[tuple[Right, ...], Meta(min_length=2, max_length=9)]
    pairs: dict[Id, Id]

    def options(self) -> tuple[Option, ...]:
        return tuple(Option(r.id, r.text) for r in self.right)

    def key(self) -> Answer:
        return dict(self.pairs)

    def grade(self, answer: Answer, truth: Answer = None) -> Verdict:
        rights = {r.id: r.text for r in self.right}
        if not isinstance(answer, dict):
            return invalid(_("Find a partner for every item"))
        for left in self.left:
            partner = answer.get(left.id)
            if not isinstance(partner, str) or partner not in rights:
                return invalid(_("Find a partner for every item"))
        compared, feedback = [], []
        for left in self.left:
            wanted, got = self.pairs.get(left.id, ""), answer[left.id]
            compared.append(Compared(rights.get(wanted, wanted), rights[got], wanted == got, left.text))
            text = f"{left.text} — {rights.get(wanted, wanted)}"
            feedback.append(Feedback(left.id, text, wanted == got, correct=True, why=left.why))
        score = sum(c.ok for c in compared) / len(self.left)
        return scored(score, tuple(compared), tuple(feedback))

    def lines(self, order: Sequence[str]) -> tuple[str, ...]:
        rights = {r.id: r.text for r in self.right}
        return (
            *(f"{number}) {left.text}" for number, left in enumerate(self.left, 1)),
            *(f"{letter}) {rights[id]}" for letter, id in zip(LETTERS, order, strict=False) if id in rights),
            _("Type pairs, for example: 1b 2a."),
        )

    def parse(self, line: str, order: Sequence[str]) -> Answer | Invalid:
        pairs: dict[str, str] = {}
        found = _PAIR.findall(fold(line))
        if not _BETWEEN.fullmatch(_PAIR.sub("", fold(line))):
            return Invalid(_("Type pairs, for example: 1b 2a."))
        for number, letter in found:
            place = LETTERS.find(_CYRILLIC.get(letter, letter))
            if int(number) > len(self.left) or not 0 <= place < len(order):
                return Invalid(_("Type pairs, for example: 1b 2a."))
            pairs[self.left[int(number) - 1].id] = order[place]
        complete = len(pairs) == len(found) == len(self.left)
        return pairs if complete else Invalid(_("Find a partner for every item"))

    def show(self, answer: Answer) -> str:
        if not isinstance(answer, dict):
            return "—"
        rights = {r.id: r.text for r in self.right}
        return "; ".join(f"{left.text} — {rights.get(str(answer.get(left.id)), '—')}" for left in self.left)

    def parts(self) -> Iterator[Part]:
        yield from listed("left", self.left)
        yield from listed("right", self.right)

    def faults(self) -> Iterator[Fault]:
        lefts, rights = [x.id for x in self.left], [r.id for r in self.right]
        yield from repeated_ids("left", lefts)
        yield from repeated_ids("right", rights)
        if sorted(self.pairs) != sorted(lefts):
            yield Fault(("pairs",), _("Every left item needs exactly one pair"))
        for left, right in self.pairs.items():
            if right not in rights:
                yield Fault(("pairs", left), _('There is no right item "{id}"').format(id=right))

    @classmethod
    def example(cls) -> dict[str, object]:
        why = _("Why they belong together")
        return {
            "left": [{"id": f"left-{n}", "text": _("What it belongs to"), "why": why} for n in (1, 2)],
            "right": [{"id": f"right-{n}", "text": _("What belongs to it")} for n in (1, 2, 3)],
            "pairs": {"left-1": "right-1", "left-2": "right-2"},
        }
