"""One section of a document in Textual's own Markdown widget; n shows the next section by `update`."""

from __future__ import annotations

import sys
from pathlib import Path

from textual.app import App, ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import Markdown


def sections(source: str) -> list[str]:
    """The level-2 sections, without what stands before the first."""
    found: list[list[str]] = []
    fenced = False
    for line in source.splitlines():
        fenced ^= line.startswith("```")
        if line.startswith("## ") and not fenced:
            found.append([])
        if found:
            found[-1].append(line)
    return ["\n".join(lines) for lines in found]


class OneSection(App[None]):
    """Shows one section at a time."""

    BINDINGS = [("n", "next", "Next section"), ("q", "quit", "Quit")]

    def __init__(self, document: Path) -> None:
        super().__init__()
        self._sections = sections(document.read_text(encoding="utf-8"))
        self._number = 0

    def compose(self) -> ComposeResult:
        with VerticalScroll():
            yield Markdown(self._sections[0])

    async def action_next(self) -> None:
        self._number = (self._number + 1) % len(self._sections)
        await self.query_one(Markdown).update(self._sections[self._number])
        self.query_one(VerticalScroll).scroll_home(animate=False)


if __name__ == "__main__":
    OneSection(Path(sys.argv[1])).run()
