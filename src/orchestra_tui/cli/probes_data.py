"""What `doctor` looks at: the learner's files and the course. It makes no folder and mends no file."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import TYPE_CHECKING

from orchestra_tui.base.errors import OrchestraError
from orchestra_tui.base.i18n import _, n_
from orchestra_tui.cli.report import Report, State

if TYPE_CHECKING:
    from pathlib import Path

    from orchestra_tui.tutor.options import Options


def folders(options: Options) -> Iterator[Report]:
    """Where the learner's files are, and whether they can be written there."""
    home = options.home
    for name, folder in ((_("progress"), home.data), (_("settings"), home.config), (_("log"), home.state)):
        shown = f"{name}: {folder}"
        if _writable(folder):
            yield Report(State.OK, shown)
        else:
            yield Report(
                State.BROKEN,
                _("{folder}, which cannot be written").format(folder=shown),
                _("Change its permissions, or name another folder with --home."),
            )


def _writable(folder: Path) -> bool:
    """Whether files could be made in a folder that need not exist yet."""
    existing = next((each for each in (folder, *folder.parents) if each.exists()), None)
    return existing is not None and existing.is_dir() and os.access(existing, os.W_OK | os.X_OK)


def settings(options: Options) -> Iterator[Report]:
    """Whether the settings file says what can be understood."""
    for fault in options.faults:
        yield Report(State.WARN, str(fault))
    if not options.faults:
        there = options.home.settings.exists()
        yield Report(State.OK, _("settings are in order") if there else _("settings: as shipped, no file yet"))


def journal(options: Options) -> Iterator[Report]:
    """Whether the journal opens, how much is in it, and whether damaged ones were left."""
    from orchestra_tui.journal.damage import left
    from orchestra_tui.tutor.health import journal_health

    path = options.home.journal
    try:
        health = journal_health(path)
    except OrchestraError as error:
        yield Report(State.BROKEN, str(error))
    else:
        if health is None:
            yield Report(State.OK, _("journal: nothing in it yet"))
        else:
            rows = n_("{count} row", "{count} rows", health.rows).format(count=health.rows)
            shown = _("journal: {rows}, version {version}, {size} KB")
            yield Report(State.OK, shown.format(rows=rows, version=health.version, size=-(-health.size // 1024)))
    for aside in left(path):
        remedy = _("What could be read of it is saved; delete it when you do not need it.")
        yield Report(State.WARN, _("a damaged journal was set aside: {path}").format(path=aside), remedy)


def course(options: Options) -> Iterator[Report]:
    """Whether the course can be opened and all of it read."""
    from orchestra_tui.tutor.library import all_sections, open_library

    try:
        opened = open_library(options)
        count = len(all_sections(opened))
    except OrchestraError as error:
        yield Report(State.BROKEN, str(error))
        return
    for fault in opened.faults:
        yield Report(State.BROKEN, str(fault))
    sections = n_("{count} section", "{count} sections", count).format(count=count)
    yield Report(State.OK, _("course: {root}, {sections}").format(root=opened.root, sections=sections))
