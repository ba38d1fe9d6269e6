"""What the memo of accounts says is what looking at every account says, at every moment of any run."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from orchestra_tui.fleet.fold import Fold
from orchestra_tui.fleet.model import cost
from orchestra_tui.fleet.plan import Plan
from orchestra_tui.fleet.rules.offers import Means, Offers, Wait, obstacle
from orchestra_tui.fleet.simulation.params import Params
from orchestra_tui.fleet.simulation.run import Act, Runner
from orchestra_tui.fleet.state import State
from tests.fleet.worlds import PROFILE, acts, plans, worlds


def looked_through(
    plan: Plan, state: State, task: str, models: tuple[str, ...], sticky: str, without: tuple[str, ...]
) -> Means | Wait:
    """Every account asked in turn: the first that can, else the wait that is over first."""
    waits: list[Wait] = []
    for model in models:
        budget = state.policy.budget
        ask = cost(plan.model[model].price, budget.fresh, budget.cached, budget.out)
        for account in sorted(plan.access[model], key=lambda a: a.id != sticky):
            if account.id in without:
                continue
            caps = {"task_cap": plan.task[task].budget, "fleet_cap": budget.fleet}
            cap = state.ledger.refusal(account, state.at, task, ask, **caps)
            wait = obstacle(state, account) or (cap and Wait("budget", cap.until, cap, account.id, model))
            if wait is None:
                return Means(account.id, model)
            waits.append(wait)
    known = [wait for wait in waits if wait.until is not None]
    return min(known, key=lambda wait: wait.until) if known else waits[0] if waits else Wait("model")


@settings(max_examples=60, derandomize=True, **PROFILE)
@given(plans(), worlds(), st.integers(0, 1_000), acts(), st.integers(1, 9))
def test_the_memo_says_what_is_so(plan: Plan, params: Params, seed: int, interventions: list[Act], every: int) -> None:
    runner = Runner(plan, params, seed, interventions)
    while len(runner.events) < 1_500 and runner.step():
        pass
    fold = Fold(plan)
    offers = Offers(plan, fold.state, fold.touched)
    accounts, last = [account.id for account in plan.accounts], plan.tasks[-1].id
    for event in runner.events:
        fold.push(event)
        if event.n % every:
            continue
        for models in {*plan.choices.values(), plan.choices[plan.profiles[0].id][::-1], ("opus", "haiku"), ()}:
            for sticky, without in (("", ()), (accounts[-1], ()), (accounts[0], (accounts[0],)), ("none", ("none",))):
                wanted = looked_through(plan, fold.state, last, models, sticky, without)
                assert offers.find(last, models, sticky, without) == wanted, (event, models, sticky, without)
