"""Blocks into lines, one function for each kind of block.

A container's function is a generator that yields the work inside it, so that nesting costs no recursion: blocks may be
nested as deeply as their author likes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any, TypeAlias

from orchestra_tui.base.i18n import N_, _
from orchestra_tui.course.layout.code import PAD, Highlight, code_lines, shown
from orchestra_tui.course.layout.inline import tidy
from orchestra_tui.course.layout.lines import Line, Role, Run
from orchestra_tui.course.layout.page import Frame, Page
from orchestra_tui.course.layout.places import walk
from orchestra_tui.course.layout.tables import table_lines
from orchestra_tui.course.layout.wrap import Measure, cells, width_of_runs, wrap, wrap_evenly
from orchestra_tui.course.model import (
    Alert,
    Block,
    Code,
    Fold,
    Footnote,
    Heading,
    Item,
    Items,
    Paragraph,
    Quote,
    Raw,
    Rule,
    Table,
)

Work: TypeAlias = "Iterator[Work]"

_HEADINGS = (Role.HEADING1, Role.HEADING2, Role.HEADING3, Role.HEADING4, Role.HEADING5, Role.HEADING6)
_UNDERLINES = {1: "━", 2: "─"}
_BULLETS = "•◦▪"
_STARS = "* * *"
_LONG_LABEL = 8
_ALERTS = {
    "note": (Role.NOTE, "●", N_("Note")),
    "tip": (Role.TIP, "★", N_("Tip")),
    "important": (Role.IMPORTANT, "◆", N_("Important")),
    "warning": (Role.WARNING, "▲", N_("Warning")),
    "caution": (Role.CAUTION, "■", N_("Caution")),
}
_STANDING = (Alert, Code, Fold, Heading, Quote, Raw, Rule, Table)


def _heading(page: Page, frame: Frame, block: Heading) -> None:
    """Levels 1 and 2 are underlined, deeper ones begin with one "›" or more."""
    level = min(max(block.level, 1), 6)
    role = _HEADINGS[level - 1]
    runs = page.inline(block.spans, role)
    if not any(run.text.strip() for run in runs):
        return
    column = page.nest(frame, "›" * (level - 2) + " ", role, block.line) if level > 2 else frame
    lines = wrap_evenly(runs, column.width, page.measure)
    for line in lines:
        page.put(column, line, block.line)
    if level in _UNDERLINES:
        length = max([width_of_runs(line, page.measure) for line in lines])
        page.put(column, (Run(_UNDERLINES[level] * length, Role.RULE),), block.line)


def _paragraph(page: Page, frame: Frame, block: Paragraph) -> None:
    page.wrapped(frame, page.inline(block.spans, frame.voice), block.line)


def _code(page: Page, frame: Frame, block: Code) -> None:
    """Padded, its language above it. Fenced code begins a line below its block, other code with it."""
    number = page.codes
    page.codes += 1
    pad = (Run(" " * PAD, Role.CODE),)
    language = tidy(block.language).strip()
    label = [Run(f"┄┄ {language}", Role.MUTED)] if language else []
    for line in wrap(label, frame.width - PAD, page.measure):
        page.put(frame, pad + line, block.line, code=number, pad=PAD)
    begin = block.line + 1 if language else block.line
    for row, line in code_lines(shown(block.text), language, frame.width, page.measure, page.highlight):
        page.put(frame, line, begin + row, code=number, pad=PAD)


def _raw(page: Page, frame: Frame, block: Raw) -> None:
    for row, line in code_lines(shown(block.text), "", frame.width, page.measure, None):
        page.put(frame, tuple([run._replace(role=Role.RAW) for run in line]), block.line + row, pad=PAD)


def _table(page: Page, frame: Frame, block: Table) -> None:
    """A row's source is its own line: rows begin under the header and the line of dashes."""
    for row, line in table_lines(block, frame.width, page.measure, page.inline):
        page.put(frame, line, block.line if row is None else block.line + 2 + row)


def _rule(page: Page, frame: Frame, block: Rule) -> None:
    """Three stars in the middle."""
    page.put(frame, (Run(" " * ((frame.width - len(_STARS)) // 2)), Run(_STARS, Role.RULE)), block.line)


def _quote(page: Page, frame: Frame, block: Quote) -> Work:
    """A bar on each line."""
    inner = page.nest(frame, "▎ ", Role.QUOTE, block.line, bar=True)
    inner.voice = Role.QUOTE
    yield _blocks(page, inner, block.blocks)
    page.close(inner, block.line)


def _alert(page: Page, frame: Frame, block: Alert) -> Work:
    """A thick bar on each line, a sign and a word on the first."""
    role, sign, word = _ALERTS.get(block.kind, (Role.NOTE, "●", ""))
    inner = page.nest(frame, "▌ ", role, block.line, bar=True)
    page.wrapped(inner, [Run(f"{sign} {_(word) if word else tidy(block.kind).capitalize()}", role)], block.line)
    yield _blocks(page, inner, block.blocks)


def _marks(block: Items, depth: int) -> Iterator[tuple[str, Item]]:
    """The items of a list and their marks: numbers flush right, bullets by depth, boxes for tasks."""
    bullet = _BULLETS[depth % len(_BULLETS)] + " "
    start = block.start or 0
    digits = len(str(start + len(block.items) - 1))
    for number, item in enumerate(block.items, start):
        box = "" if item.checked is None else "☑ " if item.checked else "☐ "
        if block.start is not None:
            yield f"{number:>{digits}}. {box}", item
        else:
            yield box or bullet, item


def _items(page: Page, frame: Frame, block: Items) -> Work:
    """A loose list has air between its items; a tight one only around what needs it."""
    airy = not block.tight
    before: Item | None = None
    for mark, item in _marks(block, frame.depth):
        if before is not None and (airy or _stands(before) or _stands(item)):
            page.blank(frame)
        inner = page.nest(frame, mark, Role.BULLET, item.line)
        inner.depth += block.start is None
        yield _blocks(page, inner, item.blocks, airy=airy)
        page.close(inner, item.line)
        before = item


def _stands(item: Item) -> bool:
    """Whether an item of a tight list holds something that needs air around it."""
    return any(isinstance(block, _STANDING) for block in item.blocks)


def _fold(page: Page, frame: Frame, block: Fold) -> Work:
    """The summary, and what it is about if the fold is open; what stays hidden counts."""
    number = page.folds
    page.folds += 1
    is_open = block.opened != (number in page.opened)
    inner = page.nest(frame, "▾ " if is_open else "▸ ", Role.FOLD, block.line)
    summary = page.inline(block.summary, Role.FOLD)
    page.wrapped(inner, summary, block.line, fold=number)
    if inner.first is not None:
        page.wrapped(inner, [Run(_("Details"), Role.FOLD)], block.line, fold=number)
    if is_open and block.blocks:
        page.blank(inner)
        yield _blocks(page, inner, block.blocks)
    elif not is_open:
        for hidden in walk(block.blocks):
            page.codes += isinstance(hidden, Code)
            page.folds += isinstance(hidden, Fold)


def _footnote(page: Page, frame: Frame, block: Footnote) -> Work:
    """The label, the text hanging beside it, or below it if the label is long."""
    label = f"[{tidy(block.label)}]"
    if len(label) > _LONG_LABEL:
        page.wrapped(frame, [Run(label, Role.FOOTNOTE)], block.line)
        label = "   "
    inner = page.nest(frame, label + " ", Role.FOOTNOTE, block.line)
    yield _blocks(page, inner, block.blocks)
    page.close(inner, block.line)


_LEAVES: dict[type[Block], Callable[[Page, Frame, Any], None]] = {
    Heading: _heading,
    Paragraph: _paragraph,
    Code: _code,
    Raw: _raw,
    Table: _table,
    Rule: _rule,
}
_CONTAINERS: dict[type[Block], Callable[[Page, Frame, Any], Work]] = {
    Quote: _quote,
    Alert: _alert,
    Items: _items,
    Fold: _fold,
    Footnote: _footnote,
}


def _blocks(page: Page, frame: Frame, blocks: Sequence[Block], *, airy: bool = True) -> Work:
    """Blocks one below another, a blank line between two of them unless neither needs air."""
    before: Block | None = None
    for index, block in enumerate(blocks):
        above = len(page.lines)
        if before is not None and (airy or isinstance(before, _STANDING) or isinstance(block, _STANDING)):
            page.blank(frame)
        below = len(page.lines)
        at = page.block, page.begun
        if frame is page.root:
            page.block, page.begun = index, below
        if leaf := _LEAVES.get(type(block)):
            leaf(page, frame, block)
        else:
            yield _CONTAINERS[type(block)](page, frame, block)
        if len(page.lines) > below:
            before = block
        else:
            del page.lines[above:]
            page.block, page.begun = at


def layout(
    blocks: Sequence[Block],
    width: int,
    *,
    measure: Measure = cells,
    opened: frozenset[int] = frozenset(),
    highlight: Highlight | None = None,
    addresses: bool = False,
) -> tuple[Line, ...]:
    """The blocks as lines of at most `width` terminal cells (12 at least), safe for a terminal.

    `measure` tells the cells a text takes; `opened` holds the numbers of the folds, in document order, that are not as
    their author left them; `highlight` colours code without moving a line break; `addresses` prints those of
    links, and tildes around struck text, for a face that cannot show them otherwise.
    """
    page = Page(width, measure, opened, highlight, addresses)
    works = [_blocks(page, page.root, blocks)]
    while works:
        work = next(works[-1], None)
        if work is None:
            works.pop()
        else:
            works.append(work)
    return tuple(page.lines)
