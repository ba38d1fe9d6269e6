"""Writing a file whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path


def replace(path: Path, chunks: Iterable[str], *, sync: bool) -> None:
    """Writes `chunks` to `path`, which holds the old or the new text at any moment; `sync` waits for the disk.

    Raises OSError, and leaves nothing behind, where it cannot.
    """
    part = path.with_name(f".{os.urandom(6).hex()}.part")
    try:
        with part.open("x", encoding="utf-8", newline="\n") as file:
            file.writelines(chunks)
            if sync:
                file.flush()
                os.fsync(file.fileno())
        part.replace(path)
    except BaseException:
        with suppress(OSError):
            part.unlink(missing_ok=True)
        raise
