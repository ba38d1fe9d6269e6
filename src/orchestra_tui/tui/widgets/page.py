"""The page: a section to read, with links and folds to pick, hits to go through, code to copy."""

from __future__ import annotations

from typing import ClassVar

from textual import events
from textual.binding import BindingType
from textual.message import Message

from orchestra_tui.course.model import Place
from orchestra_tui.tui.bindings import bindings
from orchestra_tui.tui.looks import Looks
from orchestra_tui.tui.widgets.column import Column, Typeset
from orchestra_tui.tui.widgets.paint import Over
from orchestra_tui.tui.widgets.spans import Find, Part, Target, at, hits, targets


class Page(Column, can_focus=True, inherit_bindings=False):
    """A section in a column. What cannot be done within the text is asked for by messages."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("page")

    class Finished(Message):
        """The learner asked to read on at the end of the section."""

    class Picked(Message):
        """A link, footnote or fold was picked by key or lies under the mouse, or no longer; see `Page.shown`."""

    class Followed(Message):
        """A link or footnote is to be followed."""

        def __init__(self, target: Target) -> None:
            super().__init__()
            self.target = target

    class Found(Message):
        """The search has other hits, or another of them is the current one."""

    def __init__(self, looks: Looks, column: int = 80, id: str | None = None) -> None:
        super().__init__(looks, column, id)
        self.hits: list[tuple[Part, ...]] = []
        self.hit = -1
        self.picked: Target | None = None
        self._find: Find | None = None
        self._targets: list[Target] | None = None
        self._hovered: Target | None = None
        self._copied = -1

    def open(self, typeset: Typeset, place: Place | None = None) -> None:
        """Show another section; a search goes on in it."""
        self.hit = self._copied = -1
        super().open(typeset, place)

    @property
    def targets(self) -> list[Target]:
        """The links, footnotes and folds of the text in reading order."""
        if self._targets is None:
            self._targets = targets(self.lines)
        return self._targets

    def relaid(self) -> None:
        """Line numbers have changed: pick and find anew."""
        self._targets = self.picked = self._hovered = None
        self.hits = hits(self.lines, self._find) if self._find else []
        self.hit = min(self.hit, len(self.hits) - 1)
        if self._find:
            self.post_message(self.Found())

    def dress(self) -> dict[int, list[Over]]:
        """Hits and the picked target."""
        overs: dict[int, list[Over]] = {}
        for number, parts in enumerate(self.hits):
            self._lay(overs, parts, "current" if number == self.hit else "hit")
        if self.picked:
            self._lay(overs, self.picked.parts, "target")
        return overs

    def _lay(self, overs: dict[int, list[Over]], parts: tuple[Part, ...], name: str) -> None:
        for part in parts:
            overs.setdefault(part.line, []).append(Over(part.start, part.stop, self.looks.named(name)))

    @property
    def shown(self) -> Target | None:
        """The target whose address is of interest: the one under the mouse, else the picked one."""
        return self._hovered or self.picked

    @property
    def searching(self) -> bool:
        """Whether something is looked for."""
        return self._find is not None

    # Searching

    def search(self, find: Find | None) -> None:
        """Mark what `find` finds, and go to the first hit from the top of the screen on; None ends the search."""
        self._find = find
        self.hits = hits(self.lines, find) if find else []
        ahead = [number for number, parts in enumerate(self.hits) if parts[0].line >= self.top]
        self.hit = ahead[0] if ahead else 0 if self.hits else -1
        if self.hits:
            self.reveal(self.hits[self.hit][0].line)
        self.redraw()
        self.post_message(self.Found())

    def action_hit(self, step: int) -> None:
        """To the next or previous hit, around the ends."""
        if self.hits:
            self.hit = (self.hit + step) % len(self.hits)
            self.reveal(self.hits[self.hit][0].line)
            self.redraw()
            self.post_message(self.Found())

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Going through hits needs hits."""
        return action != "hit" or bool(self.hits)

    # Picking

    def action_target(self, step: int) -> None:
        """Pick the next target on the screen or beyond it, around the ends."""
        if not self.targets:
            return
        if self.picked in self.targets:
            number = self.targets.index(self.picked) + step
        else:
            lines = range(self.top, self.top + self.size.height)
            seen = [n for n, target in enumerate(self.targets) if target.parts[0].line in lines]
            ahead = [n for n, target in enumerate(self.targets) if target.parts[0].line >= self.top]
            number = (seen[0] if step > 0 else seen[-1]) if seen else (ahead[0] if ahead else 0)
        self.pick(self.targets[number % len(self.targets)])

    def pick(self, target: Target | None) -> None:
        """Make a target the picked one."""
        self.picked = target
        if target:
            self.reveal(target.parts[0].line)
        self.redraw()
        self.post_message(self.Picked())

    def action_activate(self) -> None:
        """Follow or unfold what is picked."""
        if self.picked:
            self._activate(self.picked)

    def action_fold(self) -> None:
        """Open or close the picked fold, else the first one on the screen."""
        lines = range(self.top, self.top + self.size.height)
        folds = [target for target in self.targets if target.fold is not None and target.parts[0].line in lines]
        if self.picked and self.picked.fold is not None:
            self._activate(self.picked)
        elif folds:
            self._activate(folds[0])

    def _activate(self, target: Target) -> None:
        if target.fold is None:
            self.post_message(self.Followed(target))
            return
        was_picked = target == self.picked
        self.opened ^= {target.fold}
        self.renew()
        if was_picked:
            self.pick(next((each for each in self.targets if each.fold == target.fold), None))

    def action_read_on(self) -> None:
        """A page down, or on to what follows."""
        if self.at_end:
            self.post_message(self.Finished())
        else:
            self.action_leaf(1.0)

    # Code

    def next_code(self) -> int | None:
        """The number of the code block to copy: the first that begins on the screen, and each time the one after it."""
        seen = list(dict.fromkeys(line.code for line in self.visible_lines() if line.code is not None))
        if not seen:
            return None
        after = [code for code in seen if code > self._copied]
        self._copied = after[0] if self._copied in seen and after else seen[0]
        return self._copied

    # The mouse

    def _under(self, event: events.MouseEvent) -> Target | None:
        place = event.get_content_offset(self)
        return at(self.targets, place.y + self.top, place.x - self.margin) if place else None

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Show the address under the mouse."""
        target = self._under(event)
        if target != self._hovered:
            self._hovered = target
            self.post_message(self.Picked())

    def on_click(self, event: events.Click) -> None:
        """Follow or unfold what was clicked, unless text was being selected."""
        target = self._under(event)
        if target and not self.text_selection:
            event.stop()
            self._activate(target)
