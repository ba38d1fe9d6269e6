"""What can be broken, what that does, and what it can befall at a moment. Pure."""

from __future__ import annotations

from typing import NamedTuple

from orchestra_tui.base.i18n import N_, _, n_
from orchestra_tui.fleet.model import AgentState, TaskState
from orchestra_tui.fleet.plan import Plan
from orchestra_tui.fleet.state import State
from orchestra_tui.tui.offers import Choice
from orchestra_tui.tui.screens.fleet.deeds import agent_choice, agents_by_need, task_choice, tasks_by_need
from orchestra_tui.tui.widgets.fleet.moment import Subject
from orchestra_tui.tutor.telling.words import fault_name, name


class Fault(NamedTuple):
    """A fault of the world: what it befalls (agent, provider, account, task, or nothing named), and what it does."""

    id: str
    on: str
    does: str


FAULTS = (
    Fault(
        "hang",
        "agent",
        N_("The agent falls silent in the middle of its turn: no heartbeat, no result. The watchdog has to notice."),
    ),
    Fault(
        "loop",
        "agent",
        N_("The agent beats on and gets nowhere. Only the second clock, that of progress, can find it out."),
    ),
    Fault("crash", "agent", N_("The agent's process dies; what it did in this turn is lost.")),
    Fault(
        "zombie",
        "agent",
        N_("When it is stopped next, the process lives on and still reports, and spends. Fencing has to hold it off."),
    ),
    Fault(
        "overload", "provider", N_("The provider answers 529 for a while: every request of its accounts is refused.")
    ),
    Fault("cut", "provider", N_("The network to the provider is cut for a while.")),
    Fault("quota", "account", N_("The quota of the account is used up until its window ends: 429 with Retry-After.")),
    Fault("flaky", "task", N_("The next green check of the task comes back red, though its code is right.")),
    Fault(
        "conflict",
        "task",
        N_("The next merge of the task meets a conflict, if something else went into main before it."),
    ),
    Fault("late", "", N_("The next report to the orchestrator comes late, out of its order.")),
    Fault("duplicate", "", N_("The next report to the orchestrator comes twice. The second must change nothing.")),
    Fault("restart", "", N_("The orchestrator goes down and comes back. Its log is all it has to go on.")),
)
"""In the order they are offered."""
AT_IT = frozenset({AgentState.WORKING, AgentState.SUSPECT})
"""States of agents in the middle of something, so that it can befall them now."""
BY_ID = {fault.id: fault for fault in FAULTS}
_BEFALLS = {
    "agent": N_("an agent"),
    "provider": N_("a provider"),
    "account": N_("an account"),
    "task": N_("a task"),
    "": N_("the orchestrator"),
}


def faults() -> list[Choice]:
    """What can be broken."""
    return [Choice(fault_name(each.id), each.id, "!", _(_BEFALLS[each.on]), _(each.does)) for each in FAULTS]


def targets(plan: Plan, state: State, fault: Fault, subject: Subject) -> list[Choice]:
    """What a fault can befall, the pointed at first, then what it would hit at once, then what it can wait for."""
    found = _targets(plan, state, fault)
    pointed = {subject.agent, subject.task}
    agent = state.agents.get(subject.agent)
    if agent and agent.account:
        pointed |= {agent.account, plan.account[agent.account].provider}
    return sorted(found, key=lambda choice: choice.value not in pointed)


def _targets(plan: Plan, state: State, fault: Fault) -> list[Choice]:
    match fault.on:
        case "agent":
            return _agents(state)
        case "task":
            return _tasks(state, fault)
        case "account":
            return _accounts(plan, state)
        case "provider":
            return _providers(plan, state)
    return []


def _agents(state: State) -> list[Choice]:
    runs = agents_by_need(state)
    at_it = [agent_choice(run) for run in runs if run.job and run.state in AT_IT]
    between = [_later(agent_choice(run), _("at its next turn")) for run in runs if run.job and run.state not in AT_IT]
    free = [_later(agent_choice(run), _("at its next job")) for run in runs if not run.job]
    return [*at_it, *between, *free]


def _tasks(state: State, fault: Fault) -> list[Choice]:
    first = (
        (TaskState.MERGING, TaskState.REVIEW, TaskState.CHECKING, TaskState.RUNNING)
        if fault.id == "conflict"
        else (TaskState.CHECKING, TaskState.RUNNING)
    )
    runs = [run for run in tasks_by_need(state) if not run.state.final]
    near = sorted((run for run in runs if run.state in first), key=lambda run: first.index(run.state))
    rest = [_later(task_choice(run), "") for run in runs if run.state not in first]
    return [*map(task_choice, near), *rest]


def _accounts(plan: Plan, state: State) -> list[Choice]:
    choices = []
    for account in plan.accounts:
        run = state.accounts[account.id]
        if not run.parked_for_good:
            about = _jobs(run.jobs)
            choice = Choice(name(account.id), account.id, "$", f"{name(account.owner)} · {about}")
            choices.append((run.jobs, choice if run.jobs else _later(choice, "")))
    return [choice for _jobs_now, choice in sorted(choices, key=lambda pair: -pair[0])]


def _providers(plan: Plan, state: State) -> list[Choice]:
    jobs: dict[str, int] = {}
    for account in plan.accounts:
        jobs[account.provider] = jobs.get(account.provider, 0) + state.accounts[account.id].jobs
    choices = [(count, Choice(name(each), each, "~", _jobs(count))) for each, count in jobs.items()]
    ordered = sorted(choices, key=lambda pair: -pair[0])
    return [choice if count else _later(choice, "") for count, choice in ordered]


def _jobs(count: int) -> str:
    return n_("{n} job now", "{n} jobs now", count).format(n=count)


def _later(choice: Choice, why: str) -> Choice:
    """A target that the fault would not hit at once: set in, and saying so."""
    hint = " · ".join(filter(None, (choice.hint, why)))
    return choice._replace(indent=1, hint=hint)
