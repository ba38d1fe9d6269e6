"""What could have been otherwise: alternatives to a decision that a fork can compute."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from orchestra_tui.base.i18n import _
from orchestra_tui.fleet import decisions as d
from orchestra_tui.fleet import facts as f
from orchestra_tui.fleet.event import Decision
from orchestra_tui.fleet.facts import Intervention
from orchestra_tui.fleet.model import Refusal, TaskState, cost
from orchestra_tui.fleet.policy import Policy
from orchestra_tui.fleet.rules.names import base
from orchestra_tui.tutor.telling.case import Case
from orchestra_tui.tutor.telling.words import name, policy_name, policy_value

Value = int | bool | None
Change = tuple[str, Callable[[Case, int], Value]]
"""A value of the policy by its path, and what it would have to be for the case to go another way; None is no limit."""


@dataclass(frozen=True, slots=True)
class Otherwise:
    """An alternative: what it is, and the intervention that makes it so, as an act after event `after`."""

    label: str
    after: int
    fact: Intervention


def _more(case: Case, old: int) -> Value:
    """One more, or as much more as what was counted."""
    count = case.event.count if isinstance(case.event, d.Swapped | d.NeedsHuman) else 0
    return max(old, count) + 1


def _double(case: Case, old: int) -> Value:
    more = _more(case, old)
    return max(2 * old, more or 0)


def _none(_case: Case, _old: int) -> Value:
    return None


def _zero(_case: Case, _old: int) -> Value:
    return 0


def _off(_case: Case, _old: int) -> Value:
    return False


def _room_for_review(case: Case, _old: int) -> Value:
    return case.state.index.counts[TaskState.REVIEW] + 1


def _room_for_work(case: Case, _old: int) -> Value:
    return case.state.index.building + 1


def _refusals(case: Case, old: int) -> Value:
    return case.task.refused_in_a_row if case.task and case.task.refused_in_a_row else old


def _fitting(case: Case, old: int) -> Value:
    """So few new tokens that the reservation would have fitted, in thousands; the old number if none would do."""
    refusals = (e for e in (case.event, *case.back()) if isinstance(e, d.BudgetRefused))
    refusal = next((e for e in refusals if e.cause == getattr(case.event, "cause", 0)), None)
    model = case.plan.model.get(case.field("model") or (case.task.model if case.task else ""))
    if refusal is None or model is None or not model.price.fresh:
        return old
    budget = case.policy.budget
    rest = refusal.cap - refusal.spent - refusal.reserved - cost(model.price, 0, budget.cached, budget.out)
    tokens = (rest * 1_000_000 // model.price.fresh) // 1_000 * 1_000
    return tokens if 0 < tokens < old else old


_CHANGES: dict[str, tuple[Change, ...]] = {
    "wait.fleet-limit": (("flow.agents", _none), ("flow.agents", _room_for_work)),
    "wait.review-wip": (("flow.review_wip", _none), ("flow.review_wip", _room_for_review)),
    "work.to-review": (("review.agent", _off), ("review.human", _off)),
    "work.to-human": (("review.human", _off),),
    "work.refused": (("limits.critic_after", _refusals),),
    "work.out-of-budget": (("budget.fleet", _double), ("budget.fleet", _none)),
    "review.human": (("review.human", _off),),
    "merge.conflict": (("limits.conflicts", _zero),),
    "merge.merged-red": (("limits.conflicts", _zero),),
    "health.output": (("health.suspect_beats", _double),),
    "health.progress": (("health.progress_ms", _double), ("health.ralph_progress_ms", _double)),
    "health.nudge": (("health.nudges", _zero),),
    "health.restart": (("health.restarts", _zero),),
    "health.restart-crashed": (("health.restarts", _zero),),
    "swap.timeout": (
        *(("health.restarts", _more), ("health.suspect_beats", _double)),
        *(("health.progress_ms", _double), ("health.ralph_progress_ms", _double)),
    ),
    "swap.crash": (("health.restarts", _more),),
    "swap.critic": (("limits.critic_after", _more), ("limits.critic_after", _double)),
    "swap.same-failure": (("limits.same_failure", _more), ("limits.same_failure", _double)),
    "ladder.attempts": (("limits.attempts", _double),),
    "ladder.reviews": (("limits.reviews", _double),),
    "ladder.conflicts": (("limits.conflicts", _double),),
    "supply.rotate": (("backoff.tries", _double),),
    "budget.stop": (("budget.fleet", _double), ("budget.fleet", _none)),
    "budget.overrun": (("budget.fleet", _double),),
}
"""By rule; what has no bearing on a case is left out by `_BEARING`."""


def alternatives(case: Case) -> tuple[Otherwise, ...]:
    """The alternatives to an event, the nearest first; none for a fact or where nothing came before."""
    return tuple(_each(case)) if isinstance(case.event, Decision) else ()


def _each(case: Case) -> Iterator[Otherwise]:
    event = case.event
    assert isinstance(event, Decision)
    after, rule = event.cause - 1, base(event.rule)
    if isinstance(event, d.Dispatched) and after > 0:
        label = _("somebody else takes {task}: {agent} is paused from here on")
        fact = f.PauseAsked(n=0, at=0, agent=event.agent)
        yield Otherwise(label.format(task=name(event.task), agent=name(event.agent)), after, fact)
    for path, change in (*_CHANGES.get(rule, ()), *_of_scope(case)):
        old = _value(case.policy, path)
        if not _matters(case, path, old):
            continue
        new = change(case, int(old or 0))
        if new != old:
            label = _("{name}: {value} instead of {old}").format(
                name=policy_name(path), value=policy_value(path, new), old=policy_value(path, old)
            )
            yield Otherwise(label, max(after, 0), f.PolicyAsked(n=0, at=0, path=path, value=new))


def _of_scope(case: Case) -> Iterator[Change]:
    """What a refused reservation, and what follows from it, may be changed by: the fleet's cap, or asking for less."""
    match case.event:
        case d.BudgetRefused(scope="fleet"):
            yield from (("budget.fleet", _double), ("budget.fleet", _none))
        case d.BudgetRefused() | d.Swapped(rule="swap.error") | d.AccountRotated(rule="supply.budget"):
            yield ("budget.fresh", _fitting)
        case d.NeedsHuman(rule="ladder.task-budget") | d.Waiting(rule="wait.budget"):
            yield ("budget.fresh", _fitting)
        case d.NeedsHuman(rule="ladder.no-stronger-model"):
            yield from _before_the_ladder(case)


def _before_the_ladder(case: Case) -> Iterator[Change]:
    if isinstance(case.cause, f.ReviewEnded):
        yield ("limits.critic_after", _double)
    elif isinstance(case.cause, f.CheckEnded):
        yield ("limits.same_failure", _double)


def _value(policy: Policy, path: str) -> Value:
    group, _dot, field = path.partition(".")
    value: Value = getattr(getattr(policy, group), field)
    return value


def _matters(case: Case, path: str, old: Value) -> bool:
    """Whether a change of this value touches the case at all."""
    return _BEARING[path](case, old) if path in _BEARING else True


def _clock(case: Case) -> str:
    """Which clock ran out, with `ralph-` before it for an agent in Ralph mode; empty if none did."""
    event = case.event if isinstance(case.event, d.Suspected) else case.suspicion
    if event is None:
        return ""
    ralph = event.agent in case.plan.slot and case.plan.slot[event.agent].fresh_context
    return f"ralph-{event.clock}" if ralph else event.clock


def _reviewed_by(case: Case, by: str) -> bool:
    return getattr(case.event, "by", by) == by


def _patience(case: Case) -> bool:
    return isinstance(case.cause, f.Refused) and case.cause.why in {Refusal.THROTTLE, Refusal.OVERLOAD}


_BEARING: dict[str, Callable[[Case, Value], bool]] = {
    "review.agent": lambda case, old: old is True and _reviewed_by(case, "agent"),
    "review.human": lambda case, old: old is True and _reviewed_by(case, "human"),
    "health.suspect_beats": lambda case, _old: _clock(case).endswith("output"),
    "health.progress_ms": lambda case, _old: _clock(case) == "progress",
    "health.ralph_progress_ms": lambda case, _old: _clock(case) == "ralph-progress",
    "backoff.tries": lambda case, _old: _patience(case),
    "budget.fleet": lambda _case, old: old is not None,
    "flow.agents": lambda _case, old: old is not None,
    "flow.review_wip": lambda _case, old: old is not None,
    "budget.fresh": lambda case, _old: not isinstance(case.cause, f.Refused),
}
"""By path: whether a change of the value has a bearing on a case; what is not here always has."""
