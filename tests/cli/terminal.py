"""A pseudo-terminal for the tests of what is shown on one."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest


def on_terminal(*words: str, **environment: str) -> str:
    """What the command line writes to a terminal of 60 columns."""
    ours, theirs = terminal()
    env = {**os.environ, "TERM": "xterm", "COLUMNS": "60", **environment}
    command = [sys.executable, "-m", "orchestra_tui", "--lang=en", *words]
    with subprocess.Popen(command, stdin=theirs, stdout=theirs, stderr=subprocess.STDOUT, env=env) as process:
        os.close(theirs)
        parts = []
        try:
            while part := os.read(ours, 65536):
                parts.append(part)
        except OSError:  # Linux says so when the other end is closed
            pass
        process.wait(60)
    os.close(ours)
    return b"".join(parts).decode().replace("\r\n", "\n")


def terminal() -> tuple[int, int]:
    """Both ends of a pseudo-terminal, ours first; where there is none the test is skipped."""
    pty = pytest.importorskip("pty", reason="this system has no pseudo-terminals", exc_type=ImportError)
    ours, theirs = pty.openpty()
    return ours, theirs
