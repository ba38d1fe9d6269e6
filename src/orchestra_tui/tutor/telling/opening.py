"""How a story begins: the goal, the shape of the runbook, the crew, the pool, who reviews, and what holds them back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from orchestra_tui.base.i18n import _, n_
from orchestra_tui.fleet.model import Account, Interval, Profile, Task
from orchestra_tui.fleet.plan import Plan
from orchestra_tui.fleet.policy import Policy
from orchestra_tui.tutor.telling.amounts import Calendar, counted_tasks
from orchestra_tui.tutor.telling.words import dollars, lasts, listed, name, role_name, row, tokens

WAVES = 6
MOST = 12


def opening(plan: Plan, clock: Calendar) -> tuple[str, ...]:
    """The paragraphs that say who plays, with what, and at what."""
    first = " ".join([f"{clock.lead(0)}.".capitalize(), *_goal(plan), *_runbook(plan)])
    return first, " ".join([_crew(plan), _pool(plan, clock), *_review(plan, clock), *_limits(plan.policy)])


def _goal(plan: Plan) -> Iterator[str]:
    goals = list(dict.fromkeys(task.path[0] for task in plan.tasks if task.path and task.path[0]))
    if len(goals) == 1:
        yield _("The goal: {goal}.").format(goal=name(goals[0]))
    phases = list(dict.fromkeys(task.path[1] for task in plan.tasks if len(task.path) > 1))
    if len(phases) > 1:
        yield _("The roadmap has phases: {phases}.").format(phases=" → ".join(map(name, phases)))


def _runbook(plan: Plan) -> Iterator[str]:
    waves = waves_of(plan)
    count = len(plan.tasks)
    if count == 1:
        yield _("There is one task: {task}.").format(task=name(plan.tasks[0].id))
    elif len(waves) == 1:
        said = n_("{n} task, free of each other: {names}.", "{n} tasks, free of each other: {names}.", count)
        yield said.format(n=count, names=listed((task.id for task in plan.tasks), MOST + 4))
    elif len(waves) == count:
        said = n_(
            "{n} task in a chain, each waits for the one before:",
            "{n} tasks in a chain, each waits for the one before:",
            count,
        )
        yield f"{said.format(n=count)} {' → '.join(name(wave[0].id) for wave in waves)}."
    elif len(waves) <= WAVES:
        yield _("{count}: {waves}.").format(count=counted_tasks(count), waves=_in_waves(waves))
    else:
        yield _("{count}, the longest chain has {length}.").format(
            count=counted_tasks(count), length=n_("{n} link", "{n} links", len(waves)).format(n=len(waves))
        )
    yield from _crowded(waves)


def waves_of(plan: Plan) -> list[list[Task]]:
    """The tasks by how long the longest chain before them is; what nobody can reach is left out."""
    level: dict[str, int] = {}
    waiting = {task.id: len(set(task.after)) for task in plan.tasks}
    ready = [task.id for task in plan.tasks if not task.after]
    for id in ready:
        level[id] = max((level[x] + 1 for x in plan.task[id].after), default=0)
        for other in plan.dependents[id]:
            waiting[other] -= 1
            if not waiting[other]:
                ready.append(other)
    found: list[list[Task]] = [[] for _level in range(max(level.values(), default=-1) + 1)]
    for task in plan.tasks:
        if task.id in level:
            found[level[task.id]].append(task)
    return found


def _in_waves(waves: list[list[Task]]) -> str:
    parts = [_("first {names}").format(names=listed((t.id for t in waves[0]), MOST))]
    for wave in waves[1:-1]:
        said = _("then side by side {names}") if len(wave) > 1 else _("then {names}")
        parts.append(said.format(names=listed((t.id for t in wave), MOST)))
    parts.append(_("in the end {names}").format(names=listed((t.id for t in waves[-1]), MOST)))
    return ", ".join(parts)


def _crowded(waves: list[list[Task]]) -> Iterator[str]:
    """What several tasks touch that may be worked on at the same time."""
    for wave in waves:
        touched = Counter(touch for task in wave for touch in dict.fromkeys(task.touches))
        for touch, count in touched.most_common(1):
            if count > 1 and count == len(wave):
                yield _("All of them change the same: {file}.").format(file=name(touch))
            elif count > 1:
                yield _("{count} of them change the same: {file}.").format(count=count, file=name(touch))


def _crew(plan: Plan) -> str:
    return _("The crew: {crew}.").format(crew=row([_profile(profile) for profile in plan.profiles]))


def _profile(profile: Profile) -> str:
    roles = row([role_name(role) for role in profile.roles])
    said = n_(
        "{n} agent {profile} ({roles}; {model})", "{n} agents {profile} ({roles}; {model})", profile.count
    )  # fmt: skip
    model = name(profile.model)
    if profile.fresh_context:
        model = _("{model}, in Ralph mode: each turn with a fresh context").format(model=model)
    return said.format(n=profile.count, profile=name(profile.id), roles=roles, model=model)


def _pool(plan: Plan, clock: Calendar) -> str:
    told = [_account(account, clock) for account in plan.accounts]
    if all(told_ == name(a.id) for told_, a in zip(told, plan.accounts, strict=True)):
        said = n_("{who} pays, and the pool sets no limit.", "{who} pay, and the pool sets no limit.", len(told))
    else:
        said = n_("{who} pays.", "{who} pay.", len(told))
    return said.format(who=row(told))


def _account(account: Account, clock: Calendar) -> str:
    limits: list[str] = []
    if account.daily_budget is not None:
        limits.append(_("up to {amount} a day").format(amount=dollars(account.daily_budget)))
    if account.windows is not None:
        limits.append(_open(account.windows, clock))
    if quota := account.quota:
        if quota.tokens is not None:
            limits.append(_("{n} tokens in {time}").format(n=tokens(quota.tokens), time=lasts(quota.window_ms)))
        if quota.requests is not None:
            said = n_("{n} request in {time}", "{n} requests in {time}", quota.requests)
            limits.append(said.format(n=quota.requests, time=lasts(quota.window_ms)))
    if account.concurrency is not None:
        limits.append(n_("{n} job at a time", "{n} jobs at a time", account.concurrency).format(n=account.concurrency))
    return f"{name(account.id)} ({', '.join(limits)})" if limits else name(account.id)


def _open(windows: tuple[Interval, ...], clock: Calendar) -> str:
    if not windows:
        return _("closed all the time")
    return _("open {hours}").format(hours=hours(windows, clock))


def hours(windows: tuple[Interval, ...], clock: Calendar) -> str:
    """The hours of windows: `00:00-08:00` if they are alike each day, else those of the first day."""
    whole = windows[1:-1] or windows
    spans = {(clock.time(window.start), clock.time(window.end)) for window in whole}
    said = _("{start}-{end}") if len(spans) == 1 else _("{start}-{end} and at other times")
    return said.format(start=clock.time(whole[0].start), end=clock.time(whole[0].end))


def _review(plan: Plan, clock: Calendar) -> Iterator[str]:
    review = plan.policy.review
    if not review.agent and not review.human:
        yield _("Nobody reviews: what is green is merged.")
    if review.agent and review.human:
        yield _("An agent reviews first, then the human.")
    if not review.human:
        return
    if plan.reviewer_hours:
        days = {clock.weekday(window.start) for window in plan.reviewer_hours}
        said = _("One human reviews, {hours}") if days & {5, 6, -1} else _("One human reviews, {hours} on working days")
        yield f"{said.format(hours=hours(plan.reviewer_hours, clock))}."
    elif not review.agent:
        yield _("One human reviews, at any hour.")


def _limits(policy: Policy) -> Iterator[str]:
    if policy.budget.fleet is not None:
        yield _("All in all the run may cost {amount}.").format(amount=dollars(policy.budget.fleet))
    if policy.flow.agents is not None:
        said = n_("At most {n} agent works at once.", "At most {n} agents work at once.", policy.flow.agents)
        yield said.format(n=policy.flow.agents)
    if policy.flow.review_wip is not None:
        said = n_(
            "As long as {n} task waits for review, nothing new is begun.",
            "As long as {n} tasks wait for review, nothing new is begun.",
            policy.flow.review_wip,
        )
        yield said.format(n=policy.flow.review_wip)
