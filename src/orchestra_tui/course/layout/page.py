"""Blocks into lines."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from orchestra_tui.base.i18n import N_, _
from orchestra_tui.course.layout.code import PAD, Highlight, code_lines, shown
from orchestra_tui.course.layout.inline import inline, tidy
from orchestra_tui.course.layout.lines import Line, Role, Run, Runs
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
    Spans,
    Table,
)

# Below this width nothing can be laid out; a narrower screen gets lines of this width.
LEAST = 12

_HEADINGS = (Role.HEADING1, Role.HEADING2, Role.HEADING3, Role.HEADING4, Role.HEADING5, Role.HEADING6)
_UNDERLINES = {1: "━", 2: "─"}
_BULLETS = "•◦▪"
_ALERTS = {
    "note": (Role.NOTE, "●", N_("Note")),
    "tip": (Role.TIP, "★", N_("Tip")),
    "important": (Role.IMPORTANT, "◆", N_("Important")),
    "warning": (Role.WARNING, "▲", N_("Warning")),
    "caution": (Role.CAUTION, "■", N_("Caution")),
}
_STANDING = (Code, Raw, Table, Quote, Alert, Heading, Fold, Rule)


class _Frame:
    """A column of the page: what stands left of its lines, and the width that is left.

    `first` is the ornament of its first line and None once that is drawn; `rest` is that of all others.
    """

    __slots__ = ("bullets", "first", "outer", "rest", "voice", "width")

    def __init__(self, width: int, first: Runs | None, rest: Runs, outer: _Frame | None, voice: Role) -> None:
        self.width = width
        self.first = first
        self.rest = rest
        self.outer = outer
        self.voice = voice
        self.bullets: int = outer.bullets if outer else 0

    def lead(self) -> Runs:
        """The ornament of the next line."""
        first, self.first = self.first, None
        return self.rest if first is None else first


class _Page:
    """The lines so far, and how to add a block of each kind."""

    def __init__(
        self, width: int, measure: Measure, opened: frozenset[int], highlight: Highlight | None, addresses: bool
    ) -> None:
        self.lines: list[Line] = []
        self.measure = measure
        self.opened = opened
        self.highlight = highlight
        self.addresses = addresses
        self.codes = self.folds = 0
        self.block = self.begun = 0
        self.root = _Frame(max(width, LEAST), None, (), None, Role.BODY)
        # Nesting takes at most about half of the width.
        self.least = max(8, min(self.root.width // 2, 32))

    def put(self, frame: _Frame, runs: Runs, source: int, code: int | None = None, fold: int | None = None) -> None:
        """Add a line."""
        lead = frame.lead()
        runs = lead + runs
        while runs and not (last := runs[-1]).text.strip():
            runs = runs[:-1]
        if runs and runs[-1].text[-1].isspace():
            runs = (*runs[:-1], last._replace(text=last.text.rstrip()))
        indent = min(sum([len(run.text) for run in lead]), sum([len(run.text) for run in runs])) if lead else 0
        self.lines.append(Line(runs, self.block, len(self.lines) - self.begun, source, code, fold, indent))

    def spans(self, spans: Spans, role: Role) -> list[Run]:
        """The runs of some spans."""
        return inline(spans, role, addresses=self.addresses)

    def nest(self, frame: _Frame, first: Runs, rest: Runs, source: int, voice: Role | None = None) -> _Frame:
        """A narrower frame inside: `first` and `rest` stand left of its lines, and take equally many cells.

        Where little width is left it takes the place of the frame around it; an ornament too wide for that gets a line
        of its own.
        """
        taken = width_of_runs(first, self.measure)
        base = frame
        while base.outer is not None and base.width - taken < self.least:
            base = base.outer
        if base is not frame and frame.first is not None:
            self.put(frame, (), source)
        if base.width - taken < self.least:
            for line in wrap(first, base.width, self.measure):
                self.put(base, line, source)
            first = rest = (Run("  "),)
            taken = 2
        inner = _Frame(base.width - taken, base.lead() + first, base.rest + rest, base, voice or frame.voice)
        inner.bullets = frame.bullets
        return inner

    def close(self, frame: _Frame, source: int) -> None:
        """Draw the ornament of a frame nothing was put into."""
        if frame.first is not None:
            self.put(frame, (), source)

    def blocks(self, frame: _Frame, blocks: Sequence[Block], *, tight: bool = False) -> None:
        """Add blocks, with a blank line between two of them unless both are part of a tight list."""
        before: Block | None = None
        for block in blocks:
            apart = before is not None and not (
                tight and not isinstance(before, _STANDING) and not isinstance(block, _STANDING)
            )
            if self.add(frame, block, apart=apart):
                before = block

    def add(self, frame: _Frame, block: Block, *, apart: bool) -> bool:
        """Add a block, after a blank line if `apart`; whether there was anything to show."""
        if apart:
            self.put(frame, (), self.lines[-1].source)
        count = len(self.lines)
        _KINDS[type(block)](self, frame, block)
        if len(self.lines) > count:
            return True
        if apart:
            self.lines.pop()
        return False

    def top(self, blocks: Sequence[Block]) -> None:
        """Add the blocks of a page."""
        shown_before = False
        for index, block in enumerate(blocks):
            count = len(self.lines)
            if shown_before:
                self.put(self.root, (), self.lines[-1].source)
            self.block, self.begun = index, len(self.lines)
            _KINDS[type(block)](self, self.root, block)
            if len(self.lines) > self.begun:
                shown_before = True
            else:
                del self.lines[count:]

    def heading(self, frame: _Frame, block: Heading) -> None:
        """Levels 1 and 2 are underlined, deeper ones begin with one or more "›"."""
        level = min(max(block.level, 1), 6)
        role = _HEADINGS[level - 1]
        runs = self.spans(block.spans, role)
        if level > 2:
            mark = "›" * (level - 2) + " "
            frame = self.nest(frame, (Run(mark, role),), (Run(" " * len(mark), role),), block.line)
        lines = wrap_evenly(runs, frame.width, self.measure)
        for line in lines:
            self.put(frame, line, block.line)
        if lines and level in _UNDERLINES:
            length = max(width_of_runs(line, self.measure) for line in lines)
            self.put(frame, (Run(_UNDERLINES[level] * length, Role.RULE),), block.line)

    def paragraph(self, frame: _Frame, block: Paragraph) -> None:
        """Running text."""
        for line in wrap(self.spans(block.spans, frame.voice), frame.width, self.measure):
            self.put(frame, line, block.line)

    def code(self, frame: _Frame, block: Code) -> None:
        """Padded, its language above it."""
        number = self.codes
        self.codes += 1
        language = tidy(block.language).strip()
        if language:
            runs = [Run(f"┄┄ {language}", Role.MUTED)]
            for line in wrap(runs, frame.width - PAD, self.measure):
                self.put(frame, (Run(" " * PAD, Role.MUTED), *line), block.line, code=number)
        for line in code_lines(shown(block.text), language, frame.width, self.measure, self.highlight):
            self.put(frame, line, block.line, code=number)

    def raw(self, frame: _Frame, block: Raw) -> None:
        """Source as it is."""
        for line in code_lines(shown(block.text), "", frame.width, self.measure, None):
            self.put(frame, tuple([run._replace(role=Role.RAW) for run in line]), block.line)

    def quote(self, frame: _Frame, block: Quote) -> None:
        """A bar on each line."""
        bar = (Run("▎ ", Role.QUOTE),)
        inner = self.nest(frame, bar, bar, block.line, Role.QUOTE)
        self.blocks(inner, block.blocks)
        self.close(inner, block.line)

    def alert(self, frame: _Frame, block: Alert) -> None:
        """A thick bar on each line, a sign and a word on the first."""
        role, sign, word = _ALERTS.get(block.kind, (Role.NOTE, "●", ""))
        bar = (Run("▌ ", role),)
        inner = self.nest(frame, bar, bar, block.line)
        title = _(word) if word else tidy(block.kind).capitalize()
        for line in wrap([Run(f"{sign} {title}", role)], inner.width, self.measure):
            self.put(inner, line, block.line)
        self.blocks(inner, block.blocks)

    def items(self, frame: _Frame, block: Items) -> None:
        """Bullets by depth, or numbers set flush right."""
        depth = frame.bullets
        frame.bullets += 1
        last = (block.start or 0) + len(block.items) - 1
        digits = len(str(last))
        before: Item | None = None
        for number, item in enumerate(block.items, block.start or 0):
            if block.start is not None:
                mark = f"{number}.".rjust(digits + 1) + " "
            else:
                mark = "" if item.checked is not None else _BULLETS[depth % len(_BULLETS)] + " "
            if item.checked is not None:
                mark += "☑ " if item.checked else "☐ "
            if before is not None and (not block.tight or _stands(before) or _stands(item)):
                self.put(frame, (), self.lines[-1].source)
            space = (Run(" " * len(mark), frame.voice),)
            inner = self.nest(frame, (Run(mark, Role.BULLET),), space, item.line)
            self.blocks(inner, item.blocks, tight=block.tight)
            self.close(inner, item.line)
            before = item
        frame.bullets -= 1

    def table(self, frame: _Frame, block: Table) -> None:
        """A grid or records."""
        for line in table_lines(block, frame.width, self.measure, self.spans):
            self.put(frame, line, block.line)

    def rule(self, frame: _Frame, block: Rule) -> None:
        """Three stars in the middle."""
        self.put(frame, (Run(" " * ((frame.width - 5) // 2)), Run("* * *", Role.RULE)), block.line)

    def fold(self, frame: _Frame, block: Fold) -> None:
        """Its summary, and the rest indented if it is open."""
        number = self.folds
        self.folds += 1
        is_open = block.opened != (number in self.opened)
        mark = (Run("▾ " if is_open else "▸ ", Role.FOLD),)
        space = (Run("  "),)
        inner = self.nest(frame, mark, space, block.line)
        summary = self.spans(block.summary, Role.FOLD) or [Run(_("Details"), Role.FOLD)]
        for line in wrap(summary, inner.width, self.measure):
            self.put(inner, line, block.line, fold=number)
        if is_open:
            self.put(inner, (), block.line)
            self.blocks(inner, block.blocks)
            return
        for hidden in walk(block.blocks):
            self.codes += isinstance(hidden, Code)
            self.folds += isinstance(hidden, Fold)

    def footnote(self, frame: _Frame, block: Footnote) -> None:
        """Its label, the text hanging beside it."""
        label = (Run(f"[{tidy(block.label)}] ", Role.FOOTNOTE),)
        space = (Run(" " * width_of_runs(label, self.measure)),)
        inner = self.nest(frame, label, space, block.line)
        self.blocks(inner, block.blocks)
        self.close(inner, block.line)


def _stands(item: Item) -> bool:
    """Whether an item of a tight list holds something that needs air around it."""
    return any(isinstance(block, _STANDING) for block in item.blocks)


_KINDS: dict[type[Block], Callable[[_Page, _Frame, Any], None]] = {
    Heading: _Page.heading,
    Paragraph: _Page.paragraph,
    Code: _Page.code,
    Raw: _Page.raw,
    Quote: _Page.quote,
    Alert: _Page.alert,
    Items: _Page.items,
    Table: _Page.table,
    Rule: _Page.rule,
    Fold: _Page.fold,
    Footnote: _Page.footnote,
}


def layout(
    blocks: Sequence[Block],
    width: int,
    *,
    measure: Measure = cells,
    opened: frozenset[int] = frozenset(),
    highlight: Highlight | None = None,
    addresses: bool = False,
) -> tuple[Line, ...]:
    """The blocks as lines of at most `width` terminal cells (12 at least).

    `measure` is the cell width of a text; `opened` holds the numbers of the folds, in document order, that are not as
    their author left them; `highlight` colours code without moving a line break; `addresses` prints the addresses of
    links. Every text is made safe for a terminal.
    """
    page = _Page(width, measure, opened, highlight, addresses)
    page.top(blocks)
    return tuple(page.lines)
