"""The middle of a story: turning points in order of time, routine between them in a few words, repeats folded."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from orchestra_tui.base.i18n import _
from orchestra_tui.fleet.units import MINUTE
from orchestra_tui.tutor.telling.chronicle import Chronicle
from orchestra_tui.tutor.telling.quiet import quiet
from orchestra_tui.tutor.telling.routine import Routine
from orchestra_tui.tutor.telling.scene import AGAIN, Scene, Telling
from orchestra_tui.tutor.telling.tellers import first, scenes
from orchestra_tui.tutor.telling.thin import thin
from orchestra_tui.tutor.telling.words import row, times

MOST = 5
"""Sentences after which a paragraph ends."""
GAP = 20 * MINUTE
"""A paragraph ends where nothing is told for so long, or for a twelfth of the run."""
SETTLED = 5 * MINUTE
"""What is routine is told before a turning point, if nothing was told for so long."""
KNOT = 60 * MINUTE
"""Conflicts that lie closer together than this are told together."""


def pages(story: Chronicle) -> Iterator[str]:
    """The paragraphs of the run itself."""
    telling = Telling(story)
    found = sorted([*first(story), *quiet(story), *scenes(telling)], key=lambda scene: (scene.at, scene.n))
    kept, left = thin(story, found)
    yield from _Pages(telling, Routine(telling, kept, left)).of(kept)


class _Pages:
    """Paragraphs in the making."""

    def __init__(self, telling: Telling, routine: Routine) -> None:
        self.story, self.routine = telling.chronicle, routine
        self.gap = max(GAP, self.story.ends // 12)
        self.sentences: list[str] = []
        self.told = 0
        self.last = 0
        self.kinds: set[str] = set()

    def of(self, scenes: list[Scene]) -> Iterator[str]:
        """The paragraphs of all scenes, in order."""
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
