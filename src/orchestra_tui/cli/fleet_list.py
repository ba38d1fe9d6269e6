"""`fleet list`: the scenarios there are, a line each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from orchestra_tui.base.i18n import _
from orchestra_tui.base.paths import APP
from orchestra_tui.base.text import visible
from orchestra_tui.cli import output
from orchestra_tui.cli.arguments import Parser, Word
from orchestra_tui.tutor.library import open_library, short_names
from orchestra_tui.tutor.scenarios import faults, files, scenarios

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Sequence

    from orchestra_tui.tutor.options import Options


def add(parser: Parser) -> None:
    """Declare the words of the command."""
    parser.expect(
        Word("ids", _("list the names alone, for scripts"), ("--ids",)),
        Word("json", _("print JSON"), ("--json",)),
    )


def run(said: Namespace, options: Options) -> int:
    """Print them in the order to take them; what of them cannot be read is told on stderr."""
    course, language = open_library(options), options.course_language
    if said.ids:
        output.write("".join(f"{visible(name, keep='')}\n" for name in files(course, language)))
        return 0
    found = scenarios(course, language)
    names = short_names(course.sections)
    rows = [(each.name, each.title, names.get(each.section, "") if each.section else "") for each in found]
    if said.json:
        output.write_json([{"name": name, "title": title, "section": section or None} for name, title, section in rows])
    else:
        output.write(_table(rows))
    output.complain_all(faults(course, language))
    return 0


def _table(rows: Sequence[tuple[str, str, str]]) -> str:
    """One line for each scenario: its name, its title, its section."""
    from orchestra_tui.course.layout import cells

    if not rows:
        return _("This course has no scenarios") + "\n"
    shown = [[visible(text, keep="") for text in row] for row in rows]
    first, second = (max(cells(row[n]) for row in shown) for n in (0, 1))
    lines = [
        f"{name}{' ' * (first - cells(name))}  {title}{' ' * (second - cells(title))}  {section}".rstrip()
        for name, title, section in shown
    ]
    example = _("To run one: {command}").format(command=f"{APP} fleet run {shown[0][0]}")
    return "\n".join([*lines, "", example]) + "\n"
