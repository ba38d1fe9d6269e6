"""Which events are turning points of a story, and who tells them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from orchestra_tui.base.i18n import _, n_
from orchestra_tui.fleet import decisions as d
from orchestra_tui.fleet import facts as f
from orchestra_tui.fleet.event import Event, Unknown
from orchestra_tui.fleet.facts import Intervention
from orchestra_tui.fleet.model import SwapKind
from orchestra_tui.fleet.units import MINUTE
from orchestra_tui.tutor.telling import scenes_health, scenes_supply, scenes_work
from orchestra_tui.tutor.telling.chronicle import Chronicle
from orchestra_tui.tutor.telling.quiet import standstill
from orchestra_tui.tutor.telling.scene import Scene, Telling, heir, taken
from orchestra_tui.tutor.telling.sentence import sentence
from orchestra_tui.tutor.telling.words import listed, name

FIRST = MINUTE
FEW = 3


def scenes(telling: Telling) -> Iterator[Scene]:
    """The turning points of a run, in the order of its events."""
    for event in telling.chronicle.events:
        teller = _TELLERS.get(type(event))
        scene = teller(telling, event) if teller else None
        if scene is not None:
            yield scene


def first(story: Chronicle) -> Iterator[Scene]:
    """How the run begins: who takes what in the first minute, and what has to wait."""
    starts = [e for e in story.events if isinstance(e, d.Dispatched) and e.at < FIRST]
    if not starts:
        return
    if len(starts) > FEW:
        said = n_("{n} agent begins with {names}", "{n} agents begin at once with {names}", len(starts))
        text = said.format(n=len(starts), names=listed(e.task for e in starts))
    else:
        text = taken(starts)
    rest = len(story.plan.tasks) - len(starts)
    ready = sum(not task.after for task in story.plan.tasks) - len(starts)
    if rest and ready > 0:
        text = _("{text}; {what}").format(
            text=text,
            what=n_("{n} task waits for a free agent", "{n} tasks wait for a free agent", ready).format(n=ready),
        )
    yield Scene(starts[0].at, starts[0].n, text)


def _swapped(telling: Telling, e: d.Swapped) -> Scene | None:
    if e.swap is SwapKind.TIMEOUT:
        return scenes_health.swapped(telling, e)
    if e.swap is SwapKind.ERROR:
        return scenes_supply.swapped(telling, e)
    return scenes_work.critic(telling, e) if e.swap is SwapKind.CRITIC else None


def _hand(telling: Telling, e: Intervention) -> Scene:
    """The learner's hand, and who has the task after it."""
    story = telling.chronicle
    said = sentence(story.clock, e)
    text = said[:1].lower() + said[1:]
    taken_from = next((x.task for x in story.batch(e) if isinstance(x, d.Swapped | d.Requeued)), None)
    if taken_from is not None and not isinstance(e, f.FaultAsked):
        text = _("{text}: {why}").format(text=text, why=heir(story, taken_from, e.n, e.at))
    return Scene(e.at, e.n, text)


def _finished(telling: Telling, e: d.Finished) -> Scene:
    story = telling.chronicle
    last = story.merges[-1] if story.merges else None
    if e.rule == "finish.done" and last is not None and last.at == e.at:
        telling.covered.add(last.n)
        return Scene(e.at, e.n, _("the last to be merged is {task}").format(task=name(last.task)))
    rest = _("nothing is left but what waits for the human") if e.needs_human else _("there is nothing left to do")
    said = {
        "finish.done": rest,
        "finish.stuck": _("nobody works, and nothing can change that any more"),
        "finish.limit": _("the time of the run is up, whoever is at work is stopped"),
    }
    text = said.get(e.rule, _("the run is over"))
    why = standstill(story, e.at) if e.left else []
    return Scene(e.at, e.n, _("{text}: {why}").format(text=text, why="; ".join(why)) if why else text)


_TELLERS: dict[type[Event | Unknown], Callable[[Telling, Any], Scene | None]] = {
    d.Restarted: scenes_health.restarted,
    d.Recovered: scenes_health.recovered,
    d.Fenced: scenes_health.review_lost,
    d.Stale: scenes_health.stale,
    f.OrchestratorRestarted: scenes_health.orchestrator_restarted,
    d.Swapped: _swapped,
    f.Refused: scenes_supply.refused,
    d.AccountParked: scenes_supply.parked,
    d.AccountRotated: scenes_supply.rotated,
    d.BudgetRefused: scenes_supply.no_money,
    d.BudgetAlarm: scenes_supply.alarm,
    d.Waiting: scenes_supply.waiting,
    f.MergeEnded: scenes_work.merge,
    d.NeedsHuman: scenes_work.needs_human,
    d.Requeued: scenes_work.out_of_budget,
    d.Merged: scenes_work.door,
    d.Finished: _finished,
    **dict.fromkeys(Intervention.__args__, _hand),
}
