"""What rules rest on, as text: each value by a key, with the label it is shown under."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from orchestra_tui.base.i18n import N_, _, n_
from orchestra_tui.fleet import decisions as d
from orchestra_tui.fleet import facts as f
from orchestra_tui.fleet.model import ATTEMPT_ENDS, Failure
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
    policy_name,
    policy_value,
    refusal_name,
    role_name,
    scope_name,
)

Value = Callable[[Case], str]


class Values(Mapping[str, str]):
    """The values of a case by key, found out one by one as a text asks for them."""

    def __init__(self, case: Case) -> None:
        self._case = case

    def __getitem__(self, key: str) -> str:
        return VALUES[key][1](self._case)

    def __iter__(self) -> Iterator[str]:
        return iter(VALUES)

    def __len__(self) -> int:
        return len(VALUES)


def inputs_of(case: Case, keys: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """The labelled values of these keys; those that have nothing to say are left out."""
    found = ((_(VALUES[key][0]), VALUES[key][1](case)) for key in keys)
    return tuple((label, value) for label, value in found if value)


def _named(field: str) -> Value:
    return lambda case: name(case.field(field))


def _money(field: str) -> Value:
    return lambda case: dollars(getattr(case.subject, field, 0))


def _number(field: str) -> Value:
    return lambda case: str(getattr(case.event, field, 0))


def _moment(field: str) -> Value:
    def value(case: Case) -> str:
        at = getattr(case.event, field, None)
        return _("nobody knows when") if at is None else case.clock.clock(at)

    return value


def _length(field: str) -> Value:
    return lambda case: lasts(getattr(case.event, field, 0))


def _patience(path: str) -> Value:
    def value(case: Case) -> str:
        group, _dot, field = path.partition(".")
        return lasts(getattr(getattr(case.policy, group), field))

    return value


def _model(case: Case) -> str:
    return name(case.field("model") or (case.task.model if case.task else ""))


def _count_of(case: Case) -> str:
    swap = case.subject
    return of(swap.count, swap.limit) if isinstance(swap, d.Swapped | d.NeedsHuman) else ""


def _overrun(case: Case) -> str:
    return dollars(case.event.overrun) if isinstance(case.event, d.Settled) and case.event.overrun else ""


def _status(case: Case) -> str:
    if isinstance(case.cause, f.Refused):
        return str(case.cause.status)
    return str(case.event.count) if isinstance(case.event, d.NeedsHuman) else ""


def _role(case: Case) -> str:
    return role_name(case.given.role) if case.given else ""


def _turn_of(case: Case) -> str:
    profile = case.plan.slot.get(case.field("agent"))
    turn = getattr(case.event, "turn", 0) or (case.task.turn if case.task else 0)
    return of(turn, profile.max_turns) if profile else str(turn)


def _stronger(case: Case) -> str:
    task = case.task
    return listed(task.failed_models) if task and task.failed_models else ""


def _row_of(case: Case) -> str:
    return of(case.task.refused_in_a_row if case.task else 0, case.policy.limits.critic_after)


def _reviews_of(case: Case) -> str:
    return of(case.task.reviews if case.task else 0, case.policy.limits.reviews)


def _same_of(case: Case) -> str:
    return of(case.task.same_signature if case.task else 0, case.policy.limits.same_failure)


def _lost_of(case: Case) -> str:
    more = isinstance(case.event, d.Failed) and case.event.failure in ATTEMPT_ENDS
    return of((case.task.lost_attempts if case.task else 0) + more, case.policy.limits.attempts)


def _conflicts_of(case: Case) -> str:
    kinds = (Failure.CONFLICT, Failure.MERGED_RED)
    more = isinstance(case.event, d.Failed) and case.event.failure in kinds
    count = sum(case.task.failures[kind] for kind in kinds) if case.task else 0
    return of(count + more, case.policy.limits.conflicts)


def _beats_of(case: Case) -> str:
    health = case.policy.health
    return of(getattr(case.event, "age", 0) // health.beat_ms, health.suspect_beats)


def _restarts_of(case: Case) -> str:
    if isinstance(case.subject, d.Restarted):
        return of(case.subject.restarts, case.subject.limit)
    return of(getattr(case.subject, "count", 0), case.policy.health.restarts)


def _tries_of(case: Case) -> str:
    return of(case.agent.refusals if case.agent else 0, case.policy.backoff.tries)


def _busy_of(case: Case) -> str:
    slots = [slot for p in case.plan.crew[case.given.role] for slot in p.slots] if case.given else []
    return of(sum(case.state.agents[slot].busy or case.state.agents[slot].paused for slot in slots), len(slots))


def _others(case: Case) -> str:
    cause = case.cause
    return listed(cause.against) if isinstance(cause, f.MergeEnded) and cause.against else ""


def _files(case: Case) -> str:
    cause = case.cause
    against = cause.against if isinstance(cause, f.MergeEnded) else ()
    return listed(shared(case.plan, case.field("task"), against))


def _why(case: Case) -> str:
    refusal = case.event if isinstance(case.event, d.AccountParked) else case.cause
    return refusal_name(refusal.why) if isinstance(refusal, d.AccountParked | f.Refused) else ""


def _obstacle(case: Case) -> str:
    """What kept an agent from going on before an error swap."""
    if isinstance(case.cause, f.Refused):
        return refusal_name(case.cause.why)
    for event in case.back():
        if event.n <= getattr(case.event, "cause", 0):
            break
        if isinstance(event, d.BudgetRefused):
            return scope_name(event.scope)
    return wait_name("parked")


def _asked(case: Case) -> str:
    e = case.event
    return dollars(e.spent + e.reserved + e.ask) if isinstance(e, d.BudgetRefused) else ""


def _paid(case: Case) -> str:
    usage = getattr(case.cause, "usage", None)
    return dollars(usage.cost) if usage is not None and usage.cost else ""


def _held(case: Case) -> str:
    held = case.state.ledger.open.get(getattr(case.event, "reservation", 0))
    return dollars(held.amount) if held else ""


def _reviewer(case: Case) -> str:
    return _("the human") if getattr(case.event, "by", "") == HUMAN else _("another agent")


def _remarks(case: Case) -> str:
    return remarks(case.cause.remarks) if isinstance(case.cause, f.ReviewEnded) else ""


def _setting(case: Case) -> str:
    e = case.event
    return policy_value(e.path, e.value) if isinstance(e, d.PolicySet | f.PolicyAsked) else ""


def _left(case: Case) -> str:
    e = case.event
    left = e.left if isinstance(e, d.Finished) else len(case.plan.tasks)
    return n_("{n} task", "{n} tasks", left).format(n=left)


def _opens(case: Case) -> str:
    until = getattr(case.event, "until", None)
    who = listed(free_again(case.plan, case.state, until)) if until is not None else ""
    when = _moment("until")(case)
    return _("{who}, {when}").format(who=who, when=when) if who else when


VALUES: dict[str, tuple[str, Value]] = {
    "agent": (N_("agent"), _named("agent")),
    "task": (N_("task"), _named("task")),
    "account": (N_("account"), _named("account")),
    "before": (N_("account before"), _named("before")),
    "model": (N_("model"), _model),
    "branch": (N_("branch"), _named("branch")),
    "base": (N_("grows out of"), _named("base")),
    "by": (N_("reviewer"), _named("by")),
    "to": (N_("handed to"), _named("to")),
    "signature": (N_("what is red"), _named("signature")),
    "role": (N_("role"), _role),
    "after": (N_("came after"), lambda case: listed(case.given.after) if case.given else ""),
    "author": (N_("author"), lambda case: name(case.task.author) if case.task else ""),
    "stronger": (N_("models that did not make it"), _stronger),
    "reviewer": (N_("who reads it"), _reviewer),
    "remarks": (N_("remarks of the review"), _remarks),
    "failures": (N_("failures so far"), lambda case: str(sum(case.task.failures.values())) if case.task else "0"),
    "check": (N_("checks of this attempt"), _number("check")),
    "review": (N_("reviews of the task"), _number("review")),
    "epoch": (N_("epoch"), _number("epoch")),
    "current": (N_("epoch now"), _number("current")),
    "status": (N_("status"), _status),
    "count_of": (N_("count against the limit"), _count_of),
    "turn_of": (N_("turn"), _turn_of),
    "row_of": (N_("refused reviews in a row"), _row_of),
    "reviews_of": (N_("reviews of the task"), _reviews_of),
    "same_of": (N_("equal failures in a row"), _same_of),
    "lost_of": (N_("attempts without a result"), _lost_of),
    "conflicts_of": (N_("conflicts of the task"), _conflicts_of),
    "beats_of": (N_("heartbeats missed"), _beats_of),
    "restarts_of": (N_("restarts of late"), _restarts_of),
    "tries_of": (N_("refusals in a row"), _tries_of),
    "busy_of": (N_("agents of this role that are busy"), _busy_of),
    "building": (N_("agents at work"), lambda case: of(case.state.index.building, case.policy.flow.agents or 0)),
    "waiting": (N_(
        "tasks in review"
    ), lambda case: str(sum(t.state.value == "review" for t in case.state.tasks.values()))),
    "wip": (N_("limit of tasks in review"), lambda case: str(case.policy.flow.review_wip)),
    "desk": (N_("diffs on the human's desk"), lambda case: str(case.state.index.human + 1)),
    "queue": (N_("tasks that wait to merge"), lambda case: str(len(case.state.index.merging))),
    "age": (N_("without it for"), _length("age")),
    "limit_time": (N_("limit"), _length("limit")),
    "grace": (N_("time to answer"), _patience("health.grace_ms")),
    "window": (N_("restarts are counted within"), _patience("health.restart_window_ms")),
    "due": (N_("due"), _moment("due")),
    "until": (N_("holds until"), _moment("until")),
    "opens": (N_("what ends first"), _opens),
    "scope": (N_("whose cap"), lambda case: scope_name(getattr(case.event, "scope", ""))),
    "spent": (N_("spent"), _money("spent")),
    "reserved": (N_("set aside"), _money("reserved")),
    "ask": (N_("asked for"), _money("ask")),
    "asked": (N_("all together"), _asked),
    "cap": (N_("cap"), _money("cap")),
    "overrun": (N_("more than was set aside"), _overrun),
    "held": (N_("was set aside"), _held),
    "paid": (N_("paid all the same"), _paid),
    "used_up": (N_("used up"), _money("count")),
    "allowed": (N_("allowed"), _money("limit")),
    "others": (N_("conflicts with"), _others),
    "files": (N_("touch the same"), _files),
    "why": (N_("reason"), _why),
    "obstacle": (N_("what is in the way"), _obstacle),
    "path": (N_("value of the policy"), lambda case: policy_name(case.field("path"))),
    "setting": (N_("from now on"), _setting),
    "left": (N_("left open"), _left),
}  # fmt: skip
