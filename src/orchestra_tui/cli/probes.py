"""What `doctor` looks at: this program, the terminal, git."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

from orchestra_tui.base.i18n import _
from orchestra_tui.base.paths import APP
from orchestra_tui.cli import output
from orchestra_tui.cli.report import Report, State

if TYPE_CHECKING:
    from orchestra_tui.tutor.options import Options

LEAST_TERMINAL = (40, 12)
LEAST_GIT = (2, 38)


def program(options: Options) -> Iterator[Report]:
    """This program, its Python and its Textual."""
    from importlib.metadata import PackageNotFoundError, version

    from orchestra_tui import __version__

    yield Report(State.OK, f"{APP} {__version__}, Python {sys.version.split()[0]} ({sys.executable})")
    try:
        yield Report(State.OK, f"Textual {version('textual')}")
    except PackageNotFoundError:
        yield Report(
            State.BROKEN,
            _("Textual is missing: the tutorial cannot open, the commands work"),
            _("Install the program again."),
        )


def terminal(options: Options) -> Iterator[Report]:
    """Whether the tutorial can be shown here."""
    from shutil import get_terminal_size

    term, colour = os.environ.get("TERM", ""), os.environ.get("COLORTERM", "")
    about = f"TERM={term or '-'}, COLORTERM={colour or '-'}"
    if os.environ.get("NO_COLOR"):
        about += ", NO_COLOR"
    if not (output.is_terminal(sys.stdin) and output.is_terminal(sys.stdout)):
        remedy = _("The tutorial needs one, the commands do not.")
        yield Report(State.WARN, _("no terminal here ({about})").format(about=about), remedy)
        return
    if term == "dumb":
        remedy = _("To read in it: {command}").format(command=f"{APP} read --list")
        yield Report(State.WARN, _("a terminal that only prints ({about})").format(about=about), remedy)
        return
    size = get_terminal_size()
    shown = _("a terminal of {columns}x{lines} ({about})").format(columns=size.columns, lines=size.lines, about=about)
    if size.columns < LEAST_TERMINAL[0] or size.lines < LEAST_TERMINAL[1]:
        remedy = _("Make it {columns}x{lines} or larger.").format(columns=LEAST_TERMINAL[0], lines=LEAST_TERMINAL[1])
        yield Report(State.WARN, shown, remedy)
    else:
        yield Report(State.OK, shown)


def characters(options: Options) -> Iterator[Report]:
    """Whether the machine expects UTF-8, as this program writes it."""
    import locale

    encoding = locale.getencoding()
    if encoding.lower().replace("-", "") == "utf8" or os.name == "nt":
        yield Report(State.OK, _("characters: {encoding}").format(encoding=encoding))
    else:
        yield Report(
            State.WARN,
            _("the locale expects {encoding}, the program writes UTF-8").format(encoding=encoding),
            _("Set LANG to a UTF-8 locale, like C.UTF-8."),
        )


def clipboard(options: Options) -> Iterator[Report]:
    """How copied code reaches the clipboard; a terminal does not say whether it took it."""
    about = _("copied code goes to the terminal's clipboard (OSC 52) and to a file")
    if os.environ.get("TMUX"):
        yield Report(State.WARN, about, _("tmux passes it on only with: set -s set-clipboard on"))
    elif os.environ.get("STY") or os.environ.get("TERM_PROGRAM") == "Apple_Terminal":
        yield Report(State.WARN, about, _("This terminal does not take it; use the file."))
    else:
        yield Report(State.OK, about)


def git(options: Options) -> Iterator[Report]:
    """Whether there is a git as new as the course's commands need."""
    import re
    import subprocess

    least = ".".join(map(str, LEAST_GIT))
    remedy = _("Reading works without; for the commands of the course install git {least} or newer.").format(
        least=least
    )
    try:
        done = subprocess.run(["git", "--version"], capture_output=True, text=True, timeout=10, check=False)
    except (OSError, subprocess.TimeoutExpired):
        yield Report(State.WARN, _("git was not found"), remedy)
        return
    found = re.search(r"(\d+)\.(\d+)[.\w]*", done.stdout)
    if done.returncode or not found:
        yield Report(State.WARN, _("git does not answer as it should"), remedy)
    elif (int(found[1]), int(found[2])) < LEAST_GIT:
        yield Report(State.WARN, _("git {version} is too old").format(version=found[0]), remedy)
    else:
        yield Report(State.OK, f"git {found[0]}")
