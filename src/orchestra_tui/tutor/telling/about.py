"""An agent or a task at a moment of a run, as labelled facts."""

from __future__ import annotations

from collections.abc import Iterator

from orchestra_tui.base.i18n import N_, _, n_
from orchestra_tui.fleet.model import ATTEMPT_ENDS, AgentState, Failure, Task, TaskState
from orchestra_tui.fleet.plan import Plan
from orchestra_tui.fleet.runs import HUMAN, AgentRun, TaskRun
from orchestra_tui.fleet.state import State
from orchestra_tui.tutor.telling.means_said import wait_name
from orchestra_tui.tutor.telling.words import (
    Calendar,
    agent_state,
    dollars,
    failure_name,
    lasts,
    listed,
    name,
    of,
    role_name,
    row,
    swap_name,
    task_state,
    tokens,
)

Facts = tuple[tuple[str, str], ...]
Labelled = Iterator[tuple[str, str]]

_SUSPECT = {
    "start": N_("does not come up"),
    "output": N_("silent"),
    "progress": N_("alive, but not moving"),
    "attempt": N_("at it for too long"),
}


def about_agent(plan: Plan, state: State, agent: str) -> Facts:
    """What is so of an agent now: labels with their values, most telling first. KeyError if there is none."""
    run = state.agents[agent]
    return (*_doing(plan, state, run), *_clocks(state, run), *_done(plan, state, run))


def _doing(plan: Plan, state: State, run: AgentRun) -> Labelled:
    profile = plan.slot[run.name]
    doing = agent_state(AgentState.PAUSED if run.paused and not run.job else run.state)
    if run.suspect:
        doing = _("{state}: {why}").format(state=doing, why=_(_SUSPECT.get(run.suspect, run.suspect)))
    yield _("state"), doing
    if run.paused and run.job:
        yield _("after this"), agent_state(AgentState.PAUSED)
    yield _("role"), row([role_name(role) for role in profile.roles])
    if run.job:
        task = state.tasks[run.task]
        yield (_("reviews") if run.job == "review" else _("builds")), name(run.task)
        yield _("model"), name(run.model)
        yield _("account"), name(run.account)
        if run.job == "build":
            yield _("worktree"), name(run.worktree)
            yield _("branch"), name(task.branch)
        yield _("epoch"), str(run.epoch)
    else:
        yield _("model"), name(profile.model)
    if profile.fresh_context:
        yield _("context"), _("fresh each turn (Ralph mode)")


def _clocks(state: State, run: AgentRun) -> Labelled:
    if not run.job:
        return
    calm = run.waiting_at is not None
    yield _("last output"), _("{time} ago").format(time=lasts(state.at - run.beat_at))
    if run.job == "build":
        since = (run.waiting_at if run.waiting_at is not None else state.at) - run.progress_at
        stands = _("{time}, the clock stands still")
        yield _("without progress for"), stands.format(time=lasts(since)) if calm else lasts(since)
        yield _("at this attempt for"), lasts(state.at - run.started_at)
    if run.nudges:
        yield _("nudged"), of(run.nudges, state.policy.health.nudges)
    if run.refusals:
        yield _("refusals in a row"), of(run.refusals, state.policy.backoff.tries)
    due = state.timers.get(f"backoff/{run.task}/{run.epoch}")
    if run.state is AgentState.WAITING and due:
        yield _("asks again in"), lasts(max(0, due[1] - state.at))


def _done(plan: Plan, state: State, run: AgentRun) -> Labelled:
    health = state.policy.health
    if run.job == "build":
        yield _("turn"), of(run.turn, plan.slot[run.name].max_turns)
    recent = sum(moment > state.at - health.restart_window_ms for moment in run.restarts)
    if run.restarts:
        within = _("{count} within {window}")
        yield _("restarts"), within.format(count=of(recent, health.restarts), window=lasts(health.restart_window_ms))
    yield _("tasks in main"), str(run.merged)
    yield _("tokens"), tokens(run.tokens)
    yield _("cost"), dollars(run.cost)


def about_task(plan: Plan, state: State, task: str) -> Facts:
    """What is so of a task now: labels with their values, most telling first. KeyError if there is none."""
    run, given, calendar = state.tasks[task], plan.task[task], Calendar(plan, state.at)
    return (*_given(given), *_standing(state, run, given, calendar), *_history(state, run), *_money(state, run, given))


def _given(given: Task) -> Labelled:
    if given.title != given.id:
        yield _("title"), name(given.title)
    if given.path:
        yield _("part of"), " → ".join(name(step) for step in given.path)
    yield _("role"), role_name(given.role)
    if given.accept:
        yield _("accepted if"), name(given.accept)
    if given.touches:
        yield _("touches"), listed(given.touches)


def _standing(state: State, run: TaskRun, given: Task, calendar: Calendar) -> Labelled:
    yield _("state"), task_state(run.state)
    if run.merged_at is not None:
        yield _("in main since"), calendar.clock(run.merged_at)
    elif run.epoch:
        yield _("in this state for"), lasts(state.at - run.since)
    if run.agent:
        yield _("agent"), name(run.agent)
    elif run.reviewer:
        yield _("reviewer"), _("the human") if run.reviewer == HUMAN else name(run.reviewer)
    if run.epoch:
        yield _("model"), name(run.model)
        yield _("branch"), name(run.branch)
        yield _("epoch"), str(run.epoch)
    if run.turn and run.agent:
        yield _("turn"), str(run.turn)
    if run.failed_models:
        yield _("models that did not make it"), listed(run.failed_models)
    yield from _waits(state, run, given, calendar)


def _waits(state: State, run: TaskRun, given: Task, calendar: Calendar) -> Labelled:
    missing = [id for id in given.after if state.tasks[id].state is not TaskState.MERGED]
    if run.state is TaskState.QUEUED and missing:
        yield _("waits for"), listed(missing)
    elif run.state is TaskState.QUEUED and run.waiting:
        yield _("waits, because"), wait_name(run.waiting)
        wake = state.timers.get("wake")
        if wake and wake[1] > state.at:
            yield _("not before"), calendar.clock(wake[1])
    elif run.state is TaskState.QUEUED and (first := _first(state, run)) != run.id:
        yield _("waits for"), _("its turn: {task} comes first").format(task=name(first))
    elif run.state is TaskState.REVIEW and not run.reviewer:
        yield _("waits for"), _("the human") if run.review_due == HUMAN else _("a free reviewer")
    elif run.state is TaskState.MERGING and state.merging not in {"", run.id}:
        yield _("waits for"), _("the merge slot, which {task} has").format(task=name(state.merging))


def _first(state: State, run: TaskRun) -> str:
    """The task that is served before any other of the same needs."""
    need, _key = state.index.placed.get(run.id, (None, None))
    return state.index.ready[need][0][-1] if need else run.id


def _history(state: State, run: TaskRun) -> Labelled:
    limits = state.policy.limits
    conflicts = run.failures[Failure.CONFLICT] + run.failures[Failure.MERGED_RED]
    if run.attempts:
        yield _("attempts"), str(run.attempts)
    yield from (
        (_(label), of(count, limit))
        for label, count, limit in (
            (N_("attempts without a result"), run.lost_attempts, limits.attempts),
            (N_("equal failures in a row"), run.same_signature, limits.same_failure),
            (N_("reviews of the task"), run.reviews, limits.reviews),
            (N_("refused reviews in a row"), run.refused_in_a_row, limits.critic_after),
            (N_("conflicts of the task"), conflicts, limits.conflicts),
        )
        if count
    )
    yield from ((failure_name(kind), str(run.failures[kind])) for kind in ATTEMPT_ENDS if run.failures[kind])
    if swaps := [f"{swap_name(kind)}: {count}" for kind, count in run.swaps.items() if count]:
        yield _("swaps"), ", ".join(swaps)
    if run.checks:
        yield _("checks run"), n_("{n} time", "{n} times", run.checks).format(n=run.checks)


def _money(state: State, run: TaskRun, given: Task) -> Labelled:
    sums = state.ledger.tasks.get(run.id)
    if sums and (sums.spent or sums.reserved):
        yield _("spent"), dollars(sums.spent)
        if sums.reserved:
            yield _("set aside"), dollars(sums.reserved)
    if given.budget is not None:
        yield _("budget of the task"), dollars(given.budget)
