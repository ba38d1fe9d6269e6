"""The glossary: terms on the screen, all terms, and where each is explained."""

from __future__ import annotations

from orchestra_tui.tui.screens.reader.lists import Lists


class Terms(Lists):
    """What the words mean."""
