"""`check [DIR]`: the linter over a course."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from orchestra_tui.base.errors import FOUND
from orchestra_tui.base.i18n import _, n_
from orchestra_tui.cli import output
from orchestra_tui.cli.arguments import Parser, Word

if TYPE_CHECKING:
    from argparse import Namespace

    from orchestra_tui.authoring.finding import Finding
    from orchestra_tui.tutor.options import Options


def add(parser: Parser) -> None:
    """Declare the words of the command."""
    parser.expect(
        Word("dir", _("the course to check; the shipped one without it"), value="DIR"),
        Word("json", _("print JSON"), ("--json",)),
        Word("lock", _("note new ids as used for good"), ("--lock",)),
    )


def run(said: Namespace, options: Options) -> int:
    """Print what is found; 1 where that is anything. Raises OrchestraError where the folder cannot be opened."""
    from orchestra_tui.authoring.check import check, lock
    from orchestra_tui.base.paths import shipped

    root = Path(said.dir).expanduser() if said.dir else options.course or shipped()
    if said.lock:
        count = len(lock(root))
        output.tell(n_("{count} id noted", "{count} ids noted", count).format(count=count))
    findings = check(root)
    if said.json:
        output.write_json({"findings": [_entry(each) for each in findings]})
    else:
        output.write("".join(f"{each}\n" for each in findings))
    return FOUND if findings else 0


def _entry(finding: Finding) -> dict[str, object]:
    return {
        "file": str(finding.file),
        "line": finding.line,
        "column": finding.column,
        "rule": finding.rule,
        "message": finding.message,
    }
