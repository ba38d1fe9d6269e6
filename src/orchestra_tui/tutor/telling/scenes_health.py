"""Turning points of agents: silence, standstill, crashes, restarts, swaps for them, late reports."""

from __future__ import annotations

from orchestra_tui.base.i18n import N_, _, n_
from orchestra_tui.fleet import decisions as d
from orchestra_tui.fleet import facts as f
from orchestra_tui.fleet.policy import Policy
from orchestra_tui.tutor.telling.scene import Scene, Telling, heir
from orchestra_tui.tutor.telling.words import dollars, lasts, name, of


def _suspicion(telling: Telling, agent: str, n: int) -> d.Suspected | None:
    """The suspicion of an agent that led to event `n`."""
    for place in range(n - 2, -1, -1):
        event = telling.chronicle.events[place]
        if isinstance(event, d.Suspected) and event.agent == agent:
            return event
        if isinstance(event, d.Dispatched | d.Restarted) and event.agent == agent:
            return None
    return None


def _policy(telling: Telling) -> Policy:
    return telling.chronicle.plan.policy


def beats(telling: Telling, age: int) -> str:
    """`3 heartbeats in a row`, for an age of output."""
    count = max(1, age // _policy(telling).health.beat_ms)
    return n_("{n} heartbeat in a row is missing", "{n} heartbeats in a row are missing", count).format(n=count)


_RESTARTED = {
    "output": (
        N_(
            "{agent} goes silent over {task}: {beats}. The coordinator nudges it, waits {grace} in vain and restarts "
            "the same agent: restart {count} within {window}"
        ),
        N_("{agent} goes silent over {task}, the nudge is in vain, it is restarted: {count} within {window}"),
    ),
    "progress": (
        N_(
            "{agent} is alive, but treads water over {task}: for {age} no commit, no new test. The nudge does not "
            "help, and the coordinator has the same agent begin anew: restart {count} within {window}"
        ),
        N_(
            "{agent} treads water over {task}, {age} without progress, and begins anew: restart {count} within {window}"
        ),
    ),
    "start": (
        N_(
            "{agent} does not come up for {task}, not a sound for {age}, and is started once more: {count} within "
            "{window}"
        ),
        N_("{agent} does not come up for {task} either and is started once more: {count} within {window}"),
    ),
}


def restarted(telling: Telling, e: d.Restarted) -> Scene | None:
    """The same agent begins anew."""
    health = _policy(telling).health
    words = {
        "agent": name(e.agent),
        "task": name(e.task),
        "count": of(e.restarts, e.limit),
        "window": lasts(health.restart_window_ms),
        "grace": lasts(health.grace_ms),
    }
    if e.rule == "health.restart-crashed":
        said = (
            N_(
                "{agent} crashes in the middle of {task}. A crash may be chance, so the coordinator starts the same "
                "agent again: restart {count} within {window}"
            )
            if telling.first("crashed")
            else N_("{agent} crashes over {task} and is started again: restart {count} within {window}")
        )
        return Scene(e.at, e.n, _(said).format(**words))
    suspicion = _suspicion(telling, e.agent, e.n)
    if e.rule != "health.restart" or suspicion is None:
        return None
    full, short = _RESTARTED.get(suspicion.clock, _RESTARTED["start"])
    said = full if telling.first(f"restart-{suspicion.clock}") else short
    words |= {"age": lasts(suspicion.age), "beats": beats(telling, suspicion.age)}
    return Scene(suspicion.at, e.n, _(said).format(**words))


def recovered(telling: Telling, e: d.Recovered) -> Scene | None:
    """A nudge helped."""
    suspicion = _suspicion(telling, e.agent, e.n)
    if suspicion is None:
        return None
    if suspicion.clock == "progress":
        said = _("{agent} is alive, but treads water over {task}, {age} without progress; after a nudge it moves on")
    else:
        said = _("{agent} goes silent over {task}, {beats}; it answers the nudge and goes on")
    words = {"agent": name(e.agent), "task": name(e.task), "age": lasts(suspicion.age)}
    text = said.format(**words, beats=beats(telling, suspicion.age))
    return Scene(suspicion.at, e.n, text, "recovered", _("{agent} over {task}").format(**words))


def swapped(telling: Telling, e: d.Swapped) -> Scene:
    """A task changes hands, because its agent is silent, stuck, or crashes."""
    suspicion = _suspicion(telling, e.agent, e.n)
    at = suspicion.at if suspicion else e.at
    if e.rule == "swap.crash":
        said = _("{agent} crashes over {task} again, and its restarts are used up, {count} within {window}")
    elif suspicion is None or suspicion.clock == "attempt":
        said = _("the attempt of {agent} at {task} lasts for {age}, longer than it may")
    elif suspicion.clock == "progress":
        said = _(
            "{agent} treads water over {task} again, {age} without progress; the nudge does not help, and the restarts "
            "are used up, {count} within {window}"
        )
    elif not isinstance(telling.chronicle.start_before(e.task, e.n), d.Restarted):
        said = _(
            "{agent} goes silent over {task}; the nudge does not help, and the restarts are used up, {count} within "
            "{window}"
        )
    else:
        said = _(
            "{agent} is silent over {task} even after the restart; the nudge does not help, and the restarts are used "
            "up, {count} within {window}"
        )
    text = _("{said}. Timeout Swap: {heir}").format(
        said=said.format(
            agent=name(e.agent),
            task=name(e.task),
            count=of(e.count, e.limit),
            window=lasts(_policy(telling).health.restart_window_ms),
            age=lasts(suspicion.age if suspicion else 0),
        ),
        heir=heir(telling.chronicle, e.task, e.n, e.at),
    )
    return Scene(at, e.n, text)


def review_lost(telling: Telling, e: d.Fenced) -> Scene | None:
    """A reviewer goes missing."""
    if e.rule != "health.review-lost":
        return None
    text = _("{agent} goes missing over the review of {task}; the task is not to blame, the review is ordered again")
    return Scene(e.at, e.n, text.format(agent=name(e.agent), task=name(e.task)), f"lost-{e.task}")


def stale(telling: Telling, e: d.Stale) -> Scene | None:
    """A report that comes too late, or twice."""
    report = telling.chronicle.cause(e)
    words = {"agent": name(e.agent), "task": name(e.task), "epoch": e.epoch, "current": e.current}
    if isinstance(report, f.Beat | f.AgentUp):
        said = N_(
            "an old process of {agent} still gives signs of life for {task}: epoch {epoch}, and it is {current} now"
        )
        if e.epoch == e.current:
            said = N_(
                "a process of {agent} that was stopped still gives signs of life for {task}, nobody listens to it"
            )
        first = telling.first(f"beat-{e.task}-{e.epoch}")
        return Scene(e.at, e.n, _(said).format(**words)) if first else None
    if e.epoch == e.current:
        text = _("a message about {task} comes that nobody waits for any more; it is written down and changes nothing")
        return Scene(e.at, e.n, text.format(**words), "twice", name(e.task))
    paid = telling.chronicle.paid(e)
    if isinstance(report, f.TurnEnded) and paid:
        said = (
            N_(
                "the former {agent} comes back with {task} done. But that was epoch {epoch}, and it is {current} now: "
                "the answer is written down and rejected, the {cost} for it are paid all the same"
            )
            if report.done
            else N_(
                "the former {agent} reports on {task} once more. But that was epoch {epoch}, and it is {current} now: "
                "the report is rejected, the {cost} for it are paid all the same"
            )
        )
        return Scene(e.at, e.n, _(said).format(**words, cost=dollars(paid)))
    text = _("a message about {task} from epoch {epoch} comes too late, it is {current} now; it is rejected")
    return Scene(e.at, e.n, text.format(**words), f"late-{e.task}")


def orchestrator_restarted(telling: Telling, e: f.OrchestratorRestarted) -> Scene:
    """The orchestrator was away and is back."""
    text = _(
        "the orchestrator fails and comes back: it reads the {events} of its log, sets its timers again and goes on. "
        "The agents went on without it, nothing is lost"
    )
    count = e.n - 1
    return Scene(e.at, e.n, text.format(events=n_("{n} event", "{n} events", count).format(n=count)), "orchestrator")
