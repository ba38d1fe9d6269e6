"""`doctor`: whether everything the program needs is in order on this machine, one line each, with a remedy."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from orchestra_tui.base.errors import FOUND
from orchestra_tui.base.i18n import N_, _
from orchestra_tui.base.text import visible
from orchestra_tui.cli import output
from orchestra_tui.cli.arguments import Parser
from orchestra_tui.cli.report import Report, State

if TYPE_CHECKING:
    from argparse import Namespace

    from orchestra_tui.cli.report import Probe
    from orchestra_tui.tutor.options import Options

_WORDS = {State.OK: N_("ok"), State.WARN: N_("warning"), State.BROKEN: N_("broken")}


def add(parser: Parser) -> None:
    """Declare the words of the command: it has none of its own."""


def run(said: Namespace, options: Options) -> int:
    """Print a line for everything looked at; 1 where something is broken."""
    width = max(len(_(word)) for word in _WORDS.values())
    worst = False
    for report in _reports(options):
        worst = worst or report.state is State.BROKEN
        line = f"{_(_WORDS[report.state]):<{width}}  {report.message}"
        output.write(visible(f"{line}. {report.remedy}" if report.remedy else line, keep="") + "\n")
    return FOUND if worst else 0


def _probes() -> tuple[Probe, ...]:
    from orchestra_tui.cli import probes, probes_data

    return (
        probes.program,
        probes.terminal,
        probes.characters,
        probes.clipboard,
        probes.git,
        probes_data.folders,
        probes_data.settings,
        probes_data.journal,
        probes_data.course,
    )


def _reports(options: Options) -> Iterator[Report]:
    """What each probe says; one that fails itself says so and stops no other."""
    for probe in _probes():
        try:
            yield from probe(options)
        except Exception as error:
            what = f"{type(error).__name__}: {error}"
            yield Report(State.BROKEN, _("looking failed: {what}").format(what=what), _("Try again with --debug."))
            if options.debug:
                from traceback import print_exc

                print_exc()
