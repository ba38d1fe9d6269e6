"""What the signs of the timeline mean, in as many lines as there are for it. Pure."""

from __future__ import annotations

from collections.abc import Iterable

from rich.cells import cell_len

from orchestra_tui.base.i18n import N_, _
from orchestra_tui.tui.widgets.bars import Piece
from orchestra_tui.tui.widgets.fleet.glyphs import DOING, LOUD, MARK
from orchestra_tui.tutor.playing.lanes import Doing
from orchestra_tui.tutor.playing.marks import Kind
from orchestra_tui.tutor.playing.memo import once
from orchestra_tui.tutor.playing.recording import Recording

DOES = {
    Doing.WORK: N_("work"),
    Doing.CHECK: N_("checks"),
    Doing.REVIEW: N_("review"),
    Doing.WAIT: N_("waits"),
    Doing.SUSPECT: N_("suspect"),
    Doing.MERGE: N_("merge"),
    Doing.START: N_("start"),
    Doing.STOP: N_("being stopped"),
}
FIRST = 5
"""How many textures are explained before the marks."""
HAPPENS = {
    Kind.SWAP: N_("swapped"),
    Kind.RESTART: N_("restart"),
    Kind.ROTATION: N_("other account"),
    Kind.REFUSAL: N_("refusal"),
    Kind.CONFLICT: N_("conflict"),
    Kind.STALE: N_("late report"),
    Kind.NEEDS_HUMAN: N_("needs a human"),
    Kind.BUDGET: N_("budget"),
    Kind.HAND: N_("by hand"),
    Kind.MERGED: N_("in main"),
}


def legend(recording: Recording, width: int, lines: int) -> list[tuple[Piece, ...]]:
    """At most so many lines of so many cells about what there is in a recording; what has no room is left out."""
    does, happens = _there(recording)
    textures = [(*DOING[doing], _(DOES[doing])) for doing in DOES if doing in does]
    marks = [(*MARK[kind], _(HAPPENS[kind])) for kind in LOUD if kind in happens]
    return wrapped([*textures[:FIRST], *marks, *textures[FIRST:]], width, lines)


def wrapped(signs: Iterable[tuple[str, str, str]], width: int, lines: int) -> list[tuple[Piece, ...]]:
    """Signs with their inks and meanings, set in lines."""
    rows: list[list[Piece]] = []
    room = 0
    for glyph, ink, word in signs:
        needs = cell_len(glyph) + cell_len(word) + 3
        if needs > room:
            if len(rows) == lines or needs > width:
                break
            rows.append([])
            room = width
        rows[-1] += [(f" {glyph} ", ink), (f"{word} ", "muted")]
        room -= needs + 1
    return [tuple(row) for row in rows]


@once
def _there(recording: Recording) -> tuple[frozenset[Doing], frozenset[Kind]]:
    does = frozenset[Doing]().union(*(lane.kinds for lane in recording.lanes.values()))
    return does, frozenset(mark.kind for mark in recording.marks if mark.kind in HAPPENS)
