"""Naming what somebody probably meant."""

from __future__ import annotations

from collections.abc import Iterable

from orchestra_tui.base.i18n import _


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """A remedy that names the known name most like `name`, or else all of them; empty if none is known."""
    from difflib import get_close_matches

    names = list(known)
    if not names:
        return ""
    if close := get_close_matches(name, names, n=1):
        return _('Did you mean "{name}"?').format(name=close[0])
    return _("Known here: {names}.").format(names=", ".join(names))
