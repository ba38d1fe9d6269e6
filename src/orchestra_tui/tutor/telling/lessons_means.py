"""Lessons about means: accounts that ran dry, reviews that pile up, agents that stand about."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator

from orchestra_tui.base.i18n import _, n_
from orchestra_tui.fleet import decisions as d
from orchestra_tui.fleet import facts as f
from orchestra_tui.fleet.metrics import Metric
from orchestra_tui.fleet.model import Refusal
from orchestra_tui.fleet.runs import HUMAN
from orchestra_tui.tutor.telling.chronicle import Chronicle
from orchestra_tui.tutor.telling.quiet import LONG
from orchestra_tui.tutor.telling.words import dollars, lasts, listed, name, of

Found = Iterator[tuple[str, Iterable[int]]]

OFTEN = 5
"""From so many refusals on an overload is worth a lesson."""


def _quotas(story: Chronicle) -> Found:
    """Quotas and credits that were used up."""
    for event in story.events:
        if not isinstance(event, d.AccountParked):
            continue
        words = {"account": name(event.account), "time": story.clock.clock(event.at)}
        if event.why is Refusal.QUOTA and event.until is not None:
            text = _(
                "The quota of {account} was used up at {time} and came back only at {until}. Write it into the "
                "pool, so that the fleet counts it itself."
            )
            if story.plan.account[event.account].quota is not None:
                text = _(
                    "The quota of {account} was used up at {time} and came back only at {until}. Spread the work "
                    "over more accounts or hours."
                )
            yield text.format(**words, until=story.clock.clock(event.until)), [event.n]
        elif event.why is Refusal.BILLING:
            text = _("The money of {account} ended at {time}. Set a daily_budget below what is really there.")
            yield text.format(**words), [event.n]


def _budgets(story: Chronicle) -> Found:
    """Budgets that did not last."""
    refused: dict[tuple[str, str], list[d.BudgetRefused]] = defaultdict(list)
    for event in story.events:
        if isinstance(event, d.BudgetRefused) and event.scope != "task":
            refused[event.scope, event.account if event.scope == "account-day" else ""].append(event)
    for (_scope, account), events in refused.items():
        first, tasks = events[0], dict.fromkeys(e.task for e in events)
        words = {"cap": dollars(first.cap), "time": story.clock.clock(first.at), "account": name(account)}
        words |= {"tasks": listed(tasks), "spent": dollars(first.spent)}
        if account:
            text = _(
                "The day's budget of {account}, {cap}, held until {time}: {spent} were spent, and the rest held no "
                "further job. {tasks} ran into it: raise it, take a cheaper model, or begin when a new day does."
            )
        else:
            text = _(
                "The fleet's budget, {cap}, held until {time}: {spent} were spent, and the rest held no further "
                "job. {tasks} ran into it."
            )
        yield text.format(**words), (e.n for e in events)


def _overload(story: Chronicle) -> Found:
    """Providers that were overloaded while there was nobody else to ask."""
    refused: dict[str, list[f.Refused]] = defaultdict(list)
    for event in story.events:
        if isinstance(event, f.Refused) and event.why in {Refusal.OVERLOAD, Refusal.THROTTLE}:
            refused[event.account].append(event)
    for account, events in refused.items():
        if len(events) < OFTEN:
            continue
        who = Counter(e.agent for e in events)
        models = {m for agent in who if agent in story.plan.slot for m in _models(story, agent)}
        providers = {story.plan.model[m].provider for m in models if m in story.plan.model}
        count = n_("{n} time", "{n} times", len(events)).format(n=len(events))
        text = _(
            "{account} was refused {count} for overload. There was nobody else to ask for {agents}: give them a "
            "fallback of another provider."
        )
        if len(providers) > 1:
            text = _(
                "{account} was refused {count} for overload. {agents} waited though there are other providers in "
                "the pool: look at the fallbacks."
            )
        yield text.format(account=name(account), count=count, agents=listed(who)), (e.n for e in events)


def _models(story: Chronicle, agent: str) -> tuple[str, ...]:
    profile = story.plan.slot[agent]
    return (profile.model, *profile.fallbacks)


def _review_queue(story: Chronicle) -> Found:
    """Reviews that hold everything up."""
    waits: list[tuple[int, d.ReviewQueued]] = []
    since: dict[str, d.ReviewQueued] = {}
    for event in story.events:
        match event:
            case d.ReviewQueued():
                since.setdefault(event.task, event)
            case d.MergeQueued() | d.Requeued() | d.Swapped() | d.NeedsHuman() | d.Cancelled():
                if queued := since.pop(event.task, None):
                    waits.append((event.at - queued.at, queued))
    total, makespan = sum(wait for wait, _queued in waits), story.numbers[Metric.MAKESPAN]
    if total < makespan or not waits:
        return
    longest, queued = max(waits, key=lambda each: each[0])
    words = {"sum": lasts(total), "time": lasts(longest), "task": name(queued.task), "makespan": lasts(makespan)}
    words["share"] = _("{n}%").format(n=story.numbers[Metric.UTILISATION])
    if story.plan.policy.review.human:
        text = _(
            "Tasks waited {sum} in all for the human's review, {task} {time} alone, while the agents were "
            "building in {share} of their time. More agents would only make the queue longer: make diffs smaller "
            "or let an agent review first."
        )
    else:
        text = _(
            "Tasks spent {sum} in all in review, in a run of {makespan}; {task} {time} alone. Another reviewer "
            "would shorten it."
        )
    yield text.format(**words), [queued.n]


def _refusals(story: Chronicle) -> Found:
    """Reviews that send back much."""
    given = {e.cause: e for e in story.events if isinstance(e, f.ReviewEnded)}
    refused = [e for e in given.values() if not e.accepted]
    if len(refused) < 3 or 3 * len(refused) < len(given):
        return
    most = Counter(e.task for e in refused)
    text = _(
        "Reviews sent back {count}, most often {tasks}. Sharpen accept there: what a reviewer finds, a check "
        "could have found."
    )
    tasks = [task for task, count in most.most_common(3) if count == max(most.values()) or count > 1]
    yield text.format(count=of(len(refused), len(given)), tasks=listed(tasks)), (e.n for e in refused)


def _own_diff(story: Chronicle) -> Found:
    """Agents that reviewed their own work."""
    own = [e for e in story.events if isinstance(e, d.ReviewOrdered) and e.by != HUMAN and _author(story, e) == e.by]
    if own:
        count = n_("{n} review", "{n} reviews", len(own)).format(n=len(own))
        text = _("{count} fell to the author, for nobody else could be had. Have a reviewer who does not build.")
        yield text.format(count=count), (e.n for e in own)


def _author(story: Chronicle, e: d.ReviewOrdered) -> str:
    start = story.start_before(e.task, e.n)
    return start.agent if start else ""


def _idle(story: Chronicle) -> Found:
    """Agents that were never needed, and a fleet that stood still."""
    makespan = story.numbers[Metric.MAKESPAN]
    over = story.finished.at if story.finished else story.ends
    still = [s for s in story.stretches if min(s.end, over) - s.start >= LONG]
    stood = sum(min(s.end, over) - s.start for s in still)
    if still and 5 * stood >= makespan and not story.plan.policy.review.human:
        text = _(
            "For {time} of {makespan} nobody worked: there was work, but no account for it. Capacity that is not "
            "used by night is gone by morning."
        )
        yield text.format(time=lasts(stood), makespan=lasts(makespan)), (s.n for s in still)
    unused = [slot for slot in story.plan.slot if slot not in story.shares]
    if unused and story.finished:
        text = n_(
            "{names} was never needed: so many agents this runbook cannot employ.",
            "{names} were never needed: so many agents this runbook cannot employ.",
            len(unused),
        )
        yield text.format(names=listed(unused)), [story.finished.n]


MEANS: tuple[Callable[[Chronicle], Found], ...] = (
    _quotas, _budgets, _overload, _review_queue, _refusals, _own_diff, _idle
)  # fmt: skip
"""What to look for."""
