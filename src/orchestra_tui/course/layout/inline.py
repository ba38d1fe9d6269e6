"""Spans into runs: what an author wrote within a line, made safe and ready to be wrapped."""

from __future__ import annotations

import re

from orchestra_tui.base.text import visible
from orchestra_tui.course.layout.lines import Role, Run
from orchestra_tui.course.model import Mark, Span, Spans

_SPACE = re.compile("[ \t\n\r\f\v]+")
_UNSEEN = re.compile("[\xad\u200b\u2060\ufeff]")


def tidy(text: str) -> str:
    """Foreign text as it may stand in a line: one space for any white space, control characters spelled out."""
    if text.isprintable():
        return _SPACE.sub(" ", text) if "  " in text else text
    return visible(_UNSEEN.sub("", _SPACE.sub(" ", text)), keep="")


def _image(span: Span, role: Role) -> list[Run]:
    alt, address = tidy(span.text), tidy(span.href)
    if not alt:
        return [Run("▣\xa0", role, span.mark, span.href), Run(address, Role.MUTED, span.mark, span.href)]
    runs = [Run(f"▣\xa0{alt}", role, span.mark, span.href)]
    if address:
        runs.append(Run(f" ({address})", Role.MUTED, span.mark, span.href))
    return runs


def _ends_link(spans: Spans, number: int) -> bool:
    """Whether a link with an address worth printing ends with this span."""
    span = spans[number]
    if not span.mark & Mark.LINK or span.mark & Mark.IMAGE or not span.href or span.href.startswith("#"):
        return False
    following = spans[number + 1] if number + 1 < len(spans) else None
    if following is not None and following.mark & Mark.LINK and following.href == span.href:
        return False
    return span.text.strip() not in {span.href, span.href.removeprefix("mailto:")}


def inline(spans: Spans, role: Role = Role.BODY, *, addresses: bool = False) -> list[Run]:
    """The runs of a paragraph in the given role; a hard break is a run of "\\n" alone.

    `addresses` is for a face that has no looks: a link is followed by its address in angle brackets, where its text
    does not say it, and struck text stands between tildes.
    """
    runs: list[Run] = []
    for number, span in enumerate(spans):
        if span.text == "\n":
            runs.append(Run("\n", role))
        elif span.mark & Mark.IMAGE:
            runs += _image(span, role)
        elif span.mark & Mark.FOOTNOTE:
            runs.append(Run(f"[{tidy(span.href or span.text)}]", Role.FOOTNOTE, span.mark, span.href))
        else:
            text = tidy(span.text)
            struck = addresses and span.mark & Mark.STRIKE
            runs.append(Run(f"~~{text}~~" if struck else text, role, span.mark, span.href))
            if addresses and _ends_link(spans, number):
                runs.append(Run(f" <{tidy(span.href)}>", Role.MUTED, Mark.PLAIN, span.href))
    return runs
