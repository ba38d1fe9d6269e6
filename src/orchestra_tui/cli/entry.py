"""From argv to an exit code: finds the command and the options, runs it, and turns every fault into one line."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from orchestra_tui.base import i18n, paths
from orchestra_tui.base.errors import BAD_USE, OrchestraError
from orchestra_tui.base.i18n import _
from orchestra_tui.base.text import visible
from orchestra_tui.cli import output
from orchestra_tui.cli.arguments import Parser
from orchestra_tui.cli.commands import find, parser, shared

if TYPE_CHECKING:
    from argparse import Namespace

    from orchestra_tui.base.paths import Home
    from orchestra_tui.base.settings import Settings
    from orchestra_tui.tutor.options import Options

INTERRUPTED = 130

Tutorial = Callable[["Options"], int]
Prepared = tuple["Home", "Settings", tuple[OrchestraError, ...]]


def enter(argv: Sequence[str], tutorial: Tutorial) -> int:
    """Run what `argv` asks for; `tutorial` opens the screens where no command is given.

    The exit code. Faults never leave: each is told in one line on stderr.
    """
    output.prepare()
    debug = "--debug" in argv
    try:
        return _obey(argv, tutorial)
    except BrokenPipeError:
        output.mute(sys.stdout)
        return 0
    except KeyboardInterrupt:
        output.complain(_("Interrupted"))
        return INTERRUPTED
    except OrchestraError as error:
        output.complain(error)
        if debug:
            _show_trace()
        return error.exit_code
    except Exception as error:
        _admit(error, argv, debug)
        return BAD_USE


def _obey(argv: Sequence[str], tutorial: Tutorial) -> int:
    prepared = _speak(argv)
    path, words = _route(argv)
    spoken = parser(path)
    said = spoken.take(words)
    command, inner = find(path)
    if said.help:
        from orchestra_tui.cli.help import render

        output.write(render(spoken, inner))
        return 0
    if getattr(said, "version", False):
        from orchestra_tui import __version__

        output.write(f"{paths.APP} {__version__}\n")
        return 0
    options = _options(said, spoken, prepared)
    if command is None:
        _need_terminal()
        return tutorial(options)
    output.complain_all(options.faults)
    if not command.module:
        raise spoken.misuse(_("One of these must follow: {commands}").format(commands=", ".join(inner)))
    return command.doer().run(said, options)


def _speak(argv: Sequence[str]) -> Prepared:
    """Find the person's settings and speak their language from here on: a fault in the arguments is said in it, too."""
    from orchestra_tui.base.settings import load

    home = _home(argv)
    settings, faults = load(home.settings)
    asked = [value for value in _early(argv, "--lang") if value in i18n.LANGUAGES]
    i18n.use(asked[-1] if asked else settings.language or i18n.DEFAULT)
    if faults:
        settings, faults = load(home.settings)  # the faults were worded before the language was known
    return home, settings, faults


def _home(argv: Sequence[str]) -> Home:
    return paths.home((_early(argv, "--home") or [""])[-1] or None)


def _early(argv: Sequence[str], option: str) -> list[str]:
    """The values of an option that matters before the arguments are taken apart."""
    values: list[str] = []
    for at, word in enumerate(argv):
        if word == "--":
            break
        if word == option:
            values += argv[at + 1 : at + 2]
        elif word.startswith(f"{option}="):
            values.append(word.partition("=")[2])
    return values


def _route(argv: Sequence[str]) -> tuple[tuple[str, ...], list[str]]:
    """The path of the command, and the words without it: shared options may stand before or behind its name."""
    valued = {name for word in shared() if word.value for name in word.names}
    path: tuple[str, ...] = ()
    words: list[str] = []
    expected, inner = False, find(path)[1]
    for at, word in enumerate(argv):
        if word == "--" or not inner:
            return path, [*words, *argv[at:]]
        if expected or word.startswith("-"):
            expected = not expected and word in valued
            words.append(word)
        elif path and _is_own(words, path):
            return path, [*words, *argv[at:]]
        elif word in inner:
            path = (*path, word)
            inner = inner[word].inner
        else:
            unknown = _('There is no command "{word}"').format(word=word)
            raise parser(path).misuse(unknown, word, list(inner))
    return path, words


def _is_own(words: Sequence[str], path: Sequence[str]) -> bool:
    """Whether an option of a group itself was said, so that no command of the group can follow."""
    command, _inner = find(path)
    common = {name for word in shared() for name in word.names}
    options = {word.partition("=")[0] for word in words if word.startswith("-")}
    return bool(command and command.module and options - common)


def _options(said: Namespace, spoken: Parser, prepared: Prepared) -> Options:
    from pathlib import Path

    from orchestra_tui.tutor.options import Options

    home, settings, faults = prepared
    language = said.lang or settings.language or i18n.DEFAULT
    if said.course_lang is not None and not said.course_lang.replace("-", "").isalnum():
        raise spoken.misuse(_('"{said}" is not a language; say ru or en').format(said=said.course_lang))
    return Options(
        home=home,
        settings=settings,
        course=Path(said.course).expanduser() if said.course else None,
        course_language=said.course_lang or settings.course_language or language,
        language=language,
        theme=said.theme or settings.theme or "",
        debug=said.debug,
        faults=faults,
    )


def _need_terminal() -> None:
    import os

    if not (output.is_terminal(sys.stdin) and output.is_terminal(sys.stdout)):
        raise OrchestraError(
            _("The tutorial needs a terminal, and here is none"),
            remedy=_("To read without one: {command}").format(command=f"{paths.APP} read --list"),
        )
    if os.environ.get("TERM") == "dumb":
        raise OrchestraError(
            _("This terminal (TERM=dumb) cannot show the tutorial"),
            remedy=_("To read in it: {command}").format(command=f"{paths.APP} read --list"),
        )


def _admit(error: Exception, argv: Sequence[str], debug: bool) -> None:
    """Say that the program itself is at fault, and where to find the rest."""
    try:
        log = str(_home(argv).log)
        kept = output.log_fault(log)
    except RuntimeError:  # there is no home
        log, kept = "", False
    what = _("A fault in the program: {kind}: {what}").format(
        kind=type(error).__name__, what=visible(str(error), keep="")[:200]
    )
    where = _("The details are in {log}.").format(log=log) if kept else _("To see where: --debug.")
    output.complain(f"{what}. {where}")
    if debug:
        _show_trace()


def _show_trace() -> None:
    from traceback import print_exc

    print_exc()
