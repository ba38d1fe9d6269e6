"""One plain sentence for every event."""

from __future__ import annotations

from orchestra_tui.base.i18n import _
from orchestra_tui.fleet.event import Event, Unknown
from orchestra_tui.fleet.plan import Plan
from orchestra_tui.tutor.telling.amounts import Calendar, name
from orchestra_tui.tutor.telling.decisions_said import DECISIONS
from orchestra_tui.tutor.telling.facts_said import FACTS

_SAID = {**FACTS, **DECISIONS}


def sentence(calendar: Calendar | Plan, event: Event | Unknown) -> str:
    """What an event says, as one sentence without its full stop; foreign names are made safe.

    A stream of many events passes a `Calendar`; a plan makes one each time.
    """
    clock = Calendar(calendar) if isinstance(calendar, Plan) else calendar
    said = _SAID.get(type(event))
    if said is not None:
        return said(clock, event)
    kind = event.kind if isinstance(event, Unknown) else type(event).__name__
    return _("Something this version does not know: {kind}").format(kind=name(kind))
