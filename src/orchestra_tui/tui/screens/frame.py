"""What the places of checking and progress share: lines above and below, keys, remarks, and work in another thread."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from functools import cache
from typing import TYPE_CHECKING, ClassVar, TypeVar, cast

from textual import events, on
from textual.binding import BindingType
from textual.geometry import Size
from textual.screen import Screen
from textual.timer import Timer

from orchestra_tui.base.errors import OrchestraError
from orchestra_tui.base.i18n import _, n_
from orchestra_tui.tui import places
from orchestra_tui.tui.bindings import bindings
from orchestra_tui.tui.commands import BY_ID, TYPING, heard_in, in_place
from orchestra_tui.tui.keys import shown
from orchestra_tui.tui.looks import Looks
from orchestra_tui.tui.widgets.bars import Bar, Key, KeyBar
from orchestra_tui.tui.widgets.placebar import PlaceBar

if TYPE_CHECKING:
    from orchestra_tui.tui.app import OrchestraApp
    from orchestra_tui.tui.command import Command
    from orchestra_tui.tui.widgets.board import Board
    from orchestra_tui.tui.widgets.rows import RowList
    from orchestra_tui.tutor.quiz import Quiz

T = TypeVar("T")

TALL = 18
"""Rows from which the places and the status have lines of their own."""
SAID_FOR = 6.0
"""Seconds that a remark stays."""
COPIED = "copied.txt"
"""The file beside the journal that holds what was copied last."""
POLL = 1.0
"""Seconds between two looks at the files of questions."""


class Frame(Screen[None]):
    """A screen of a place; a subclass says what is in the middle and which commands hold."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("frame")
    CSS_PATH = ["frame.tcss"]
    place = ""
    """The id of the place, see `places`."""

    def __init__(self, looks: Looks) -> None:
        super().__init__()
        self.looks = looks
        self.title_bar = PlaceBar(looks, self.place, id="title")
        self.status = Bar(looks, ground="tree", id="status")
        self.key_bar = KeyBar(looks, id="keys")
        self._remark = ""
        self._remark_timer: Timer | None = None

    @property
    def orchestra(self) -> OrchestraApp:
        """The application, by its own type."""
        return cast("OrchestraApp", self.app)

    @property
    def context(self) -> str:
        """What has the focus, as a key of `commands.CHAINS`."""
        raise NotImplementedError

    def holds(self, condition: str) -> bool:
        """Whether a command's condition holds."""
        return condition == "" or self.orchestra.offers(condition)

    # Work in the journal's thread

    def examine(self, work: Callable[[Quiz], T], then: Callable[[T], None]) -> None:
        """Do something with the questions elsewhere, and `then` here; a fault goes to `refused`."""
        self.orchestra.examiner.ask(work, lambda future: self.call_later(self._done, future, then))

    def _done(self, future: Future[T], then: Callable[[T], None]) -> None:
        try:
            found = future.result()
        except OrchestraError as fault:
            self.refused(fault)
        else:
            then(found)

    def refused(self, fault: OrchestraError) -> None:
        """Tell what went wrong."""
        self.orchestra.tell(fault)

    def chosen(self, event: RowList.Chosen, board: Board) -> object:
        """What the row under a board's cursor is there for, once it was opened; nothing if the page was left meanwhile.

        A second press may arrive when the first has left the page, or changed its rows.
        """
        event.stop()
        return board.row.value if board.row and self.is_current else None

    # The lines around

    async def on_mount(self) -> None:
        """Name the places; keys follow the focus."""
        self.title_bar.offer(self.orchestra.places)
        self.title_bar.count(places.CHECK, self.orchestra.due)
        self.watch(self, "focused", self.refresh_keys, init=False)
        await self.furnish()

    async def furnish(self) -> None:
        """Fill the middle."""
        raise NotImplementedError

    def say(self, text: str) -> None:
        """A remark in the status line, for a moment."""
        self._remark = text
        if self._remark_timer:
            self._remark_timer.stop()
        self._remark_timer = self.set_timer(SAID_FOR, self.hush) if text else None
        self.set_class(bool(text), "-said")
        self.refresh_status()

    def hush(self) -> None:
        """Take the remark away."""
        if self._remark:
            self.say("")

    def refresh_status(self) -> None:
        """Bring the status line up to date."""
        self.status.show([(self._remark, "accent")] if self._remark else self.standing())

    def standing(self) -> list[tuple[str, str]]:
        """What the status line says when there is nothing else to say."""
        return []

    def refresh_keys(self) -> None:
        """Bring the key bar up to date."""
        keys, covered = [], set()
        for command in heard_in(self.context):
            if command.bar and command.id not in covered and self.holds(command.when):
                covered.add(command.over)
                if key := self.key_of(command):
                    keys.append(Key(key, _(command.bar), command.id, command.rank))
        self.key_bar.show(keys)

    def key_of(self, command: Command) -> str:
        """The key of a command as it is shown; while letters are typed, one that is no letter, or nothing."""
        keys = self.orchestra.keymap.keys.get(command.id, ())
        if self.context in TYPING:
            keys = tuple(key for key in keys if len(key) > 1)
        return shown(keys[0]) if keys else ""

    def set_looks(self, looks: Looks) -> None:
        """Draw everything in other colours."""
        self.looks = looks
        for widget in self.query("*"):
            set_looks = getattr(widget, "set_looks", None)
            if set_looks:
                set_looks(looks)

    def on_resize(self, event: events.Resize) -> None:
        """Rearrange for the size of the terminal."""
        self.fit(event.size)

    def fit(self, size: Size) -> None:
        """What is shown at this size."""
        self.set_class(size.height >= TALL, "-tall")

    # Doing

    def on_key(self, event: events.Key) -> None:
        """While text is selected, escape only ends that: a command would find the selection gone already."""
        if event.key == "escape" and self.selections:
            event.stop()
            event.prevent_default()
            self.clear_selection()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """A command with a condition is there only while it holds."""
        conditions = _conditions(self.owns).get(action, ())
        return not conditions or any(self.holds(condition) for condition in conditions)

    owns: ClassVar[tuple[str, ...]] = ()
    """The places of commands whose actions are methods of this screen."""

    async def do(self, command: Command) -> None:
        """Do what a command that is heard here does."""
        target = {"app": self.app, "frame": self}.get(command.place)
        owner = target or (self if command.place in self.owns else self.focused or self)
        await self.app.run_action(command.action, default_namespace=owner)

    @on(KeyBar.Pressed)
    async def press(self, event: KeyBar.Pressed) -> None:
        """Do what a clicked key does."""
        event.stop()
        await self.do(BY_ID[event.command])

    def action_everything(self) -> None:
        """Commands and sections, by name."""
        from orchestra_tui.tui.offers import Choice, Offer, by_typing
        from orchestra_tui.tui.screens.picker import Picker

        choices = [
            Choice(_(command.title), command, "⌘", self.orchestra.keymap.first(command.id), _(command.help))
            for command in heard_in(self.context)
            if command.listed and self.holds(command.when)
        ]

        def chosen(value: object) -> None:
            if value is not None:
                self.call_next(self.do, value)

        offer = Offer(_("Everything, by name"), by_typing(choices), detail=True)
        self.app.push_screen(Picker(self.looks, offer), chosen)

    def action_copy_words(self) -> None:
        """Copy what is selected."""
        text = self.get_selected_text()
        if text:
            self.copy(text)
        else:
            key = self.orchestra.keymap.first("quit")
            self.say(_("Nothing is selected. {key} leaves the tutorial.").format(key=key))

    def copy(self, text: str) -> None:
        """Copy a text to the clipboard and to a file, and say both: a terminal tells nobody whether it took it."""
        self.app.copy_to_clipboard(text)
        count = len(text.splitlines())
        lines = n_("{n} line", "{n} lines", count).format(n=count)
        file = self.orchestra.options.home.state / COPIED

        def write() -> None:
            from orchestra_tui.base.files import replace_text

            replace_text(file, text + "\n")
            said = _("{lines}: to the clipboard (OSC 52) and to {file}").format(lines=lines, file=file)
            self.call_later(self.say, said)

        self.orchestra.desk.soon(write)


@cache
def _conditions(places: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    """The conditions of the actions that a screen with these places does."""
    found: dict[str, tuple[str, ...]] = {}
    for place in ("frame", *places):
        for command in in_place(place):
            if command.when:
                action = command.action.partition("(")[0]
                found[action] = (*found.get(action, ()), command.when)
    return found
