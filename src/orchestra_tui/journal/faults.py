"""What can go wrong with the journal, each said in one line with its remedy."""

from __future__ import annotations

from pathlib import Path

from orchestra_tui.base.errors import OrchestraError, Place
from orchestra_tui.base.i18n import _, n_


def newer(path: Path, found: int, known: int) -> OrchestraError:
    """The file was written by a later version of the program."""
    return OrchestraError(
        _("The journal has version {found}, and this program knows versions up to {known}").format(
            found=found, known=known
        ),
        place=Place(path),
        remedy=_("Update orchestra-tutorial; the file was left as it is."),
    )


def not_a_file(path: Path) -> OrchestraError:
    """Something else than a file or a folder stands in the journal's place."""
    return OrchestraError(
        _("This is not a regular file, so the journal cannot be kept in it"),
        place=Place(path),
        remedy=_("Move it away, or choose another folder with --home."),
    )


def unreadable(path: Path, error: Exception) -> OrchestraError:
    """The file is in use for too long, or may not be read."""
    if _is_busy(error):
        return OrchestraError(
            _("Another program keeps the journal locked"),
            place=Place(path),
            remedy=_("Close that program and try again."),
        )
    return OrchestraError(
        _("The journal cannot be read: {reason}").format(reason=_reason(error)),
        place=Place(path),
        remedy=_("Check the folder and its permissions."),
    )


def unchanged(path: Path, error: Exception) -> OrchestraError:
    """A change that was asked for could not be made, and nothing was changed."""
    return OrchestraError(
        _("The journal cannot be written, nothing was changed: {reason}").format(reason=_reason(error)),
        place=Place(path),
        remedy=_("Check the folder, its permissions and the space on the disk."),
    )


def unsaved(path: Path, error: Exception) -> OrchestraError:
    """Rows wait in memory because the file cannot take them now."""
    return OrchestraError(
        _("Your progress is not being saved: {reason}").format(reason=_reason(error)),
        place=Place(path),
        remedy=_("It is kept in memory and tried again; before you leave, save it elsewhere."),
    )


def read_only(path: Path) -> OrchestraError:
    """The place of the journal does not let us write."""
    return OrchestraError(
        _("The journal cannot be written here, so your progress will be kept in memory only"),
        place=Place(path),
        remedy=_("Choose another folder with --home, or save your progress elsewhere before you leave."),
    )


def damaged(path: Path, aside: Path, saved: int) -> OrchestraError:
    """A damaged file was set aside; `saved` of its rows are in the new one."""
    rows = n_("{count} row of it was saved into a new one", "{count} rows of it were saved into a new one", saved)
    return OrchestraError(
        _("The journal was damaged: {outcome}").format(
            outcome=rows.format(count=saved) if saved else _("nothing in it could be read, and a new one is begun")
        ),
        place=Place(path),
        remedy=_("The damaged file is kept as {name}.").format(name=aside.name),
    )


def stuck(path: Path, error: Exception) -> OrchestraError:
    """A damaged file could not be set aside."""
    return OrchestraError(
        _("The journal is damaged and cannot be moved out of the way: {reason}").format(reason=_reason(error)),
        place=Place(path),
        remedy=_("Close other programs that use it, or rename it yourself."),
    )


def skipped(path: Path, count: int) -> OrchestraError:
    """Single rows make no sense, the rest does."""
    return OrchestraError(
        n_(
            "{count} row of the journal cannot be read and is passed over",
            "{count} rows of the journal cannot be read and are passed over",
            count,
        ).format(count=count),
        place=Place(path),
        remedy=_("Importing an earlier export brings back what it has of them."),
    )


def lingering(path: Path) -> OrchestraError:
    """Erased rows may still be in the file's write-ahead log, which another program holds open."""
    return OrchestraError(
        _("The rows are erased, but another open tutorial keeps traces of them on the disk"),
        place=Place(path),
        remedy=_("Close it and repeat the command."),
    )


def _reason(error: Exception) -> str:
    if isinstance(error, OrchestraError):
        return error.message
    if isinstance(error, OSError) and error.strerror:
        return error.strerror
    return _("another program keeps it locked") if _is_busy(error) else str(error)


def _is_busy(error: Exception) -> bool:
    return "database is locked" in str(error)


def bad_line(name: str | Path, line: int, what: str, column: int | None = None) -> OrchestraError:
    """A line of an export cannot be taken, so none is."""
    return OrchestraError(
        what, place=Place(name, line, column), remedy=_("Nothing was imported; mend the line or export again.")
    )


def foreign_export(name: str | Path) -> OrchestraError:
    """A file that is no export of the journal."""
    return OrchestraError(
        _("This is not an exported journal"),
        place=Place(name, 1),
        remedy=_("Give a file that `progress export` wrote."),
    )


def newer_export(name: str | Path) -> OrchestraError:
    """An export of a later version of the program."""
    return OrchestraError(
        _("A newer version of orchestra-tutorial wrote this export"),
        place=Place(name, 1),
        remedy=_("Update orchestra-tutorial; nothing was imported."),
    )


def no_export(name: str | Path, error: Exception) -> OrchestraError:
    """The file to import cannot be read."""
    return OrchestraError(
        _("The export cannot be read: {reason}").format(reason=_reason(error)),
        place=Place(name),
        remedy=_("Check the name and its permissions."),
    )


def not_exported(path: Path, error: Exception) -> OrchestraError:
    """The file to export to cannot be written."""
    return OrchestraError(
        _("The export cannot be written: {reason}").format(reason=_reason(error)),
        place=Place(path),
        remedy=_("Choose a file in a folder that exists and lets you write."),
    )


def onto_itself(path: Path) -> OrchestraError:
    """An export to the journal's own file would destroy it."""
    return OrchestraError(
        _("This is the journal itself"), place=Place(path), remedy=_("Choose another file for the export.")
    )
