"""One right option of several."""

from __future__ import annotations

from collections.abc import Sequence

from orchestra_tui.base.i18n import _
from orchestra_tui.tui.widgets.questions.options import FREE, PICKED, Options, Row, numbered


class SingleBox(Options):
    """Options of which one is picked; picking the picked one again with the mouse gives the answer."""

    picked: str | None = None

    @property
    def how(self) -> str:
        """One is right."""
        return _("One option is right.")

    @property
    def answer(self) -> object:
        """The id of the option that is picked."""
        return self.picked

    def restore(self, answer: object) -> None:
        """Pick the option of this id."""
        if answer in self.order:
            self.picked = str(answer)
            self.cursor = self.order.index(self.picked)
            self.relay()

    def rows(self) -> Sequence[Row]:
        """The options in the order of this sitting."""
        return [
            Row(numbered(number, PICKED if id == self.picked else FREE, picked=id == self.picked), self.texts[id])
            for number, id in enumerate(self.order, 1)
        ]

    def pick(self, number: int) -> None:
        """This one and no other."""
        self.picked = self.order[number]
        self.changed()

    def clicked(self, number: int) -> None:
        """A click picks, a click on what is picked answers."""
        again = self.order[number] == self.picked
        super().clicked(number)
        if again:
            self.action_answer()

    def action_answer(self) -> None:
        """Give what is picked; without any, pick what the cursor is on."""
        if self.picked is None:
            self.pick(self.cursor)
        super().action_answer()


BOX = SingleBox
