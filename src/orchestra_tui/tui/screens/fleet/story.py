"""The run told in words up to a moment, to read, to copy, and to keep as a file."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.message import Message

from orchestra_tui.base.errors import OrchestraError
from orchestra_tui.base.i18n import _
from orchestra_tui.course.layout import Line, Role, Run
from orchestra_tui.tui import places
from orchestra_tui.tui.bindings import bindings
from orchestra_tui.tui.looks import Looks
from orchestra_tui.tui.screens.frame import Frame
from orchestra_tui.tui.widgets.column import Column
from orchestra_tui.tutor.playing.recording import Recording

if TYPE_CHECKING:
    from orchestra_tui.tutor.telling.story import Story

FILE = "trace.md"
MEASURE = 80


def story_lines(story: Story, width: int) -> tuple[Line, ...]:
    """The lines of a story in so many cells, a paragraph being a block of its own."""
    from orchestra_tui.tutor.telling.wrap import wrapped

    lines: list[Line] = []
    for block, part in enumerate((story.title, *story.paragraphs)):
        role = Role.BODY if block else Role.HEADING2
        said = list(wrapped(part, width))
        lines += [Line((Run(text, role),), block, place, 1) for place, text in enumerate(said)]
        lines.append(Line((), block, len(said), 1))
    return tuple(lines)


class StoryScreen(Frame):
    """The story of the first `n` events of a recording; it is told in a thread, since a run may be long."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("fleet-story")
    CSS_PATH = ["../frame.tcss", "fleet.tcss"]
    AUTO_FOCUS = "Column"
    place = places.FLEET
    context = "fleet-story"
    owns = ("fleet-story",)

    class Told(Message):
        """The story is there."""

        def __init__(self, story: Story) -> None:
            super().__init__()
            self.story = story

    def __init__(self, looks: Looks, recording: Recording, n: int) -> None:
        super().__init__(looks)
        self.recording, self.n = recording, n
        self.column = Column(looks, MEASURE, id="story")
        self.story: Story | None = None

    def compose(self) -> ComposeResult:
        """Lines above and below, the text in between."""
        self.fit(self.app.size)
        yield self.title_bar
        yield self.column
        yield self.status
        yield self.key_bar

    async def furnish(self) -> None:
        """Tell it."""
        self.refresh_keys()
        self._tell()

    @work(thread=True, exclusive=True, group="story")
    def _tell(self) -> None:
        from orchestra_tui.tutor.telling.story import story

        recording = self.recording
        told = recording.events[: self.n]
        self.post_message(self.Told(story(recording.plan, told, title=recording.title, seed=recording.seed)))

    @on(Told)
    def show_story(self, event: Told) -> None:
        """Show it."""
        event.stop()
        self.story = event.story
        self.column.open(lambda width, _opened: story_lines(event.story, width))
        self.refresh_status()
        self.refresh_keys()

    def standing(self) -> list[tuple[str, str]]:
        """Up to where it goes."""
        if self.story is None:
            return [(_("The story is being told…"), "accent")]
        if self.n < self.recording.count:
            return [(_("Told up to event {n} of {all}.").format(n=self.n, all=self.recording.count), "muted")]
        return [(_("Told to the end."), "muted")]

    def holds(self, condition: str) -> bool:
        """Whether a command's condition holds."""
        return self.story is not None if condition == "told" else super().holds(condition)

    # Moving

    def action_line(self, step: int) -> None:
        """By lines."""
        self.column.action_line(step)

    def action_leaf(self, pages: float) -> None:
        """By pages."""
        self.column.action_leaf(pages)

    def action_edge(self, side: int) -> None:
        """To the beginning or the end."""
        self.column.action_edge(side)

    def action_back(self) -> None:
        """Back to the fleet."""
        self.app.pop_screen()

    # Keeping

    def action_copy_story(self) -> None:
        """Copy it."""
        if self.story is not None:
            self.copy(self.story.text(MEASURE))

    def action_save_trace(self) -> None:
        """Ask for a file and write the trace of the run so far into it."""
        from orchestra_tui.tui.screens.ask import Ask

        def named(name: str | None) -> None:
            if name:
                self._write(Path(name).expanduser().absolute())

        self.app.push_screen(Ask(_("Save the trace of this run to a file"), str(Path.home() / FILE)), named)

    @work(thread=True, exclusive=True, group="trace")
    def _write(self, path: Path) -> None:
        from orchestra_tui.base.files import replace_text
        from orchestra_tui.tutor.telling.trace import trace

        recording = self.recording
        log_hash = recording.hashes[self.n - 1].hex() if self.n else ""
        text = trace(
            recording.plan, recording.events[: self.n], title=recording.title, seed=recording.seed, log_hash=log_hash
        )
        try:
            replace_text(path, text)
        except OrchestraError as fault:
            self.orchestra.tell(fault)
        else:
            self.app.call_from_thread(partial(self.say, _("Saved to {file}").format(file=path)))
