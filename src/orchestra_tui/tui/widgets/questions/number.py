"""A number, with or without its unit."""

from __future__ import annotations

from orchestra_tui.base.i18n import _
from orchestra_tui.tui.widgets.questions.typed import TypedBox


class NumberBox(TypedBox):
    """The unit asked for is named; any other of its kind will do."""

    @property
    def unit(self) -> str:
        """The unit asked for, empty for none."""
        return str(self.question.unit)

    @property
    def how(self) -> str:
        """A number in a unit."""
        if self.unit:
            return _("A number in {unit}, or with a unit of your own.").format(unit=self.unit)
        return _("A number.")


BOX = NumberBox
