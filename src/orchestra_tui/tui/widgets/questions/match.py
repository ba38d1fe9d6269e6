"""What belongs to what."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import BindingType

from orchestra_tui.base.i18n import _
from orchestra_tui.course.layout import Line, Role, Run
from orchestra_tui.quiz.types import AnyQuestion
from orchestra_tui.quiz.types.pairs import LETTERS
from orchestra_tui.tui.bindings import bindings
from orchestra_tui.tui.fragments import BLANK, set_plain, set_text
from orchestra_tui.tui.keys import TWINS
from orchestra_tui.tui.looks import Looks
from orchestra_tui.tui.widgets.questions.options import Options, Row

_LATIN = {other: key for key, other in TWINS.items()}


class MatchBox(Options):
    """Rows that want a partner, above the partners on offer: a letter, the arrows or a click gives one to the row."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("match")
    context = "match"

    def __init__(self, question: AnyQuestion, order: tuple[str, ...], looks: Looks) -> None:
        super().__init__(question, order, looks)
        self.left = tuple(item.id for item in self.question.left)
        self.pairs: dict[str, str] = {}

    @property
    def how(self) -> str:
        """Each row wants a partner."""
        last = LETTERS[len(self.order) - 1]
        return _("Give each row its partner: a–{last}. A partner may serve twice or not at all.").format(last=last)

    @property
    def answer(self) -> object:
        """The pairs made so far, None for none."""
        return dict(self.pairs) or None

    def restore(self, answer: object) -> None:
        """Make these pairs."""
        if isinstance(answer, dict):
            self.pairs = {left: answer[left] for left in self.left if answer.get(left) in self.order}
            self.relay()

    def rows(self) -> Sequence[Row]:
        """What wants a partner."""
        return [Row((Run(f" {number} ", Role.MUTED),), item.text) for number, item in enumerate(self.question.left, 1)]

    def typeset(self, width: int) -> Sequence[Line]:
        """Each row with its partner below it, then the partners."""
        placed: list[tuple[int | None, Line]] = []
        for number, row in enumerate(self.rows()):
            placed += [(number, line) for line in set_text(row.text, width, row.lead)]
            placed += [(number, line) for line in self._partner(self.left[number], width)]
        placed.append((None, BLANK))
        for number, id in enumerate(self.order, len(self.left)):
            used = id in self.pairs.values()
            letter = LETTERS[number - len(self.left)]
            lead = (Run(f" {letter} ", Role.BULLET), Run("✓ " if used else "· ", Role.MUTED))
            placed += [(number, line) for line in set_text(self.texts[id], width, lead)]
        self._owners = tuple(owner for owner, _line in placed)
        return tuple(line for _owner, line in placed)

    def _partner(self, left: str, width: int) -> list[Line]:
        id = self.pairs.get(left)
        if id is None:
            return set_plain(_("— no partner yet"), width, (Run("   "),), role=Role.MUTED)
        letter = LETTERS[self.order.index(id)]
        return set_text(self.texts[id], width, (Run("   → ", Role.BULLET), Run(f"{letter} ", Role.BULLET)))

    def clicked(self, number: int) -> None:
        """A row is where the partner clicked next goes."""
        if number < len(self.left):
            self.go(number)
        else:
            self.give(number - len(self.left))

    def pick(self, number: int) -> None:
        """The row waits for its partner."""

    def give(self, number: int) -> None:
        """This partner goes to the row under the cursor; the cursor goes on to a row without one."""
        if number < len(self.order):
            self.pairs[self.left[self.cursor]] = self.order[number]
            self.changed()
            self.go(self._lonely(self.cursor))

    def _lonely(self, start: int) -> int:
        around = [*range(start, len(self.left)), *range(start)]
        return next((number for number in around if self.left[number] not in self.pairs), start)

    def action_partner(self, letter: str) -> None:
        """The partner of this letter, typed on either layout."""
        self.give(LETTERS.index(_LATIN.get(letter, letter)))

    def action_cycle(self, step: int) -> None:
        """The next or previous partner for the row."""
        left = self.left[self.cursor]
        at = self.order.index(self.pairs[left]) + step if left in self.pairs else 0 if step > 0 else -1
        self.pairs[left] = self.order[at % len(self.order)]
        self.changed()

    def action_clear(self) -> None:
        """The row has no partner any more."""
        self.pairs.pop(self.left[self.cursor], None)
        self.changed()

    def action_answer(self) -> None:
        """Give the pairs; as long as a row has none, go there first."""
        lonely = self._lonely(self.cursor)
        if self.left[lonely] not in self.pairs:
            self.go(lonely)
        super().action_answer()


BOX = MatchBox
