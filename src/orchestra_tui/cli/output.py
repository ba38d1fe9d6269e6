"""The streams: UTF-8 whatever the locale says, data on stdout, diagnostics on stderr."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Iterable
from typing import TextIO

from orchestra_tui.base.errors import OrchestraError
from orchestra_tui.base.i18n import _
from orchestra_tui.base.paths import APP

_STEERING = "[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]"


def prepare() -> None:
    """Make the standard streams speak UTF-8; what UTF-8 cannot carry is spelled out, never a fault."""
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace" if stream is sys.stdin else "backslashreplace")


def write(text: str) -> None:
    """Put `text` on stdout as it is.

    Raises OrchestraError where stdout takes no more, BrokenPipeError where nobody listens.
    """
    if sys.stdout is None:
        raise OrchestraError(_("stdout is closed"), remedy=_("Let it lead somewhere."))
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        mute(sys.stdout)
        raise OrchestraError(_("The output cannot be written: {why}").format(why=error.strerror)) from None


def write_json(value: object, *, line: bool = False) -> None:
    """Put one JSON document on stdout, on one `line` if so: whatever could steer a terminal is escaped."""
    import json
    import re

    text = json.dumps(value, ensure_ascii=False, indent=None if line else 2)
    write(re.sub(_STEERING, lambda found: f"\\u{ord(found.group()):04x}", text) + "\n")


def complain(message: object) -> None:
    """Put one line on stderr under the program's name."""
    tell(f"{APP}: {message}")


def tell(message: str) -> None:
    """Put one line on stderr; where nobody reads that there is nothing to be done."""
    if sys.stderr is None:
        return
    try:
        sys.stderr.write(f"{message}\n")
        sys.stderr.flush()
    except OSError:
        mute(sys.stderr)


def complain_all(faults: Iterable[object]) -> None:
    """Put each on a line of its own on stderr."""
    for fault in faults:
        complain(fault)


def mute(stream: TextIO | None) -> None:
    """Lead a stream whose other end is gone to nowhere, so that Python's last flush does not complain."""
    try:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        if stream is not None:
            os.dup2(nowhere, stream.fileno())
        os.close(nowhere)
    except (OSError, ValueError):
        pass


def is_terminal(stream: TextIO | None) -> bool:
    """Whether a person looks at the stream; False for a closed or missing one."""
    try:
        return stream is not None and bool(stream.isatty())
    except ValueError:
        return False


def has_style() -> bool:
    """Whether stdout may carry bold and underlined text: a terminal that can, for a person who did not ask for none."""
    env = os.environ
    if not is_terminal(sys.stdout) or env.get("TERM") == "dumb" or env.get("NO_COLOR"):
        return False
    return os.name != "nt" or bool(env.get("WT_SESSION") or env.get("TERM"))


def columns(limit: int = 80) -> int:
    """The width to lay text out for: the terminal's, at most `limit`."""
    from shutil import get_terminal_size

    return min(limit, max(20, get_terminal_size((limit, 24)).columns))


def log_fault(path: str) -> bool:
    """Append the traceback of the exception at hand to the file at `path`; False where it cannot be written."""
    from pathlib import Path
    from traceback import format_exc

    log = Path(path)
    try:
        log.parent.mkdir(parents=True, exist_ok=True)
        with log.open("a", encoding="utf-8", errors="backslashreplace") as file:
            file.write(format_exc() + "\n")
    except OSError:
        return False
    return True
