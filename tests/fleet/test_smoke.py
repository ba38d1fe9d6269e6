"""The smallest run there is, by hand: one task from the queue to main."""

from __future__ import annotations

from orchestra_tui.fleet import decisions as d
from orchestra_tui.fleet import facts as f
from orchestra_tui.fleet.fold import Fold
from orchestra_tui.fleet.model import Account, Model, Price, Profile, Role, Task, TaskState, Usage
from orchestra_tui.fleet.orchestrator import Orchestrator
from orchestra_tui.fleet.plan import Plan

PRICE = Price(fresh=2_000_000, cached=100_000, out=10_000_000, version="test@2026-11-01")
PLAN = Plan(
    tasks=(Task(id="api", title="API", role=Role.DEVELOPER),),
    profiles=(
        Profile(id="dev", cli="claude", model="sonnet", roles=(Role.DEVELOPER,), max_turns=5),
        Profile(id="rev", cli="claude", model="sonnet", roles=(Role.REVIEWER,), max_turns=5),
    ),
    accounts=(Account(id="org", owner="team", provider="anthropic", models=("sonnet",), days=(0,)),),
    models=(Model(id="sonnet", provider="anthropic", strength=2, price=PRICE),),
)
USAGE = Usage(fresh=1_000, out=100, cost=3_000)


def test_a_task_goes_from_the_queue_to_main() -> None:
    fold = Fold(PLAN)
    orchestrator = Orchestrator(fold)

    def tell(kind: type, at: int, cause: int = 0, **fields: object) -> list[d.AnyDecision]:
        return list(orchestrator.handle(kind(n=fold.state.n + 1, at=at, cause=cause, **fields)))

    def find(kind: type, made: list[d.AnyDecision]) -> d.AnyDecision:
        return next(decision for decision in made if isinstance(decision, kind))

    start = find(d.Dispatched, tell(f.RunStarted, 0))
    build = {"agent": "dev-1", "task": "api", "epoch": 1}
    turn = find(d.TurnGranted, tell(f.AgentUp, 10, start.n, **build))
    check = find(d.CheckOrdered, tell(f.TurnEnded, 20, turn.n, **build, turn=1, usage=USAGE, done=True))
    review = find(d.ReviewOrdered, tell(f.CheckEnded, 30, check.n, task="api", epoch=1, check=1, passed=True))
    merge = find(
        d.MergeOrdered, tell(f.ReviewEnded, 40, review.n, task="api", epoch=1, by="rev-1", accepted=True, usage=USAGE)
    )
    made = tell(f.MergeEnded, 50, merge.n, task="api", epoch=1, outcome="merged", commit="c1")

    assert [type(one) for one in made] == [d.Merged, d.Finished]
    assert fold.state.tasks["api"].state is TaskState.MERGED
    assert fold.state.ledger.fleet.spent == 6_000
    assert fold.state.ledger.fleet.reserved == 0
