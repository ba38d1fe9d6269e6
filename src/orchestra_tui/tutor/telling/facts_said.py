"""One sentence for every kind of fact."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from orchestra_tui.base.i18n import N_, _, n_
from orchestra_tui.fleet import facts as f
from orchestra_tui.fleet.event import Event, Unknown
from orchestra_tui.fleet.model import Refusal, Usage
from orchestra_tui.fleet.runs import HUMAN
from orchestra_tui.tutor.telling.words import (
    Calendar,
    dollars,
    fault_name,
    lasts,
    listed,
    name,
    policy_name,
    policy_value,
    tokens,
)


def used(usage: Usage) -> str:
    """What a job used: `695k tokens, $0.37`."""
    return _("{tokens} tokens, {cost}").format(tokens=tokens(usage.tokens), cost=dollars(usage.cost))


def remarks(count: int) -> str:
    """`3 remarks`."""
    return n_("{n} remark", "{n} remarks", count).format(n=count)


def _started(_c: Calendar, _e: f.RunStarted) -> str:
    return _("The run begins")


def _timer(_c: Calendar, e: f.TimerFired) -> str:
    kind, _slash, rest = e.timer.partition("/")
    about = name(rest.rpartition("/")[0])
    match kind:
        case "watch":
            return _("It is time to look at {agent}").format(agent=about)
        case "backoff":
            return _("The pause of {task} after the refusal is over").format(task=about)
        case "wake":
            return _("The coordinator wakes: what was waited for may be there")
        case "end":
            return _("The time of the run is up")
    return _("The timer {timer} fires").format(timer=name(e.timer))


def _up(_c: Calendar, e: f.AgentUp) -> str:
    return _("{agent} is up, the worktree for {task} is ready").format(agent=name(e.agent), task=name(e.task))


def _beat(_c: Calendar, e: f.Beat) -> str:
    said = _("{agent} is alive, {task} is moving") if e.progress else _("{agent} is alive, nothing new on {task}")
    return said.format(agent=name(e.agent), task=name(e.task))


def _turn(_c: Calendar, e: f.TurnEnded) -> str:
    if e.done and not e.progress:
        said = _('{agent} ends turn {turn} on {task} without a change and says "done": {used}')
    elif e.done:
        said = _('{agent} ends turn {turn} on {task} and says "done": {used}')
    else:
        said = _("{agent} ends turn {turn} on {task}, not done yet: {used}")
    return said.format(agent=name(e.agent), turn=e.turn, task=name(e.task), used=used(e.usage))


_REFUSED = {
    Refusal.THROTTLE: N_("{status}: {account} asks too often, {agent} has to wait with {task}"),
    Refusal.QUOTA: N_("{status}: the quota of {account} is used up, {agent} gets nothing for {task}"),
    Refusal.OVERLOAD: N_("{status}: the provider of {account} is overloaded, {agent} gets nothing for {task}"),
    Refusal.BILLING: N_("{status}: {account} is out of money, {agent} gets nothing for {task}"),
    Refusal.REQUEST: N_("{status}: the provider does not accept what {agent} asks for {task}"),
}


def _refused(c: Calendar, e: f.Refused) -> str:
    said = _(_REFUSED[e.why]).format(
        status=e.status, account=name(e.account), agent=name(e.agent), task=name(e.task)
    )  # fmt: skip
    if e.reset is not None:
        return _("{said}; there will be more at {time}").format(said=said, time=c.clock(e.reset))
    if e.retry_ms is not None:
        return _("{said}; to be asked again in {time}").format(said=said, time=lasts(e.retry_ms))
    return said


def _exited(_c: Calendar, e: f.AgentExited) -> str:
    said = _("{agent} crashes in the middle of {task}") if e.crash else _("{agent} has stopped and let go of {task}")
    return said.format(agent=name(e.agent), task=name(e.task))


def _check(_c: Calendar, e: f.CheckEnded) -> str:
    if e.passed:
        return _("The checks of {task} are green").format(task=name(e.task))
    if e.signature:
        return _("The checks of {task} are red: {test}").format(task=name(e.task), test=name(e.signature))
    return _("The checks of {task} are red").format(task=name(e.task))


def _review(_c: Calendar, e: f.ReviewEnded) -> str:
    human = e.by == HUMAN
    if e.accepted:
        said = _("The human accepts {task}") if human else _("{by} accepts {task}")
    else:
        said = _("The human sends {task} back: {remarks}") if human else _("{by} sends {task} back: {remarks}")
    return said.format(by=name(e.by), task=name(e.task), remarks=remarks(e.remarks))


def _merge(_c: Calendar, e: f.MergeEnded) -> str:
    others = listed(e.against)
    match e.outcome:
        case "merged":
            return _("{task} is merged into main").format(task=name(e.task))
        case "conflict" if others:
            return _("{task} does not merge: it conflicts with {others}").format(task=name(e.task), others=others)
        case "conflict":
            return _("{task} does not merge: there is a conflict").format(task=name(e.task))
        case "red" if others:
            return _("{task} merges cleanly, but together with {others} the tests are red").format(
                task=name(e.task), others=others
            )
        case "red":
            return _("{task} merges cleanly, but the tests on the merged tree are red").format(task=name(e.task))
    return _("The merge of {task} ends: {outcome}").format(task=name(e.task), outcome=name(e.outcome))


def _restarted(_c: Calendar, _e: f.OrchestratorRestarted) -> str:
    return _("The orchestrator comes back, reads its log and goes on where it was")


def _nudge(_c: Calendar, e: f.NudgeAsked) -> str:
    return _("You ask {agent} for a sign of life").format(agent=name(e.agent))


def _restart(_c: Calendar, e: f.RestartAsked) -> str:
    return _("You restart {agent}").format(agent=name(e.agent))


def _swap(_c: Calendar, e: f.SwapAsked) -> str:
    said = _("You give {task} to {agent}") if e.agent else _("You give {task} to another agent")
    return said.format(task=name(e.task), agent=name(e.agent))


def _kill(_c: Calendar, e: f.KillAsked) -> str:
    return _("You stop {agent}").format(agent=name(e.agent))


def _cancel(_c: Calendar, e: f.CancelAsked) -> str:
    return _("You give {task} up").format(task=name(e.task))


def _pause(_c: Calendar, e: f.PauseAsked) -> str:
    return _("You pause {agent}").format(agent=name(e.agent)) if e.agent else _("You pause the whole fleet")


def _resume(_c: Calendar, e: f.ResumeAsked) -> str:
    return _("You let {agent} go on").format(agent=name(e.agent)) if e.agent else _("You let the fleet go on")


def _policy(_c: Calendar, e: f.PolicyAsked) -> str:
    return _("You change the policy: {name} is {value} now").format(
        name=policy_name(e.path), value=policy_value(e.path, e.value)
    )


def _fault(_c: Calendar, e: f.FaultAsked) -> str:
    said = _("You break something: {fault}, {target}") if e.target else _("You break something: {fault}")
    return said.format(fault=fault_name(e.fault), target=name(e.target))


FACTS: dict[type[Event | Unknown], Callable[[Calendar, Any], str]] = {
    f.RunStarted: _started,
    f.TimerFired: _timer,
    f.AgentUp: _up,
    f.Beat: _beat,
    f.TurnEnded: _turn,
    f.Refused: _refused,
    f.AgentExited: _exited,
    f.CheckEnded: _check,
    f.ReviewEnded: _review,
    f.MergeEnded: _merge,
    f.OrchestratorRestarted: _restarted,
    f.NudgeAsked: _nudge,
    f.RestartAsked: _restart,
    f.SwapAsked: _swap,
    f.KillAsked: _kill,
    f.CancelAsked: _cancel,
    f.PauseAsked: _pause,
    f.ResumeAsked: _resume,
    f.PolicyAsked: _policy,
    f.FaultAsked: _fault,
}
