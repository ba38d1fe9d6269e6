"""`progress import FILE`: brings in what `progress export` wrote, here or elsewhere; twice is harmless."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from orchestra_tui.base.i18n import _, n_
from orchestra_tui.cli import output
from orchestra_tui.cli.arguments import Parser, Word

if TYPE_CHECKING:
    from argparse import Namespace

    from orchestra_tui.tutor.options import Options


def add(parser: Parser) -> None:
    """Declare the words of the command."""
    parser.expect(Word("file", _("an exported file; - is stdin"), value="FILE", required=True))


def run(said: Namespace, options: Options) -> int:
    """Add the rows that are not known yet, all of them or none."""
    from orchestra_tui.journal.store import Journal

    with Journal.open(options.home.journal) as journal:
        if said.file == "-":
            added, known = journal.merge_lines(sys.stdin.buffer if sys.stdin else (), "-")
        else:
            added, known = journal.merge(Path(said.file).expanduser())
        parts = [
            n_("{count} row added", "{count} rows added", added).format(count=added),
            n_("{count} known already", "{count} known already", known).format(count=known),
        ]
        output.write(", ".join(parts) + "\n")
        output.complain_all(journal.notices)
    return 0
