"""A bare Textual app: one Static with the given text; any key but q rewrites it. Nothing in Textual starts faster."""

from __future__ import annotations

import sys

from textual.app import App, ComposeResult
from textual.events import Key
from textual.widgets import Static


class Hello(App[None]):
    """Shows its one text."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self._text = text
        self._presses = 0

    def compose(self) -> ComposeResult:
        yield Static(self._text, markup=False)

    def on_key(self, event: Key) -> None:
        if event.key == "q":
            self.exit()
            return
        self._presses += 1
        self.query_one(Static).update(f"{self._text} {self._presses}")


if __name__ == "__main__":
    Hello(sys.argv[1]).run()
