"""The line above a question: which one it is, of what, and how it goes so far. Pure."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from orchestra_tui.base.i18n import _
from orchestra_tui.base.text import visible
from orchestra_tui.tui.screens.check.session import Session
from orchestra_tui.tui.screens.check.words import GIVEN, HERE, INKS, KINDS, MODES, OPEN, SIGNS
from orchestra_tui.tui.widgets.bars import Piece

MOST = 24
"""Questions that are shown as a row of signs; more are only counted."""


def head_left(session: Session, at: int) -> list[Piece]:
    """Number, mode, section, kind."""
    asked = session.asked[session.ids[at]]
    parts = [
        _(MODES[session.sitting.mode.value]),
        visible(session.titles.get(asked.ref, asked.ref.section), keep=""),
        _(KINDS[asked.question.kind]),
    ]
    number = f"{at + 1}/{len(session.ids)}"
    return [(number, "foreground bold"), (f" · {' · '.join(parts)}", "muted")]


def head_right(session: Session, at: int, left_ms: int | None, *, silent: bool) -> list[Piece]:
    """A sign for each question, and the time that is left."""
    pieces: list[Piece] = []
    if len(session.ids) <= MOST:
        pieces += [_sign(session, id, here=number == at, silent=silent) for number, id in enumerate(session.ids)]
    if left_ms is not None:
        pieces.append((f"  {clock(left_ms)}", "warning bold" if left_ms < 60_000 else "foreground"))
    return [*pieces, (" ", "muted")]


def _sign(session: Session, id: str, *, here: bool, silent: bool) -> Piece:
    verdict = session.verdicts.get(id)
    if verdict is None:
        return (HERE, "accent bold") if here else (OPEN, "muted")
    if silent:
        return GIVEN, "accent bold" if here else "muted"
    return SIGNS[verdict.outcome], INKS[verdict.outcome] + (" bold" if here else "")


def clock(ms: int) -> str:
    """Minutes and seconds, rounded up."""
    seconds = max(0, -(-ms // 1000))
    return f"{seconds // 60}:{seconds % 60:02}"


def next_open(ids: Sequence[str], at: int, done: Collection[str]) -> int | None:
    """The number of the next question that is not done, around the end; None if all are."""
    around = [*range(at + 1, len(ids)), *range(at + 1)]
    return next((number for number in around if ids[number] not in done), None)
