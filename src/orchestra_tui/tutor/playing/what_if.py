"""What else might be tried with a scenario: changes of its policy that its run makes worth trying. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from orchestra_tui.base.i18n import _, n_
from orchestra_tui.fleet.facts import PolicyAsked
from orchestra_tui.fleet.metrics import Metric
from orchestra_tui.fleet.plan import Plan
from orchestra_tui.fleet.units import MINUTE
from orchestra_tui.tutor.telling.words import dollars, lasts

FEW = 2
"""Agents that get in each other's way less."""
SLIGHT = 2
"""Percent of time or money that are no difference worth seeing."""


class WhatIf(NamedTuple):
    """A question in words, and the change of the policy, made at the start of the run, that answers it."""

    text: str
    fact: PolicyAsked


def what_ifs(plan: Plan, numbers: Mapping[Metric, int]) -> tuple[WhatIf, ...]:
    """The changes that have to do with what happened in the run, the most telling first."""
    parts = (_of_human, _of_crowd, _of_swaps, _of_review, _of_means)
    return tuple(each for part in parts for each in part(plan, numbers))


def _of_human(plan: Plan, numbers: Mapping[Metric, int]) -> Iterator[WhatIf]:
    if plan.policy.review.human and numbers[Metric.REVIEW_WAIT]:
        yield _change(_("What if no human reviews?"), "review.human", False)


def _of_crowd(plan: Plan, numbers: Mapping[Metric, int]) -> Iterator[WhatIf]:
    if numbers[Metric.CONFLICTS] + numbers[Metric.RED_MERGES] > 1 and _at_once(plan) > FEW:
        yield _agents(FEW)


def _of_swaps(plan: Plan, numbers: Mapping[Metric, int]) -> Iterator[WhatIf]:
    limits, health = plan.policy.limits, plan.policy.health
    if numbers[Metric.CRITIC_SWAPS] and limits.critic_after > 1:
        yield _change(_("What if the stronger model comes after the first refused review?"), "limits.critic_after", 1)
    if numbers[Metric.CRITIC_SWAPS] and limits.same_failure > 1:
        yield _change(_("What if the stronger model comes after the first red check?"), "limits.same_failure", 1)
    if numbers[Metric.TIMEOUT_SWAPS] + numbers[Metric.RESTARTS] and health.restarts:
        yield _change(_("What if a silent agent is replaced at once, without a restart?"), "health.restarts", 0)
    if numbers[Metric.TIMEOUT_SWAPS] + numbers[Metric.NUDGES] + numbers[Metric.STALE]:
        patience = max(MINUTE, health.progress_ms // 3)
        text = _("What if the fleet waits only {time} for progress?").format(time=lasts(patience))
        yield _change(text, "health.progress_ms", patience)
    if numbers[Metric.REFUSALS] and plan.policy.backoff.tries > 1:
        yield _change(_("What if the account is changed at the first refusal?"), "backoff.tries", 1)


def _of_review(plan: Plan, numbers: Mapping[Metric, int]) -> Iterator[WhatIf]:
    if plan.policy.review.agent and not plan.policy.review.human and numbers[Metric.REVIEWS]:
        yield _change(_("What if nobody reviews?"), "review.agent", False)


def _of_means(plan: Plan, numbers: Mapping[Metric, int]) -> Iterator[WhatIf]:
    cap = numbers[Metric.COST] // 2
    if plan.policy.budget.fleet is None and cap:
        text = _("What if the whole fleet may spend only {sum}?").format(sum=dollars(cap))
        yield _change(text, "budget.fleet", cap)
    if _at_once(plan) > 1:
        yield _agents(1)


def _at_once(plan: Plan) -> int:
    slots = sum(profile.count for profile in plan.profiles)
    return min(slots, plan.policy.flow.agents or slots)


def _agents(count: int) -> WhatIf:
    text = n_("What if only {n} agent works at once?", "What if only {n} agents work at once?", count).format(n=count)
    return _change(text, "flow.agents", count)


def _change(text: str, path: str, value: int | bool) -> WhatIf:
    return WhatIf(text, PolicyAsked(n=0, at=0, path=path, value=value))


def tells(before: Mapping[Metric, int], after: Mapping[Metric, int]) -> bool:
    """Whether a run came to something else: in its tasks, or in time or money by more than SLIGHT percent."""
    if any(before[metric] != after[metric] for metric in (Metric.MERGED, Metric.NEEDS_HUMAN)):
        return True
    pairs = ((before[metric], after[metric]) for metric in (Metric.MAKESPAN, Metric.COST))
    return any(100 * abs(one - two) > SLIGHT * max(one, 1) for one, two in pairs)
