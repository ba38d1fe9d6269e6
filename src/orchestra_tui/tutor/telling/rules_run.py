"""The rules about the learner's hand and the run's end in words."""

from __future__ import annotations

from orchestra_tui.base.i18n import N_
from orchestra_tui.fleet import decisions as d
from orchestra_tui.tutor.telling.case import Case
from orchestra_tui.tutor.telling.rule import Rule


def _limit(case: Case) -> str:
    if isinstance(case.event, d.TimerSet):
        return N_("A run that never ends teaches nothing: whatever happens, it is over at {due}.")
    return N_("The time of the run is up. Whoever is at work is stopped; left open: {left}.")


def _stop(case: Case) -> str:
    if isinstance(case.event, d.Requeued):
        return N_("The run is over before {task} is done. It is open again, and its branch stays.")
    return N_("The run is over; {agent} is stopped so that nobody works on without being asked.")


RUN: dict[str, Rule] = {
    "control.nudge": Rule(N_(
        "You nudge"
    ), N_("You asked for it: {agent} is asked how {task} is going."), ("agent", "task")),
    "control.restart": Rule(
        N_("You restart"),
        N_("You asked for it: {agent} begins {task} again under a new epoch. No failure is counted."),
        ("agent", "epoch", "branch"),
    ),
    "control.swap": Rule(
        N_("You swap"),
        N_(
            "You asked for it: {task} is taken from {agent} and queued. Branch and failures go with it; no "
            "failure is counted."
        ),
        ("agent", "model", "to"),
    ),
    "control.kill": Rule(
        N_("You stop an agent"),
        N_(
            "You asked for it: the job of {agent} ends here. What the process still reports is late, what it used "
            "is paid."
        ),
        ("agent", "epoch"),
    ),
    "control.killed": Rule(
        N_("Its task goes back"),
        N_(
            "Its agent was stopped by your hand, not by its own fault: {task} goes back to the queue and nothing "
            "is counted."
        ),
    ),
    "control.cancel": Rule(
        N_("You give a task up"),
        N_("You asked for it: nobody works on {task} any more. What comes after it cannot be merged either."),
        ("task", "epoch"),
    ),
    "control.pause": Rule(
        N_("You pause"),
        N_("Nothing new begins. What runs goes on: heartbeats are watched and bills are paid."),
        ("agent",),
    ),
    "control.resume": Rule(N_(
        "You let it go on"
    ), N_("The pause is over: the queue is as it was, and work is handed out."), ("agent",)),
    "control.policy": Rule(
        N_("You change the policy"),
        N_("From this moment on the rules decide by the new value; what was decided before stays."),
        ("path", "setting"),
    ),
    "finish.done": Rule(
        N_(
            "All is done"
        ), N_("Every task has reached a state in which nothing happens to it any more. The run is over.")
    ),
    "finish.stuck": Rule(
        N_("Nothing can happen any more"),
        N_(
            "Nobody is at work, nothing is awaited, no clock runs: whatever is left cannot begin by itself. Left "
            "open: {left}."
        ),
        ("left",),
    ),
    "finish.limit": Rule(N_("The end of the time"), _limit, ("due", "left")),
    "finish.stop": Rule(N_("Whoever is at work is stopped"), _stop, ("agent", "task", "epoch")),
}  # fmt: skip
