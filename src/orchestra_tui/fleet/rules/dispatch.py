"""Handing work out: the merge slot, reviews, ready tasks; and the end of the run."""

from __future__ import annotations

import sys
from bisect import bisect_right
from collections.abc import Iterator

from orchestra_tui.fleet import decisions as d
from orchestra_tui.fleet.index import Need
from orchestra_tui.fleet.model import Profile, Role, TaskState
from orchestra_tui.fleet.rules import health, supply, swap, work
from orchestra_tui.fleet.rules.desk import Desk
from orchestra_tui.fleet.rules.offers import Means, Wait
from orchestra_tui.fleet.runs import HUMAN, AgentRun, TaskRun

END = "end"
WAKE = "wake"
NEVER = sys.maxsize
_NOBODY = Wait("agent")
FINAL = (TaskState.MERGED, TaskState.NEEDS_HUMAN, TaskState.CANCELLED)


def hand_out(desk: Desk) -> int:
    """Everything that can begin now, begins: merging first, then reviewing, then building, so that work gets done.

    Returns the time before which there is nothing to hand out if nothing happens but heartbeats; 0 if something began.
    """
    state = desk.state
    if state.finished:
        return NEVER
    index, made, waits = state.index, len(desk.made), list[Wait]()
    if index.lost:
        lost_dependencies(desk)
    if index.merging and not state.merging:
        merge(desk)
    if not state.paused and not state.alarm:
        if index.reviews or index.human_reviews:
            waits += review(desk)
        if index.ready:
            waits += build(desk)
        if waits:
            wake(desk, waits)
    finish(desk)
    return _quiet(desk, waits) if len(desk.made) == made else 0


def _quiet(desk: Desk, waits: list[Wait]) -> int:
    """When a wait may be over, or be one for another reason."""
    if not waits:
        return NEVER
    edges, (_n, awake) = desk.plan.edges, desk.state.timers.get(WAKE, (0, NEVER))
    place = bisect_right(edges, desk.at)
    edge = edges[place] if place < len(edges) else NEVER
    return min(awake, edge, *(NEVER if wait.until is None else wait.until for wait in waits))


def lost_dependencies(desk: Desk) -> None:
    """A task behind one that will never be merged needs a human as well."""
    lost = desk.state.index.lost
    while lost:
        swap.needs_human(desk, desk.task(next(iter(lost))), "ladder.dependency")


def merge(desk: Desk) -> None:
    """The one merge slot goes to the first of those that wait for it."""
    waiting = desk.state.index.merging
    if waiting and not desk.state.merging:
        run = desk.task(waiting[0][1])
        desk.decide(d.MergeOrdered, "merge.next", task=run.id, epoch=run.epoch, branch=run.branch)


def review(desk: Desk) -> Iterator[Wait]:
    """Reviews that wait are ordered: from the human at once, from agents as they and their accounts are free."""
    index = desk.state.index
    while index.human_reviews:
        run = desk.task(index.human_reviews[0][1])
        desk.decide(d.ReviewOrdered, "review.human", task=run.id, epoch=run.epoch, by=HUMAN, review=run.reviews + 1)
    while index.reviews:
        run = desk.task(index.reviews[0][1])
        wait = _order_review(desk, run)
        if wait and not run.state.final:
            yield wait
            return


def _order_review(desk: Desk, run: TaskRun) -> Wait | None:
    readers = free_agents(desk, Role.REVIEWER, avoid=run.author)
    if _others_work(desk, run.author):
        readers = ((agent, profile) for agent, profile in readers if agent.name != run.author)
    found = _means(desk, run, readers, None, ())
    if not isinstance(found, Wait):
        work.order_review(desk, run, *found)
        return None
    if found.cap and found.cap.scope == "task":
        _over_task_budget(desk, run, found)
    return found


def _others_work(desk: Desk, author: str) -> bool:
    """Whether another reviewer is busy and will be free: then the author does not read the diff in its place."""
    index, mine = desk.state.index, desk.plan.slot.get(author)
    for profile in desk.plan.crew[Role.REVIEWER]:
        idle = index.idle[profile.id]
        taken = profile.count - len(idle) - (profile is mine and _number(author) not in idle)
        # Who is paused without a job is neither idle nor busy.
        if taken > 0 and (not index.held or any(a.busy for a in _others(desk, profile, author))):
            return True
    return False


def _others(desk: Desk, profile: Profile, author: str) -> Iterator[AgentRun]:
    names = (f"{profile.id}-{number}" for number in range(1, profile.count + 1))
    return (desk.agent(name) for name in names if name != author)


def free_agents(desk: Desk, role: Role, prefer: str = "", avoid: str = "") -> Iterator[tuple[AgentRun, Profile]]:
    """Free agents for a role, at most two of a profile: the preferred one, then by priority, the avoided one last.

    Another profile than that of the avoided agent comes before its siblings: who failed is followed by somebody else.
    """
    idle, crew = desk.state.index.idle, desk.plan.crew[role]
    wanted, shunned = (desk.plan.slot.get(name) if name else None for name in (prefer, avoid))
    if wanted and wanted in crew and _number(prefer) in idle[wanted.id]:
        yield desk.agent(prefer), wanted
    if shunned and shunned in crew:
        crew = tuple(sorted(crew, key=lambda profile: profile is shunned))
    for profile in crew:
        free = idle[profile.id]
        number = next((n for n in free if profile is not shunned or n != _number(avoid)), None) if free else None
        if number is not None:
            yield desk.agent(f"{profile.id}-{number}"), profile
    if shunned and shunned in crew and _number(avoid) in idle[shunned.id]:
        yield desk.agent(avoid), shunned


def _number(agent: str) -> int:
    return int(agent.rpartition("-")[2])


def build(desk: Desk) -> Iterator[Wait]:
    """Ready tasks get agents, as many as may work at once.

    Tasks that need the same are served in order: when the first must wait, so must the others, and only it says why.
    """
    ready, stuck = desk.state.index.ready, set[Need]()
    while True:
        need = min((need for need in ready if need not in stuck), key=lambda need: ready[need][0], default=None)
        if need is None:
            return
        run = desk.task(ready[need][0][-1])
        held = _hold(desk)
        wait = held or _dispatch(desk, run)
        if wait is None or run.state is not TaskState.QUEUED:
            continue
        _note(desk, run, wait)
        yield wait
        if held:
            return
        stuck.add(need)


def _hold(desk: Desk) -> Wait | None:
    """What holds all dispatching back: the governor's limits and the spawn delay."""
    flow, index = desk.policy.flow, desk.state.index
    if flow.agents is not None and index.building >= flow.agents:
        return Wait("fleet-limit")
    if flow.review_wip is not None and index.counts[TaskState.REVIEW] >= flow.review_wip:
        return Wait("review-wip")
    since = desk.state.dispatched_at
    if since is not None and desk.at < since + flow.spawn_ms:
        return Wait("spawn", since + flow.spawn_ms)
    return None


def _dispatch(desk: Desk, run: TaskRun) -> Wait | None:
    role, idle = desk.given(run.id).role, desk.state.index.idle
    if not any(idle[profile.id] for profile in desk.plan.crew[role]):
        return _NOBODY
    found = _means(desk, run, free_agents(desk, role, run.prefer, run.avoid), run.stronger_than, run.failed_models)
    if not isinstance(found, Wait):
        _assign(desk, run, *found)
        return None
    if found.cap and found.cap.scope == "task":
        _over_task_budget(desk, run, found)
    return found


def _means(
    desk: Desk,
    run: TaskRun,
    agents: Iterator[tuple[AgentRun, Profile]],
    stronger_than: int | None,
    failed: tuple[str, ...],
) -> tuple[AgentRun, Means] | Wait:
    """The first agent whose job can have means, and these; else the wait that is over first.

    What has no means for one agent has none for another with the same models.
    """
    waits: dict[tuple[str, ...], Wait] = {}
    for agent, profile in agents:
        models = supply.models_for(desk, profile, stronger_than, failed)
        if models in waits:
            continue
        means = supply.find_means(desk, run.id, models, agent.account)
        if isinstance(means, Means):
            return agent, means
        waits[models] = means
    return supply.soonest(list(waits.values())) if waits else _NOBODY


def _over_task_budget(desk: Desk, run: TaskRun, wait: Wait) -> None:
    assert wait.cap
    supply.refuse(desk, run.id, wait.account, wait.model, wait.cap)
    swap.needs_human(desk, run, "ladder.task-budget", wait.cap.spent, wait.cap.cap)


def _assign(desk: Desk, run: TaskRun, agent: AgentRun, means: Means) -> None:
    epoch = run.epoch + 1
    desk.decide(
        d.Dispatched,
        "dispatch.again" if run.epoch else "dispatch.ready",
        task=run.id,
        epoch=epoch,
        agent=agent.name,
        account=means.account,
        model=means.model,
        worktree=swap.worktree_of(run.id, epoch),
        branch=swap.branch_of(run.id, epoch),
        base=run.branch,
        failures=sum(run.failures.values()),
        fresh=True,
    )
    health.watch(desk, agent)


def _note(desk: Desk, run: TaskRun, wait: Wait) -> None:
    """Writes down why a task waits, when the reason is a new one; the spawn delay is no reason worth it."""
    if wait.reason in {run.waiting, "spawn"}:
        return
    if wait.cap:
        supply.refuse(desk, run.id, wait.account, wait.model, wait.cap)
    desk.decide(d.Waiting, f"wait.{wait.reason}", task=run.id, for_=wait.reason, until=wait.until)


def wake(desk: Desk, waits: list[Wait]) -> None:
    """Sets a timer for the first moment at which waiting may be over."""
    moments = [wait.until for wait in waits if wait.until is not None]
    if not moments:
        return
    due = max(min(moments), desk.at + 1)
    _n, known = desk.state.timers.get(WAKE, (0, 0))
    if known <= desk.at or due < known:
        desk.timer("dispatch.wake", WAKE, due)


def finish(desk: Desk) -> None:
    """The run is over when every task is in a final state, or when nothing is left that could change anything."""
    counts = desk.state.index.counts
    ended = counts[TaskState.MERGED] + counts[TaskState.NEEDS_HUMAN] + counts[TaskState.CANCELLED]
    if ended == len(desk.state.tasks):
        conclude(desk, "finish.done")
    elif not _hope(desk):
        conclude(desk, "finish.stuck")


def _hope(desk: Desk) -> bool:
    state, index = desk.state, desk.state.index
    if state.paused or index.held or index.busy or index.human or state.merging:
        return True
    return any(name != END for name in state.timers)


def conclude(desk: Desk, rule: str) -> None:
    """Writes the end down; whoever is still at work is stopped, and what was being built is open again."""
    for name, agent in desk.state.agents.items():
        if not agent.job:
            continue
        task, build = desk.task(agent.task), agent.job == "build"
        swap.fence(desk, name, "finish.stop")
        if build:
            swap.requeue(desk, task, "finish.stop")
    counts = desk.state.index.counts
    merged, human, gone = (counts[state] for state in FINAL)
    left = len(desk.state.tasks) - merged - human - gone
    desk.decide(d.Finished, rule, merged=merged, needs_human=human, cancelled=gone, left=left)
