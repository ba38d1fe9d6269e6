"""Rules for a text by itself: its characters, headings, sections, code, folds and footnotes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from orchestra_tui.authoring.finding import Fault, says
from orchestra_tui.authoring.page import Page, Spot
from orchestra_tui.base.i18n import _
from orchestra_tui.base.text import visible
from orchestra_tui.course import folds

_GOOD_ID = re.compile(r"[a-z0-9]+(?:[.-][a-z0-9]+)*")
_NOTE = re.compile(r"\[\^([^\]\s]+)\]")
_FENCE = re.compile(r"`{3,}|~{3,}")
_DETAILS = re.compile(r"<(/?)details\b[^<>]*>", re.IGNORECASE)


def characters(page: Page) -> Iterator[Fault]:
    """Control characters, and those that turn the direction of writing: one finding a line."""
    source = page.document.source
    if visible(source, keep="\r\n\t") == source and "\r" not in source.replace("\r\n", ""):
        return
    for number, line in enumerate(source.replace("\r\n", "\n").split("\n"), 1):
        for column, char in enumerate(line, 1):
            if visible(char, keep="\t") != char:
                what = _("The character U+{code:04X} cannot be seen and may mislead").format(code=ord(char))
                yield page.fault(Spot(number, column, char), says(what, _("Delete it.")))
                break


def section_comments(page: Page) -> Iterator[Fault]:
    """Comments that are meant to give a section its id and do not."""
    for spot in page.comments:
        if spot.line in page.named and folds.SECTION.fullmatch(spot.text):
            continue
        if folds.SECTION.fullmatch(spot.text):
            what, remedy = _("This id belongs to no section"), _("Put it right above a heading of level 2.")
        else:
            what, remedy = _("This comment gives no id"), _("Write: <!-- section: some-id -->")
        yield page.fault(spot, says(what, remedy))


def section_ids(page: Page) -> Iterator[Fault]:
    """Section ids that links, journals and file names cannot bear."""
    for spot in page.comments:
        match = folds.SECTION.fullmatch(spot.text)
        if match and not _GOOD_ID.fullmatch(match[1]):
            what = _('The id "{id}" has characters that ids may not have').format(id=match[1])
            remedy = _("Use small Latin letters, digits and single hyphens or dots between them.")
            yield page.fault(page.inside(spot, match.start(1), match[1]), says(what, remedy))


def empty_headings(page: Page) -> Iterator[Fault]:
    """Headings without text."""
    for index, token in enumerate(page.tokens):
        if token.type == "heading_open" and not page.tokens[index + 1].content.strip():
            yield page.fault(page.heading(token), says(_("This heading has no text"), _("Write it or delete it.")))


def empty_sections(page: Page) -> Iterator[Fault]:
    """Headings with nothing below them before the next of the same or a higher level."""
    last: tuple[int, Spot] | None = None
    own = -1  # where the text of the last heading is
    for index, token in enumerate(page.tokens):
        if token.type == "heading_open" and token.level == 0:
            level = int(token.tag[1:])
            if last and level <= last[0]:
                yield page.fault(last[1], _empty())
            last = level, page.heading(token)
            own = index + 1
        elif index > own + 1 and (token.type != "html_block" or any(folds.pieces(token.content))):
            last = None
    if last:
        yield page.fault(last[1], _empty())


def _empty() -> str:
    return says(_("Nothing stands below this heading"), _("Write it or delete it."))


def heading_jumps(page: Page) -> Iterator[Fault]:
    """Headings that are more than one level below the one before."""
    before = 0
    for token in page.tokens:
        if token.type != "heading_open" or token.level:
            continue
        level = int(token.tag[1:])
        if before and level > before + 1:
            what = _("A heading of level {level} follows one of level {before}").format(level=level, before=before)
            yield page.fault(page.heading(token), says(what, _("Leave no level out.")))
        before = level


def fences(page: Page) -> Iterator[Fault]:
    """Code blocks that do not say their language."""
    for token in page.tokens:
        if token.type == "fence" and token.map and not token.info.strip():
            line = page.lines[token.map[0]]
            mark = _FENCE.search(line)
            spot = Spot(token.map[0] + 1, (mark.start() if mark else 0) + 1, "")
            yield page.fault(spot, says(_("This code block names no language"), _('Name it, or "text", after ```.')))


def details(page: Page) -> Iterator[Fault]:
    """Folds that are not closed, and ends of folds that were never opened."""
    opened: list[Spot] = []
    for spot in page.html:
        for match in _DETAILS.finditer(_without_comments(spot.text)):
            tag = page.inside(spot, match.start(), match.group())
            if not match[1]:
                opened.append(tag)
            elif opened:
                opened.pop()
            else:
                yield page.fault(tag, says(_("This </details> closes nothing"), _("Delete it.")))
    for tag in opened:
        remedy = _("Put </details> on a line of its own, with an empty line before it.")
        yield page.fault(tag, says(_("This <details> is never closed"), remedy))


def _without_comments(html: str) -> str:
    """The HTML with comments blanked out, every other character in its place."""
    return re.sub(r"<!--.*?-->", lambda match: re.sub(r"[^\n]", " ", match.group()), html, flags=re.DOTALL)


def footnotes(page: Page) -> Iterator[Fault]:
    """References to a footnote that has no text, and footnotes whose text is empty."""
    for inline in page.inlines:
        missing = {
            match[1] for token in inline.tokens if token.type == "text" for match in _NOTE.finditer(token.content)
        }
        for number in range(inline.first, min(inline.end, len(page.lines))):
            for match in re.finditer(r"(?<![\\`])\[\^([^\]\s]+)\]", page.lines[number]):
                if match[1] in missing:
                    what = _("The footnote {label} has no text").format(label=match.group())
                    remedy = _("Write it on a line of its own: {label}: …").format(label=match.group())
                    yield page.fault(Spot(number + 1, match.start() + 1, match.group()), says(what, remedy))
    for token, following in pairwise(page.tokens):
        if token.type == "footnote_reference_open" and following.type == "footnote_reference_close" and token.map:
            what = _("The footnote {label} has no text").format(label=f"[^{token.meta['label']}]")
            yield page.fault(page.start(token.map[0]), says(what, _("Write it or delete it.")))
