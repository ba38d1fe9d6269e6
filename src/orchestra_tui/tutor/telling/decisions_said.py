"""One sentence for every kind of decision about work, agents and the run; those about means stand in `means_said`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from orchestra_tui.base.i18n import N_, _
from orchestra_tui.fleet import decisions as d
from orchestra_tui.fleet.event import Event, Unknown
from orchestra_tui.fleet.model import SwapKind
from orchestra_tui.fleet.rules.names import base
from orchestra_tui.fleet.runs import HUMAN
from orchestra_tui.tutor.telling.means_said import MEANS
from orchestra_tui.tutor.telling.words import (
    Calendar,
    dollars,
    failure_name,
    lasts,
    name,
    of,
    policy_name,
    policy_value,
    times,
)


def _timer(c: Calendar, e: d.TimerSet) -> str:
    kind, _slash, rest = e.timer.partition("/")
    about, due = name(rest.rpartition("/")[0]), c.clock(e.due)
    match kind:
        case "watch":
            return _("The coordinator will look at {agent} at {time}").format(agent=about, time=due)
        case "backoff":
            return _("{task} pauses until {time}").format(task=about, time=due)
        case "wake":
            return _("The coordinator will look for work again at {time}").format(time=due)
        case "end":
            return _("The run ends at {time} at the latest").format(time=due)
    return _("The timer {timer} is set for {time}").format(timer=name(e.timer), time=due)


def _dispatched(_c: Calendar, e: d.Dispatched) -> str:
    if e.base:
        said = _("{agent} takes {task} up again: branch {branch} on top of {base}, model {model}, account {account}")
    else:
        said = _("{agent} takes {task}: branch {branch}, model {model}, account {account}")
    return said.format(
        agent=name(e.agent),
        task=name(e.task),
        branch=name(e.branch),
        base=name(e.base),
        model=name(e.model),
        account=name(e.account),
    )


_SUSPECTED = {
    "start": N_("{agent} has not come up for {task} in {age}"),
    "output": N_("{agent} is silent: nothing on {task} for {age}"),
    "progress": N_("{agent} is alive, but {task} has not moved for {age}"),
    "attempt": N_("{agent} has been at {task} for {age}, longer than one attempt may last"),
}


def _suspected(_c: Calendar, e: d.Suspected) -> str:
    said = _SUSPECTED.get(e.clock, N_("{agent} looks stuck on {task}: {age}"))
    return _(said).format(agent=name(e.agent), task=name(e.task), age=lasts(e.age))


def _recovered(_c: Calendar, e: d.Recovered) -> str:
    return _("{agent} is well again, {task} goes on").format(agent=name(e.agent), task=name(e.task))


def _nudged(_c: Calendar, e: d.Nudged) -> str:
    return _("The coordinator nudges {agent}: how is {task} going?").format(agent=name(e.agent), task=name(e.task))


def _restarted(_c: Calendar, e: d.Restarted) -> str:
    if base(e.rule) == "control.restart":
        said = _("{agent} begins {task} anew, as you asked: branch {branch}")
    else:
        said = _("{agent} begins {task} anew: branch {branch}, restart {count}")
    return said.format(
        agent=name(e.agent), task=name(e.task), branch=name(e.branch), count=of(e.restarts, e.limit)
    )  # fmt: skip


_FENCED = {
    "finish.stop": N_("The run is over: {agent} puts {task} down"),
    "budget.stop": N_("{agent} is stopped: there is no money left for {task}"),
    "control.kill": N_("{agent} is stopped as you asked; epoch {epoch} of {task} is over"),
    "health.review-lost": N_("The review of {task} is lost: {agent} is stopped"),
}


def _fenced(_c: Calendar, e: d.Fenced) -> str:
    said = _FENCED.get(
        e.rule, N_("{agent} is taken off {task}: epoch {epoch} is over, what still comes from it is late")
    )
    return _(said).format(agent=name(e.agent), task=name(e.task), epoch=e.epoch)


def _released(_c: Calendar, e: d.Released) -> str:
    if e.rule == "supply.review-again":
        said = _("{agent} is free again, the review of {task} will be ordered anew")
    else:
        said = _("{agent} is done with {task} and free")
    return said.format(agent=name(e.agent), task=name(e.task))


_SWAPPED = {
    "swap.timeout": N_("{task} goes to another agent: {agent} stays silent or stuck (Timeout Swap)"),
    "swap.crash": N_("{task} goes to another agent: {agent} crashes again (Timeout Swap)"),
    "swap.error": N_("{task} goes to another agent: {agent} has no account left to go on with (Error Swap)"),
    "swap.critic": N_("{task} goes to a model stronger than {model}: refused in review {times} in a row (Critic Swap)"),
    "swap.same-failure": N_(
        "{task} goes to a model stronger than {model}: the same checks were red {times} in a row (Critic Swap)"
    ),
    "swap.turns": N_("{task} goes to a model stronger than {model}: the turns are used up, {count} (Critic Swap)"),
}


def _swapped(_c: Calendar, e: d.Swapped) -> str:
    if e.swap is SwapKind.MANUAL:
        said = _("{task} goes to {to}, as you asked") if e.to else _("{task} goes to another agent, as you asked")
    else:
        said = _(_SWAPPED.get(base(e.rule), N_("{task} goes to another agent")))
    return said.format(
        task=name(e.task),
        agent=name(e.agent),
        model=name(e.model),
        times=times(e.count),
        count=of(e.count, e.limit),
        to=name(e.to),
    )


def _failed(_c: Calendar, e: d.Failed) -> str:
    return _("A failure of {task} is counted: {failure}, number {count}").format(
        task=name(e.task), failure=failure_name(e.failure), count=e.count
    )


def _check(_c: Calendar, e: d.CheckOrdered) -> str:
    return _("Tests and lint run on the work of {agent} on {task}").format(agent=name(e.agent), task=name(e.task))


def _review_queued(_c: Calendar, e: d.ReviewQueued) -> str:
    said = _("{task} waits for review by the human") if e.by == HUMAN else _("{task} waits for review")
    return said.format(task=name(e.task))


def _review_ordered(_c: Calendar, e: d.ReviewOrdered) -> str:
    if e.by == HUMAN:
        return _("{task} lies on the human's desk for review").format(task=name(e.task))
    return _("{by} reviews {task}: model {model}, account {account}").format(
        by=name(e.by), task=name(e.task), model=name(e.model), account=name(e.account)
    )


def _merge_queued(_c: Calendar, e: d.MergeQueued) -> str:
    return _("{task} waits for the merge slot").format(task=name(e.task))


def _merge_ordered(_c: Calendar, e: d.MergeOrdered) -> str:
    return _("The merge slot goes to {task}: {branch} into main").format(task=name(e.task), branch=name(e.branch))


_REQUEUED = {
    "work.refused": N_("{task} goes back to be mended by what the review said"),
    "work.out-of-budget": N_("{task} goes back to the queue: the money for a turn is not there"),
    "merge.conflict": N_("{task} goes back to be reconciled with the newer main"),
    "merge.merged-red": N_("{task} goes back: on the merged tree it breaks the tests"),
    "control.killed": N_("{task} goes back to the queue"),
    "finish.stop": N_("{task} is left open: the run is over"),
}


def _requeued(_c: Calendar, e: d.Requeued) -> str:
    return _(_REQUEUED.get(e.rule, N_("{task} goes back to the queue"))).format(task=name(e.task))


def _merged(_c: Calendar, e: d.Merged) -> str:
    return _("{task} is in main").format(task=name(e.task))


_HUMAN = {
    "ladder.attempts": N_("{task} needs a human: attempts without a result, {count}"),
    "ladder.no-stronger-model": N_("{task} needs a human: there is no stronger model to give it to"),
    "ladder.reviews": N_("{task} needs a human: the reviews are used up, {count}"),
    "ladder.conflicts": N_("{task} needs a human: more conflicts than allowed, {count}"),
    "ladder.task-budget": N_("{task} needs a human: of its {cap} it has used {spent}, and a turn may cost more"),
    "ladder.bad-request": N_("{task} needs a human: the provider does not accept the request ({status})"),
    "ladder.dependency": N_("{task} needs a human: what it waits for will not be merged"),
}


def _needs_human(_c: Calendar, e: d.NeedsHuman) -> str:
    said = _HUMAN.get(base(e.rule), N_("{task} needs a human"))
    return _(said).format(
        task=name(e.task), count=of(e.count, e.limit), cap=dollars(e.limit), spent=dollars(e.count), status=e.count
    )


def _cancelled(_c: Calendar, e: d.Cancelled) -> str:
    return _("{task} is given up").format(task=name(e.task))


def _stale(_c: Calendar, e: d.Stale) -> str:
    if e.epoch == e.current:
        said = _("A second or late word on {task} changes nothing")
    elif e.agent:
        said = _("{agent} reports on epoch {epoch} of {task}, but it is epoch {current} now: too late, nothing changes")
    else:
        said = _("A word on epoch {epoch} of {task} is too late, it is epoch {current} now: nothing changes")
    return said.format(agent=name(e.agent), task=name(e.task), epoch=e.epoch, current=e.current)


def _paused(_c: Calendar, e: d.FleetPaused) -> str:
    said = _("{agent} gets nothing new for now") if e.agent else _("The fleet starts nothing new for now")
    return said.format(agent=name(e.agent))


def _resumed(_c: Calendar, e: d.FleetResumed) -> str:
    return _("{agent} may work again").format(agent=name(e.agent)) if e.agent else _("The fleet may work again")


def _policy(_c: Calendar, e: d.PolicySet) -> str:
    return _("From now on: {name}, {value}").format(name=policy_name(e.path), value=policy_value(e.path, e.value))


_FINISHED = {
    "finish.done": N_("The run is over: {merged} in main, {human} with a human, {cancelled} given up"),
    "finish.stuck": N_("The run is over, because nothing can happen any more: {merged} in main, {left} left open"),
    "finish.limit": N_("The run is over, because its time is up: {merged} in main, {left} left open"),
}


def _finished(_c: Calendar, e: d.Finished) -> str:
    said = _FINISHED.get(e.rule, N_("The run is over: {merged} in main, {left} left open"))
    return _(said).format(merged=e.merged, human=e.needs_human, cancelled=e.cancelled, left=e.left)


DECISIONS: dict[type[Event | Unknown], Callable[[Calendar, Any], str]] = {
    **MEANS,
    d.TimerSet: _timer,
    d.Dispatched: _dispatched,
    d.Suspected: _suspected,
    d.Recovered: _recovered,
    d.Nudged: _nudged,
    d.Restarted: _restarted,
    d.Fenced: _fenced,
    d.Released: _released,
    d.Swapped: _swapped,
    d.Failed: _failed,
    d.CheckOrdered: _check,
    d.ReviewQueued: _review_queued,
    d.ReviewOrdered: _review_ordered,
    d.MergeQueued: _merge_queued,
    d.MergeOrdered: _merge_ordered,
    d.Requeued: _requeued,
    d.Merged: _merged,
    d.NeedsHuman: _needs_human,
    d.Cancelled: _cancelled,
    d.Stale: _stale,
    d.FleetPaused: _paused,
    d.FleetResumed: _resumed,
    d.PolicySet: _policy,
    d.Finished: _finished,
}
