"""Following links: inside the course at once and with a way back, elsewhere only when asked."""

from __future__ import annotations

from orchestra_tui.base.i18n import _
from orchestra_tui.base.text import visible
from orchestra_tui.course.layout import Role, headings
from orchestra_tui.course.model import Block
from orchestra_tui.tui.offers import Choice, Offer, by_typing
from orchestra_tui.tui.screens.reader.part import Part
from orchestra_tui.tui.shelf import whole_text
from orchestra_tui.tui.widgets.spans import Target

OPENABLE = ("http://", "https://", "mailto:")
"""What a browser is trusted with; any other address is only shown and copied."""


class Following(Part):
    """Where a link leads."""

    def follow(self, target: Target) -> None:
        """Follow a link or footnote."""
        if target.footnote:
            self._to_footnote(target.href)
            return
        from orchestra_tui.course import links

        match links.resolve(self.reader.course, self.reader.current, target.href):
            case links.Passage(ref, anchor):
                self._to_passage(str(ref), anchor)
            case links.Missing(href, _path, anchor):
                file = target.href.partition("#")[0]
                there = links.resolve(self.reader.course, self.reader.current, file) if file else None
                if isinstance(there, links.Passage):
                    self._to_passage(str(there.ref), "")
                message = _("There is no “{anchor}” in this file.") if anchor else _("There is no file “{href}”.")
                self.reader.say(message.format(anchor=visible(anchor, keep=""), href=visible(href, keep="")))
            case links.File(path):
                self._offer_address(str(path), openable=False)
            case links.External(address):
                self._offer_address(address, openable=address.lower().startswith(OPENABLE))

    def _to_passage(self, ref: str, anchor: str) -> None:
        self.reader.jump(ref, line=_heading_line(whole_text(self.reader.course.section(ref)), anchor))

    def _to_footnote(self, label: str) -> None:
        for number, line in enumerate(self.reader.page.lines):
            first = line.runs[0] if line.runs else None
            if first and line.indent and first.role is Role.FOOTNOTE and first.text.strip() == f"[{label}]":
                self.reader.trail.leave(self.reader.here)
                self.reader.page.jump(number)
                self.reader.refresh_keys()
                return
        self.reader.say(_("The footnote is not in this section."))

    def _offer_address(self, address: str, *, openable: bool) -> None:
        shown = visible(address, keep="")
        choices = [Choice(_("Copy the address"), "copy", "⧉", detail=shown)]
        if openable:
            choices.insert(0, Choice(_("Open in the browser"), "open", "→", detail=shown))

        def act(what: object) -> None:
            if what == "open":
                self.reader.app.open_url(address)
            else:
                self.reader.app.copy_to_clipboard(address)
            self.reader.say(shown)

        self.reader.pick(Offer(_("A link out of the course"), by_typing(choices), detail=True), act)


def _heading_line(blocks: tuple[Block, ...], anchor: str) -> int | None:
    """The file line of the heading with this slug."""
    return next((heading.line for heading in headings(blocks) if heading.slug == anchor), None) if anchor else None
