"""`progress export FILE`: the learner's journal as a file to carry away."""

from __future__ import annotations

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
    parser.expect(Word("file", _("where to write; - is stdout"), value="FILE", required=True))


def run(said: Namespace, options: Options) -> int:
    """Write every row there is; an existing file is replaced as a whole."""
    from orchestra_tui.journal.store import Journal

    with Journal.open(options.home.journal) as journal:
        if said.file == "-":
            for line in journal.export_lines():
                output.write(line)
        else:
            count = journal.export(Path(said.file).expanduser())
            output.write(n_("{count} row written", "{count} rows written", count).format(count=count) + "\n")
        output.complain_all(journal.notices)
    return 0
