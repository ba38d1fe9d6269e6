"""What must hold after every event of a run; each check is numbered as in the list of invariants it comes from.

`broken` looks at one state; `watching.Watch` at the events of a run, one after another. O(1) assertions are always on
in the fold; these are full checks, for snapshots and tests.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from orchestra_tui.fleet.index import Index
from orchestra_tui.fleet.model import AgentState, TaskState
from orchestra_tui.fleet.plan import Plan
from orchestra_tui.fleet.runs import HUMAN, TaskRun
from orchestra_tui.fleet.state import State


def broken(plan: Plan, state: State) -> Iterator[str]:
    """What does not hold in a state."""
    yield from _conservation(plan, state)
    yield from _attempts(plan, state)
    yield from _money(state)
    yield from _accounts(plan, state)
    yield from _index(plan, state)


def _conservation(plan: Plan, state: State) -> Iterator[str]:
    """1: every task is in exactly one state, none vanishes; 9: nothing runs before its dependencies are merged."""
    if list(state.tasks) != [task.id for task in plan.tasks]:
        yield "1: tasks vanished or appeared"
    for task in plan.tasks:
        run = state.tasks[task.id]
        if run.epoch and any(state.tasks[other].state is not TaskState.MERGED for other in task.after):
            yield f"9: {task.id} began before what it comes after was merged"
        if (run.state is TaskState.MERGED) != (run.merged_at is not None):
            yield f"2: {task.id} is {run.state}, merged at {run.merged_at}"


def _attempts(plan: Plan, state: State) -> Iterator[str]:
    """3: one live attempt a task; 4: one agent a worktree; 10: failures within limits; 17: one merge at a time."""
    builders = Counter(agent.task for agent in state.agents.values() if agent.job == "build")
    worktrees = Counter(agent.worktree for agent in state.agents.values() if agent.job == "build")
    reviewers = Counter(agent.task for agent in state.agents.values() if agent.job == "review")
    yield from (f"3: {task} has {count} builds" for task, count in builders.items() if count > 1)
    yield from (f"3: {task} has {count} reviews" for task, count in reviewers.items() if count > 1)
    yield from (f"4: {tree} has {count} agents" for tree, count in worktrees.items() if count > 1)
    limits = state.policy.limits
    for task in state.tasks.values():
        agent = state.agents.get(task.agent)
        building = task.state in {TaskState.RUNNING, TaskState.CHECKING}
        if building and (agent is None or (agent.task, agent.epoch) != (task.id, task.epoch)):
            yield f"3: {task.id} is {task.state} without an agent"
        if not building and builders[task.id]:
            yield f"3: {task.id} is {task.state} and still being built"
        if task.lost_attempts > max(limits.attempts, 1) and not task.state.final and state.policy == plan.policy:
            yield f"10: {task.id} lost {task.lost_attempts} attempts of {limits.attempts}"
    if state.merging and state.tasks[state.merging].state is not TaskState.MERGING:
        yield f"17: {state.merging} has the merge slot and is not merging"
    yield from _agents(plan, state)


def _agents(plan: Plan, state: State) -> Iterator[str]:
    for agent in state.agents.values():
        if bool(agent.job) != (agent.state not in {AgentState.IDLE, AgentState.STOPPING}):
            yield f"3: {agent.name} is {agent.state} with the job {agent.job!r}"
        if agent.job == "build" and agent.turn > plan.slot[agent.name].max_turns:
            yield f"10: {agent.name} takes turn {agent.turn}"
        if agent.granted and agent.granted not in state.ledger.open:
            yield f"6: {agent.name} works without a reservation"


def _money(state: State) -> Iterator[str]:
    """6: reservations add up; 7: all sums agree."""
    ledger = state.ledger
    by_agent = sum(agent.cost for agent in state.agents.values())
    for name, parts in (
        ("tasks", list(ledger.tasks.values())),
        ("accounts", list(ledger.accounts.values())),
        ("days", list(ledger.days.values())),
    ):
        spent, reserved = sum(p.spent for p in parts), sum(p.reserved for p in parts)
        if (spent, reserved) != (ledger.fleet.spent, ledger.fleet.reserved):
            yield f"7: {name} make {spent}+{reserved}, the fleet {ledger.fleet.spent}+{ledger.fleet.reserved}"
    if by_agent != ledger.fleet.spent:
        yield f"7: agents make {by_agent}, the fleet {ledger.fleet.spent}"
    if sum(r.amount for r in ledger.open.values()) != ledger.fleet.reserved or ledger.fleet.reserved < 0:
        yield "6: reservations do not add up"
    if sum(agent.tokens for agent in state.agents.values()) != state.tokens:
        yield "7: tokens do not add up"


def _accounts(plan: Plan, state: State) -> Iterator[str]:
    """8: no more jobs on an account than it allows, and as many as there are."""
    jobs = Counter(agent.account for agent in state.agents.values() if agent.job)
    for account in plan.accounts:
        run = state.accounts[account.id]
        if run.jobs != jobs[account.id]:
            yield f"8: {account.id} counts {run.jobs} jobs, there are {jobs[account.id]}"
        if account.concurrency is not None and run.jobs > account.concurrency:
            yield f"8: {account.id} has {run.jobs} jobs of {account.concurrency}"


def _index(plan: Plan, state: State) -> Iterator[str]:
    """The index says what the state says."""
    index = state.index
    twin = Index.of(plan, [TaskRun(task.id) for task in plan.tasks])
    twin.counts = {kind: sum(run.state is kind for run in state.tasks.values()) for kind in TaskState}
    if twin.counts != index.counts:
        yield "index: counts"
    ready = {
        task.id
        for task in plan.tasks
        if state.tasks[task.id].state is TaskState.QUEUED
        and all(state.tasks[other].state is TaskState.MERGED for other in task.after)
    }
    if ready != set(index.placed) or ready != {key[-1] for keys in index.ready.values() for key in keys}:
        yield "index: ready"
    idle = {f"{profile}-{n}" for profile, numbers in index.idle.items() for n in numbers}
    agents = state.agents.values()
    if idle != {a.name for a in agents if a.state is AgentState.IDLE and not a.paused}:
        yield "index: idle"
    if index.busy != sum(agent.busy for agent in agents) or index.building != sum(a.job == "build" for a in agents):
        yield "index: busy"
    if index.human != sum(run.reviewer == HUMAN for run in state.tasks.values()):
        yield "index: human"
    due = {r.id for r in state.tasks.values() if r.state is TaskState.REVIEW and not r.reviewer}
    if {id for _p, id in (*index.reviews, *index.human_reviews)} != due:
        yield "index: reviews"
    if {id for _p, id in index.merging} != {r.id for r in state.tasks.values() if r.state is TaskState.MERGING}:
        yield "index: merging"
