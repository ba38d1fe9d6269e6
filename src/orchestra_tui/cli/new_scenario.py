"""`new scenario NAME`: a scenario for its author to fill in."""

from __future__ import annotations

from typing import TYPE_CHECKING

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
        Word("name", _("its name: small letters, digits, hyphens"), value="NAME", required=True),
        Word("section", _("the section it shows; the first without it"), ("--section",), "SECTION"),
        Word("write", _("make its file among the course's scenarios"), ("--write",)),
    )


def run(said: Namespace, options: Options) -> int:
    """Print the scenario as YAML, or make its file. Raises OrchestraError where the name is taken."""
    from orchestra_tui.authoring.scenario_draft import draft
    from orchestra_tui.base.paths import shipped

    made = draft(options.course or shipped(), said.name, said.section or "")
    if said.write:
        made.write()
        written = _('"{id}" was written to {path}').format(id=made.name, path=visible(str(made.path), keep=""))
        output.write(written + "\n")
    else:
        output.write(made.text)
    return 0
