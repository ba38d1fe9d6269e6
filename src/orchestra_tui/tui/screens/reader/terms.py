"""The glossary: terms on the screen, all terms, and where each is explained."""

from __future__ import annotations

from collections.abc import Iterable

from orchestra_tui.base.errors import OrchestraError
from orchestra_tui.base.i18n import _, n_
from orchestra_tui.base.text import visible
from orchestra_tui.course.glossary import Glossary, Term, load
from orchestra_tui.tui.matching import score
from orchestra_tui.tui.offers import Choice, Offer
from orchestra_tui.tui.screens.reader.base import ReaderBase
from orchestra_tui.tui.screens.reader.part import Part

TERM = "◇"


class Terms(Part):
    """What the words of the module mean; its glossary is read when first asked for."""

    def __init__(self, reader: ReaderBase) -> None:
        super().__init__(reader)
        self._known: dict[str, Glossary] = {}

    def on_screen(self) -> None:
        """Explain the terms in the lines on the screen; a choice leads to the section that explains it."""
        lines = self.reader.page.visible_lines()
        text = "\n".join(line.text[line.indent :] for line in lines if line.code is None)
        found = dict.fromkeys(mark.term for mark in self._glossary().within(text.replace("\n", " ")))
        choices = self._choices(found)
        self._offer(_("Terms on the screen"), choices, _("There is no term of the glossary on the screen."))

    def all(self) -> None:
        """Offer all terms of the module."""
        choices = sorted(self.choices(), key=lambda choice: choice.title.casefold())
        title = n_("Glossary: {n} term", "Glossary: {n} terms", len(choices)).format(n=len(choices))
        self._offer(title, choices, _("There is no such term."))

    def choices(self) -> list[Choice]:
        """All terms of the module, each with its meaning and other names."""
        return self._choices(self._glossary().terms)

    def _offer(self, title: str, choices: list[Choice], empty: str) -> None:
        def find(query: str) -> list[Choice]:
            if not query.strip():
                return choices
            scored = [(score(query, choice.title, choice.detail), choice) for choice in choices]
            return [choice for points, choice in sorted(scored, key=lambda pair: -pair[0]) if points]

        self.reader.pick(Offer(title, find, empty=empty, detail=True), self._go)

    def _go(self, value: object) -> None:
        self.reader.jump(str(value[0] if isinstance(value, tuple) else value))

    def _choices(self, terms: Iterable[Term]) -> list[Choice]:
        made = []
        for term in terms:
            also = f" ({', '.join(term.also)})" if term.also else ""
            detail = visible(f"{term.term}{also} — {term.text}", keep="")
            made.append(Choice(visible(term.term, keep=""), (self._ref(term), None), TERM, self._title(term), detail))
        return made

    def _ref(self, term: Term) -> str:
        return term.section if "/" in term.section else f"{self.reader.current.ref.module}/{term.section}"

    def _title(self, term: Term) -> str:
        for section in self.reader.shelf.siblings(self.reader.current):
            if str(section.ref) == self._ref(term):
                return visible(section.title, keep="")
        return term.section

    def _glossary(self) -> Glossary:
        module = self.reader.shelf.module(self.reader.current)
        if module.id not in self._known:
            try:
                self._known[module.id] = load(module.content, self.reader.options.course_language)
            except OrchestraError as fault:
                self.reader.orchestra.tell(fault)
                self._known[module.id] = Glossary()
        return self._known[module.id]
