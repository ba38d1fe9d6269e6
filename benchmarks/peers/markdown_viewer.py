"""A whole document in Textual's own MarkdownViewer with its table of contents, as its documentation shows it."""

from __future__ import annotations

import sys
from pathlib import Path

from textual.app import App, ComposeResult
from textual.widgets import MarkdownViewer


class WholeDocument(App[None]):
    """Shows the document; the keys are the viewer's own."""

    BINDINGS = [("q", "quit", "Quit")]

    def __init__(self, document: Path) -> None:
        super().__init__()
        self._source = document.read_text(encoding="utf-8")

    def compose(self) -> ComposeResult:
        yield MarkdownViewer(self._source, show_table_of_contents=True)

    def on_mount(self) -> None:
        self.query_one(MarkdownViewer).focus()


if __name__ == "__main__":
    WholeDocument(Path(sys.argv[1])).run()
