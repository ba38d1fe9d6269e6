"""A statement to agree with or not."""

from __future__ import annotations

from orchestra_tui.base.i18n import _
from orchestra_tui.tui.widgets.questions.single import SingleBox


class TrueFalseBox(SingleBox):
    """Two options, true and false."""

    @property
    def how(self) -> str:
        """Is it so?"""
        return _("True or false?")

    @property
    def answer(self) -> object:
        """True, false, or None for neither yet."""
        return None if self.picked is None else self.picked == "true"

    def restore(self, answer: object) -> None:
        """Pick this side."""
        if isinstance(answer, bool):
            super().restore("true" if answer else "false")


BOX = TrueFalseBox
