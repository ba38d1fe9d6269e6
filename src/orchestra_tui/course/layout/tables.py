"""Tables: columns that fit the screen, or records where no columns fit."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from orchestra_tui.course.layout.lines import Role, Run, Runs
from orchestra_tui.course.layout.wrap import Measure, width_of, width_of_runs, wrap
from orchestra_tui.course.model import Spans, Table

Inline = Callable[[Spans, Role], list[Run]]
Cells = list[list[Run]]
Numbered = tuple[int | None, Runs]

# A column narrower than NARROWEST is not a column; words up to LONGEST cells are not broken if that can be.
NARROWEST = 6
LONGEST = 16
BETWEEN = 3


def _text(cell: Sequence[Run]) -> str:
    return "".join([run.text for run in cell])


def _natural(cell: Sequence[Run], measure: Measure) -> int:
    return max([width_of(part, measure) for part in _text(cell).split("\n")])


def _longest_word(cell: Sequence[Run], measure: Measure) -> int:
    return max([width_of(word, measure) for word in _text(cell).replace("\n", " ").split(" ")])


def _level(wants: list[int], floors: list[int], room: int) -> list[int]:
    """Widths between floors and wants that fill the room: the widest give way first, spare cells go to the left."""
    low, high = 0, max(wants)
    while low < high:
        middle = (low + high + 1) // 2
        taken = sum([max(floor, min(want, middle)) for want, floor in zip(wants, floors, strict=True)])
        low, high = (middle, high) if taken <= room else (low, middle - 1)
    widths = [max(floor, min(want, low)) for want, floor in zip(wants, floors, strict=True)]
    for index, want in enumerate(wants):
        if sum(widths) < room and widths[index] < want and widths[index] == low:
            widths[index] += 1
    return widths


def fit_columns(rows: Sequence[Cells], room: int, measure: Measure) -> list[int] | None:
    """The widths of the columns for `room` cells of content, or None where they would be too narrow to read."""
    columns: list[tuple[list[Run], ...]] = list(zip(*rows, strict=True))
    wants = [max(1, *[_natural(cell, measure) for cell in column]) for column in columns]
    if sum(wants) <= room:
        return wants
    words = [max(1, *[_longest_word(cell, measure) for cell in column]) for column in columns]
    for longest in (LONGEST, NARROWEST * 3 // 2):
        floors = [min(want, max(NARROWEST, min(word, longest))) for want, word in zip(wants, words, strict=True)]
        if sum(floors) <= room:
            return _level(wants, floors, room)
    return None


def _padded(runs: Runs, width: int, align: str, measure: Measure) -> Runs:
    """The runs of one line of a cell, filled up to the width of its column."""
    spare = width - width_of_runs(runs, measure)
    left = spare if align == "right" else spare // 2 if align == "center" else 0
    right = spare - left
    head: Runs = (Run(" " * left, Role.TABLE),) if left > 0 else ()
    tail: Runs = (Run(" " * right, Role.TABLE),) if right > 0 else ()
    return (*head, *runs, *tail)


def _rule(widths: list[int], dash: str) -> Runs:
    """A line across the table; `dash` is its stroke."""
    return (Run(f"{dash}┼{dash}".join([dash * width for width in widths]), Role.RULE),)


def _row(cells: list[list[Runs]], widths: list[int], aligns: Sequence[str], measure: Measure) -> Iterator[Runs]:
    """The lines of a row, from the lines of its cells."""
    for number in range(max(1, *[len(cell) for cell in cells])):
        runs: Runs = ()
        for index, (cell, width, align) in enumerate(zip(cells, widths, aligns, strict=True)):
            bar: Runs = (Run(" │ ", Role.RULE),) if index else ()
            runs += bar + _padded(cell[number] if number < len(cell) else (), width, align, measure)
        yield runs


def _grid(table: Table, header: Cells, rows: list[Cells], widths: list[int], measure: Measure) -> Iterator[Numbered]:
    """The table as a grid: a rule under the header, rules between the rows if one of them takes several lines."""
    head, *body = [
        [wrap(cell, width, measure) for cell, width in zip(row, widths, strict=True)] for row in (header, *rows)
    ]
    # Wrapped lines may all be shorter than the column: it need not be wider than they are.
    columns = zip(head, *body, strict=True)
    taken = [max([1, *[width_of_runs(line, measure) for cell in column for line in cell]]) for column in columns]
    if any(head):
        for line in _row(head, taken, table.aligns, measure):
            yield None, line
        yield None, _rule(taken, "─")
    apart = any(len(cell) > 1 for row in body for cell in row)
    for number, row in enumerate(body):
        if number and apart:
            yield number - 1, _rule(taken, "╌")
        for line in _row(row, taken, table.aligns, measure):
            yield number, line


def _record(header: Cells, row: Cells, width: int, measure: Measure) -> Iterator[Runs]:
    """A line "Header: value" for each cell of a row that says something."""
    hang = Run("  ", Role.TABLE)
    for name, cell in zip(header, row, strict=True):
        if not _text(cell).strip():
            continue
        named: list[Run] = []
        if _text(name).strip():
            named = [run._replace(text=" ") if run.text == "\n" else run for run in name]
            named.append(Run(": ", Role.TABLE_HEAD))
        first, *others = wrap([*named, *cell], width - 2, measure)
        yield first
        yield from [(hang, *line) for line in others]


def _records(header: Cells, rows: list[Cells], width: int, measure: Measure) -> Iterator[Numbered]:
    """The table as records, a blank line between two; without rows, its header."""
    if not rows:
        for line in _record([[] for _ in header], header, width, measure):
            yield None, line
    for number, row in enumerate(rows):
        if number:
            yield number - 1, ()
        for line in _record(header, row, width, measure):
            yield number, line


def table_lines(table: Table, width: int, measure: Measure, inline: Inline) -> Iterator[Numbered]:
    """The lines of a table with the row each shows, none wider than `width`; the header is row None.

    A grid if its columns can be read, else records.
    """
    header = [inline(cell, Role.TABLE_HEAD) for cell in table.header]
    rows = [[inline(cell, Role.TABLE) for cell in row] for row in table.rows]
    if not header:
        return
    widths = fit_columns([header, *rows], width - BETWEEN * (len(header) - 1), measure)
    if widths is None:
        yield from _records(header, rows, width, measure)
    else:
        yield from _grid(table, header, rows, widths, measure)
