"""Text files, whole: read strictly, and replaced so that a crash leaves the old text or the new, never a half."""

from __future__ import annotations

import os
import stat
from contextlib import suppress
from pathlib import Path

from orchestra_tui.base.errors import OrchestraError, Place
from orchestra_tui.base.i18n import _

LIMIT = 8 * 1024 * 1024
"""The most bytes a text file may have unless the caller says otherwise."""


def read_text(path: Path, limit: int = LIMIT) -> str:
    """The text of `path` with its line ends as they are, at most `limit` bytes of UTF-8.

    Raises OrchestraError for whatever cannot be read: missing, a folder, a pipe, no permission, too large, another
    encoding (with the place of the first wrong byte).
    """
    data = _read_bytes(path, limit)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8")
        place = Place(path, before.count("\n") + 1, len(before) - before.rfind("\n"))
        message = _("Byte {byte} is not UTF-8").format(byte=f"0x{data[error.start]:02x}")
        raise OrchestraError(message, place=place, remedy=_("Save the file as UTF-8.")) from error


def replace_text(path: Path, text: str) -> None:
    """Puts `text` in the place of `path` in one step, making its folder; a link is followed, permissions are kept.

    Raises OrchestraError if that cannot be done; the file is then as it was.
    """
    import tempfile

    temporary: Path | None = None
    try:
        target = path.resolve()
        target.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=f".{target.name}.", suffix=".new", dir=target.parent)
        temporary = Path(name)
        with open(handle, "w", encoding="utf-8", newline="") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        if target.exists():
            temporary.chmod(stat.S_IMODE(target.stat().st_mode))
        temporary.replace(target)
    except (OSError, ValueError, RuntimeError) as error:
        if temporary is not None:
            with suppress(OSError):
                temporary.unlink()
        message = _("It cannot be written: {reason}").format(reason=_reason(error))
        raise OrchestraError(message, place=Place(path), remedy=_("Check the folder and its permissions.")) from error


def _read_bytes(path: Path, limit: int) -> bytes:
    place = Place(path)
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            raise OrchestraError(_("It is not a regular file"), place=place)
        with path.open("rb") as file:
            data = file.read(limit + 1)
    except (OSError, ValueError) as error:
        message = _("It cannot be read: {reason}").format(reason=_reason(error))
        raise OrchestraError(message, place=place, remedy=_("Check the path.")) from error
    if len(data) > limit:
        message = _("The file is larger than {limit} MB").format(limit=f"{limit / 2**20:g}")
        raise OrchestraError(message, place=place, remedy=_("Split it into smaller files."))
    return data


def _reason(error: Exception) -> str:
    return getattr(error, "strerror", None) or str(error)
