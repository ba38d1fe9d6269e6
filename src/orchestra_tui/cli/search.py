"""`search TEXT`: where the words stand in the course, a line each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from orchestra_tui.base.i18n import _
from orchestra_tui.base.text import visible
from orchestra_tui.cli import output
from orchestra_tui.cli.arguments import Parser, Word
from orchestra_tui.cli.style import BOLD, styled
from orchestra_tui.tutor.library import all_sections, open_library, short_names

if TYPE_CHECKING:
    from argparse import Namespace

    from orchestra_tui.course.search import Hit
    from orchestra_tui.tutor.options import Options


def add(parser: Parser) -> None:
    """Declare the words of the command."""
    parser.expect(
        Word("text", _("words to look for, in any form"), value="TEXT", required=True, many=True),
        Word("json", _("print JSON"), ("--json",)),
    )


def run(said: Namespace, options: Options) -> int:
    """Print every place; finding nothing is no fault."""
    from orchestra_tui.course.search import search

    course = open_library(options)
    names = short_names(all_sections(course))
    hits = list(search(course, " ".join(said.text)))
    if said.json:
        output.write_json(
            [{"module": hit.ref.module, "section": hit.ref.section, "line": hit.line, "text": hit.text} for hit in hits]
        )
    else:
        style = output.has_style()
        output.write("".join(f"{visible(names[hit.ref], keep='')}:{hit.line}: {_shown(hit, style)}\n" for hit in hits))
    if not hits:
        output.complain(_("Nothing was found"))
    output.complain_all(course.faults)
    return 0


def _shown(hit: Hit, style: bool) -> str:
    """The text of the hit with what was looked for set off."""
    if not style:
        return hit.text
    parts, end = [], 0
    for start, stop in hit.spans:
        parts += [hit.text[end:start], styled(hit.text[start:stop], BOLD)]
        end = stop
    return "".join([*parts, hit.text[end:]])
