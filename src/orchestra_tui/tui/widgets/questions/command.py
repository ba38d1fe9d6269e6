"""A command line."""

from __future__ import annotations

from orchestra_tui.base.i18n import _
from orchestra_tui.tui.widgets.questions.typed import TypedBox


class CommandBox(TypedBox):
    """Nothing is run: what is typed is compared by what it would do."""

    sign = "$"

    @property
    def how(self) -> str:
        """One line for a shell."""
        return _("One command line. The order of options does not matter; nothing is run.")


BOX = CommandBox
