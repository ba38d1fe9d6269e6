"""`schema NAME`: the JSON Schema of a kind of content file, for editors."""

from __future__ import annotations

from typing import TYPE_CHECKING

from orchestra_tui.base.i18n import _
from orchestra_tui.cli import output
from orchestra_tui.cli.arguments import Parser, Word

if TYPE_CHECKING:
    from argparse import Namespace

    from orchestra_tui.tutor.options import Options

NAMES = ("quiz", "scenario", "runbook", "pool")


def add(parser: Parser) -> None:
    """Declare the words of the command."""
    parser.expect(Word("name", _("the kind of file"), value="NAME", choices=NAMES, required=True))


def run(said: Namespace, options: Options) -> int:
    """Print the schema, made from the types that read such files."""
    if said.name == "quiz":
        from orchestra_tui.quiz.bank import schema

        output.write_json(schema())
    else:
        from orchestra_tui.authoring.schemas import SCHEMAS

        output.write_json(SCHEMAS[said.name]())
    return 0
