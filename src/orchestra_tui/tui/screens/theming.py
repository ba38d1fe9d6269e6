"""What the theme picker offers."""

from __future__ import annotations

from typing import Any

from textual.app import App

from orchestra_tui.base.i18n import _
from orchestra_tui.tui import themes
from orchestra_tui.tui.offers import Choice, Offer, by_typing


def theme_offer(app: App[Any]) -> Offer:
    """All themes, our own first; each is shown while the cursor is on it."""
    own = [theme.name for theme in themes.OWN]
    names = [*own, *sorted(name for name in app.available_themes if name not in own)]
    choices = [Choice(name, name, "●" if name == app.theme else " ", _kind(app, name)) for name in names]

    def preview(name: object) -> None:
        if isinstance(name, str):
            app.theme = name

    return Offer(_("Theme"), by_typing(choices), cursor=names.index(app.theme), preview=preview)


def _kind(app: App[Any], name: str) -> str:
    theme = app.available_themes[name]
    if theme.ansi:
        return _("colours of the terminal")
    return _("dark") if theme.dark else _("light")
