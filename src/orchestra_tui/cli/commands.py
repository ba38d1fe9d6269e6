"""The table of subcommands: what there is, and which module does it; a module is imported when it is asked for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from importlib import import_module
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple, Protocol, cast

from orchestra_tui.base.i18n import LANGUAGES, N_, _
from orchestra_tui.cli.arguments import Parser, Word

if TYPE_CHECKING:
    from argparse import Namespace

    from orchestra_tui.tutor.options import Options


class Doer(Protocol):
    """What the module of a subcommand offers."""

    def add(self, parser: Parser) -> None:
        """Declare the words of the command."""

    def run(self, said: Namespace, options: Options) -> int:
        """Do it; the exit code."""


class Command(NamedTuple):
    """A subcommand, or a group of them; `title` is a msgid, `module` a name in this package.

    A group may do something itself: then it has a module too.
    """

    name: str
    title: str
    module: str = ""
    inner: Mapping[str, Command] = MappingProxyType({})

    def doer(self) -> Doer:
        """The module that does it."""
        return cast("Doer", import_module(f"orchestra_tui.cli.{self.module}"))


def _table(*commands: Command) -> dict[str, Command]:
    return {command.name: command for command in commands}


COMMANDS = _table(
    Command("read", N_("read a section, or list them all"), "read"),
    Command("search", N_("find words in the course"), "search"),
    Command("quiz", N_("answer questions: a check, an exam, a review"), "quiz"),
    Command(
        "fleet",
        N_("simulated fleets of agents: run a scenario"),
        inner=_table(
            Command("list", N_("list the scenarios"), "fleet_list"),
            Command("run", N_("run a scenario and tell its story"), "fleet_run"),
            Command("replay", N_("tell a run again from its log"), "fleet_replay"),
        ),
    ),
    Command(
        "progress",
        N_("what you know; carry it elsewhere, or forget it"),
        "progress",
        inner=_table(
            Command("export", N_("write your progress to a file"), "progress_export"),
            Command("import", N_("add the progress kept in a file"), "progress_import"),
            Command("forget", N_("delete your progress"), "progress_forget"),
        ),
    ),
    Command("check", N_("look for faults in a course"), "check"),
    Command(
        "new",
        N_("begin something new for a course"),
        inner=_table(
            Command("question", N_("a question to fill in"), "new_question"),
            Command("scenario", N_("a scenario of a fleet to fill in"), "new_scenario"),
        ),
    ),
    Command("schema", N_("print the schema of a content file"), "schema"),
    Command("completion", N_("print the completion script of a shell"), "completion"),
    Command("doctor", N_("see whether everything is in order here"), "doctor"),
)


def shared() -> tuple[Word, ...]:
    """The options that every command takes."""
    return (
        Word("course", _("the course in this folder instead of the shipped one"), ("--course",), "DIR", shared=True),
        Word("course_lang", _("language of the course, like ru or en"), ("--course-lang",), "LANG", shared=True),
        Word("home", _("keep progress and settings in this folder"), ("--home",), "DIR", shared=True),
        Word("lang", _("language of the interface"), ("--lang",), "LANG", choices=LANGUAGES, shared=True),
        Word("theme", _("colour theme of the tutorial"), ("--theme",), "NAME", shared=True),
        Word("debug", _("show where in the program a fault arose"), ("--debug",), shared=True),
        Word("help", _("show this help"), ("-h", "--help"), shared=True),
    )


def parser(path: Sequence[str] = ()) -> Parser:
    """The parser of the command at `path` (names from COMMANDS, outermost first); of the program itself where empty."""
    command, _inner = find(path)
    about = _(command.title) if command else _("a course in the terminal: conducting a fleet of coding agents")
    made = Parser(tuple(path), about)
    if command and command.module:
        command.doer().add(made)
    made.expect(*shared())
    if command is None:
        made.expect(Word("version", _("show the version"), ("--version",), shared=True))
    return made


def find(path: Sequence[str]) -> tuple[Command | None, Mapping[str, Command]]:
    """The command at `path`, and the commands it has inside; the whole table for an empty path."""
    command, inner = None, cast("Mapping[str, Command]", COMMANDS)
    for name in path:
        command = inner[name]
        inner = command.inner
    return command, inner


def paths() -> Iterator[tuple[str, ...]]:
    """The path of everything there is: the program itself, its groups and its commands."""
    waiting: list[tuple[str, ...]] = [()]
    while waiting:
        path = waiting.pop(0)
        yield path
        waiting.extend((*path, name) for name in find(path)[1])
