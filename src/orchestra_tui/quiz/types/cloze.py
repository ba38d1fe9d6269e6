"""`cloze`: gaps in a text, in code or in YAML."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Annotated, Literal

from msgspec import Meta

from orchestra_tui.base.i18n import _
from orchestra_tui.quiz.compare import Likeness, match, plain
from orchestra_tui.quiz.model import Answer, Fault, Id, Invalid, Part, Question, Strict, Text
from orchestra_tui.quiz.types.short import LONGEST
from orchestra_tui.quiz.verdict import Compared, Feedback, Outcome, Verdict, invalid, scored

GAP = re.compile(r"\{\{([a-z0-9.-]+)\}\}")
_SEPARATOR = ";"


class Gap(Strict, frozen=True, kw_only=True):
    """What belongs into a gap, and why; the first of `accept` is the one shown, with `case` its letters matter."""

    accept: Annotated[tuple[Text, ...], Meta(min_length=1)]
    why: Text
    case: bool = False


class Cloze(Question, frozen=True, kw_only=True, tag="cloze"):
    """A text with gaps `{{id}}`; the answer maps every gap's id to the text typed. With `code`, the text is code."""

    text: Text
    gaps: Annotated[dict[Id, Gap], Meta(min_length=1, max_length=6)]
    code: Literal["", "bash", "yaml", "python", "text", "diff", "json"] = ""

    @property
    def order(self) -> tuple[str, ...]:
        """The gaps' ids as they stand in the text."""
        return tuple(id for id in dict.fromkeys(GAP.findall(self.text)) if id in self.gaps)

    def key(self) -> Answer:
        return {id: self.gaps[id].accept[0] for id in self.order}

    def grade(self, answer: Answer, truth: Answer = None) -> Verdict:
        if not isinstance(answer, dict):
            return invalid(_("Fill every gap"))
        compared: list[Compared] = []
        feedback: list[Feedback] = []
        slip = False
        for number, id in enumerate(self.order, 1):
            typed, gap = answer.get(id), self.gaps[id]
            if not isinstance(typed, str) or not plain(typed) or len(typed) > LONGEST:
                return invalid(_("Fill every gap"))
            found = match(typed, gap.accept, case=gap.case, forms=not (gap.case or self.code))
            slip |= found.likeness is Likeness.NEAR
            same = found.likeness is Likeness.SAME
            compared.append(Compared(found.accepted, typed.strip(), same, _("gap {number}").format(number=number)))
            feedback.append(Feedback(id, gap.accept[0], same, correct=True, why=gap.why))
        if slip:
            return Verdict(0.0, Outcome.TYPO, note=_("A typo? One gap comes close to a right answer: look once more"))
        score = sum(c.ok for c in compared) / max(1, len(compared))
        return scored(score, tuple(compared), tuple(feedback))

    def filled(self, texts: Sequence[str]) -> str:
        """The text with `texts` in its gaps, in order; a gap without a text keeps its number."""
        by_id = dict(zip(self.order, texts, strict=False))
        numbers = {id: f"[{number}…]" for number, id in enumerate(self.order, 1)}
        return GAP.sub(lambda found: by_id.get(found[1]) or numbers.get(found[1], found[0]), self.text)

    def lines(self, order: Sequence[str]) -> tuple[str, ...]:
        hint = _("Fill the gaps in order, separated by a semicolon.") if len(self.order) > 1 else _("Fill the gap.")
        return (*self.filled(()).rstrip("\n").split("\n"), "", hint)

    def parse(self, line: str, order: Sequence[str]) -> Answer | Invalid:
        parts = [line] if len(self.order) == 1 else line.split(_SEPARATOR if _SEPARATOR in line else ",")
        texts = [part.strip() for part in parts]
        if len(texts) != len(self.order) or not all(texts):
            return Invalid(_("Fill the gaps in order, separated by a semicolon."))
        return dict(zip(self.order, texts, strict=True))

    def show(self, answer: Answer) -> str:
        return "; ".join(str(answer.get(id, "—")) for id in self.order) if isinstance(answer, dict) else "—"

    def parts(self) -> Iterator[Part]:
        yield from ((("gaps", id), id) for id in self.gaps)

    def faults(self) -> Iterator[Fault]:
        found = GAP.findall(self.text)
        for id in self.gaps:
            if found.count(id) != 1:
                yield Fault(("gaps", id), _("The text must hold each gap once"))
        for id in found:
            if id not in self.gaps:
                yield Fault(("text",), _('The gap "{id}" is not described').format(id=id))
        for id, gap in self.gaps.items():
            for index, text in enumerate(gap.accept):
                if _SEPARATOR in text and len(self.gaps) > 1:
                    yield Fault(("gaps", id, "accept", index), _("A semicolon separates the answers of gaps"))

    @classmethod
    def example(cls) -> dict[str, object]:
        return {
            "code": "bash",
            "text": "git worktree {{verb}} ../api",
            "gaps": {"verb": {"accept": ["add"], "why": _("Why this belongs here")}},
        }
