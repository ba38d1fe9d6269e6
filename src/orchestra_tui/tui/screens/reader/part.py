"""A part of the reader that is loaded when it is first used, so that the start does not wait for it."""

from __future__ import annotations

from orchestra_tui.tui.screens.reader.base import ReaderBase


class Part:
    """Something the reader can do, working on the reader's widgets and state."""

    def __init__(self, reader: ReaderBase) -> None:
        self.reader = reader
