"""Facts explained: what kind of thing they are, what they answer, what was decided on them."""

from __future__ import annotations

from collections.abc import Iterator

from orchestra_tui.base.i18n import N_, _
from orchestra_tui.fleet import decisions as d
from orchestra_tui.fleet import facts as f
from orchestra_tui.fleet.event import Decision, Event, Fact, Unknown
from orchestra_tui.fleet.runs import HUMAN
from orchestra_tui.tutor.telling.case import Case
from orchestra_tui.tutor.telling.sentence import sentence
from orchestra_tui.tutor.telling.weight import Weight, weight_of
from orchestra_tui.tutor.telling.words import dollars, lasts, listed, name, refusal_name, tokens

_TITLES: dict[type[Event | Unknown], str] = {
    f.RunStarted: N_("The beginning"),
    f.TimerFired: N_("A timer"),
    f.AgentUp: N_("An agent is up"),
    f.Beat: N_("A heartbeat"),
    f.TurnEnded: N_("A turn is over"),
    f.Refused: N_("A refusal by the provider"),
    f.AgentExited: N_("A process has ended"),
    f.CheckEnded: N_("The result of checks"),
    f.ReviewEnded: N_("The verdict of a review"),
    f.MergeEnded: N_("The result of a merge"),
    f.OrchestratorRestarted: N_("The orchestrator is back"),
    f.FaultAsked: N_("A fault you caused"),
}
MOST = 3
"""How many of the decisions that followed are named."""


def fact_title(event: Event | Unknown) -> str:
    """What kind of thing a fact is."""
    if isinstance(event, f.Intervention.__args__) and not isinstance(event, f.FaultAsked):
        return _("Your hand")
    return _(_TITLES.get(type(event), N_("An event of an unknown kind")))


def fact_reason(case: Case) -> str:
    """Where a fact comes from, what it answers, and what was decided on it."""
    return " ".join([_source(case), *_followed(case)])


def _source(case: Case) -> str:
    event, cause = case.event, case.cause
    if not isinstance(event, Fact):
        return _("This version does not know what it means; it is kept as it was.")
    if isinstance(event, f.FaultAsked):
        return _("You did this to the world. The orchestrator does not know of it and has to notice what follows.")
    if isinstance(event, f.Intervention.__args__):
        return _("This was your decision, not that of a rule.")
    if cause is not None:
        what = sentence(case.clock, cause)
        return _("A fact, not a decision: the world's answer to event {n}, “{what}”.").format(n=cause.n, what=what)
    return _("A fact, not a decision: it came from outside and answers nothing.")


def _followed(case: Case) -> Iterator[str]:
    event = case.event
    made = [e for e in case.events[event.n :] if isinstance(e, Decision) and e.cause == event.n]
    said = [sentence(case.clock, e) for e in made if weight_of(e) >= Weight.STEP] or [
        sentence(case.clock, e) for e in made if not isinstance(e, d.TimerSet | d.Settled)
    ]
    if said:
        shown = "; ".join(said[:MOST])
        yield _("What was decided on it: {what}.").format(what=shown)
    elif isinstance(event, Fact):
        yield _("Nothing had to be decided on it.")


def fact_inputs(case: Case) -> tuple[tuple[str, str], ...]:
    """The labelled values that a fact bears."""
    return tuple(_inputs(case))


def _inputs(case: Case) -> Iterator[tuple[str, str]]:
    event = case.event
    for label, field in (
        (N_("agent"), "agent"),
        (N_("task"), "task"),
        (N_("reviewer"), "by"),
        (N_("account"), "account"),
    ):
        if text := getattr(event, field, ""):
            yield _(label), _("the human") if (field, text) == ("by", HUMAN) else name(text)
    if epoch := getattr(event, "epoch", 0):
        yield _("epoch"), str(epoch)
    if case.cause is not None and not isinstance(event, f.TimerFired):
        yield _("it took"), lasts(event.at - case.cause.at)
    match event:
        case f.Refused():
            yield _("reason"), refusal_name(event.why)
            yield _("status"), str(event.status)
            if event.retry_ms is not None:
                yield "Retry-After", lasts(event.retry_ms)
        case f.TurnEnded() | f.ReviewEnded() | f.AgentExited():
            if event.usage.tokens:
                yield _("tokens"), tokens(event.usage.tokens)
                yield _("cost"), dollars(event.usage.cost)
        case f.CheckEnded(signature=signature) if signature:
            yield _("what is red"), name(signature)
        case f.MergeEnded(against=against) if against:
            yield _("conflicts with"), listed(against)
