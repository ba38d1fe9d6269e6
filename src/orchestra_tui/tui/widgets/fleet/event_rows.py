"""What the rows of the events say. Pure."""

from __future__ import annotations

from rich.cells import cell_len

from orchestra_tui.base.i18n import _
from orchestra_tui.base.text import visible
from orchestra_tui.fleet import decisions as d
from orchestra_tui.fleet.event import Event, Unknown
from orchestra_tui.tui.widgets.fit import cut
from orchestra_tui.tui.widgets.fleet.moment import Moment
from orchestra_tui.tui.widgets.fleet.painting import PanelRow
from orchestra_tui.tutor.telling.sentence import sentence
from orchestra_tui.tutor.telling.weight import Group, Weight, group_of, weight_of

SIGNS: dict[Group, tuple[str, str]] = {
    Group.SWAP: ("⇄", "accent"),
    Group.HEALTH: ("♥", "warning"),
    Group.SUPPLY: ("⟳", "warning"),
    Group.BUDGET: ("$", "secondary"),
    Group.WORK: ("●", "success"),
    Group.REVIEW: ("◇", "secondary"),
    Group.MERGE: ("◆", "primary"),
    Group.CONTROL: ("☞", "accent"),
    Group.WORLD: ("~", "muted"),
    Group.FINISH: ("▪", "foreground"),
}
HUMAN = ("▲", "error")
DONE = ("✓", "success")


def sign(event: Event | Unknown) -> tuple[str, str]:
    """The sign of an event and its ink."""
    if isinstance(event, d.NeedsHuman):
        return HUMAN
    if isinstance(event, d.Merged):
        return DONE
    return SIGNS[group_of(event)]


def ink(event: Event | Unknown) -> str:
    """How loud an event is said: what turns the run in the colour of its sign, what only goes on quietly."""
    weight = weight_of(event)
    if weight is Weight.TURN_POINT:
        return f"{sign(event)[1]} bold"
    return "foreground" if weight is Weight.STEP else "muted"


def event_row(moment: Moment, n: int) -> PanelRow:
    """Time, sign and sentence of an event."""
    event = moment.recording.events[n - 1]
    glyph, colour = sign(event)
    return PanelRow(
        (
            (f" {moment.calendar.clock(event.at)} ", "muted"),
            (f"{glyph} ", colour),
            (sentence(moment.calendar, event), ink(event)),
        )
    )


def event_foot(moment: Moment, n: int, width: int, lines: int) -> list[PanelRow]:
    """All of an event's sentence, and at the end by which rule and after which event it came."""
    event = moment.recording.events[n - 1]
    said, origin = wrapped(sentence(moment.calendar, event), width - 2, lines), origin_of(event)
    rows = [PanelRow(((f" {text}", "foreground"),)) for text in said]
    if len(rows) < lines:
        rows.append(PanelRow(((f" {cut(origin, width - 1)}", "muted"),)))
    elif cell_len(said[-1]) + cell_len(origin) + 4 <= width:
        rows[-1] = PanelRow(rows[-1].left, ((f"{origin} ", "muted"),))
    return [*rows, *[PanelRow()] * (lines - len(rows))]


def origin_of(event: Event | Unknown) -> str:
    """The number of an event, the rule it was decided by, the event it follows from."""
    rule, cause = visible(getattr(event, "rule", ""), keep=""), getattr(event, "cause", 0)
    said = f"#{event.n}"
    if cause:
        said = _("{event} after #{cause}").format(event=said, cause=cause)
    return f"{said} · {rule}" if rule else said


def wrapped(text: str, width: int, lines: int) -> list[str]:
    """The text in at most so many lines of at most `width` cells; what does not fit ends in an ellipsis."""
    made, rest = list[str](), text.split(" ")
    while rest and len(made) < lines:
        line = rest.pop(0)
        while rest and cell_len(line) + 1 + cell_len(rest[0]) <= width:
            line += " " + rest.pop(0)
        if len(made) == lines - 1 and rest:
            line = " ".join([line, *rest])
        made.append(cut(line, width))
    return made
