"""A word or a few, typed."""

from __future__ import annotations

from orchestra_tui.base.i18n import _
from orchestra_tui.tui.widgets.questions.typed import TypedBox


class ShortBox(TypedBox):
    """Case, quotes, dashes and ё/е do not matter, and that is said."""

    @property
    def how(self) -> str:
        """A word or a few."""
        return _("A word or a few. Case, quotes and ё/е do not matter.")


BOX = ShortBox
