"""What rules rest on, as text: each value by a key, with the label it is shown under."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from orchestra_tui.base.i18n import N_, _
from orchestra_tui.tutor.telling import value
from orchestra_tui.tutor.telling.case import Case
from orchestra_tui.tutor.telling.value import Value
from orchestra_tui.tutor.telling.words import listed, name, policy_name, scope_name


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


VALUES: dict[str, tuple[str, Value]] = {
    "agent": (N_("agent"), value.named("agent")),
    "task": (N_("task"), value.named("task")),
    "account": (N_("account"), value.named("account")),
    "before": (N_("account before"), value.named("before")),
    "model": (N_("model"), value.model),
    "branch": (N_("branch"), value.named("branch")),
    "base": (N_("grows out of"), value.named("base")),
    "by": (N_("reviewer"), value.named("by")),
    "to": (N_("handed to"), value.named("to")),
    "signature": (N_("what is red"), value.named("signature")),
    "role": (N_("role"), value.role),
    "after": (N_("came after"), lambda case: listed(case.given.after) if case.given else ""),
    "author": (N_("author"), lambda case: name(case.task.author) if case.task else ""),
    "stronger": (N_("models that did not make it"), value.stronger),
    "reviewer": (N_("who reads it"), value.reviewer),
    "remarks": (N_("remarks of the review"), value.remarks_left),
    "failures": (N_("failures so far"), lambda case: str(sum(case.task.failures.values())) if case.task else "0"),
    "check": (N_("checks of this attempt"), value.number("check")),
    "review": (N_("reviews of the task"), value.number("review")),
    "epoch": (N_("epoch"), value.number("epoch")),
    "current": (N_("epoch now"), value.number("current")),
    "status": (N_("status"), value.status),
    "count_of": (N_("count against the limit"), value.count_of),
    "turn_of": (N_("turn"), value.turn_of),
    "row_of": (N_("refused reviews in a row"), value.row_of),
    "reviews_of": (N_("reviews of the task"), value.reviews_of),
    "same_of": (N_("equal failures in a row"), value.same_of),
    "lost_of": (N_("attempts without a result"), value.lost_of),
    "conflicts_of": (N_("conflicts of the task"), value.conflicts_of),
    "beats_of": (N_("heartbeats missed"), value.beats_of),
    "restarts_of": (N_("restarts of late"), value.restarts_of),
    "tries_of": (N_("refusals in a row"), value.tries_of),
    "busy_of": (N_("agents of this role that are busy"), value.busy_of),
    "building": (N_("agents at work"), value.building),
    "waiting": (N_("tasks in review"), value.in_review),
    "wip": (N_("limit of tasks in review"), value.wip),
    "desk": (N_("diffs on the human's desk"), lambda case: str(case.state.index.human + 1)),
    "queue": (N_("tasks that wait to merge"), lambda case: str(len(case.state.index.merging))),
    "age": (N_("without it for"), value.length("age")),
    "limit_time": (N_("limit"), value.length("limit")),
    "grace": (N_("time to answer"), value.patience("health.grace_ms")),
    "window": (N_("restarts are counted within"), value.patience("health.restart_window_ms")),
    "due": (N_("due"), value.moment("due")),
    "until": (N_("holds until"), value.moment("until")),
    "opens": (N_("what ends first"), value.opens),
    "scope": (N_("whose cap"), lambda case: scope_name(getattr(case.event, "scope", ""))),
    "spent": (N_("spent"), value.money("spent")),
    "reserved": (N_("set aside"), value.money("reserved")),
    "ask": (N_("asked for"), value.money("ask")),
    "asked": (N_("all together"), value.asked),
    "cap": (N_("cap"), value.money("cap")),
    "overrun": (N_("more than was set aside"), value.overrun),
    "held": (N_("was set aside"), value.held),
    "paid": (N_("paid all the same"), value.paid),
    "used_up": (N_("used up"), value.money("count")),
    "allowed": (N_("allowed"), value.money("limit")),
    "others": (N_("conflicts with"), value.others),
    "files": (N_("touch the same"), value.files),
    "why": (N_("reason"), value.why_refused),
    "obstacle": (N_("what is in the way"), value.obstacle),
    "path": (N_("value of the policy"), lambda case: policy_name(case.field("path"))),
    "setting": (N_("from now on"), value.setting),
    "left": (N_("left open"), value.left),
}  # fmt: skip
