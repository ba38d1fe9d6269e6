"""Runs: the same everywhere, alike up to an intervention, and nothing but their log."""

from __future__ import annotations

import subprocess
import sys

import pytest
from msgspec import structs

from orchestra_tui.fleet import decisions as d
from orchestra_tui.fleet import facts as f
from orchestra_tui.fleet import log
from orchestra_tui.fleet.fold import Fold
from orchestra_tui.fleet.model import TaskState, Usage
from orchestra_tui.fleet.orchestrator import Orchestrator
from orchestra_tui.fleet.replay import resume, snapshots, state_at, verify
from orchestra_tui.fleet.simulation.run import Act, Runner, run
from orchestra_tui.fleet.state import BrokenLogError
from tests.fleet.fleets import DEVELOPER, REVIEWER, calm, folds, found, measured, plan, scenario, told, watched
from tests.fleet.hand import one_task

HASH = """
from tests.fleet.fleets import scenario
from orchestra_tui.fleet.simulation.run import run
one = scenario("night-shift")
print(run(one.plan, one.params, 5).hash)
"""


def test_two_processes_with_different_hash_seeds_agree() -> None:
    hashes = set()
    for seed in ("0", "1", "4242"):
        env = {"PYTHONHASHSEED": seed, "PYTHONPATH": ":".join(sys.path)}
        done = subprocess.run([sys.executable, "-c", HASH], capture_output=True, text=True, check=True, env=env)
        hashes.add(done.stdout.strip())
    one = scenario("night-shift")
    assert hashes == {run(one.plan, one.params, 5).hash}


def test_another_seed_is_another_run() -> None:
    one = scenario("solo")
    assert run(one.plan, one.params, 1).hash != run(one.plan, one.params, 2).hash


@pytest.mark.parametrize("name", ["swap-timeout", "zombie", "swap-error"])
def test_replay_decides_the_same_and_folds_to_the_same(name: str) -> None:
    one = scenario(name)
    result = run(one.plan, one.params, 2)
    assert verify(one.plan, result.events) is None
    assert state_at(one.plan, result.events, len(result.events)) == result.final


def test_a_log_that_was_written_and_read_is_the_same_log() -> None:
    one = scenario("zombie")
    result = run(one.plan, one.params, 2)
    header = log.Header(scenario="zombie", scenario_digest=one.digest, seed=2)
    read = log.load(log.dump(header, result.events), "x.jsonl")
    assert read.events == result.events
    assert log.digest(read.events) == result.hash
    assert verify(one.plan, read.events) is None


def test_verify_names_the_first_difference() -> None:
    one = scenario("solo")
    events = list(run(one.plan, one.params, 1).events)
    place = next(i for i, e in enumerate(events) if isinstance(e, d.TurnGranted))
    events[place] = structs.replace(events[place], reserved=1)
    found = verify(one.plan, events)
    assert found is not None
    assert found.n == place + 1
    assert found.logged == events[place]


def test_a_snapshot_and_the_rest_fold_to_the_end() -> None:
    one = scenario("too-parallel")
    result = run(one.plan, one.params, 1)
    kept = snapshots(one.plan, result.events, 200)
    assert len(kept) == len(result.events) // 200 + 1
    before = Fold.thaw(one.plan, kept[2])
    for event in result.events[400:]:
        before.push(event)
    assert before.state == result.final
    assert kept[2] == state_at(one.plan, result.events, 400)


ACTS = [
    f.KillAsked(n=0, at=0, agent="dev-1"),
    f.RestartAsked(n=0, at=0, agent="dev-2"),
    f.SwapAsked(n=0, at=0, task="t1"),
    f.NudgeAsked(n=0, at=0, agent="dev-1"),
    f.CancelAsked(n=0, at=0, task="t2"),
    f.PauseAsked(n=0, at=0, agent="dev-3"),
    f.PolicyAsked(n=0, at=0, path="limits.critic_after", value=1),
    f.FaultAsked(n=0, at=0, fault="hang", target="dev-1"),
    f.FaultAsked(n=0, at=0, fault="crash", target="dev-2"),
    f.FaultAsked(n=0, at=0, fault="restart"),
    f.FaultAsked(n=0, at=0, fault="duplicate"),
    f.FaultAsked(n=0, at=0, fault="overload", target="anthropic"),
    f.FaultAsked(n=0, at=0, fault="quota", target="org"),
]


@pytest.mark.parametrize("fact", ACTS, ids=lambda fact: f"{type(fact).__name__}-{getattr(fact, 'fault', '')}")
def test_an_intervention_leaves_what_was_before_it(fact: f.Intervention) -> None:
    given, params = plan(), calm()
    plain = run(given, params, 3)
    after = len(plain.events) // 3
    changed = watched(given, params, 3, [Act(after, fact)])
    place = next(i for i, e in enumerate(changed.events) if type(e) is type(fact))
    assert place >= after
    assert changed.events[:place] == plain.events[:place]
    assert changed.hash != plain.hash
    assert verify(given, changed.events) is None


def test_interventions_do_what_they_say() -> None:
    given, params = plan(), calm()
    cancelled = run(given, params, 3, [Act(20, f.CancelAsked(n=0, at=0, task="t5"))])
    assert cancelled.final.tasks["t5"].state is TaskState.CANCELLED
    paused = run(given, params, 3, [Act(20, f.PauseAsked(n=0, at=0))])
    resting = [e for e in paused.events if isinstance(e, d.Dispatched) and e.at > paused.events[20].at]
    assert resting == []
    assert any(isinstance(e, d.Finished) and e.rule == "finish.limit" for e in paused.events)
    bad = run(given, params, 3, [Act(20, f.PolicyAsked(n=0, at=0, path="limits.attempts", value=-1))])
    assert not any(isinstance(e, d.PolicySet) for e in bad.events)


def test_an_orchestrator_that_restarts_loses_nothing() -> None:
    given, alone = plan(8), structs.replace(calm().overhead, agent=0.0)
    params = structs.replace(calm(), overhead=alone, restarts_ms=(600_000, 900_000, 1_800_000))
    plain = run(given, structs.replace(params, restarts_ms=()), 4)
    result = watched(given, params, 4)
    assert sum(isinstance(e, f.OrchestratorRestarted) for e in result.events) == 3
    assert {t.state for t in result.final.tasks.values()} == {TaskState.MERGED}
    assert verify(given, result.events) is None
    assert result.final.ledger.fleet.spent == plain.final.ledger.fleet.spent


@pytest.mark.parametrize("every", [1, 7, 40])
def test_an_orchestrator_that_is_replaced_between_any_two_facts_changes_nothing(every: int) -> None:
    """Everything it knows is in its log: a new one, made from the log alone, goes on as the old one would have."""
    given, params = plan(5), structs.replace(calm(), tasks={"t0": structs.replace(_fate(), hang=(1,), crash=(2,))})
    runner, steps = Runner(given, params, 3), 0
    while runner.step():
        steps += 1
        if steps % every == 0:
            runner.come_back()
    assert tuple(runner.events) == run(given, params, 3).events


def test_a_log_that_ends_anywhere_is_gone_on_with() -> None:
    """Between a fact and its decisions, too: what is missing is decided again, as it was."""
    given = plan(3)
    events = run(given, calm(), 3).events
    for end in range(1, len(events)):
        orchestrator, decided = resume(given, events[:end])
        n = orchestrator.fold.state.n
        assert n >= end
        assert decided == tuple(e for e in events[:n] if isinstance(e, d.Decision))[-len(decided) or n :]
        assert orchestrator.fold.state == state_at(given, events, n)
    wrong = list(events[:2])
    wrong[1] = structs.replace(wrong[1], due=1)
    with pytest.raises(BrokenLogError, match="decide otherwise than event 2"):
        resume(given, wrong)


def test_every_message_twice_and_late_changes_no_result() -> None:
    given = plan(8)
    faults = structs.replace(calm().faults, duplicate=1.0, late=0.3)
    result = watched(given, structs.replace(calm(), faults=faults), 4)
    assert {t.state for t in result.final.tasks.values()} == {TaskState.MERGED}
    assert sum(isinstance(e, d.Merged) for e in result.events) == 8
    assert verify(given, result.events) is None


def test_facts_about_nobody_are_noted_and_change_nothing() -> None:
    fold = Fold(plan(1))
    orchestrator = Orchestrator(fold)
    orchestrator.handle(f.RunStarted(n=1, at=0))
    before = fold.freeze()
    strange = [
        f.Beat(n=0, at=1, agent="nobody", task="none", epoch=1),
        f.AgentUp(n=0, at=1, agent="dev-1", task="t0", epoch=7),
        f.TurnEnded(n=0, at=1, agent="nobody", task="none", epoch=1, turn=1, usage=Usage(cost=5)),
        f.AgentExited(n=0, at=1, agent="nobody", task="none", epoch=1, crash=True),
        f.CheckEnded(n=0, at=1, task="none", epoch=1, check=1, passed=True),
        f.ReviewEnded(n=0, at=1, task="none", epoch=1, by="human", accepted=True),
        f.MergeEnded(n=0, at=1, task="none", epoch=1, outcome="merged"),
        f.TimerFired(n=0, at=1, timer="watch/nobody/1"),
        f.KillAsked(n=0, at=1, agent="nobody"),
        f.SwapAsked(n=0, at=1, task="none"),
    ]
    for fact in strange:
        orchestrator.handle(structs.replace(fact, n=fold.state.n + 1))
    assert fold.state.tasks == before.tasks
    assert fold.state.agents == before.agents
    assert fold.state.ledger == before.ledger


def test_pause_keeps_the_bill_and_the_watchdogs() -> None:
    given = plan(3)
    params = structs.replace(calm(), tasks={"t0": structs.replace(_fate(), hang=(1,))})
    result = watched(given, params, 1, [Act(15, f.PauseAsked(n=0, at=0))])
    assert any(isinstance(e, d.Suspected) for e in result.events)
    assert result.final.ledger.fleet.spent > 0


def _fate():
    from orchestra_tui.fleet.simulation.params import TaskFate

    return TaskFate()


def test_a_freeze_does_not_change_any_more() -> None:
    given = plan(2)
    result = run(given, calm(), 1)
    kept = []
    for fold in folds(given, result.events):
        kept.append((fold.freeze(), fold.state.n))
    assert [state.n for state, _n in kept] == [n for _state, n in kept]


def test_metrics_add_up() -> None:
    one = scenario("swap-critic")
    numbers = measured("swap-critic", 1)
    final = run(one.plan, one.params, 1).final
    assert numbers["cost"] == final.ledger.fleet.spent
    assert numbers["tokens"] == final.tokens
    assert numbers["merged"] + numbers["needs-human"] + numbers["cancelled"] + numbers["open"] == len(one.plan.tasks)
    assert 0 < numbers["utilisation"] <= 100


def test_what_a_provider_refused_is_no_turn_and_no_review() -> None:
    one = scenario("swap-error")
    events = run(one.plan, one.params, one.head.seed).events
    numbers = measured("swap-error", one.head.seed)
    asked = [e for e in events if isinstance(e, d.TurnGranted | d.ReviewOrdered)]
    refused = {e.cause for e in events if isinstance(e, f.Refused)}
    assert {type(e) for e in asked if e.n in refused} == {d.TurnGranted, d.ReviewOrdered}
    assert numbers["turns"] == sum(isinstance(e, d.TurnGranted) and e.n not in refused for e in asked)
    assert numbers["reviews"] == sum(isinstance(e, d.ReviewOrdered) and e.n not in refused for e in asked)


def test_the_late_verdict_of_a_reviewer_that_was_replaced_is_rejected() -> None:
    given = plan(1, profiles=(DEVELOPER, structs.replace(REVIEWER, count=2)))
    orchestrator = Orchestrator(Fold(given))
    start = found(d.Dispatched, told(orchestrator, f.RunStarted, 0))
    build = {"agent": start.agent, "task": "t0", "epoch": 1}
    turn = found(d.TurnGranted, told(orchestrator, f.AgentUp, 1, start.n, **build))
    check = found(d.CheckOrdered, told(orchestrator, f.TurnEnded, 2, turn.n, **build, turn=1, usage=Usage(), done=True))
    first = found(
        d.ReviewOrdered, told(orchestrator, f.CheckEnded, 3, check.n, task="t0", epoch=1, check=1, passed=True)
    )
    second = found(d.ReviewOrdered, told(orchestrator, f.KillAsked, 4, agent=first.by))
    assert second.by != first.by
    verdict = {"task": "t0", "epoch": 1, "by": first.by, "accepted": True, "usage": Usage(cost=7)}
    late = told(orchestrator, f.ReviewEnded, 5, first.n, **verdict)
    assert found(d.Settled, late).spent == 7
    assert found(d.Stale, late)
    assert orchestrator.fold.state.tasks["t0"].state is TaskState.REVIEW
    assert orchestrator.fold.state.agents[second.by].job == "review"


def test_an_old_exit_does_not_free_a_slot_that_is_being_stopped_again() -> None:
    orchestrator = Orchestrator(Fold(plan(1, profiles=(structs.replace(DEVELOPER, count=1), REVIEWER))))
    told(orchestrator, f.RunStarted, 0)
    found(d.Restarted, told(orchestrator, f.RestartAsked, 1, agent="dev-1"))
    fenced = found(d.Fenced, told(orchestrator, f.KillAsked, 2, agent="dev-1"))
    exit_ = {"agent": "dev-1", "task": "t0", "crash": False}
    assert not told(orchestrator, f.AgentExited, 3, 4, **exit_, epoch=1)
    assert orchestrator.fold.state.agents["dev-1"].busy
    assert found(d.Dispatched, told(orchestrator, f.AgentExited, 4_000, fenced.n, **exit_, epoch=2)).epoch == 3


def test_the_verdict_of_a_review_that_was_ordered_anew_is_not_the_new_one() -> None:
    """The same reviewer, the same epoch: only the number of its order tells the late verdict from the one awaited."""
    hand = one_task()
    hand.turn()
    first = found(d.ReviewOrdered, hand.check())
    hand.tell(f.RestartAsked, agent=first.by)
    second = found(d.ReviewOrdered, hand.gone())
    assert (second.by, second.epoch) == (first.by, first.epoch)
    verdict = {"task": "t0", "epoch": 1, "by": first.by, "accepted": True}
    assert found(d.Stale, hand.tell(f.ReviewEnded, first.n, **verdict)).agent == first.by
    assert hand.state.tasks["t0"].state is TaskState.REVIEW
    assert found(d.MergeQueued, hand.tell(f.ReviewEnded, second.n, **verdict)).task == "t0"


def test_the_result_of_an_old_check_is_not_that_of_the_check_under_way() -> None:
    hand = one_task()
    hand.turn()
    first = hand.orders[d.CheckOrdered]
    hand.check(passed=False, signature="a")
    hand.turn()
    late = {"task": "t0", "epoch": 1, "check": first.check, "passed": True}
    assert found(d.Stale, hand.tell(f.CheckEnded, first.n, **late)).rule == "fence.stale"
    assert hand.state.tasks["t0"].state is TaskState.CHECKING
    assert found(d.ReviewOrdered, hand.check()).task == "t0"
