"""Help: every key that works here, made from the table of commands."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen

from orchestra_tui.base.i18n import _
from orchestra_tui.course.layout import Line, layout
from orchestra_tui.course.model import Block, Heading, Mark, Paragraph, Span, Table
from orchestra_tui.tui.bindings import bindings
from orchestra_tui.tui.commands import Command, groups, heard_in
from orchestra_tui.tui.keymap import Keymap
from orchestra_tui.tui.keys import shown, twin
from orchestra_tui.tui.looks import Looks
from orchestra_tui.tui.widgets.column import Column


def help_text(context: str, keymap: Keymap) -> tuple[Block, ...]:
    """The keys of a context (a key of `commands.CHAINS`), grouped, as blocks to lay out."""
    blocks: list[Block] = []
    for group, members in groups(heard_in(context)):
        rows = tuple(_row(command, keymap) for command in members if keymap.keys[command.id])
        if rows:
            blocks.append(Heading(1, 3, (Span(_(group)),), ""))
            blocks.append(Table(1, ("", ""), ((), ()), rows))
    note = _("Letters also work on the Russian layout: n is т, / is the key with the dot.")
    blocks.append(Paragraph(1, (Span(note, Mark.EMPHASIS),)))
    return tuple(blocks)


def _row(command: Command, keymap: Keymap) -> tuple[tuple[Span, ...], ...]:
    keys = keymap.keys[command.id]
    twins = {twin(key) for key in keys}
    names = " ".join(shown(key) for key in keys if key not in twins)
    return (Span(names, Mark.CODE),), (Span(_(command.title), Mark.STRONG), Span(f" — {_(command.help)}"))


class HelpScreen(ModalScreen[None]):
    """Scrolls; any of its closing keys goes back."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("help")
    CSS_PATH = "help.tcss"
    AUTO_FOCUS = "Column"

    def __init__(self, looks: Looks, keymap: Keymap, context: str) -> None:
        super().__init__()
        self.column = Column(looks, 100)
        self._blocks = help_text(context, keymap)

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
        return layout(self._blocks, width, opened=opened)

    def action_line(self, step: int) -> None:
        """By lines."""
        self.column.action_line(step)

    def action_leaf(self, pages: float) -> None:
        """By pages."""
        self.column.action_leaf(pages)

    def action_close(self) -> None:
        """Back to where the learner was."""
        self.dismiss(None)
