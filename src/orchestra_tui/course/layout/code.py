"""Preformatted text: padded, its long lines continued, its colours kept apart from its line breaks."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from orchestra_tui.base.text import visible
from orchestra_tui.course.layout.lines import Role, Run, Runs
from orchestra_tui.course.layout.wrap import Fit, Measure, cut_runs, ruler

Highlight = Callable[[str, str], tuple[Runs, ...]]

PAD = 2
CONTINUED = Run("↪ ", Role.MUTED)


def shown(text: str) -> str:
    """Code as it is shown: tabs as spaces up to the next fourth column, control characters spelled out."""
    return text if text.replace("\n", "").isprintable() else visible(text.expandtabs(4), keep="\n")


def _colours(text: str, language: str, highlight: Highlight | None) -> list[Runs]:
    """The lines of the text as runs; a highlighter that changed a character is not believed."""
    rows = text.split("\n")
    if highlight is not None and language:
        coloured = highlight(text, language)
        if ["".join([run.text for run in line]) for line in coloured] == rows:
            return list(coloured)
    return [(Run(row, Role.CODE),) for row in rows]


def _ends(row: str, width: int, hang: int, fit: Fit) -> list[tuple[int, int]]:
    """Where a line of code is cut: after a space near the end, else at the width; continuations stand in by `hang`."""
    ends = []
    start, limit = 0, width
    while (end := fit(start, limit)) < len(row):
        space = row.rfind(" ", start + (end - start) // 3, end + 1)
        cut = space + 1 if space > start else max(end, start + 1)
        ends.append((start, cut))
        start, limit = cut, width - hang
    ends.append((start, len(row)))
    return ends


def code_lines(
    text: str, language: str, width: int, measure: Measure, highlight: Highlight | None
) -> Iterator[tuple[int, Runs]]:
    """The lines of a code block with the row each shows, padding included, none wider than `width`.

    `text` comes from `shown`. The padding of a continued line carries the mark "↪". Line breaks do not depend on the
    colours.
    """
    pad = Run(" " * PAD, Role.CODE)
    room = width - PAD
    colours = _colours(text, language, highlight)
    for number, row in enumerate(text.split("\n")):
        code = row.rstrip()
        fit, _ = ruler([Run(code)], code, measure)
        indent = len(code) - len(code.lstrip(" "))
        hang = indent if indent <= room // 3 else 0
        continued = (CONTINUED, Run(" " * hang, Role.CODE)) if hang else (CONTINUED,)
        first, *others = cut_runs(colours[number], code, _ends(code, room, hang, fit))
        yield number, (pad, *first)
        for line in others:
            yield number, (*continued, *line)
