"""The reader, in parts: each adds one kind of thing that can be done there."""

from orchestra_tui.tui.screens.reader.screen import ReaderScreen

__all__ = ["ReaderScreen"]
