"""The resolved input of a run: what the orchestrator may know beforehand. No zones, no files, no hidden difficulty."""

from __future__ import annotations

from functools import cached_property

from orchestra_tui.fleet.model import Account, Frozen, Interval, Model, Profile, Role, Task
from orchestra_tui.fleet.policy import Policy


class Plan(Frozen, frozen=True, kw_only=True, dict=True, gc=True):
    """Tasks, the agents for them, the accounts they use, and how to decide; immutable, made by the loaders.

    `reviewer_hours` are when the human reviews (None: always). `merge_order` names the tasks whose merges go before the
    others', first to last. `started_at` is ISO 8601 with an offset, for showing.
    """

    tasks: tuple[Task, ...]
    profiles: tuple[Profile, ...]
    accounts: tuple[Account, ...]
    models: tuple[Model, ...]
    policy: Policy = Policy()
    reviewer_hours: tuple[Interval, ...] | None = None
    merge_order: tuple[str, ...] = ()
    started_at: str = ""
    bible: str = ""

    @cached_property
    def task(self) -> dict[str, Task]:
        """Tasks by id."""
        return {task.id: task for task in self.tasks}

    @cached_property
    def model(self) -> dict[str, Model]:
        """Models by id."""
        return {model.id: model for model in self.models}

    @cached_property
    def account(self) -> dict[str, Account]:
        """Accounts by id."""
        return {account.id: account for account in self.accounts}

    @cached_property
    def profile(self) -> dict[str, Profile]:
        """Profiles by id."""
        return {profile.id: profile for profile in self.profiles}

    @cached_property
    def slot(self) -> dict[str, Profile]:
        """The profile of every agent by the agent's name."""
        return {slot: profile for profile in self.profiles for slot in profile.slots}

    @cached_property
    def place(self) -> dict[str, int]:
        """Where each task stands in the runbook, from 0."""
        return {task.id: place for place, task in enumerate(self.tasks)}

    @cached_property
    def merge_rank(self) -> dict[str, int]:
        """The order in which tasks that wait for the merge slot get it: as told, then as in the runbook."""
        told = [id for id in self.merge_order if id in self.task]
        rest = sorted((task.id for task in self.tasks), key=lambda id: (id not in told, self.place[id]))
        return {id: rank for rank, id in enumerate(dict.fromkeys([*told, *rest]))}

    @cached_property
    def dependents(self) -> dict[str, tuple[str, ...]]:
        """The tasks that wait for each task, in the order of the runbook."""
        found: dict[str, list[str]] = {task.id: [] for task in self.tasks}
        for task in self.tasks:
            for other in dict.fromkeys(task.after):
                found[other].append(task.id)
        return {id: tuple(waiting) for id, waiting in found.items()}

    @cached_property
    def crew(self) -> dict[Role, tuple[Profile, ...]]:
        """The profiles that can play each role, the highest priority first."""
        ordered = sorted(self.profiles, key=lambda profile: -profile.priority)
        return {role: tuple(p for p in ordered if role in p.roles) for role in Role}

    @cached_property
    def edges(self) -> tuple[int, ...]:
        """When an availability window opens or closes, ascending."""
        windows = (window for account in self.accounts for window in account.windows or ())
        return tuple(sorted({moment for window in windows for moment in (window.start, window.end)}))

    @cached_property
    def choices(self) -> dict[str, tuple[str, ...]]:
        """The models of each profile, the first choice first."""
        return {profile.id: (profile.model, *profile.fallbacks) for profile in self.profiles}

    @cached_property
    def access(self) -> dict[str, tuple[Account, ...]]:
        """The accounts that give access to each model, in the order of the pool."""
        return {
            model.id: tuple(a for a in self.accounts if a.provider == model.provider and model.id in a.models)
            for model in self.models
        }
