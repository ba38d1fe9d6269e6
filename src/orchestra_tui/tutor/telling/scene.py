"""The pieces a story is made of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from orchestra_tui.base.i18n import N_, _
from orchestra_tui.fleet.units import MINUTE
from orchestra_tui.tutor.telling.amounts import name
from orchestra_tui.tutor.telling.chronicle import Chronicle, Start


@dataclass(frozen=True, slots=True)
class Scene:
    """A turning point in full: sentences that may follow "At 22:03", without the last full stop.

    `key` is what kind of thing happened to whom; where the same was told before, `again` says it in a few words, and
    several in a row are joined by the words of `AGAIN`. `apart` begins a paragraph; what lasts (`since`) follows "From
    22:03" instead. `covers` are the numbers of what it tells besides.
    """

    at: int
    n: int
    text: str
    key: str = ""
    again: str = ""
    apart: bool = False
    since: bool = False
    covers: tuple[int, ...] = ()


@dataclass(slots=True)
class Telling:
    """What is told so far: the kinds of scenes there were, refused reviews that belong to a swap told elsewhere."""

    chronicle: Chronicle
    seen: set[str] = field(default_factory=set)
    covered: set[int] = field(default_factory=set)

    def first(self, key: str) -> bool:
        """Whether something is told for the first time; from now on it is not."""
        if key in self.seen:
            return False
        self.seen.add(key)
        return True


AGAIN = {
    "conflict": (N_("another conflict: {what}"), N_("more conflicts: {what}")),
    "red": (N_("red again on the merged tree: {what}"), N_("red again on the merged tree: {what}")),
    "recovered": (N_("another nudge helps: {what}"), N_("more nudges help: {what}")),
    "twice": (N_("a repeated message changes nothing: {what}"), N_("repeated messages change nothing: {what}")),
    "rotate": (N_("{what} moves to the new account too"), N_("{what} move to the new account too")),
    "error": (N_("an Error Swap for the same reason: {what}"), N_("Error Swaps for the same reason: {what}")),
    "dependency": (N_("behind it {what} stops"), N_("behind it {what} stop")),
}
"""How scenes of a kind are told once more: one, and several in a row."""


def taken(starts: Sequence[Start]) -> str:
    """Who takes what: `A takes x, B gets y`."""
    said = (_("{agent} takes {task}") if place == 0 else _("{agent} gets {task}") for place in range(len(starts)))
    return ", ".join(each.format(agent=name(e.agent), task=name(e.task)) for each, e in zip(said, starts, strict=True))


def heir(story: Chronicle, task: str, n: int, told: int) -> str:
    """Who takes a task after event `n`, as a sentence that follows what was told at `told` ms."""
    before, after = story.start_before(task, n), story.start_after(task, n)
    if after is None:
        return _("nobody takes {task} up to the end of the run").format(task=name(task))
    soon = after.at - told < MINUTE
    same = before is not None and before.agent == after.agent
    if same and before is not None and before.model != after.model:
        said = _("{task} stays with {agent}, but the model is {model} now")
    elif same and soon:
        said = _("nobody else is free, and {task} falls to {agent} again, with a fresh context")
    elif same:
        said = _("{task} comes back to {agent}")
    elif before is None or before.model == after.model:
        said = _("{agent} takes {task}")
    else:
        said = _("{agent} takes {task} with the model {model}")
    said = said.format(task=name(task), agent=name(after.agent), model=name(after.model))
    return said if soon else _("{when} {said}").format(when=story.clock.when(after.at, told), said=said)
