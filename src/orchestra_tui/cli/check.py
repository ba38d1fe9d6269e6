"""`check [DIR]`: the linter over a course."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from orchestra_tui.base.errors import FOUND, Place
from orchestra_tui.base.i18n import _
from orchestra_tui.base.text import visible
from orchestra_tui.cli import output
from orchestra_tui.cli.arguments import Parser, Word

if TYPE_CHECKING:
    from argparse import Namespace

    from orchestra_tui.tutor.options import Options


def add(parser: Parser) -> None:
    """Declare the words of the command."""
    parser.expect(
        Word("dir", _("the course to check; the shipped one without it"), value="DIR"),
        Word("json", _("print JSON"), ("--json",)),
        Word("lock", _("note new ids as used for good"), ("--lock",)),
    )


def run(said: Namespace, options: Options) -> int:
    """Note ids if asked, print what is found; 1 where that is anything. Raises OrchestraError where the folder cannot be opened."""
    from orchestra_tui.authoring.check import check, lock
    from orchestra_tui.base.paths import shipped

    root = Path(said.dir).expanduser() if said.dir else options.course or shipped()
    if said.lock:
        lock(root)
    findings = check(root)
    if said.json:
        output.write_json(
            {
                "findings": [
                    {
                        "file": str(each.file),
                        "line": each.line,
                        "column": each.column,
                        "rule": each.rule,
                        "message": each.message,
                    }
                    for each in findings
                ]
            }
        )
    else:
        for each in findings:
            place = Place(each.file, each.line, each.column)
            output.write(visible(f"{place}: {each.rule}: {each.message}", keep="") + "\n")
    return FOUND if findings else 0
