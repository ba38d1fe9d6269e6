"""`fleet run SCENARIO`: a simulated run from its first event to its last, told as a story or as numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from orchestra_tui.base.errors import BAD_USE, OrchestraError, Place
from orchestra_tui.base.i18n import N_, _
from orchestra_tui.cli import output
from orchestra_tui.cli.arguments import Parser, Word
from orchestra_tui.cli.fleet_words import changes, given, note, path, summary

if TYPE_CHECKING:
    from argparse import Namespace

    from orchestra_tui.tutor.fleet import Outcome, Prepared
    from orchestra_tui.tutor.options import Options

STDOUT = "-"
ACTIONS = {
    "nudge AGENT": N_("ask an agent how it is doing"),
    "restart AGENT": N_("begin its job again, with the same agent"),
    "kill AGENT": N_("stop it; its task goes back to the queue"),
    "swap TASK [AGENT]": N_("give a task to another agent"),
    "cancel TASK": N_("give a task up"),
    "pause [AGENT]": N_("begin nothing new, the whole fleet or one agent"),
    "resume [AGENT]": N_("go on"),
    "fault KIND [TARGET]": N_(
        "break something. An agent: hang, loop, crash, zombie; a provider: overload, cut; an account: quota; "
        "a task: flaky, conflict; the next message: late, duplicate; the orchestrator: restart"
    ),
    "policy PATH=VALUE": N_("change a value of the policy: limits.critic_after=2"),
}
"""What can be done in a run, for the help; `tutor.conducting` does it."""


def add(parser: Parser) -> None:
    """Declare the words of the command."""
    parser.expect(
        Word("scenario", _("a name from the list, or a file of your own"), value="SCENARIO", required=True),
        Word("seed", _("a whole number that decides all chance"), ("--seed",), "N"),
        *changes(),
        Word("at", _('step in: --at 1h30m "kill dev-1"'), ("--at",), "TIME ACTION", many=True),
        Word("events", _("write the log; - is stdout"), ("--events",), "FILE"),
        Word("trace", _("write the trace in Markdown; - is stdout"), ("--trace",), "FILE"),
        Word("json", _("print JSON"), ("--json",)),
    )
    parser.explain(_("Actions"), [(usage, _(meaning)) for usage, meaning in ACTIONS.items()])


def run(said: Namespace, options: Options) -> int:
    """Run it; 2 where it cannot be done at all, with a line for each task that is in the way.

    Raises OrchestraError with the place of whatever is wrong.
    """
    _one_for_stdout(said)
    from orchestra_tui.tutor import fleet
    from orchestra_tui.tutor.conducting import order, placed
    from orchestra_tui.tutor.library import open_library

    seed, course = _seed(said.seed), open_library(options)
    ready = fleet.prepare(course, said.scenario, seed=seed, language=options.course_language, **given(said))
    note(ready)
    if explain(ready):
        return BAD_USE
    orders = [order(ready.scenario.plan, time, action) for time, action in said.at]
    acts, late = placed(ready, orders)
    outcome = fleet.run(ready, acts)
    for each in late:
        output.complain(_('The run was over before that: "{action}"').format(action=each.text))
    _write(said, outcome)
    if said.json:
        output.write_json(summary(outcome))
    elif STDOUT not in {said.events, said.trace}:
        from orchestra_tui.cli.fleet_story import tell

        tell(outcome, course)
    return 0


def explain(ready: Prepared) -> bool:
    """Tell why a scenario cannot be done, a line for each task; False if it can."""
    obstacles = ready.obstacles
    for each in obstacles:
        message = _('The task "{task}" can never be done: {why}').format(task=each.task, why=each.why)
        output.complain(OrchestraError(message, place=Place(ready.entry.path)))
    return bool(obstacles)


def _one_for_stdout(said: Namespace) -> None:
    wanted = [name for name in ("events", "trace") if getattr(said, name) == STDOUT]
    wanted += ["json"] if said.json else []
    if len(wanted) > 1:
        what = _("{one} and {other} cannot both have stdout").format(one=f"--{wanted[0]}", other=f"--{wanted[1]}")
        raise OrchestraError(what, remedy=_("Give one of them a file."))


def _seed(said: str | None) -> int | None:
    from orchestra_tui.tutor.fleet import MAX_SEED

    if said is None:
        return None
    if not (said.isascii() and said.isdecimal() and len(said) < 20 and int(said) <= MAX_SEED):
        what = _("{option} is a whole number from {least} to {most}")
        raise OrchestraError(what.format(option="--seed", least=0, most=MAX_SEED))
    return int(said)


def _write(said: Namespace, outcome: Outcome) -> None:
    from orchestra_tui.tutor import fleet_log

    if said.events == STDOUT:
        for line in fleet_log.lines(outcome):
            output.write(line)
    elif file := path(said.events):
        fleet_log.write(file, outcome)
    if said.trace == STDOUT:
        output.write(_trace(outcome))
    elif file := path(said.trace):
        from orchestra_tui.base.files import replace_text

        replace_text(file, _trace(outcome))


def _trace(outcome: Outcome) -> str:
    from orchestra_tui.tutor.telling.trace import trace

    ready = outcome.prepared
    return trace(
        outcome.run.plan,
        outcome.run.events,
        title=ready.scenario.head.title,
        seed=ready.seed,
        log_hash=outcome.run.hash,
    )
