"""Choosing from lists: everything by name, the outline, terms."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from orchestra_tui.base.i18n import _
from orchestra_tui.base.text import visible
from orchestra_tui.course.layout import headings
from orchestra_tui.course.model import Heading, Spans
from orchestra_tui.tui.command import Command
from orchestra_tui.tui.commands import COMMANDS
from orchestra_tui.tui.matching import score
from orchestra_tui.tui.offers import Choice, Offer, by_typing
from orchestra_tui.tui.screens.reader.base import ReaderBase
from orchestra_tui.tui.shelf import whole_text

SECTION, HEADING, COMMAND, TEXT = "§", "›", "⌘", "…"


class Lists(ReaderBase):
    """What the pickers of the reader offer."""

    def action_outline(self) -> None:
        """Headings of this section, and all sections."""
        choices: list[Choice] = []
        cursor = 0
        for entry in self.shelf.entries(self.current):
            value = (entry.key, None) if entry.section else None
            choices.append(Choice(entry.title, value, SECTION if entry.section else " ", indent=entry.depth))
            if entry.section is self.section:
                cursor = len(choices) - 1
                for heading in headings(whole_text(self.current)):
                    if heading.level > 2:
                        indent = entry.depth + heading.level - 2
                        choices.append(Choice(plain(heading.spans), (entry.key, heading.line), HEADING, indent=indent))
        self.pick(Offer(_("Outline"), by_typing(choices), cursor=cursor), self._go)

    def action_palette(self) -> None:
        """Commands, sections, terms, and words anywhere in the course."""
        commands = [
            Choice(_(command.title), command, COMMAND, self.keymap.first(command.id), _(command.help))
            for command in COMMANDS
            if command.listed and command.place in ("page", "reader", "app") and self.holds(command.when)
        ]
        sections = [
            Choice(entry.title, (entry.key, None), SECTION, detail=entry.title)
            for entry in self.shelf.entries(self.current)
            if entry.section
        ]
        known = [*sections, *commands, *self.term_choices()]

        def find(query: str) -> Sequence[Choice]:
            if not query.strip():
                return [*commands, *sections]
            scored = [(score(query, choice.title, choice.detail), choice) for choice in known]
            return [choice for points, choice in sorted(scored, key=lambda pair: -pair[0]) if points]

        self.pick(Offer(_("Everything, by name"), find, self._search_course, detail=True), self._take)

    def term_choices(self) -> list[Choice]:
        """The glossary's terms, if there is a glossary."""
        return []

    def _search_course(self, query: str) -> Iterator[Choice]:
        from orchestra_tui.course.search import search

        for hit in search(self.course, query):
            yield Choice(hit.text, (str(hit.ref), hit.line), TEXT, hit.ref.section, hit.text, spans=hit.spans)

    def _take(self, value: object) -> None:
        if isinstance(value, Command):
            self.call_next(self.do, value)
        else:
            self._go(value)

    def _go(self, value: Any) -> None:  # noqa: ANN401 — a picker gives what it was given
        ref, line = value
        self.jump(ref, line=line)

    async def do(self, command: Command) -> None:
        """Do what a command of this place does."""
        owner = {"page": self.page, "tree": self.tree_list, "app": self.app}.get(command.place, self)
        await self.app.run_action(command.action, default_namespace=owner)


def plain(spans: Spans) -> str:
    """The text of spans, safe for a terminal."""
    return visible("".join(span.text for span in spans).replace("\n", " "), keep="")


def heading_text(heading: Heading) -> str:
    """A heading's words."""
    return plain(heading.spans)
