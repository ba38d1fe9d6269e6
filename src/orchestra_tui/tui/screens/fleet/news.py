"""What turned the run last at a moment, in a line. Pure."""

from __future__ import annotations

from orchestra_tui.fleet.event import Event, Unknown
from orchestra_tui.tui.widgets.bars import Piece
from orchestra_tui.tui.widgets.fleet.event_rows import SIGNS
from orchestra_tui.tui.widgets.fleet.moment import Moment
from orchestra_tui.tutor.playing.marks import Kind
from orchestra_tui.tutor.telling.sentence import sentence
from orchestra_tui.tutor.telling.weight import Weight, group_of, weight_of

BACK = 400
"""How many events are looked through where no mark has been passed yet."""


def news(moment: Moment) -> list[Piece]:
    """Time and sentence of the last mark, but for mere refusals; before the first one, of the last step of work."""
    event = _turned(moment) or _stepped(moment)
    if event is None:
        return []
    sign, ink = SIGNS[group_of(event)]
    clock = moment.calendar.clock(event.at)
    return [(f"{clock} ", "muted"), (f"{sign} ", ink), (sentence(moment.calendar, event), "foreground")]


def _turned(moment: Moment) -> Event | Unknown | None:
    mark = moment.recording.mark_before(moment.n + 1)
    while mark is not None and mark.kind is Kind.REFUSAL:
        mark = moment.recording.mark_before(mark.n)
    return moment.recording.events[mark.n - 1] if mark else None


def _stepped(moment: Moment) -> Event | Unknown | None:
    events = moment.recording.events
    for place in range(moment.n - 1, max(-1, moment.n - 1 - BACK), -1):
        if weight_of(events[place]) >= Weight.STEP:
            return events[place]
    return None
