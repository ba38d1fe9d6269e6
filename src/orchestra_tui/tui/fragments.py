"""Short pieces of Markdown (prompts, options, explanations) as lines, with something hanging on their left."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from rich.cells import cell_len

from orchestra_tui.course.document import READING
from orchestra_tui.course.layout import Highlight, Line, Role, Run, Runs, codes, layout, shown
from orchestra_tui.course.model import Block, Mark, Paragraph, Span

BLANK = Line((), 0, 0, 1)


@lru_cache(maxsize=1024)
def blocks_of(text: str) -> tuple[Block, ...]:
    """The blocks of a Markdown text that stands by itself."""
    from orchestra_tui.course import markdown
    from orchestra_tui.course.tokens import to_blocks

    with READING:
        return to_blocks(*markdown.blocks(text))


def set_text(
    text: str, width: int, lead: Sequence[Run] = (), rest: Sequence[Run] | None = None, *, colours: bool = False
) -> list[Line]:
    """A Markdown text in `width` cells, `lead` on the left of its first line and `rest`, or as much air, of the others.

    With `colours` its code is highlighted. There is at least one line.
    """
    return hang(blocks_of(text), width, lead, rest, highlight=_highlight() if colours else None)


def set_plain(
    text: str,
    width: int,
    lead: Sequence[Run] = (),
    rest: Sequence[Run] | None = None,
    *,
    role: Role = Role.BODY,
    mark: Mark = Mark.PLAIN,
) -> list[Line]:
    """As `set_text`, for words that are not Markdown."""
    lines = hang((Paragraph(1, (Span(text, mark),)),), width, lead, rest)
    return lines if role is Role.BODY else [_in_role(line, role) for line in lines]


def hang(
    blocks: Sequence[Block],
    width: int,
    lead: Sequence[Run] = (),
    rest: Sequence[Run] | None = None,
    *,
    highlight: Highlight | None = None,
) -> list[Line]:
    """Blocks in `width` cells beside what hangs on their left."""
    taken = sum(cell_len(run.text) for run in lead)
    others: Runs = tuple(rest) if rest is not None else (Run(" " * taken),) if taken else ()
    first: Runs = tuple(lead)
    lines: list[Line] = []
    for line in layout(blocks, width - taken, measure=cell_len, highlight=highlight) or (BLANK,):
        side = others if lines else first
        indent = sum(len(run.text) for run in side)
        lines.append(line._replace(runs=(*side, *line.runs), indent=indent + line.indent))
    return lines


def text_of(text: str) -> str:
    """The words of a Markdown text in one line."""
    return " ".join(line.text.strip() for line in layout(blocks_of(text), 10_000, measure=cell_len) if line.text)


def warm(text: str) -> None:
    """Colours the code of a text beforehand; takes time the first time, so not for the thread that draws."""
    from orchestra_tui.course.highlight import highlight

    for code in codes(blocks_of(text)):
        if code.language:
            highlight(shown(code.text), code.language)


def _highlight() -> Highlight:
    from orchestra_tui.course.highlight import highlight

    return highlight


def _in_role(line: Line, role: Role) -> Line:
    done, runs = 0, []
    for run in line.runs:
        done += len(run.text)
        runs.append(run if done <= line.indent else run._replace(role=role))
    return line._replace(runs=tuple(runs))
