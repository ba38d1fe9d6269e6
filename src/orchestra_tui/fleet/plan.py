"""The resolved input of a run: what the orchestrator may know beforehand. No zones, no files, no hidden difficulty."""

from __future__ import annotations

from functools import cached_property

from orchestra_tui.fleet.model import Account, Frozen, Interval, Model, Profile, Task
from orchestra_tui.fleet.policy import Policy


class Plan(Frozen, frozen=True, kw_only=True, dict=True, gc=True):
    """Tasks, the agents for them, the accounts they use, and how to decide; immutable, made by the loaders.

    `reviewer_hours` are when the human reviews (None: always). `started_at` is ISO 8601 with an offset, for showing.
    """

    tasks: tuple[Task, ...]
    profiles: tuple[Profile, ...]
    accounts: tuple[Account, ...]
    models: tuple[Model, ...]
    policy: Policy = Policy()
    reviewer_hours: tuple[Interval, ...] | None = None
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
