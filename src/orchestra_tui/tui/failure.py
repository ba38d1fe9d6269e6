"""What should never happen, written where it can be looked up instead of onto the learner's screen."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime
from pathlib import Path
from traceback import format_exception

LIMIT = 256 * 1024
"""Characters the log keeps, the newest."""


def record(log: Path, what: BaseException | str) -> bool:
    """Add a failure to the log; whether it could be written. Never raises."""
    text = what if isinstance(what, str) else "".join(format_exception(what))
    with suppress(OSError):
        log.parent.mkdir(parents=True, exist_ok=True)
        before = log.read_text("utf-8", "replace") if log.is_file() else ""
        entry = f"--- {datetime.now().astimezone().isoformat(timespec='seconds')}\n{text.rstrip()}\n"
        log.write_text((before + entry)[-LIMIT:], "utf-8")
        return True
    return False
