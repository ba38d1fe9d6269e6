"""`python -m benchmarks.run`: the program against its peers, as Markdown tables of ratios.

An installed wheel is measured, from outside, through a pseudo-terminal of 120x36. Every run of ours stands right after
a run of its peer; a row's ratio is the median over these pairs, so that a machine whose speed drifts does not matter.
A start is that of a learner who has been here before; a new learner's has a row of its own. The first round warms the
file caches and is not counted.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

from benchmarks import installs, rows, texts
from benchmarks.dashboard import dashboard
from benchmarks.measure import Actions, interleave, progress, quieten, visit
from benchmarks.rows import Cast, Row
from benchmarks.table import table
from benchmarks.terminal import MeasureError

GROUPS: dict[str, Callable[[Cast], list[Row]]] = {
    "reader": rows.reader,
    "cli": rows.cli,
    "dashboard": dashboard,
    "peers": rows.peers,
}


def main(argv: Sequence[str] | None = None) -> int:
    """Measure and print; 1 when something could not be measured. A row over its budget only says so."""
    options = _options(argv)
    faults: list[str] = []
    progress("installing what is to be measured")
    try:
        programs = installs.ours()
    except installs.InstallError as error:
        print(f"our own wheel cannot be installed: {error}", file=sys.stderr)
        return 1
    frogmouth = _frogmouth(faults) if "peers" in options.rows else None
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        cast = _cast(programs, frogmouth, options.markdown, Path(folder))
        if "reader" in options.rows:
            _move_in(cast, faults)
        groups = {name: GROUPS[name](cast) for name in options.rows}
        noise = _measure([row for group in groups.values() for row in group], options.runs, faults)
    ours = [row for name in ("reader", "cli", "dashboard") for row in groups.get(name, [])]
    tables = [table(ours, "ours", "peer")] if ours else []
    tables += [table(groups["peers"], "peer", "bare app")] if "peers" in groups else []
    print("\n\n".join([*tables, noise, *faults]))
    return 1 if faults else 0


def _measure(chosen: Sequence[Row], runs: int, faults: list[str]) -> str:
    """Run what the rows need; how quiet the machine was, in a sentence."""
    comparisons = list({id(row.comparison): row.comparison for row in chosen}.values())
    priority = quieten()
    loop = interleave(comparisons, runs, progress)
    faults += [comparison.fault for comparison in comparisons if comparison.fault]
    return f"{runs} rounds {priority}; a fixed loop between them took {min(loop):.0f} to {max(loop):.0f} ms."


def _frogmouth(faults: list[str]) -> Path | None:
    try:
        return installs.peers()
    except installs.InstallError as error:
        faults.append(f"frogmouth is not measured, it cannot be installed here: {error}")
        return None


def _cast(programs: Path, frogmouth: Path | None, markdown: Path | None, folder: Path) -> Cast:
    theory = markdown or next(installs.ROOT.glob("course/*/theory.md"))
    document = texts.document(theory, folder) if markdown else texts.shipped(theory, folder)
    return Cast(programs, frogmouth, document, texts.long(theory, folder), texts.large(folder))


def _move_in(cast: Cast, faults: list[str]) -> None:
    """Let the learner open each text once, so that the counted runs are later ones."""
    for text in (cast.document, cast.long, cast.large):
        text.home.mkdir()
        try:
            visit(cast.ours(text), Actions(), text.home)
        except MeasureError as error:
            faults.append(f"the first visit: {error}")


def _options(argv: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.run", description="Measure the program and its peers.")
    parser.add_argument("--rows", type=lambda text: text.split(","), default=list(GROUPS), help=",".join(GROUPS))
    parser.add_argument("--runs", type=int, default=9, help="counted rounds (9)")
    parser.add_argument("--markdown", type=Path, help="show this document instead of the one that ships")
    options = parser.parse_args(argv)
    if unknown := set(options.rows) - set(GROUPS):
        parser.error(f"no rows are called {', '.join(sorted(unknown))}")
    return options


if __name__ == "__main__":
    sys.exit(main())
