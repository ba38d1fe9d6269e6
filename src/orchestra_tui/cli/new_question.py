"""`new question SECTION`: a question for its author to fill in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from orchestra_tui.base.errors import OrchestraError
from orchestra_tui.base.i18n import _
from orchestra_tui.base.text import visible
from orchestra_tui.cli import output
from orchestra_tui.cli.arguments import Parser, Word

if TYPE_CHECKING:
    from argparse import Namespace

    from orchestra_tui.tutor.options import Options

PLAIN = "single"
"""The type of a question that says no other."""


def add(parser: Parser) -> None:
    """Declare the words of the command."""
    parser.expect(
        Word("section", _("the section it is about"), value="SECTION", required=True),
        Word("type", _("the type of the question; a wrong one names them all"), ("--type",), "TYPE"),
        Word("objective", _("what it asks about; the section's first without it"), ("--objective",), "ID"),
        Word("write", _("append it to the section's file"), ("--write",)),
    )


def run(said: Namespace, options: Options) -> int:
    """Print the question as YAML, or append it. Raises OrchestraError where the section's file is broken."""
    from orchestra_tui.authoring.drafts import draft
    from orchestra_tui.base.paths import shipped
    from orchestra_tui.quiz.types import QUESTION_TYPES

    kind = said.type or PLAIN
    if kind not in QUESTION_TYPES:
        known = _("Known here: {names}.").format(names=", ".join(QUESTION_TYPES))
        raise OrchestraError(_('There is no type "{name}"').format(name=kind), remedy=known)
    made = draft(options.course or shipped(), said.section, kind, said.objective or "")
    if said.write:
        made.write()
        output.write(_('"{id}" was written to {path}').format(id=made.id, path=visible(str(made.path), keep="")) + "\n")
    else:
        output.write(made.text)
    return 0
