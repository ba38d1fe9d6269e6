"""Choosing from lists: everything by name, the outline."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from orchestra_tui.base.i18n import _
from orchestra_tui.base.text import visible
from orchestra_tui.course.layout import headings
from orchestra_tui.course.model import Spans
from orchestra_tui.tui.command import Command
from orchestra_tui.tui.commands import COMMANDS
from orchestra_tui.tui.matching import score
from orchestra_tui.tui.offers import Choice, Offer, by_typing
from orchestra_tui.tui.screens.reader.part import Part
from orchestra_tui.tui.shelf import whole_text

SECTION, HEADING, COMMAND, TEXT = "§", "›", "⌘", "…"


class Lists(Part):
    """What the pickers of the reader offer."""

    def outline(self) -> None:
        """Headings of this section, and all sections."""
        reader = self.reader
        choices: list[Choice] = []
        cursor = 0
        for entry in reader.shelf.entries(reader.current):
            value = (entry.key, None) if entry.section else None
            choices.append(Choice(entry.title, value, SECTION if entry.section else " ", indent=entry.depth))
            if entry.section is reader.current:
                cursor = len(choices) - 1
                for heading in headings(whole_text(reader.current)):
                    if heading.level > 2:
                        indent = entry.depth + heading.level - 2
                        choices.append(Choice(_plain(heading.spans), (entry.key, heading.line), HEADING, indent=indent))
        reader.pick(Offer(_("Outline"), by_typing(choices), cursor=cursor), self._go)

    def everything(self, terms: Sequence[Choice]) -> None:
        """Commands, sections, terms, and words anywhere in the course."""
        reader = self.reader
        commands = [
            Choice(_(command.title), command, COMMAND, reader.keymap.first(command.id), _(command.help))
            for command in COMMANDS
            if command.listed and command.place in ("page", "reader", "app") and reader.offers(command)
        ]
        sections = [
            Choice(entry.title, (entry.key, None), SECTION)
            for entry in reader.shelf.entries(reader.current)
            if entry.section
        ]
        known = [*sections, *commands, *terms]

        def find(query: str) -> Sequence[Choice]:
            if not query.strip():
                return [*commands, *sections]
            scored = [(score(query, choice.title, choice.detail), choice) for choice in known]
            return [choice for points, choice in sorted(scored, key=lambda pair: -pair[0]) if points]

        reader.pick(Offer(_("Everything, by name"), find, self._search_course, detail=True), self._take)

    def _search_course(self, query: str) -> Iterator[Choice]:
        from orchestra_tui.course.search import search

        for hit in search(self.reader.course, query):
            yield Choice(hit.text, (str(hit.ref), hit.line), TEXT, hit.ref.section, hit.text, spans=hit.spans)

    def _take(self, value: object) -> None:
        if isinstance(value, Command):
            self.reader.call_next(self.reader.do, value)
        else:
            self._go(value)

    def _go(self, value: Any) -> None:  # noqa: ANN401 — a picker gives what it was given
        ref, line = value
        self.reader.jump(ref, line=line)


def _plain(spans: Spans) -> str:
    return visible("".join(span.text for span in spans).replace("\n", " "), keep="")
