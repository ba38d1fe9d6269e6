"""Help: every key that works here, made from the table of commands."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen

from orchestra_tui.base.i18n import _
from orchestra_tui.course.layout import Line, Role, Run, layout
from orchestra_tui.course.model import Mark, Paragraph, Span
from orchestra_tui.tui.bindings import bindings
from orchestra_tui.tui.commands import groups, heard_in
from orchestra_tui.tui.keymap import Keymap
from orchestra_tui.tui.keys import shown, twin
from orchestra_tui.tui.looks import Looks
from orchestra_tui.tui.widgets.column import Column

KEYS = 16
"""Cells for the keys, left of what they do."""


def help_lines(context: str, keymap: Keymap, width: int) -> tuple[Line, ...]:
    """The keys of a context (a key of `commands.CHAINS`), grouped, as lines of `width` cells."""
    lines: list[Line] = []
    note = _("Letters also work on the Russian layout: n is т, / is the key with the dot.")
    _put(lines, (), [Span(note, Mark.EMPHASIS)], width)
    for group, members in groups(heard_in(context)):
        rows = [command for command in members if keymap.keys[command.id]]
        if rows:
            lines.append(Line((), 0, 0, 1))
            lines.append(Line((Run(_(group), Role.HEADING3),), 0, 0, 1))
        for command in rows:
            keys = Run(f"{_names(keymap.keys[command.id]):<{KEYS}} ", mark=Mark.CODE)
            title = _(command.title)
            dot = "" if title.endswith("?") else "."
            _put(lines, (keys,), [Span(title, Mark.STRONG), Span(f"{dot} {_(command.help)}")], width)
    return tuple(lines)


def _put(lines: list[Line], lead: tuple[Run, ...], spans: list[Span], width: int) -> None:
    """Add a paragraph whose lines hang beside what stands left of the first."""
    taken = sum(len(run.text) for run in lead)
    for line in layout([Paragraph(1, tuple(spans))], width - taken):
        lines.append(Line((*lead, *line.runs), 0, 0, 1))
        lead = (Run(" " * taken),) if taken else ()


def _names(keys: tuple[str, ...]) -> str:
    twins = {twin(key) for key in keys}
    return " ".join(shown(key) for key in keys if key not in twins)


class HelpScreen(ModalScreen[None]):
    """Scrolls; any of its closing keys goes back."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("help")
    CSS_PATH = "help.tcss"
    AUTO_FOCUS = "Column"

    def __init__(self, looks: Looks, keymap: Keymap, context: str) -> None:
        super().__init__()
        self.column = Column(looks, 100)
        self._place, self._keymap = context, keymap

    def compose(self) -> ComposeResult:
        """A box with the text."""
        with Vertical(id="box") as box:
            box.border_title = _("Keys")
            box.border_subtitle = _("esc closes")
            yield self.column

    def on_mount(self) -> None:
        """Write the text."""
        self.column.open(self._typeset)

    def _typeset(self, width: int, opened: frozenset[int]) -> tuple[Line, ...]:
        return help_lines(self._place, self._keymap, width)

    def action_line(self, step: int) -> None:
        """By lines."""
        self.column.action_line(step)

    def action_leaf(self, pages: float) -> None:
        """By pages."""
        self.column.action_leaf(pages)

    def action_close(self) -> None:
        """Back to where the learner was."""
        self.dismiss(None)
