"""The names of all rules: what every decision is made by, and what a course explains."""

from __future__ import annotations

RULES: tuple[str, ...] = (
    *("dispatch.ready", "dispatch.again", "dispatch.wake"),
    *("wait.agent", "wait.model", "wait.fleet-limit", "wait.review-wip", "wait.concurrency"),
    *("wait.window", "wait.quota", "wait.budget", "wait.parked", "wait.billing"),
    *("work.turn", "work.check", "work.green", "work.to-review", "work.to-human", "work.to-merge"),
    *("work.accepted", "work.refused", "work.out-of-budget"),
    *("work.failed-timeout", "work.failed-crash", "work.failed-turns", "work.failed-same"),
    *("work.failed-review", "work.failed-conflict", "work.failed-merged-red"),
    *("review.agent", "review.human"),
    *("merge.next", "merge.done", "merge.conflict", "merge.merged-red"),
    *("health.watch", "health.start", "health.output", "health.progress", "health.attempt"),
    *("health.nudge", "health.recovered", "health.restart", "health.restart-crashed", "health.review-lost"),
    *("swap.timeout", "swap.crash", "swap.error", "swap.critic", "swap.same-failure", "swap.turns"),
    *("ladder.attempts", "ladder.no-stronger-model", "ladder.reviews", "ladder.conflicts"),
    *("ladder.task-budget", "ladder.bad-request", "ladder.dependency"),
    *("supply.back-off", "supply.rotate", "supply.window", "supply.quota", "supply.budget"),
    *("supply.parked", "supply.billing", "supply.review-again"),
    *("supply.park-throttle", "supply.park-quota", "supply.park-overload", "supply.park-billing"),
    *("budget.admission", "budget.settle", "budget.settle-dead", "budget.overrun", "budget.stop"),
    "fence.stale",
    *("control.nudge", "control.restart", "control.swap", "control.kill", "control.killed"),
    *("control.cancel", "control.pause", "control.resume", "control.policy"),
    *("finish.done", "finish.stuck", "finish.limit", "finish.stop"),
)
"""Every rule, each once."""

FENCE = ".fence"
"""Ends the rule of a fencing that is part of something else: `swap.critic.fence` belongs to `swap.critic`."""

KNOWN = frozenset((*RULES, *(f"{rule}{FENCE}" for rule in RULES)))
"""What a decision may name."""


def base(rule: str) -> str:
    """The rule that a decision's rule belongs to: one of RULES."""
    return rule.removesuffix(FENCE)
