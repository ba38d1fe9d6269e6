"""Files as text: read once, never too large, with the place of what is not UTF-8."""

from __future__ import annotations

import re
import stat
from pathlib import Path

from orchestra_tui.base.errors import OrchestraError, Place
from orchestra_tui.base.i18n import _

LARGEST = 8 * 1024 * 1024
"""Bytes of the largest file that is read."""

_LINE_END = re.compile(rb"\r\n?|\n")


def read_text(path: Path) -> tuple[str, OrchestraError | None]:
    """The text of a file, its line ends as they are, and the fault if some of it is not UTF-8 (shown as U+FFFD).

    Raises OrchestraError where nothing can be read: missing, not a file, no permission, too large.
    """
    data = _read(path)
    try:
        return data.decode(), None
    except UnicodeDecodeError as error:
        return data.decode(errors="replace"), _not_utf8(path, data, error.start)


def no_access(path: Path, error: OSError | ValueError) -> OrchestraError:
    """The fault for a file or folder that the system does not let us read."""
    place = Place(path)
    match error:
        case FileNotFoundError():
            return OrchestraError(_("There is no such file or folder"), place=place, remedy=_("Check the path."))
        case PermissionError():
            return OrchestraError(_("No permission to read it"), place=place, remedy=_("Check its permissions."))
        case IsADirectoryError():
            return OrchestraError(_("It is a folder, not a file"), place=place, remedy=_("Rename the folder."))
        case OSError():
            reason = error.strerror or str(error)
            message = _("It cannot be read: {reason}").format(reason=reason)
            return OrchestraError(message, place=place, remedy=_("Check the path."))
        case _:
            return OrchestraError(_("It is not a path"), place=place, remedy=_("Check the path."))


def not_a_file(path: Path) -> OrchestraError:
    """The fault for a pipe, a device or the like where a text is looked for."""
    return OrchestraError(_("It is not a regular file"), place=Place(path), remedy=_("Remove it or rename it."))


def _read(path: Path) -> bytes:
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            raise IsADirectoryError
        if not stat.S_ISREG(status.st_mode):
            raise not_a_file(path)
        if status.st_size > LARGEST:
            raise _too_large(path, status.st_size)
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
    except (OSError, ValueError) as error:
        raise no_access(path, error) from error
    if len(data) > LARGEST:
        raise _too_large(path, len(data))
    return data


def _too_large(path: Path, size: int) -> OrchestraError:
    megabyte = 1024 * 1024
    message = _("The file is too large: {size} MB of at most {limit} MB").format(
        size=-(-size // megabyte), limit=LARGEST // megabyte
    )
    return OrchestraError(message, place=Place(path), remedy=_("Split it into smaller files."))


def _not_utf8(path: Path, data: bytes, start: int) -> OrchestraError:
    before = _LINE_END.split(data[:start])
    place = Place(path, len(before), len(before[-1].decode(errors="replace")) + 1)
    message = _("Byte {byte} is not UTF-8").format(byte=f"0x{data[start]:02x}")
    return OrchestraError(message, place=place, remedy=_("Save the file as UTF-8."))
