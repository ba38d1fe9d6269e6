"""The middle of a story: turning points in order of time, routine between them in a few words, repeats folded."""

from __future__ import annotations

from collections import Counter
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
from orchestra_tui.tutor.telling.quiet import quiet, standstill
from orchestra_tui.tutor.telling.scene import AGAIN, Scene, Telling, heir, taken
from orchestra_tui.tutor.telling.sentence import sentence
from orchestra_tui.tutor.telling.words import listed, name, of, row, times

MOST = 5
"""Turning points in a paragraph."""
GAP = 20 * MINUTE
"""A paragraph ends where nothing is told for so long, or for a twelfth of the run."""
SETTLED = 5 * MINUTE
"""What is routine is told before a turning point, if nothing was told for so long."""
KNOT = 60 * MINUTE
"""Conflicts that lie closer together than this are told together."""
FIRST = MINUTE
FEW = 3


def pages(story: Chronicle) -> Iterator[str]:
    """The paragraphs of the run itself."""
    telling = Telling(story)
    scenes = sorted([*_first(story), *quiet(story), *_scenes(telling)], key=lambda scene: (scene.at, scene.n))
    yield from _Pages(telling).of(scenes)


def _scenes(telling: Telling) -> Iterator[Scene]:
    for event in telling.chronicle.events:
        teller = _TELLERS.get(type(event))
        scene = teller(telling, event) if teller else None
        if scene is not None:
            yield scene


def _first(story: Chronicle) -> Iterator[Scene]:
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


class _Pages:
    """Paragraphs in the making."""

    def __init__(self, telling: Telling) -> None:
        self.telling, self.story = telling, telling.chronicle
        self.gap = max(GAP, self.story.ends // 12)
        self.sentences: list[str] = []
        self.told = 0
        self.last = 0
        self.routine = _Routine(telling)
        self.kinds: set[str] = set()

    def of(self, scenes: list[Scene]) -> Iterator[str]:
        """The paragraphs of all scenes, in order."""
        self.routine.leave_out(scenes)
        place = 0
        while place < len(scenes):
            fold = self._fold(scenes, place)
            scene = scenes[place]
            if self.sentences and self._ends(scene):
                yield self._close(scene.at)
            if not self.sentences and (text := self.routine.until(scene.at, self.told)):
                yield self._page(*text)
            elif (
                self.sentences and scene.at - self.told >= SETTLED and (text := self.routine.until(scene.at, self.told))
            ):
                self._say(*text, by=True)
            self._add(scenes[place : place + fold])
            place += fold
        if self.sentences:
            yield self._close(self.story.ends + 1)
        elif text := self.routine.until(self.story.ends + 1, self.told):
            yield self._page(*text)

    def _ends(self, scene: Scene) -> bool:
        return scene.apart or len(self.sentences) >= MOST or scene.at - self.last >= self.gap

    def _fold(self, scenes: list[Scene], place: int) -> int:
        """How many scenes from here on are the same again."""
        key = scenes[place].key
        if key not in self.kinds or not scenes[place].again:
            return 1
        apart = KNOT if key in {"conflict", "red"} else SETTLED
        count = 1
        for scene in scenes[place + 1 :]:
            if scene.key != key or scene.apart or scene.at - scenes[place + count - 1].at > apart:
                break
            count += 1
        return count

    def _add(self, scenes: list[Scene]) -> None:
        scene, text = scenes[0], scenes[0].text
        if scene.key in self.kinds:
            if not scene.again:
                return
            one, several = AGAIN[scene.key.partition("-")[0]]
            counted = Counter(each.again for each in scenes)
            shown = [a if n == 1 else _("{what} {times}").format(what=a, times=times(n)) for a, n in counted.items()]
            what = row(shown) if all(each.count(" ") < 3 for each in shown) else "; ".join(shown)
            text = _(one if len(counted) == 1 else several).format(what=what)
        elif scene.key:
            self.kinds.add(scene.key)
        self._say(scene.at, text, since=scene.since)
        self.last = scenes[-1].at

    def _say(self, at: int, text: str, *, by: bool = False, since: bool = False) -> None:
        """Adds a sentence about a moment, about all that happened up to it (`by`), or about what lasts `since` it."""
        story = self.story
        if by:
            text = _("by {time} {text}").format(time=story.clock.till(at, self.told), text=text)
        elif not self.sentences:
            text = f"{story.capital(story.clock.lead(at, self.told))}. {story.capital(text)}"
        elif since:
            text = _("from {time} {text}").format(time=story.clock.till(at, self.told), text=text)
        elif at - self.told >= MINUTE:
            text = f"{story.clock.when(at, self.told)} {text}"
        self.sentences.append(f"{story.capital(text)}.")
        self.told = max(at, self.told)

    def _close(self, until: int) -> str:
        if text := self.routine.until(until, self.told):
            self._say(*text, by=True)
        page = " ".join(self.sentences)
        self.sentences = []
        return page

    def _page(self, at: int, text: str) -> str:
        self._say(at, text)
        return self._close(at)


class _Routine:
    """What needs no scene of its own: merges, and reviews that send something back."""

    def __init__(self, telling: Telling) -> None:
        self.telling, self.story = telling, telling.chronicle
        self.events = [
            e for e in self.story.events if isinstance(e, d.Merged) or (isinstance(e, f.ReviewEnded) and not e.accepted)
        ]
        self.place = 0
        self.done = 0

    def leave_out(self, scenes: list[Scene]) -> None:
        """Merges that scenes tell, and refusals that belong to a swap, are not told again."""
        told = {n for scene in scenes for n in (scene.n, *scene.covers)}
        self.silent = told | self.telling.covered

    def until(self, at: int, told: int) -> tuple[int, str] | None:
        """What happened up to a moment and was not told yet, with the moment of the last of it."""
        merged: list[d.Merged] = []
        refused: list[str] = []
        last = told
        while self.place < len(self.events) and self.events[self.place].at < at:
            event = self.events[self.place]
            self.place += 1
            if isinstance(event, d.Merged):
                self.done += 1
                if event.n not in self.silent:
                    merged.append(event)
                    last = event.at
            elif isinstance(event, f.ReviewEnded) and event.n not in self.silent:
                refused.append(event.task)
                last = event.at
        said = [*self._merged(merged), *self._refused(refused)]
        return (max(last, told), "; ".join(said)) if said else None

    def _merged(self, merged: list[d.Merged]) -> Iterator[str]:
        if not merged:
            return
        total = of(self.done, len(self.story.plan.tasks))
        if len(merged) <= FEW and merged[-1].at - merged[0].at > GAP:
            names = row([f"{name(e.task)} ({self.story.clock.time(e.at)})" for e in merged])
        else:
            names = listed(e.task for e in merged)
        said = n_("{names} is in main: {count}", "{names} are in main: {count}", len(merged))
        yield said.format(names=names, count=total)

    def _refused(self, refused: list[str]) -> Iterator[str]:
        counted = Counter(refused)
        if not counted:
            return
        said = _("reviews have sent back {names}")
        names = [
            name(t) if n == 1 else _("{what} {times}").format(what=name(t), times=times(n)) for t, n in counted.items()
        ]
        yield said.format(names=row(names))
