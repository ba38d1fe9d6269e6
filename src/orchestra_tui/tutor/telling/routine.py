"""What needs no turning point of its own: merges, reviews that send something back, what was left out for length."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from orchestra_tui.base.i18n import _, n_
from orchestra_tui.fleet import decisions as d
from orchestra_tui.fleet import facts as f
from orchestra_tui.fleet.units import MINUTE
from orchestra_tui.tutor.telling.scene import Scene, Telling
from orchestra_tui.tutor.telling.thin import Left, counted
from orchestra_tui.tutor.telling.words import listed, name, of, row, times

APART = 20 * MINUTE
"""Merges that lie so far apart are told with their times, if they are few."""
FEW = 3
MOST = 12
"""Names in a row before the rest is counted; a story that leaves things out names fewer."""


class Routine:
    """The routine of a run, told piece by piece as the story comes to it."""

    def __init__(self, telling: Telling, scenes: list[Scene], left: list[Left]) -> None:
        self.story, self._left = telling.chronicle, left
        self._most = MOST // 2 if left else MOST
        told = {n for scene in scenes for n in (*scene.covers, *(() if scene.since else (scene.n,)))}
        self._silent = told | telling.covered
        self._events = [
            e for e in self.story.events if isinstance(e, d.Merged) or (isinstance(e, f.ReviewEnded) and not e.accepted)
        ]
        self._place = self._passed = self._done = 0

    def until(self, at: int, told: int) -> tuple[int, str] | None:
        """What happened before a moment and was not told yet, with the moment of the last of it."""
        merged: list[d.Merged] = []
        refused: list[str] = []
        last = told
        while self._place < len(self._events) and self._events[self._place].at < at:
            event = self._events[self._place]
            self._place += 1
            self._done += isinstance(event, d.Merged)
            if event.n in self._silent:
                continue
            last = event.at
            if isinstance(event, d.Merged):
                merged.append(event)
            elif isinstance(event, f.ReviewEnded):
                refused.append(event.task)
        passed = self._passed
        while self._passed < len(self._left) and self._left[self._passed].at < at:
            self._passed += 1
        besides = [left.kind for left in self._left[passed : self._passed]]
        said = [*self._merged(merged), *_refused(refused, self._most), *_besides(besides)]
        return (max(last, told), "; ".join(said)) if said else None

    def _merged(self, merged: list[d.Merged]) -> Iterator[str]:
        if not merged:
            return
        total = of(self._done, len(self.story.plan.tasks))
        if len(merged) <= FEW and merged[-1].at - merged[0].at > APART:
            names = row([f"{name(e.task)} ({self.story.clock.time(e.at)})" for e in merged])
        else:
            names = listed((e.task for e in merged), self._most)
        said = n_("{names} is in main: {count}", "{names} are in main: {count}", len(merged))
        yield said.format(names=names, count=total)


def _refused(refused: list[str], most: int) -> Iterator[str]:
    often = Counter(refused)
    if not often:
        return
    shown = [
        name(task) if n == 1 else _("{what} {times}").format(what=name(task), times=times(n))
        for task, n in often.items()
    ]
    if len(shown) > most + 1:
        more = len(shown) - most
        shown[most:] = [n_("{n} more", "{n} more", more).format(n=more)]
    yield _("reviews have sent back {names}").format(names=row(shown))


def _besides(kinds: list[str]) -> Iterator[str]:
    if shown := counted(kinds):
        yield _("besides: {what}").format(what=", ".join(shown))
