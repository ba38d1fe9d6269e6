"""The one way in: `orchestra-tutorial`, `python -m orchestra_tui`. Imports little, so that short commands are short."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from orchestra_tui.tutor.options import Options


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line, `sys.argv` by default.

    The exit code: 0 fine, 1 the check found something, 2 bad use, 130 interrupted.
    """
    words = sys.argv[1:] if argv is None else list(argv)
    if words == ["--version"]:
        from orchestra_tui import __version__

        sys.stdout.write(f"orchestra-tutorial {__version__}\n")
        return 0
    try:
        from orchestra_tui.cli.entry import enter

        return enter(words, _tutorial)
    except KeyboardInterrupt:
        return 130


def _tutorial(options: Options) -> int:
    from orchestra_tui.tui.run import run

    return run(options)


def start() -> None:
    """Run the command line as a process of its own and end it.

    Start-up makes many objects and next to no garbage, and what is alive at the end goes with the process: looking for
    cycles among them is put off.
    """
    import gc

    gc.set_threshold(50_000, 50, 50)
    code = main()
    gc.freeze()
    sys.exit(code)


if __name__ == "__main__":
    start()
