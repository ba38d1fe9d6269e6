"""`read [SECTION]`: a section as text, or the list of them all."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING

from orchestra_tui.base.i18n import _, n_
from orchestra_tui.base.paths import APP
from orchestra_tui.base.text import visible
from orchestra_tui.cli import output
from orchestra_tui.cli.arguments import Parser, Word
from orchestra_tui.tutor.library import all_sections, open_library, sections_named, short_names

if TYPE_CHECKING:
    from argparse import Namespace

    from orchestra_tui.course.course import Course
    from orchestra_tui.course.document import Section
    from orchestra_tui.course.model import SectionRef
    from orchestra_tui.tutor.options import Options


def add(parser: Parser) -> None:
    """Declare the words of the command."""
    parser.expect(
        Word("section", _("id of a section or a module, as in the list"), value="SECTION"),
        Word("list", _("list the sections with their reading times"), ("--list",)),
        Word("ids", _("list the ids alone, for scripts"), ("--ids",)),
        Word("json", _("print JSON"), ("--json",)),
    )


def run(said: Namespace, options: Options) -> int:
    """Print what was asked for; what of it cannot be read is told on stderr."""
    course = open_library(options)
    if said.list or said.ids or not said.section:
        _list(said, course)
        faults = course.faults
    else:
        sections = sections_named(course, said.section)
        _show(sections, said.json, single=course.module(said.section) is None)
        faults = tuple(dict.fromkeys(fault for section in sections if (fault := section.document.fault)))
    output.complain_all(faults)
    return 0


def _show(sections: Sequence[Section], json: bool, *, single: bool) -> None:
    if json:
        whole = [_whole(section) for section in sections]
        output.write_json(whole[0] if single else whole)
    elif output.is_terminal(sys.stdout):
        output.write("\n".join(_laid_out(section) for section in sections))
    else:
        output.write("".join(_plain(section) for section in sections))


def _list(said: Namespace, course: Course) -> None:
    sections = all_sections(course)
    names = short_names(sections)
    if said.section:
        wanted = {section.ref for section in sections_named(course, said.section)}
        sections = tuple(section for section in sections if section.ref in wanted)
    if said.json:
        output.write_json([_entry(section) for section in sections])
    elif said.ids:
        modules = dict.fromkeys(section.ref.module for section in sections)
        ids = [*(names[section.ref] for section in sections), *modules]
        output.write("".join(f"{visible(each, keep='')}\n" for each in ids))
    else:
        output.write(_table(course, sections, names))
        if not said.list and output.is_terminal(sys.stdout):
            output.write(_("To read one: {command}").format(command=f"{APP} read {names[sections[0].ref]}") + "\n")


def _entry(section: Section) -> dict[str, object]:
    return {
        "module": section.ref.module,
        "section": section.ref.section,
        "title": section.title,
        "words": section.words,
    }


def _whole(section: Section) -> dict[str, object]:
    return {
        "module": section.ref.module,
        "section": section.ref.section,
        "title": section.title,
        "markdown": section.source,
    }


def _table(course: Course, sections: Sequence[Section], names: Mapping[SectionRef, str]) -> str:
    """One line for each section, its id first; under the title of its module where there are several."""
    rows = [(s.ref.module, visible(names[s.ref], keep=""), _minutes(s.minutes), s.title) for s in sections]
    cells = _measure(row[1] for row in rows)
    left, middle = max(cells(row[1]) for row in rows), max(len(row[2]) for row in rows)
    titles = {module.id: module.title for module in course.modules}
    parts = []
    for module, group in groupby(rows, key=itemgetter(0)):
        if len(course.modules) > 1:
            parts.append(f"{visible(titles[module], keep='')} · {visible(module, keep='')}\n")
        for _module, name, minutes, title in group:
            gap, lead = " " * (left - cells(name)), " " * (middle - len(minutes))
            parts.append(f"{name}{gap}  {lead}{minutes}  {visible(title, keep='')}\n")
    count = n_("{count} section", "{count} sections", len(rows)).format(count=len(rows))
    return f"{''.join(parts)}\n{count}, {_minutes(sum(section.minutes for section in sections))}\n"


def _measure(names: Iterable[str]) -> Callable[[str], int]:
    """How to count the cells of these names; layout is loaded only where letters are not all equally wide."""
    if all(name.isascii() for name in names):
        return len
    from orchestra_tui.course.layout import cells

    return cells


def _minutes(count: int) -> str:
    return n_("{count} min", "{count} min", count).format(count=count)


def _laid_out(section: Section) -> str:
    from orchestra_tui.cli.style import render
    from orchestra_tui.course.layout import layout, walk
    from orchestra_tui.course.model import Fold

    blocks = section.blocks
    folds = [block for block in walk(blocks) if isinstance(block, Fold)]
    closed = frozenset(number for number, fold in enumerate(folds) if not fold.opened)
    lines = layout(blocks, output.columns(), opened=closed, addresses=True)
    return "".join(render(lines, style=output.has_style()))


def _plain(section: Section) -> str:
    text = visible(section.source)
    return text if text.endswith("\n") else text + "\n"
