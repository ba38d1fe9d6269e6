"""Gaps in a text, in code or in YAML, filled where they stand."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, NamedTuple

from rich.cells import cell_len, set_cell_size
from rich.style import Style
from textual import events
from textual.binding import BindingType

from orchestra_tui.base.i18n import _
from orchestra_tui.base.text import visible
from orchestra_tui.course.layout import Line, Run
from orchestra_tui.course.model import Code
from orchestra_tui.quiz.types import AnyQuestion
from orchestra_tui.quiz.types.cloze import GAP
from orchestra_tui.tui.bindings import bindings
from orchestra_tui.tui.fragments import blocks_of, hang
from orchestra_tui.tui.looks import Looks
from orchestra_tui.tui.widgets.block import Block
from orchestra_tui.tui.widgets.paint import Over
from orchestra_tui.tui.widgets.questions.box import Box
from orchestra_tui.tui.widgets.questions.typed import LONGEST

NARROWEST = 12
"""Cells of an empty gap: the same for all, so that its width tells nothing."""
_FIRST = 0xE000
"""Where a gap stands while the text is laid out: so many private characters, one code point for each gap."""


class Piece(NamedTuple):
    """Characters `start` up to `stop` of a line, which show a gap from the `offset`-th cell on."""

    line: int
    start: int
    stop: int
    gap: int
    offset: int


class ClozeBox(Box, Block, can_focus=True, inherit_bindings=False):
    """The text with its gaps; one of them has the caret."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("gaps")
    context = "gaps"

    def __init__(self, question: AnyQuestion, order: tuple[str, ...], looks: Looks) -> None:
        super().__init__(question, order, looks)
        self.gaps: tuple[str, ...] = self.question.order
        self.values = [""] * len(self.gaps)
        self.gap = 0
        self.caret = 0
        self._pieces: list[Piece] = []

    @property
    def how(self) -> str:
        """Type into the gaps."""
        return _("Fill the gap.") if len(self.gaps) == 1 else _("Fill the gaps.")

    @property
    def answer(self) -> object:
        """What stands in the gaps, None as long as all are empty."""
        return dict(zip(self.gaps, self.values, strict=True)) if any(self.values) else None

    def restore(self, answer: object) -> None:
        """Put this into the gaps."""
        if isinstance(answer, dict):
            self.values = [text if isinstance(text := answer.get(id), str) else "" for id in self.gaps]
            self.caret = len(self.values[self.gap])
            self.relay()

    # Drawing

    def typeset(self, width: int) -> Sequence[Line]:
        """The text with what was typed in its gaps."""
        numbers = {id: number for number, id in enumerate(self.gaps)}

        def stand_in(id: str) -> str:
            return chr(_FIRST + numbers[id]) * self._room(numbers[id])

        text = GAP.sub(lambda found: stand_in(found[1]) if found[1] in numbers else found[0], self.question.text)
        language = str(self.question.code)
        blocks = (Code(1, text.rstrip("\n"), language),) if language else blocks_of(text)
        self._pieces = []
        done = [0] * len(self.gaps)
        return [self._fill(number, line, done) for number, line in enumerate(hang(blocks, width))]

    def _room(self, gap: int) -> int:
        return max(NARROWEST, cell_len(visible(self.values[gap])) + 3)

    def _fill(self, number: int, line: Line, done: list[int]) -> Line:
        """The line with its gaps shown; how much of each gap is shown already stands in `done`."""
        runs: list[Run] = []
        at = 0
        for run in line.runs:
            for char, text in _alike(run.text):
                gap = ord(char) - _FIRST if char else -1
                if 0 <= gap < len(self.gaps):
                    shown = _cells(self._shown(gap), done[gap], done[gap] + len(text))
                    self._pieces.append(Piece(number, at, at + len(shown), gap, done[gap]))
                    done[gap] += len(text)
                else:
                    shown = text
                runs.append(run._replace(text=shown))
                at += len(shown)
        return line._replace(runs=tuple(runs))

    def _shown(self, gap: int) -> str:
        return set_cell_size(f" {visible(self.values[gap])}", self._room(gap))

    def overs(self, number: int) -> Sequence[Over]:
        """Gaps stand out, the one with the caret more so, the caret most."""
        over = []
        for piece in self._pieces:
            if piece.line == number:
                here = self.has_focus and piece.gap == self.gap
                over.append(Over(piece.start, piece.stop, self._gap_style(here)))
                caret = 1 + self.caret - piece.offset
                if here and 0 <= caret < piece.stop - piece.start:
                    over.append(Over(piece.start + caret, piece.start + caret + 1, Style(reverse=True)))
        return over

    def _gap_style(self, here: bool) -> Style:
        if self.looks.ansi or self.looks.plain:
            return Style(underline=True, bold=here or None)
        if here:
            return self.looks.named("cursor") + Style(underline=True)
        return Style(bgcolor=self.looks.colour("bar").rich_color, underline=True)

    # Typing

    def _put(self, text: str, caret: int) -> None:
        self.values[self.gap] = text[:LONGEST]
        self.caret = max(0, min(caret, len(self.values[self.gap])))
        self.relay()
        self.edited()

    def _insert(self, text: str) -> None:
        value = self.values[self.gap]
        clean = " ".join(text.strip("\r\n").splitlines())
        self._put(value[: self.caret] + clean + value[self.caret :], self.caret + len(clean))

    def on_key(self, event: events.Key) -> None:
        """Letters, and what moves among them."""
        value, caret = self.values[self.gap], self.caret
        if event.character and event.is_printable:
            self._insert(event.character)
        elif event.key == "backspace":
            self._put(value[: max(0, caret - 1)] + value[caret:], caret - 1)
        elif event.key == "delete":
            self._put(value[:caret] + value[caret + 1 :], caret)
        elif event.key == "ctrl+u":
            self._put(value[caret:], 0)
        elif event.key == "ctrl+w":
            kept = value[:caret].rstrip().rpartition(" ")
            self._put(kept[0] + kept[1] + value[caret:], len(kept[0] + kept[1]))
        elif event.key in ("left", "right", "home", "end", "ctrl+a", "ctrl+e"):
            to = {"left": caret - 1, "right": caret + 1, "home": 0, "ctrl+a": 0}.get(event.key, len(value))
            self.caret = max(0, min(to, len(value)))
            self.refresh()
        else:
            return
        event.stop()
        event.prevent_default()

    def on_paste(self, event: events.Paste) -> None:
        """What is pasted goes into the gap."""
        event.stop()
        self._insert(event.text)

    def go(self, gap: int, caret: int | None = None) -> None:
        """To another gap, around the ends."""
        self.gap = gap % len(self.gaps)
        self.caret = len(self.values[self.gap]) if caret is None else min(caret, len(self.values[self.gap]))
        self.refresh()
        for piece in self._pieces:
            if piece.gap == self.gap:
                self.look(piece.line)
                break

    def action_gap(self, step: int) -> None:
        """To the next or previous gap."""
        self.go(self.gap + step)

    def action_answer(self) -> None:
        """Give the answer; from a filled gap, first on to the next empty one."""
        empty = [gap for gap, value in enumerate(self.values) if not value.strip()]
        if empty and self.gap not in empty:
            self.go(next((gap for gap in empty if gap > self.gap), empty[0]))
        else:
            super().action_answer()

    def on_click(self, event: events.Click) -> None:
        """The caret goes where the mouse is."""
        spot = self.line_under(event)
        for piece in self._pieces:
            if spot and piece.line == spot[0] and piece.start <= spot[1] < piece.stop and not self.text_selection:
                event.stop()
                self.go(piece.gap, max(0, spot[1] - piece.start + piece.offset - 1))

    def on_focus(self) -> None:
        """The caret appears."""
        self.refresh()

    def on_blur(self) -> None:
        """The caret goes."""
        self.refresh()


BOX = ClozeBox


def _alike(text: str) -> list[tuple[str, str]]:
    """The text in parts: each private character with its repeats, and what lies between (with no character)."""
    parts: list[tuple[str, str]] = []
    for char in text:
        key = char if "\ue000" <= char <= "\uf8ff" else ""
        if parts and parts[-1][0] == key:
            parts[-1] = (key, parts[-1][1] + char)
        else:
            parts.append((key, char))
    return parts


def _cells(text: str, start: int, stop: int) -> str:
    """The cells of a text from `start` up to `stop`."""
    head = len(set_cell_size(text, start)) if start else 0
    return set_cell_size(text[head:], stop - start)
