"""`fleet replay LOG`: a recorded run told again, or held against the rules."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from orchestra_tui.base.errors import FOUND, OrchestraError, Place
from orchestra_tui.base.i18n import _
from orchestra_tui.cli import output
from orchestra_tui.cli.arguments import Parser, Word
from orchestra_tui.cli.fleet_words import changes, given, path, summary

if TYPE_CHECKING:
    from argparse import Namespace

    from orchestra_tui.fleet.log import Log
    from orchestra_tui.fleet.replay import Divergence
    from orchestra_tui.tutor.fleet_log import Recorded
    from orchestra_tui.tutor.options import Options

STDIN = "-"


def add(parser: Parser) -> None:
    """Declare the words of the command."""
    parser.expect(
        Word("log", _("a file that --events wrote; - is stdin"), value="LOG", required=True),
        Word("verify", _("do the rules decide the same again?"), ("--verify",)),
        Word("scenario", _("the scenario, if it is not a shipped one"), ("--scenario",), "SCENARIO"),
        *changes(),
        Word("json", _("print JSON"), ("--json",)),
    )


def run(said: Namespace, options: Options) -> int:
    """Tell it, or with --verify only whether every decision follows; 1 where one does not.

    Raises OrchestraError where there is no such log or no such scenario.
    """
    from orchestra_tui.tutor import fleet_log
    from orchestra_tui.tutor.fleet import prepare
    from orchestra_tui.tutor.library import open_library

    file = said.log if said.log != STDIN else "stdin"
    log, course, language = _log(said.log, file), open_library(options), options.course_language
    name = said.scenario or fleet_log.scenario_of(course, log, file, language)
    ready = prepare(course, name, seed=log.header.seed, language=language, **given(said))
    found = fleet_log.recorded(ready, log, file)
    output.complain_all(found.doubts)
    if said.verify:
        return _verify(found, json=said.json)
    outcome = fleet_log.outcome(found)
    if said.json:
        output.write_json(summary(outcome))
    else:
        from orchestra_tui.cli.fleet_story import tell

        tell(outcome, course)
    return 0


def _log(said: str, file: str) -> Log:
    from orchestra_tui.tutor import fleet_log

    where = path(said)
    if said == STDIN or where is None:
        from orchestra_tui.fleet import log

        return log.load(sys.stdin if sys.stdin is not None else (), file)
    return fleet_log.read(where)


def _verify(found: Recorded, *, json: bool) -> int:
    from orchestra_tui.fleet.log import digest
    from orchestra_tui.tutor import fleet_log

    parted = fleet_log.divergence(found)
    if json:
        head = {"scenario": found.prepared.scenario.name, "seed": found.prepared.seed}
        whole = {**head, "log_hash": digest(found.log.events), "events": len(found.log.events)}
        output.write_json({**whole, "verified": parted is None, "divergence": _parting(parted) if parted else None})
    elif parted is None:
        said = _("Every decision follows from the rules: {count} events, hash {hash}")
        output.write(said.format(count=len(found.log.events), hash=digest(found.log.events)) + "\n")
    if parted is None:
        return 0
    output.complain(_explained(found, parted))
    return FOUND


def _parting(parted: Divergence) -> dict[str, object]:
    """Where they part, each event as it is or would be in the log."""
    from json import loads

    from orchestra_tui.fleet.log import line_of

    logged = loads(line_of(parted.logged)) if parted.logged else None
    return {"n": parted.n, "logged": logged, "decided": loads(line_of(parted.decided)) if parted.decided else None}


def _explained(found: Recorded, parted: Divergence) -> OrchestraError:
    from orchestra_tui.fleet.log import line_of

    nothing = _("nothing")
    logged = line_of(parted.logged).decode() if parted.logged else nothing
    decided = line_of(parted.decided).decode() if parted.decided else nothing
    message = _("Event {n} is where they part. The log: {logged}. The rules: {decided}")
    return OrchestraError(
        message.format(n=parted.n, logged=logged, decided=decided), place=Place(found.file, parted.n + 1)
    )
