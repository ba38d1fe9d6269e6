"""`completion SHELL`: prints the script that lets a shell complete this program; made from the parsers themselves."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from orchestra_tui.base.i18n import _
from orchestra_tui.cli import output
from orchestra_tui.cli.arguments import Parser, Word
from orchestra_tui.cli.commands import find, parser, paths

if TYPE_CHECKING:
    from argparse import Namespace

    from orchestra_tui.tutor.options import Options

SHELLS = ("bash", "zsh", "fish")


class Node(NamedTuple):
    """What can be said behind one command; `inner` are the names and titles of the commands it has inside."""

    path: tuple[str, ...]
    inner: tuple[tuple[str, str], ...]
    options: tuple[Word, ...]
    positionals: tuple[Word, ...]


def add(parser: Parser) -> None:
    """Declare the words of the command."""
    parser.expect(Word("shell", _("the shell to complete in"), value="SHELL", choices=SHELLS, required=True))


def run(said: Namespace, options: Options) -> int:
    """Print the script; the person's shell reads it."""
    output.write(_writer(said.shell)(nodes()))
    return 0


def nodes() -> list[Node]:
    """Every command there is, the program itself first."""
    found = []
    for path in paths():
        made = parser(path)
        inner = tuple((name, _(command.title)) for name, command in find(path)[1].items())
        options = tuple(word for word in made.words if word.names)
        found.append(Node(path, inner, options, tuple(made.positionals)))
    return found


def _writer(shell: str) -> Callable[[list[Node]], str]:
    if shell == "bash":
        from orchestra_tui.cli.completion_bash import script
    elif shell == "zsh":
        from orchestra_tui.cli.completion_zsh import script
    else:
        from orchestra_tui.cli.completion_fish import script
    return script
