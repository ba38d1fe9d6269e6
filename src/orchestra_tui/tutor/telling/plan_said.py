"""What of a plan explains a run: files that tasks share, and whose account is free again at a moment."""

from __future__ import annotations

from collections.abc import Iterable

from orchestra_tui.fleet.model import Account
from orchestra_tui.fleet.plan import Plan
from orchestra_tui.fleet.state import State


def shared(plan: Plan, task: str, others: Iterable[str]) -> tuple[str, ...]:
    """The files and folders of a task that lie in the way of others, in the order of the runbook; the wider of two."""
    mine = plan.task[task].touches if task in plan.task else ()
    theirs = [touch for other in others if other in plan.task for touch in plan.task[other].touches]
    return tuple(dict.fromkeys(min(a, b, key=len) for a in mine for b in theirs if _inside(a, b) or _inside(b, a)))


def _inside(path: str, folder: str) -> bool:
    folder = folder.rstrip("/")
    return path.rstrip("/") == folder or path.startswith(f"{folder}/")


def free_again(plan: Plan, state: State | None, at: int) -> tuple[str, ...]:
    """The accounts for which something that kept them from working ends at a moment."""
    return tuple(account.id for account in plan.accounts if _frees(account, state, at))


def _frees(account: Account, state: State | None, at: int) -> bool:
    if opens(account, at):
        return True
    run = state.accounts.get(account.id) if state else None
    if run is not None and run.parked_until == at:
        return True
    used = run is not None and run.window == at // account.quota.window_ms - 1 if account.quota else False
    return used and account.quota is not None and at % account.quota.window_ms == 0


def opens(account: Account, at: int) -> bool:
    """Whether a window of an account opens at a moment."""
    return any(window.start == at for window in account.windows or ())


def new_day(account: Account, at: int) -> bool:
    """Whether a new day of an account with a daily budget begins at a moment."""
    return account.daily_budget is not None and at in account.days
