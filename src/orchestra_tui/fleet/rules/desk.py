"""Where rules work: the state as it is now, and the one way to decide something."""

from __future__ import annotations

from typing import TypeVar

from orchestra_tui.fleet import decisions as d
from orchestra_tui.fleet.event import Decision
from orchestra_tui.fleet.fold import Fold
from orchestra_tui.fleet.model import Profile, Task, cost
from orchestra_tui.fleet.plan import Plan
from orchestra_tui.fleet.policy import Policy
from orchestra_tui.fleet.rules.names import KNOWN
from orchestra_tui.fleet.rules.offers import Offers
from orchestra_tui.fleet.runs import AgentRun, TaskRun
from orchestra_tui.fleet.state import State

D = TypeVar("D", bound=Decision)


class Desk:
    """One fact's decisions in the making; each is applied before the next is thought of.

    `cause` is the fact, `at` its time in ms, `made` its decisions so far; `plan` is what is given, `state` what is so
    now, these decisions included; `offers` are a memo of it.
    """

    def __init__(self, fold: Fold) -> None:
        self.fold = fold
        self.cause, self.at = 0, fold.state.at
        self.plan: Plan = fold.plan
        self.state: State = fold.state
        self.offers = Offers(fold.plan, fold.state, fold.touched)
        self.made: list[Decision] = []
        self._asks: dict[str, int] = {}
        self._budget = fold.state.policy.budget

    @property
    def policy(self) -> Policy:
        """The policy in force."""
        return self.state.policy

    def decide(self, kind: type[D], rule: str, **fields: object) -> D:
        """Makes a decision by a rule, applies it and returns it."""
        if rule not in KNOWN:
            raise AssertionError(f"no rule is called {rule}")
        decision = kind(n=self.state.n + 1, at=self.at, cause=self.cause, rule=rule, **fields)
        self.fold.push(decision)  # type: ignore[arg-type]
        self.made.append(decision)
        return decision

    def timer(self, rule: str, name: str, due: int, spread: int = 0) -> None:
        """Sets a timer, replacing one of the same name."""
        self.decide(d.TimerSet, rule, timer=name, due=max(due, self.at), spread=spread)

    def task(self, id: str) -> TaskRun:
        """A task as it is now."""
        return self.state.tasks[id]

    def given(self, id: str) -> Task:
        """A task as the plan has it."""
        return self.plan.task[id]

    def agent(self, name: str) -> AgentRun:
        """An agent as it is now."""
        return self.state.agents[name]

    def profile(self, name: str) -> Profile:
        """The profile of an agent."""
        return self.plan.slot[name]

    def worst_case(self, model: str) -> int:
        """What one job may cost at most, in micro-dollars, by the policy's token limits."""
        budget = self.policy.budget
        if budget is not self._budget:
            self._asks, self._budget = {}, budget
        if model not in self._asks:
            self._asks[model] = cost(self.plan.model[model].price, budget.fresh, budget.cached, budget.out)
        return self._asks[model]
