"""`fleet list`: the scenarios there are, a line each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from orchestra_tui.base.i18n import _
from orchestra_tui.base.paths import APP
from orchestra_tui.base.text import visible
from orchestra_tui.cli import output
from orchestra_tui.cli.arguments import Parser, Word
from orchestra_tui.tutor.library import open_library
from orchestra_tui.tutor.scenarios import ScenarioEntry, faults, files, scenarios

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
    if said.json:
        output.write_json([_entry(each) for each in found])
    else:
        output.write(_table(found))
    output.complain_all(faults(course, language))
    return 0


def _entry(entry: ScenarioEntry) -> dict[str, object]:
    return {"name": entry.name, "title": entry.title, "section": str(entry.section) if entry.section else None}


def _table(entries: Sequence[ScenarioEntry]) -> str:
    """One line for each scenario: its name, its title, its section."""
    from orchestra_tui.course.layout import cells

    if not entries:
        return _("This course has no scenarios") + "\n"
    rows = [
        [visible(text, keep="") for text in (each.name, each.title, each.section.section if each.section else "")]
        for each in entries
    ]
    first, second = (max(cells(row[n]) for row in rows) for n in (0, 1))
    lines = [
        f"{name}{' ' * (first - cells(name))}  {title}{' ' * (second - cells(title))}  {section}".rstrip()
        for name, title, section in rows
    ]
    example = _("To run one: {command}").format(command=f"{APP} fleet run {rows[0][0]}")
    return "\n".join([*lines, "", example]) + "\n"
