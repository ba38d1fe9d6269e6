"""Single values that rules rest on, each as text: counts against limits, money, moments, reasons."""

from __future__ import annotations

from collections.abc import Callable

from orchestra_tui.base.i18n import _, n_
from orchestra_tui.fleet import decisions as d
from orchestra_tui.fleet import facts as f
from orchestra_tui.fleet.model import ATTEMPT_ENDS, Failure, TaskState
from orchestra_tui.fleet.runs import HUMAN
from orchestra_tui.tutor.telling.case import Case
from orchestra_tui.tutor.telling.facts_said import remarks
from orchestra_tui.tutor.telling.means_said import wait_name
from orchestra_tui.tutor.telling.plan_said import free_again, shared
from orchestra_tui.tutor.telling.words import (
    dollars,
    lasts,
    listed,
    name,
    of,
    policy_value,
    refusal_name,
    role_name,
    scope_name,
)

Value = Callable[[Case], str]


def named(field: str) -> Value:
    """The name in a field of the event, or of what it answers."""
    return lambda case: name(case.field(field))


def money(field: str) -> Value:
    """The micro-dollars in a field."""
    return lambda case: dollars(getattr(case.subject, field, 0))


def number(field: str) -> Value:
    """The number in a field."""
    return lambda case: str(getattr(case.event, field, 0))


def moment(field: str) -> Value:
    """The moment in a field; nothing where an event has no such field."""

    def value(case: Case) -> str:
        if not hasattr(case.event, field):
            return ""
        at: int | None = getattr(case.event, field)
        return _("nobody knows when") if at is None else case.clock.clock(at)

    return value


def length(field: str) -> Value:
    """The duration in a field."""
    return lambda case: lasts(getattr(case.event, field, 0))


def patience(path: str) -> Value:
    """A duration of the policy in force."""

    def value(case: Case) -> str:
        group, _dot, field = path.partition(".")
        return lasts(getattr(getattr(case.policy, group), field))

    return value


def model(case: Case) -> str:
    """The model at work."""
    return name(case.field("model") or (case.task.model if case.task else ""))


def count_of(case: Case) -> str:
    """What counted up to a swap or to the end, against the limit."""
    swap = case.subject
    return of(swap.count, swap.limit) if isinstance(swap, d.Swapped | d.NeedsHuman) else ""


def overrun(case: Case) -> str:
    """What exceeded a reservation."""
    return dollars(case.event.overrun) if isinstance(case.event, d.Settled) and case.event.overrun else ""


def status(case: Case) -> str:
    """The status of a refusal."""
    if isinstance(case.cause, f.Refused):
        return str(case.cause.status)
    return str(case.event.count) if isinstance(case.event, d.NeedsHuman) else ""


def role(case: Case) -> str:
    """The role the task needs."""
    return role_name(case.given.role) if case.given else ""


def turn_of(case: Case) -> str:
    """The turn against max_turns."""
    profile = case.plan.slot.get(case.field("agent"))
    turn = getattr(case.event, "turn", 0) or (case.task.turn if case.task else 0)
    return of(turn, profile.max_turns) if profile else str(turn)


def stronger(case: Case) -> str:
    """The models that did not make it."""
    task = case.task
    return listed(task.failed_models) if task and task.failed_models else ""


def row_of(case: Case) -> str:
    """Refused reviews in a row against the limit."""
    return of(case.task.refused_in_a_row if case.task else 0, case.policy.limits.critic_after)


def reviews_of(case: Case) -> str:
    """Reviews of the task against the limit."""
    return of(case.task.reviews if case.task else 0, case.policy.limits.reviews)


def same_of(case: Case) -> str:
    """Equal failures in a row against the limit."""
    return of(case.task.same_signature if case.task else 0, case.policy.limits.same_failure)


def lost_of(case: Case) -> str:
    """Attempts without a result against the limit, with this failure."""
    more = isinstance(case.event, d.Failed) and case.event.failure in ATTEMPT_ENDS
    return of((case.task.lost_attempts if case.task else 0) + more, case.policy.limits.attempts)


def conflicts_of(case: Case) -> str:
    """Conflicts of the task against the limit, with this failure."""
    kinds = (Failure.CONFLICT, Failure.MERGED_RED)
    more = isinstance(case.event, d.Failed) and case.event.failure in kinds
    count = sum(case.task.failures[kind] for kind in kinds) if case.task else 0
    return of(count + more, case.policy.limits.conflicts)


def beats_of(case: Case) -> str:
    """Heartbeats missed against the limit."""
    health = case.policy.health
    return of(getattr(case.event, "age", 0) // health.beat_ms, health.suspect_beats)


def restarts_of(case: Case) -> str:
    """Restarts of late against the limit."""
    if isinstance(case.subject, d.Restarted):
        return of(case.subject.restarts, case.subject.limit)
    return of(getattr(case.subject, "count", 0), case.policy.health.restarts)


def tries_of(case: Case) -> str:
    """Refusals in a row against the limit."""
    return of(case.agent.refusals if case.agent else 0, case.policy.backoff.tries)


def busy_of(case: Case) -> str:
    """Agents of the role that are busy, of all."""
    slots = [slot for p in case.plan.crew[case.given.role] for slot in p.slots] if case.given else []
    return of(sum(case.state.agents[slot].busy or case.state.agents[slot].paused for slot in slots), len(slots))


def in_review(case: Case) -> str:
    """How many tasks are in review."""
    return str(case.state.index.counts[TaskState.REVIEW])


def wip(case: Case) -> str:
    """How many tasks may be in review before nothing new is begun."""
    return policy_value("flow.review_wip", case.policy.flow.review_wip)


def building(case: Case) -> str:
    """How many agents are at work, of those that may be."""
    limit = case.policy.flow.agents
    return str(case.state.index.building) if limit is None else of(case.state.index.building, limit)


def others(case: Case) -> str:
    """The tasks a merge collided with."""
    cause = case.cause
    return listed(cause.against) if isinstance(cause, f.MergeEnded) and cause.against else ""


def files(case: Case) -> str:
    """The files they share."""
    cause = case.cause
    against = cause.against if isinstance(cause, f.MergeEnded) else ()
    return listed(shared(case.plan, case.field("task"), against))


def why_refused(case: Case) -> str:
    """Why a provider refused."""
    refusal = case.event if isinstance(case.event, d.AccountParked) else case.cause
    return refusal_name(refusal.why) if isinstance(refusal, d.AccountParked | f.Refused) else ""


def obstacle(case: Case) -> str:
    """What kept an agent from going on before an error swap."""
    if isinstance(case.cause, f.Refused):
        return refusal_name(case.cause.why)
    for event in case.back():
        if event.n <= getattr(case.event, "cause", 0):
            break
        if isinstance(event, d.BudgetRefused):
            return scope_name(event.scope)
    return wait_name("parked")


def asked(case: Case) -> str:
    """What a refused reservation adds up to."""
    e = case.event
    return dollars(e.spent + e.reserved + e.ask) if isinstance(e, d.BudgetRefused) else ""


def paid(case: Case) -> str:
    """What was paid for a late report."""
    if not isinstance(case.event, d.Stale):
        return ""
    batch = case.events[case.event.cause : case.event.n - 1]
    paid = sum(e.spent for e in batch if isinstance(e, d.Settled) and e.cause == case.event.cause)
    return dollars(paid) if paid else ""


def held(case: Case) -> str:
    """What was set aside."""
    held = case.state.ledger.open.get(getattr(case.event, "reservation", 0))
    return dollars(held.amount) if held else ""


def reviewer(case: Case) -> str:
    """Who is to review."""
    return _("the human") if getattr(case.event, "by", "") == HUMAN else _("another agent")


def remarks_left(case: Case) -> str:
    """The remarks of the review it answers."""
    return remarks(case.cause.remarks) if isinstance(case.cause, f.ReviewEnded) else ""


def setting(case: Case) -> str:
    """The new value of the policy."""
    e = case.event
    return policy_value(e.path, e.value) if isinstance(e, d.PolicySet | f.PolicyAsked) else ""


def left(case: Case) -> str:
    """How many tasks are left open at the end."""
    if not isinstance(case.event, d.Finished):
        return ""
    return n_("{n} task", "{n} tasks", case.event.left).format(n=case.event.left)


def opens(case: Case) -> str:
    """Whose account is free again, and when."""
    until = getattr(case.event, "until", None)
    who = listed(free_again(case.plan, case.state, until)) if until is not None else ""
    when = moment("until")(case)
    return _("{who}, {when}").format(who=who, when=when) if who else when
