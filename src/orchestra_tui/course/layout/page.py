"""A page being laid out: its lines so far, and the columns that blocks are set in."""

from __future__ import annotations

from orchestra_tui.course.layout.code import Highlight
from orchestra_tui.course.layout.inline import inline
from orchestra_tui.course.layout.lines import Line, Role, Run, Runs
from orchestra_tui.course.layout.wrap import Measure, width_of_runs, wrap
from orchestra_tui.course.model import Spans

# Nothing can be laid out in fewer cells; a narrower screen gets lines of this width.
LEAST = 12


class Frame:
    """A column of the page: the width left for its lines, and the ornament on their left.

    `first` is the ornament of its first line, None once that is drawn; `rest` is that of all others. `voice` is the
    role of running text here and `depth` the number of bulleted lists around.
    """

    __slots__ = ("depth", "first", "outer", "rest", "voice", "width")

    def __init__(self, width: int, first: Runs | None = None, rest: Runs = (), outer: Frame | None = None) -> None:
        self.width = width
        self.first = first
        self.rest = rest
        self.outer = outer
        self.voice = Role.BODY
        self.depth = 0

    def lead(self) -> Runs:
        """The ornament of the next line."""
        first, self.first = self.first, None
        return self.rest if first is None else first


def _joined(runs: Runs, more: Runs) -> Runs:
    """The runs one after another; neighbours of one look become one run."""
    if runs and more and runs[-1][1:] == more[0][1:]:
        return (*runs[:-1], runs[-1]._replace(text=runs[-1].text + more[0].text), *more[1:])
    return runs + more


def _stripped(runs: Runs) -> Runs:
    """The runs without white space at their end."""
    while runs:
        last = runs[-1]
        text = last.text.rstrip()
        if text:
            return runs if len(text) == len(last.text) else (*runs[:-1], last._replace(text=text))
        runs = runs[:-1]
    return runs


class Page:
    """The lines so far, and what the blocks of a page share while they are laid out.

    `codes` and `folds` count what has been met, `block` is the top-level block at work and `begun` its first line.
    """

    def __init__(
        self, width: int, measure: Measure, opened: frozenset[int], highlight: Highlight | None, addresses: bool
    ) -> None:
        self.measure = measure
        self.opened = opened
        self.highlight = highlight
        self.addresses = addresses
        self.codes = self.folds = self.block = self.begun = 0
        self.lines: list[Line] = []
        self.root = Frame(max(width, LEAST))
        # Nesting takes about half of the width at most.
        self.narrowest = max(8, min(self.root.width // 2, 32))

    def put(
        self, frame: Frame, runs: Runs, source: int, *, code: int | None = None, fold: int | None = None, pad: int = 0
    ) -> None:
        """Add a line whose own first `pad` characters are ornament too."""
        lead = frame.lead()
        line = _stripped(lead + runs)
        indent = sum([len(run.text) for run in lead]) + pad
        if indent:
            indent = min(indent, sum([len(run.text) for run in line]))
        self.lines.append(Line(line, self.block, len(self.lines) - self.begun, source, code, fold, indent))

    def blank(self, frame: Frame) -> None:
        """Add an empty line, which belongs to what is above it."""
        self.put(frame, (), self.lines[-1].source)

    def wrapped(self, frame: Frame, runs: list[Run], source: int, fold: int | None = None) -> None:
        """Add runs as lines of the frame's width."""
        for line in wrap(runs, frame.width, self.measure):
            self.put(frame, line, source, fold=fold)

    def inline(self, spans: Spans, role: Role) -> list[Run]:
        """The runs of some spans."""
        return inline(spans, role, addresses=self.addresses)

    def nest(self, frame: Frame, mark: str, role: Role, source: int, *, bar: bool = False) -> Frame:
        """A narrower frame inside, `mark` on the left of its first line; with `bar`, of all its lines.

        Where little width is left the new frame takes the place of the one around it; a mark too wide for any place
        gets a line of its own.
        """
        first: Runs = (Run(mark, role),)
        taken = width_of_runs(first, self.measure)
        base = frame
        while base.outer is not None and base.width - taken < self.narrowest:
            base = base.outer
        if base is not frame:
            self.close(frame, source)
        if base.width - taken < self.narrowest:
            self.wrapped(base, [*first], source)
            taken, first = 2, (Run("  "),)
        rest = first if bar else (Run(" " * taken),)
        lead = _joined(base.lead(), first)
        inner = Frame(base.width - taken, lead, _joined(base.rest, rest), base)
        inner.voice, inner.depth = frame.voice, frame.depth
        return inner

    def close(self, frame: Frame, source: int) -> None:
        """Draw the mark of a frame that nothing was put into."""
        if frame.first is not None:
            self.put(frame, (), source)
