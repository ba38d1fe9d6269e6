"""The names of everything a run is made of, in the interface language, together with its numbers and its clock."""

from __future__ import annotations

from orchestra_tui.base.i18n import N_, _
from orchestra_tui.fleet.model import AgentState, Failure, Refusal, Role, SwapKind, TaskState
from orchestra_tui.tutor.telling.amounts import Calendar, dollars, lasts, listed, name, of, row, times, tokens
from orchestra_tui.tutor.telling.measures import metric_name, metric_value

__all__ = [
    "Calendar",
    "agent_state",
    "dollars",
    "failure_name",
    "fault_name",
    "lasts",
    "listed",
    "metric_name",
    "metric_value",
    "name",
    "of",
    "policy_name",
    "policy_value",
    "refusal_name",
    "role_name",
    "row",
    "scope_name",
    "swap_name",
    "task_state",
    "times",
    "tokens",
]

_ROLES = {
    Role.ARCHITECT: N_("architect"),
    Role.PLANNER: N_("planner"),
    Role.DEVELOPER: N_("developer"),
    Role.QA: N_("QA"),
    Role.REVIEWER: N_("reviewer"),
    Role.DEVOPS: N_("DevOps"),
}
_TASKS = {
    TaskState.QUEUED: N_("queued"),
    TaskState.RUNNING: N_("being built"),
    TaskState.CHECKING: N_("in checks"),
    TaskState.REVIEW: N_("in review"),
    TaskState.MERGING: N_("waiting to merge"),
    TaskState.MERGED: N_("in main"),
    TaskState.NEEDS_HUMAN: N_("needs a human"),
    TaskState.CANCELLED: N_("given up"),
}
_AGENTS = {
    AgentState.IDLE: N_("free"),
    AgentState.STARTING: N_("starting"),
    AgentState.WORKING: N_("working"),
    AgentState.WAITING: N_("waiting for the provider"),
    AgentState.CHECKING: N_("waiting for checks"),
    AgentState.SUSPECT: N_("suspect"),
    AgentState.STOPPING: N_("stopping"),
    AgentState.PAUSED: N_("paused"),
}
_FAILURES = {
    Failure.TIMEOUT: N_("silent or stuck"),
    Failure.CRASH: N_("crash"),
    Failure.TURNS: N_("out of turns"),
    Failure.SAME: N_("the same failure again and again"),
    Failure.REVIEW: N_("refused review"),
    Failure.CONFLICT: N_("merge conflict"),
    Failure.MERGED_RED: N_("red tests on the merged tree"),
}
_REFUSALS = {
    Refusal.THROTTLE: N_("too many requests"),
    Refusal.QUOTA: N_("quota used up"),
    Refusal.OVERLOAD: N_("provider overloaded"),
    Refusal.BILLING: N_("out of money"),
    Refusal.REQUEST: N_("request not accepted"),
}
_SWAPS = {
    SwapKind.TIMEOUT: N_("Timeout Swap"),
    SwapKind.ERROR: N_("Error Swap"),
    SwapKind.CRITIC: N_("Critic Swap"),
    SwapKind.MANUAL: N_("swap by hand"),
}
_FAULTS = {
    "hang": N_("hang"),
    "loop": N_("going in circles"),
    "crash": N_("crash"),
    "zombie": N_("zombie process"),
    "overload": N_("provider overloaded"),
    "cut": N_("network cut"),
    "quota": N_("quota used up"),
    "flaky": N_("flaky test"),
    "conflict": N_("merge conflict"),
    "late": N_("late message"),
    "duplicate": N_("message twice"),
    "restart": N_("orchestrator restart"),
}
_SCOPES = {
    "account-day": N_("the day's budget of the account"),
    "task": N_("the budget of the task"),
    "fleet": N_("the budget of the fleet"),
}
_POLICY = {
    "health.beat_ms": N_("heartbeat period"),
    "health.suspect_beats": N_("missed heartbeats before suspicion"),
    "health.start_ms": N_("time to start"),
    "health.progress_ms": N_("time without progress"),
    "health.ralph_progress_ms": N_("time without progress in Ralph mode"),
    "health.attempt_ms": N_("length of one attempt"),
    "health.nudges": N_("nudges before a restart"),
    "health.grace_ms": N_("grace after a nudge"),
    "health.restarts": N_("restarts before a swap"),
    "health.restart_window_ms": N_("window in which restarts are counted"),
    "backoff.first_ms": N_("first pause after a refusal"),
    "backoff.cap_ms": N_("longest pause after a refusal"),
    "backoff.spread": N_("spread of the pauses"),
    "backoff.tries": N_("refusals in a row before the account is changed"),
    "backoff.rest_ms": N_("rest of an account"),
    "limits.attempts": N_("attempts without a result"),
    "limits.critic_after": N_("refused reviews in a row before a Critic Swap"),
    "limits.same_failure": N_("equal failures in a row before a Critic Swap"),
    "limits.reviews": N_("reviews of a task"),
    "limits.conflicts": N_("conflicts of a task"),
    "flow.agents": N_("agents at work at once"),
    "flow.review_wip": N_("tasks waiting for review"),
    "flow.spawn_ms": N_("pause between dispatches"),
    "review.agent": N_("review by an agent"),
    "review.human": N_("review by the human"),
    "budget.fleet": N_("budget of the fleet"),
    "budget.fresh": N_("new tokens set aside for a job"),
    "budget.cached": N_("cached tokens set aside for a job"),
    "budget.out": N_("output tokens set aside for a job"),
    "max_ms": N_("longest run"),
}


def role_name(role: Role) -> str:
    """A role: `developer`."""
    return _(_ROLES[role])


def task_state(state: TaskState) -> str:
    """Where a task is: `in review`."""
    return _(_TASKS[state])


def agent_state(state: AgentState) -> str:
    """What an agent is doing: `waiting for checks`."""
    return _(_AGENTS[state])


def failure_name(failure: Failure) -> str:
    """What counts against a task: `refused review`."""
    return _(_FAILURES[failure])


def refusal_name(why: Refusal) -> str:
    """What a provider says instead of answering: `quota used up`."""
    return _(_REFUSALS[why])


def swap_name(swap: SwapKind) -> str:
    """A kind of swap: `Critic Swap`."""
    return _(_SWAPS[swap])


def fault_name(fault: str) -> str:
    """A fault the learner can cause: `network cut`; one that is not known by its id."""
    return _(_FAULTS[fault]) if fault in _FAULTS else name(fault)


def scope_name(scope: str) -> str:
    """Whose cap an ask would break; one that is not known by its id."""
    return _(_SCOPES[scope]) if scope in _SCOPES else name(scope)


def policy_name(path: str) -> str:
    """A value of the policy by its path: `reviews of a task`; one that is not known by its path."""
    return _(_POLICY[path]) if path in _POLICY else name(path)


def policy_value(path: str, value: int | bool | None) -> str:
    """A value of the policy in its unit."""
    if value is None:
        return _("no limit")
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if path.endswith("_ms"):
        return lasts(value)
    if path == "budget.fleet":
        return dollars(value)
    if path == "backoff.spread":
        return _("{n}%").format(n=value)
    return tokens(value) if path.startswith("budget.") else str(value)
