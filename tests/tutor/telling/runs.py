"""Runs that the tests of the telling share, events of every kind, and what foreign words a Russian text may have."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from msgspec import structs

from orchestra_tui.fleet import decisions as d
from orchestra_tui.fleet import facts as f
from orchestra_tui.fleet.events import AnyEvent, Intervention
from orchestra_tui.fleet.model import Failure, Refusal, SwapKind, Usage
from orchestra_tui.fleet.plan import Plan
from orchestra_tui.fleet.policy import Flow
from orchestra_tui.fleet.rules.names import RULES
from orchestra_tui.fleet.simulation.run import Act, Run, run
from tests.fleet.fleets import plan, scenario

USAGE = Usage(fresh=80_000, cached=600_000, out=15_000, cost=370_000, price="sonnet@test")
TERMS = {
    *("main", "worktree", "heartbeat", "diff", "lint", "runbook", "git", "Git", "accept", "touches", "roadmap", "seed"),
    *("Timeout", "Error", "Critic", "Swap", "QA", "DevOps", "Ralph", "Retry", "After", "CLI", "daily", "budget"),
    *("Seed", "Heartbeat"),
}
"""Established terms; everything else in Latin letters must be an id."""


@cache
def told(name: str, seed: int, *settings: str) -> Run:
    """A run of a shipped scenario."""
    one = scenario(name, *settings)
    return run(one.plan, one.params, seed)


def act(after: int, kind: type[Intervention], **fields: object) -> Act:
    """An intervention after an event."""
    return Act(after, kind(n=0, at=0, **fields))  # type: ignore[arg-type]


@cache
def forked(name: str, seed: int, *acts: Act) -> Run:
    """A run of a shipped scenario with interventions."""
    one = scenario(name)
    return run(one.plan, one.params, seed, acts)


def strangers(text: str, plan: Plan) -> set[str]:
    """The words in Latin letters that are neither ids of a plan nor established terms."""
    ids = {
        *(plan.task | plan.slot | plan.account | plan.model | plan.profile),
        *(account.provider for account in plan.accounts),
        *(touch for task in plan.tasks for touch in task.touches),
        *(step for task in plan.tasks for step in (*task.path, task.accept, task.title)),
    }
    text = re.sub(r"\b(test-\d+|flaky|m\d+|[\w.-]+/e\d+)\b", " ", text)
    for id in sorted(ids, key=len, reverse=True):
        text = text.replace(id, " ") if id else text
    return set(re.findall(r"[A-Za-z]{2,}", text)) - TERMS


RULE = re.compile(rf"(?<![\w.])({'|'.join(map(re.escape, RULES))})(?![\w.])")
"""The bare name of a rule in a text."""
WHO = {"agent": "dev-1", "task": "t1", "epoch": 1}
MEANS = {"account": "org", "model": "sonnet"}
TREE = {"worktree": "../t1-e2", "branch": "t1/e2"}


def facts() -> Iterator[tuple[type, dict[str, object]]]:
    """Every kind of fact, in every variant that is said in other words."""
    yield f.RunStarted, {}
    for timer in ("watch/dev-1/1", "backoff/t1/1", "wake", "end", "other"):
        yield f.TimerFired, {"timer": timer}
    yield f.AgentUp, WHO
    yield from ((f.Beat, {**WHO, "progress": progress}) for progress in (True, False))
    for done, progress in ((True, True), (True, False), (False, True)):
        yield f.TurnEnded, {**WHO, "turn": 2, "usage": USAGE, "done": done, "progress": progress}
    for why in Refusal:
        yield f.Refused, {**WHO, "account": "org", "why": why, "status": 429, "reset": 18_000_000}
        yield f.Refused, {**WHO, "account": "org", "why": why, "status": 429, "retry_ms": 20_000}
    yield from ((f.AgentExited, {**WHO, "crash": crash}) for crash in (True, False))
    checked = {"task": "t1", "epoch": 1, "check": 1}
    yield from ((f.CheckEnded, {**checked, "passed": ok, "signature": "x"}) for ok in (True, False))
    yield f.CheckEnded, {**checked, "passed": False}
    for by, ok in (("human", True), ("human", False), ("rev-1", True), ("rev-1", False)):
        yield f.ReviewEnded, {"task": "t1", "epoch": 1, "by": by, "accepted": ok, "remarks": 3, "usage": USAGE}
    for outcome in ("merged", "conflict", "red", "else"):
        yield f.MergeEnded, {"task": "t1", "epoch": 1, "outcome": outcome}
        yield f.MergeEnded, {"task": "t1", "epoch": 1, "outcome": outcome, "against": ("t2",)}
    yield f.OrchestratorRestarted, {}
    yield from ((kind, {"agent": "dev-1"}) for kind in (f.NudgeAsked, f.RestartAsked, f.KillAsked))
    yield from ((f.SwapAsked, {"task": "t1", "agent": agent}) for agent in ("", "dev-2"))
    yield f.CancelAsked, {"task": "t1"}
    yield from ((kind, {"agent": agent}) for kind in (f.PauseAsked, f.ResumeAsked) for agent in ("", "dev-1"))
    yield f.PolicyAsked, {"path": "limits.critic_after", "value": 2}
    yield from ((f.FaultAsked, {"fault": "cut", "target": target}) for target in ("", "anthropic"))


def decision(rule: str) -> tuple[type, dict[str, object]]:
    """A decision by a rule, with fields that fit it."""
    family, _dot, name = rule.partition(".")
    if rule in _DECISIONS:
        return _DECISIONS[rule]
    match family:
        case "wait":
            return d.Waiting, {"task": "t1", "for_": name, "until": 7_200_000}
        case "work":
            failure = Failure(name.removeprefix("failed-"))
            return d.Failed, {"task": "t1", "epoch": 1, "failure": failure, "count": 1, "signature": "test-1"}
        case "health":
            return d.Suspected, {**WHO, "clock": name, "age": 900_000, "limit": 900_000}
        case "swap":
            kind = SwapKind.CRITIC if name in {"critic", "same-failure", "turns"} else SwapKind.TIMEOUT
            swap = SwapKind.ERROR if name == "error" else kind
            return d.Swapped, {**WHO, "swap": swap, "model": "sonnet", "count": 3, "limit": 3}
        case "ladder":
            return d.NeedsHuman, {"task": "t1", "epoch": 1, "why": name, "count": 6, "limit": 6}
        case "supply" if name.startswith("park-"):
            why = Refusal(name.removeprefix("park-"))
            until = None if why is Refusal.BILLING else 7_200_000
            return d.AccountParked, {"account": "org", "why": why, "until": until}
        case "supply":
            return d.AccountRotated, {**WHO, **MEANS, "before": "old"}
    raise AssertionError(rule)


_DECISIONS: dict[str, tuple[type, dict[str, object]]] = {
    "dispatch.ready": (d.Dispatched, {**WHO, **MEANS, **TREE}),
    "dispatch.again": (d.Dispatched, {**WHO, **MEANS, **TREE, "base": "t1/e1"}),
    "dispatch.wake": (d.TimerSet, {"timer": "wake", "due": 60_000}),
    "work.turn": (d.TurnGranted, {**WHO, **MEANS, "turn": 2, "reserved": 950_000}),
    "work.check": (d.CheckOrdered, {**WHO, "check": 1}),
    "work.green": (d.Released, WHO),
    "work.to-review": (d.ReviewQueued, {"task": "t1", "epoch": 1, "by": "agent"}),
    "work.to-human": (d.ReviewQueued, {"task": "t1", "epoch": 1, "by": "human"}),
    "work.to-merge": (d.MergeQueued, {"task": "t1", "epoch": 1}),
    "work.accepted": (d.MergeQueued, {"task": "t1", "epoch": 1}),
    "work.refused": (d.Requeued, {"task": "t1", "epoch": 1, "why": "refused"}),
    "work.out-of-budget": (d.Requeued, {"task": "t1", "epoch": 1, "why": "out-of-budget"}),
    "review.agent": (d.ReviewOrdered, {"task": "t1", "epoch": 1, "by": "rev-1", "review": 1, **MEANS, "reserved": 9}),
    "review.human": (d.ReviewOrdered, {"task": "t1", "epoch": 1, "by": "human", "review": 1}),
    "merge.next": (d.MergeOrdered, {"task": "t1", "epoch": 1, "branch": "t1/e1"}),
    "merge.done": (d.Merged, {"task": "t1", "epoch": 1, "commit": "m1"}),
    "merge.conflict": (d.Requeued, {"task": "t1", "epoch": 1, "why": "conflict"}),
    "merge.merged-red": (d.Requeued, {"task": "t1", "epoch": 1, "why": "merged-red"}),
    "health.watch": (d.TimerSet, {"timer": "watch/dev-1/1", "due": 60_000}),
    "health.nudge": (d.Nudged, WHO),
    "health.recovered": (d.Recovered, WHO),
    "health.restart": (d.Restarted, {**WHO, **MEANS, **TREE, "restarts": 1, "limit": 1}),
    "health.restart-crashed": (d.Restarted, {**WHO, **MEANS, **TREE, "restarts": 1, "limit": 1}),
    "health.review-lost": (d.Fenced, WHO),
    "supply.back-off": (d.BackedOff, {**WHO, "account": "org", "tries": 1, "until": 60_000}),
    "supply.review-again": (d.Released, WHO),
    "budget.admission": (
        d.BudgetRefused,
        {"task": "t1", "account": "org", "scope": "fleet", "spent": 1, "reserved": 2, "ask": 3, "cap": 4, "until": 9},
    ),
    "budget.settle": (d.Settled, {"reservation": 1, "account": "org", "spent": 370_000}),
    "budget.settle-dead": (d.Settled, {"reservation": 1, "account": "org", "spent": 370_000, "overrun": 10_000}),
    "budget.overrun": (d.BudgetAlarm, {"scope": "account-day", "account": "org", "spent": 5, "cap": 4}),
    "budget.stop": (d.Fenced, WHO),
    "fence.stale": (d.Stale, {**WHO, "current": 2}),
    "control.nudge": (d.Nudged, WHO),
    "control.restart": (d.Restarted, {**WHO, **MEANS, **TREE, "restarts": 1, "limit": 1}),
    "control.swap": (d.Swapped, {**WHO, "swap": SwapKind.MANUAL, "model": "sonnet", "to": "dev-2"}),
    "control.kill": (d.Fenced, WHO),
    "control.killed": (d.Requeued, {"task": "t1", "epoch": 1, "why": "killed"}),
    "control.cancel": (d.Cancelled, {"task": "t1", "epoch": 1}),
    "control.pause": (d.FleetPaused, {}),
    "control.resume": (d.FleetResumed, {"agent": "dev-1"}),
    "control.policy": (d.PolicySet, {"path": "review.human", "value": True}),
    "finish.done": (d.Finished, {"merged": 3, "needs_human": 1, "cancelled": 0, "left": 0}),
    "finish.stuck": (d.Finished, {"merged": 3, "needs_human": 0, "cancelled": 0, "left": 1}),
    "finish.limit": (d.Finished, {"merged": 3, "needs_human": 0, "cancelled": 0, "left": 1}),
    "finish.stop": (d.Fenced, WHO),
}


def _answers(rule: str, fact: AnyEvent) -> bool:
    """Whether a decision by this rule could answer a fact."""
    family = rule.partition(".")[0]
    if family == "supply" or rule in {"swap.error", "ladder.bad-request"}:
        return isinstance(fact, f.Refused)
    if rule in {"work.refused", "work.failed-review", "swap.critic", "ladder.reviews"}:
        return isinstance(fact, f.ReviewEnded) and not fact.accepted
    if family == "merge" or rule in {"work.failed-conflict", "work.failed-merged-red", "ladder.conflicts"}:
        return isinstance(fact, f.MergeEnded) and bool(fact.against)
    return isinstance(fact, f.TimerFired)


def every_event() -> list[AnyEvent]:
    """A fact of every kind, and a decision by every rule, as one log that never happened; also those that fence."""
    made = [kind(n=n, at=n * 1_000, **fields) for n, (kind, fields) in enumerate(facts(), 1)]

    def decide(kind: type, rule: str, cause: int, fields: dict[str, object]) -> None:
        made.append(kind(n=len(made) + 1, at=(len(made) + 1) * 1_000, cause=cause, rule=rule, **fields))

    told_ = tuple(made)
    for rule in RULES:
        kind, fields = decision(rule)
        cause = next(fact.n for fact in told_ if _answers(rule, fact))
        if rule in {"swap.timeout", "swap.same-failure", "health.restart", "ladder.reviews", "control.cancel"}:
            decide(d.Fenced, f"{rule}.fence", cause, WHO)
        decide(kind, rule, cause, fields)
    decide(d.Requeued, "finish.stop", 1, {"task": "t1", "epoch": 1, "why": "stop"})
    return made


def small() -> Plan:
    """The plan those events are of: `t1` comes after `t0`, and there are limits to what goes on at once."""
    one = plan()
    tasks = tuple(structs.replace(task, after=("t0",)) if task.id == "t1" else task for task in one.tasks)
    policy = structs.replace(one.policy, flow=Flow(agents=4, review_wip=2))
    return structs.replace(one, tasks=tasks, policy=policy, started_at="2026-11-02T22:00:00+01:00")
